"""The pages of an encrypted database, read without SQLite: each is authentic, or it is not used.

SQLCipher 4 ends every page with 80 bytes: the IV of AES-256-CBC, and an HMAC-SHA512 over what was
encrypted, the IV and the page's number. Page 1 begins with the salt that the key of the HMAC is
made with, in place of SQLite's name. A store's salt follows from its keys, so that a lost first
page takes nothing else with it; stores of earlier programs have theirs in the file alone.

Nothing here writes. Opening and closing a file drops the locks that this process has on it: see
`Layout.check_database`.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from csescreen.store.layout import PLAIN_HEADER
from csescreen.store.subkeys import subkey

PAGE: Final = 4096
SALT: Final = 16
RESERVED: Final = 80
USABLE: Final = PAGE - RESERVED
_IV: Final = 16
_MAC: Final = 64
_SALT_MASK: Final = 0x3A
_ROUNDS: Final = 2
_KEY: Final = 32
_COUNT: Final = slice(28, 32)
_NEAR: Final = 8
_FEW: Final = 64
"""How many lost pages are looked for in each other's places, however far apart they lie."""


def salt_of(key: bytes, vault_id: str) -> bytes:
    """Return the salt that a new store's database begins with."""
    return subkey(key, vault_id, "salt", SALT)


@dataclass(frozen=True, slots=True)
class PageCipher:
    """Checks and decrypts the pages of one database."""

    key: bytes = field(repr=False)
    salt: bytes
    _mac_key: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the key of the codes."""
        salt = bytes(byte ^ _SALT_MASK for byte in self.salt)
        made = hashlib.pbkdf2_hmac("sha512", self.key, salt, _ROUNDS, _KEY)
        object.__setattr__(self, "_mac_key", made)

    def is_authentic(self, number: int, page: bytes) -> bool:
        """Return whether these bytes were written as the page of this number, with this key."""
        return self.number_of(page, (number,)) == number

    def number_of(self, page: bytes, numbers: Iterable[int]) -> int:
        """Return as which of these numbers the bytes were written, or 0."""
        if len(page) != PAGE:
            return 0
        codes: dict[int, Any] = {}
        for number in numbers:
            start = SALT if number == 1 else 0
            if start not in codes:
                codes[start] = hmac.new(self._mac_key, page[start:-_MAC], "sha512")
            code = codes[start].copy()
            code.update(number.to_bytes(4, "little"))
            if hmac.compare_digest(code.digest(), page[-_MAC:]):
                return number
        return 0

    def decrypt(self, number: int, page: bytes) -> bytes:
        """Return the page as SQLite knows it; only for one that is authentic."""
        start = SALT if number == 1 else 0
        iv = page[-RESERVED : -RESERVED + _IV]
        cipher = Cipher(AES(self.key), CBC(iv)).decryptor()
        clear = cipher.update(page[start:-RESERVED]) + cipher.finalize()
        return (PLAIN_HEADER if number == 1 else b"") + clear + bytes(RESERVED)


class DatabasePages:
    """The pages in a database's file, by number from 1.

    ``ciphers`` are those that may be the file's: by the salt in it, and by the salt of the keys.
    A page is known by its code, too, where it lies in another's place.
    """

    def __init__(self, database: Path, key: bytes, vault_id: str) -> None:
        try:
            self._raw = database.read_bytes()
        except FileNotFoundError:
            self._raw = b""
        self.count = len(self._raw) // PAGE
        self.whole = len(self._raw) % PAGE == 0
        """Whether the file ends with the end of a page."""
        salts = dict.fromkeys((self._raw[:SALT], salt_of(key, vault_id)))
        self.ciphers = [PageCipher(key, salt) for salt in salts if len(salt) == SALT]
        self._elsewhere: dict[bytes, Mapping[int, bytes]] = {}

    def raw(self, number: int) -> bytes:
        """Return the page's bytes as they are in the file; fewer, or none, where it is cut off."""
        return self._raw[(number - 1) * PAGE : number * PAGE]

    def is_in_place(self, cipher: PageCipher, number: int) -> bool:
        """Return whether the page lies, whole, where it belongs."""
        return cipher.is_authentic(number, self.raw(number))

    def authentic(self, cipher: PageCipher, number: int) -> bytes | None:
        """Return the page, wherever in the file it lies; None where it is lost."""
        raw = self.raw(number)
        if cipher.is_authentic(number, raw):
            return raw
        return self._found_elsewhere(cipher).get(number)

    def has_page_of(self, cipher: PageCipher) -> bool:
        """Return whether any page was written with the key."""
        return any(self.is_in_place(cipher, n) for n in range(1, self.count + 1))

    def has_page_elsewhere(self, cipher: PageCipher) -> bool:
        """Return whether any page was written with the key, and lies in another's place."""
        return bool(self._found_elsewhere(cipher))

    def _found_elsewhere(self, cipher: PageCipher) -> Mapping[int, bytes]:
        """Return the pages that lie in another's place: something was put in, or taken out."""
        if cipher.salt not in self._elsewhere:
            there = range(1, self.count + 1)
            lost = [number for number in there if not self.is_in_place(cipher, number)]
            found: dict[int, bytes] = {}
            shift = 0
            for place in lost:
                near = (place + shift, *range(place - _NEAR, place + _NEAR + 1))
                # past the end of the file, too: a page that was taken out makes it shorter
                wanted = dict.fromkeys(number for number in (*near, *lost[:_FEW]) if number > 0)
                if number := cipher.number_of(self.raw(place), wanted):
                    found.setdefault(number, self.raw(place))
                    shift = number - place
            self._elsewhere[cipher.salt] = found
        return self._elsewhere[cipher.salt]


def pages_by_header(first: bytes) -> int:
    """Return how many pages the database has by its decrypted first page; 0 where it is unsaid."""
    return int.from_bytes(first[_COUNT], "big") if first.startswith(PLAIN_HEADER) else 0
