"""The recovery code as it is written down: 160 random bits that a person can copy without loss.

Thirty-two characters of Crockford's base 32 (no I, L, O or U) carry the bits. Four more are a
check: the number modulo a prime just below 2**20, which finds any one wrong character and any two
neighbours swapped, and all but one in a million of other slips. The nine groups of four are read
back with forgiveness where nothing can be mistaken: small letters, spaces, dashes, O for 0, I and
L for 1.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from typing import Final

BYTES: Final = 20
GROUP: Final = 4
GROUPS: Final = 9
ASKED: Final = 2
"""How many groups are typed back, so that the code is known to have been written down."""

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {letter: value for value, letter in enumerate(_ALPHABET)}
_READ_AS: Final = str.maketrans("OIL", "011")
_LENGTH: Final = GROUP * GROUPS
_CHECK_BITS: Final = 5 * GROUP
_PRIME: Final = 2**20 - 3
_MISCOUNTED: Final = 3


class WrongCharacterError(ValueError):
    """It has the form of a recovery code, but its check fails: a character is wrong."""


def new_bits() -> bytes:
    """Return the random bits of a new code."""
    return secrets.token_bytes(BYTES)


def written(bits: bytes) -> str:
    """Return the code of the bits, as groups with dashes."""
    if len(bits) != BYTES:
        raise ValueError("not the bits of a code")
    number = int.from_bytes(bits)
    number = number << _CHECK_BITS | number % _PRIME
    letters = [_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH))]
    return "-".join("".join(letters[i : i + GROUP]) for i in range(0, _LENGTH, GROUP))


def read(typed: str) -> bytes | None:
    """Return the bits of a code, or None where what was typed has not the form of one.

    Raises `WrongCharacterError` where it has the form, but not the right check.
    """
    letters = _letters(typed)
    if len(letters) != _LENGTH or not all(letter in _VALUES for letter in letters):
        return None
    whole = 0
    for letter in letters:
        whole = whole << 5 | _VALUES[letter]
    number, check = divmod(whole, 1 << _CHECK_BITS)
    if check != number % _PRIME:
        raise WrongCharacterError
    return number.to_bytes(BYTES)


def is_one(typed: str) -> bool:
    """Return whether it is a recovery code without a slip, whatever it opens."""
    try:
        return read(typed) is not None
    except WrongCharacterError:
        return False


def miscopied(typed: str) -> bool:
    """Return whether this is likely meant as a code, but is not a right one.

    A passphrase may look like anything, so it decides over the words of an error alone.
    """
    try:
        right = read(typed) is not None
    except WrongCharacterError:
        return True
    letters = _letters(typed)
    close = abs(len(letters) - _LENGTH) <= _MISCOUNTED
    alike = close and letters.isalnum() and any(letter.isdigit() for letter in letters)
    return alike and not right


def asked() -> tuple[int, ...]:
    """Return the numbers of the groups to be typed back, from 1, chosen at random."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), ASKED)))


def groups(code: str, numbers: Sequence[int]) -> str:
    """Return these groups of a code, as they are to be typed back."""
    parts = code.split("-")
    return " ".join(parts[number - 1] for number in numbers)


def same(typed: str, expected: str) -> bool:
    """Return whether what was typed stands for the same letters."""
    one, other = (_letters(text).encode("utf-8", "surrogatepass") for text in (typed, expected))
    return secrets.compare_digest(one, other)


def _letters(typed: str) -> str:
    """Return the letters that count: without spaces and dashes, and the look-alikes read."""
    upper = typed.upper().translate(_READ_AS)
    return "".join(letter for letter in upper if not _between(letter))


def _between(letter: str) -> bool:
    # every kind of space and dash, and the minus sign: a word processor puts them in
    kind = unicodedata.category(letter)
    return kind in ("Pd", "Zs", "Zl", "Zp", "Cc", "Cf") or letter == "\N{MINUS SIGN}"
