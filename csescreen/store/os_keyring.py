"""The operating system's keyring: a key kept for this store, or a plain word that it cannot be.

Some keyrings only pretend: one raises, one takes everything and keeps nothing, one writes clear
text. They are told by what they can do, and what was written is read back. One that does not
answer is left behind in a thread of its own, so that nobody waits for it for ever.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from csescreen.errors import UserError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE: Final = "csescreen"
PATIENCE: Final = 30.0
"""Seconds: the system may ask for its own password meanwhile."""
RECOMMENDED: Final = 1
"""The least priority of a backend that the library recommends; those that write files have less."""
_ANOTHER_WAY: Final = "Open the store with your passphrase."
_SAFE: Final = "The store is as it was."


def read(vault_id: str) -> bytes | None:
    """Return the key that the keyring holds for this store, or None where it holds none."""
    held = _asked(lambda backend: backend.get_password(SERVICE, vault_id))
    if held is None:
        return None
    try:
        return bytes.fromhex(held)
    except ValueError:
        return b""  # somebody else's: it opens nothing


def write(vault_id: str, key: bytes) -> None:
    """Keep the key in the keyring, and make sure that it is there."""

    def work(backend: "KeyringBackend") -> bool:
        backend.set_password(SERVICE, vault_id, key.hex())
        return backend.get_password(SERVICE, vault_id) == key.hex()

    if not _asked(work):
        raise UserError(
            "The keyring took the key and did not keep it.", safe=_SAFE, do_next=_ANOTHER_WAY
        )


def delete(vault_id: str) -> None:
    """Take the key out of the keyring; raises a `UserError` where that cannot be done."""
    _asked(lambda backend: backend.delete_password(SERVICE, vault_id))


def not_used() -> UserError:
    """Return the error for a store that no keyring opens."""
    return UserError(
        "This computer's keyring was never let into this store, or no longer is.",
        safe=_SAFE,
        do_next=_ANOTHER_WAY,
    )


def lost() -> UserError:
    """Return the error for a keyring that holds no key for this store."""
    return UserError(
        "This computer's keyring no longer holds the key to the store.",
        safe=_SAFE,
        do_next=f"{_ANOTHER_WAY} Then turn the keyring off and on again.",
    )


def another_key() -> UserError:
    """Return the error for a keyring that holds a key, but not the one to this store."""
    return UserError(
        "This computer's keyring holds a key that does not open the store.",
        safe=_SAFE,
        do_next=f"{_ANOTHER_WAY} Then turn the keyring off and on again.",
    )


def _asked(work: "Callable[[KeyringBackend], T]") -> T:
    """Do the work with the keyring, on a thread that is left behind when it does not answer."""
    answers: list[T] = []
    problems: list[UserError] = []
    done = threading.Event()

    def run() -> None:
        try:
            answers.append(work(_backend()))
        except UserError as error:
            problems.append(error)
        except Exception as error:  # every backend has errors of its own
            problems.append(_unavailable(type(error).__name__))
        finally:
            done.set()

    threading.Thread(target=run, name="csescreen-keyring", daemon=True).start()
    if not done.wait(PATIENCE):
        raise UserError(
            "This computer's keyring did not answer.",
            safe=_SAFE,
            do_next=f"Look whether it waits for its own password. {_ANOTHER_WAY}",
        )
    if answers:
        return answers[0]
    raise problems[0] if problems else _unavailable("no answer")


def _backend() -> "KeyringBackend":
    """Return the keyring that is worth the name; raises a `UserError` where there is none."""
    import keyring  # noqa: PLC0415 - slow, and only where somebody uses it

    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", None) or [chosen]:
        try:
            sound = backend.priority >= RECOMMENDED
        except Exception:  # a backend says so that it does not work here
            sound = False
        if sound:
            found: KeyringBackend = backend
            return found
    raise UserError(
        "This computer has no keyring that keeps a key safe.", safe=_SAFE, do_next=_ANOTHER_WAY
    )


def _unavailable(name: str) -> UserError:
    if name == "KeyringLocked":
        return UserError(
            "This computer's keyring is locked.",
            safe=_SAFE,
            do_next=f"Unlock it and try again. Or: {_ANOTHER_WAY[0].lower()}{_ANOTHER_WAY[1:]}",
        )
    return UserError(
        f"This computer's keyring could not be used ({name}).", safe=_SAFE, do_next=_ANOTHER_WAY
    )
