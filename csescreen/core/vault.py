"""The door to the store as the shells see it: the ways to open it, and how they are changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from csescreen.core.ports import ScreeningStore

T_co = TypeVar("T_co", covariant=True)

SHORTEST_PASSPHRASE: Final = 12
"""So many characters at least; whoever steals a computer can try millions of short ones."""


def not_to_be_typed(passphrase: str) -> str:
    """Return why a new passphrase could not be typed again everywhere; "" where it can.

    At a terminal an arrow key or a tab becomes part of what is typed; in the app's field it moves.
    """
    if passphrase.isprintable():
        return ""
    if "\t" in passphrase:
        return "It has a tab in it, and in the app the Tab key moves to the next field."
    return (
        "It has a character in it that the app's field does not take, as an arrow key or Ctrl "
        "with a letter gives it."
    )


class Unfinished(Protocol[T_co]):
    """A recovery code that was made, and counts only once part of it was typed back.

    Until then nothing on disk is changed; letting go of it changes nothing either.
    """

    @property
    def code(self) -> str:
        """The code as it is to be shown once, printed or written down: groups with dashes."""
        ...

    @property
    def asked(self) -> tuple[int, ...]:
        """The numbers of the groups, from 1, that are to be typed back."""
        ...

    def finish(self, typed: str) -> T_co:
        """Take the groups that were typed back, and do what was begun.

        Small slips that cannot mislead (case, spaces, dashes, O for 0, I and L for 1) are forgiven.
        Raises `InputError` where they are not the code's: it can be tried again.
        """
        ...


@dataclass(frozen=True, slots=True)
class WaysIn:
    """The ways in which a store can be opened, and when throttling lets the next attempt in."""

    passphrase: bool
    recovery_code: bool
    keyring: bool
    wait_seconds: float = 0.0
    """How long to wait before the next attempt, after wrong ones; 0.0 where none is needed."""
    made: Mapping[str, str] = field(default_factory=dict)
    """On what day each was made, where that is known: "passphrase", "recovery", "keyring"."""
    cost: str = ""
    """What one guess of the passphrase costs, in words."""


class Vault(Protocol):
    """The door to the store. Every error it raises is a `csescreen.errors.UserError`.

    A *secret* is the passphrase, or the recovery code as it was typed.
    """

    def exists(self) -> bool:
        """Return whether there is a store, or anything left of one."""
        ...

    def ways_in(self) -> WaysIn:
        """Return which ways in there are; reads the envelope alone, and opens nothing."""
        ...

    def begin(self, passphrase: str) -> Unfinished[ScreeningStore]:
        """Begin a new store; it is made when part of its recovery code was typed back.

        Refuses where anything of a store is there.
        """
        ...

    def unlock(self, secret: str) -> ScreeningStore:
        """Open the store; raises `WrongPassphraseError`, `StoreLockedError` and others."""
        ...

    def accept_older_copy(self, secret: str, reason: str) -> ScreeningStore:
        """Open a store that `unlock` refused with `OlderCopyError`, for a reason that is noted."""
        ...

    def unlock_by_keyring(self) -> ScreeningStore:
        """Open the store with the key that this computer's keyring holds.

        Raises a `UserError` where the keyring is locked, lost or holds another key: the
        passphrase then still opens the store.
        """
        ...

    def prove(self, secret: str) -> None:
        """Raise a `UserError` where this secret does not open the store; change nothing."""
        ...

    def change_passphrase(self, secret: str, new: str) -> None:
        """Have a new passphrase open the store instead of the former one; others stay."""
        ...

    def begin_recovery_code(self, secret: str) -> Unfinished[None]:
        """Begin a new recovery code in place of the former one."""
        ...

    def use_keyring(self, secret: str, use: bool) -> None:
        """Let this computer's keyring open the store as well, or no longer."""
        ...

    def rekey(self, secret: str, progress: Callable[[float], None]) -> None:
        """Encrypt everything anew under a new key; the store must not be open.

        ``progress`` is told the part done, from 0.0 to 1.0.
        """
        ...
