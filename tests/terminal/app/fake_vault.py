"""A stand-in for the vault: the real recovery code, and no key derivation."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from csescreen.core import recovery_code
from csescreen.core.vault import WaysIn
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.store.unfinished import Code

StoreT = TypeVar("StoreT")
PASSPHRASE = "open, please"
CODE = recovery_code.written(bytes(range(20)))


class KnownCode(Code[StoreT]):
    """A recovery code that is the same each time, for pictures."""

    def __init__(self, finish: Callable[[bytes], StoreT], asked: tuple[int, int] = (3, 7)) -> None:
        super().__init__(finish)
        self._bits = bytes(range(20))
        self._asked = asked


class FakeVault(Generic[StoreT]):
    """A vault with one passphrase and one code, or with an error for every attempt.

    ``hold`` makes every answer wait; ``throttle`` is how long the next attempt has to wait after
    a wrong one; ``keyring`` whether the keyring opens it, ``keyring_error`` why it does not.
    """

    def __init__(
        self,
        store: StoreT,
        *,
        there: bool = True,
        error: UserError | None = None,
        keyring: bool = False,
        recovery: bool = True,
    ) -> None:
        self.store = store
        self.there = there
        self.error = error
        self.ways_error: UserError | None = None
        self.keyring = keyring
        self.keyring_error: UserError | None = None
        self.recovery = recovery
        self.passphrase = PASSPHRASE
        self.code = CODE
        self.created_with = ""
        self.throttle = 0.0
        self.wait_seconds = 0.0
        self.attempts: list[str] = []
        self.made = 0
        self.hold = threading.Event()
        self.hold.set()

    def exists(self) -> bool:
        return self.there

    def ways_in(self) -> WaysIn:
        if self.ways_error:
            raise self.ways_error
        made = {"recovery": "2026-03-02"}
        return WaysIn(True, self.recovery, self.keyring, self.wait_seconds, made)

    def begin(self, passphrase: str) -> Code[StoreT]:
        self.hold.wait(5)

        def make(_: bytes) -> StoreT:
            self.hold.wait(5)
            if self.error:
                raise self.error
            self.passphrase = self.created_with = passphrase
            self.there = True
            self.made += 1
            return self.store

        return KnownCode(make)

    def unlock(self, secret: str) -> StoreT:
        self.hold.wait(5)
        self.attempts.append(secret)
        if self.error:
            raise self.error
        self._check(secret)
        return self.store

    def unlock_by_keyring(self) -> StoreT:
        self.hold.wait(5)
        if self.keyring_error:
            raise self.keyring_error
        return self.store

    def accept_older_copy(self, secret: str, reason: str) -> StoreT:
        return self.unlock(secret)

    def prove(self, secret: str) -> None:
        self._act(secret)

    def change_passphrase(self, secret: str, new: str) -> None:
        self._act(secret)
        self.passphrase = new

    def begin_recovery_code(self, secret: str) -> Code[None]:
        self._act(secret)

        def make(_: bytes) -> None:
            if self.error:
                raise self.error
            self.made += 1
            self.recovery = True

        return KnownCode(make, (1, 9))

    def use_keyring(self, secret: str, use: bool) -> None:
        self._act(secret)
        if use and self.keyring_error:
            raise self.keyring_error
        self.keyring = use

    def rekey(self, secret: str, progress: Callable[[float], None]) -> None:
        self._act(secret)

    def _act(self, secret: str) -> None:
        self.hold.wait(5)
        if self.error:
            raise self.error
        self._check(secret)

    def _check(self, secret: str) -> None:
        code = recovery_code.same(secret, self.code)
        if secret != self.passphrase and not code:
            self.wait_seconds = self.throttle
            raise WrongPassphraseError(
                "This passphrase does not open the store.",
                safe="Nothing is lost.",
                do_next="Type it again. Capital letters count.",
            )
        self.wait_seconds = 0.0
