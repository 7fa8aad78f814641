"""From a passphrase to a key: Argon2id, with parameters that are bounded before they are used."""

import time
import unicodedata
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

NAME = "argon2id"
KEY_BYTES = 32
SALT_BYTES = 16
MAX_MEMORY_KIB = 128 * 1024
MOST_TUNED = 32
"""Iterations: `tuned` gives no more on a machine however fast."""
MAX_ITERATIONS = 36
MAX_LANES = 4
MAX_WORK_KIB = MAX_ITERATIONS * 64 * 1024
"""Memory times iterations: little more than `tuned` ever gives, two seconds on a slow machine."""
TUNED_SECONDS = 0.5


class KdfBoundsError(ValueError):
    """The parameters are outside what the program is willing to compute."""


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """How costly a derivation is. The defaults are OWASP's and RFC 9106's order of magnitude."""

    memory_kib: int = 64 * 1024
    iterations: int = 4
    lanes: int = 4

    def check(self) -> None:
        """Raise `KdfBoundsError` where a hostile file could exhaust memory or time."""
        sound = (
            1 <= self.lanes <= MAX_LANES
            and 8 * self.lanes <= self.memory_kib <= MAX_MEMORY_KIB
            and 1 <= self.iterations <= MAX_ITERATIONS
            and self.memory_kib * self.iterations <= MAX_WORK_KIB
        )
        if not sound:
            raise KdfBoundsError("key derivation out of bounds")


def derive(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the key of the passphrase.

    NFC first: the same letters typed on another keyboard or system give the same key.
    """
    parameters.check()
    if not 8 <= len(salt) <= 64:
        raise KdfBoundsError("salt out of bounds")
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    )
    # A terminal may hand over undecodable bytes as lone surrogates; they must not raise here.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))


def tuned() -> KdfParameters:
    """Return parameters that take about half a second here: never weaker than the defaults."""
    least = KdfParameters()
    start = time.perf_counter()
    derive("", bytes(SALT_BYTES), least)
    seconds = max(time.perf_counter() - start, 0.001)
    iterations = round(least.iterations * TUNED_SECONDS / seconds)
    return replace(least, iterations=max(least.iterations, min(iterations, MOST_TUNED)))
