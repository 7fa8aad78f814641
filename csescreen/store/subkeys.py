"""Keys for one purpose each, made of another key by HKDF-SHA256: none tells of another.

The key may be the database's, the master key or the root of the backups.
"""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BYTES: Final = 32
_PREFIX: Final = b"csescreen/1/"


def subkey(key: bytes, vault_id: str, purpose: str, length: int = BYTES) -> bytes:
    """Return the key of the vault for a purpose: "salt", "envelope" and others."""
    info = _PREFIX + purpose.encode("ascii")
    return HKDF(SHA256(), length, salt=vault_id.encode("ascii"), info=info).derive(key)
