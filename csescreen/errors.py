"""Errors for people: what happened, what is safe, what to do next. One family, one place to show.

The command line prints them to standard error and exits with `exit_status`; the app shows a
dialog. None carries a child's text.
"""

import math
from pathlib import Path
from typing import Final, NamedTuple

_PACKAGE: Final = Path(__file__).parent


class UserError(Exception):
    """Something that could not be done, said so that a person knows what to do next."""

    exit_status = 1
    title = "It could not be done"
    fault = ""
    """The name of what is wrong with the store, for programs; "" for anything else."""
    while_saving = ""
    """What to do where a text was being saved in the app; "" where that is the same."""
    lasting = False
    """Whether trying again cannot help before the store is closed and opened anew."""

    def __init__(self, what: str, *, safe: str = "", do_next: str = "") -> None:
        """Say what happened, what is safe, and what to do next."""
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.do_next = do_next

    def lines(self) -> list[str]:
        """Return the message as lines, for a terminal."""
        return [line for line in (self.what, self.safe, self.do_next) if line]

    def told_while_saving(self) -> "UserError":
        """Return it as it is told where a text was being saved in the app, which goes on trying."""
        if not self.while_saving:
            return self
        told = type(self)(self.what, safe=self.safe, do_next=self.while_saving)
        told.fault, told.lasting = self.fault, self.lasting
        return told


class InputError(UserError):
    """The input or the usage is wrong; ``problems`` lists everything that was found."""

    exit_status = 2
    title = "The input is not right"

    def __init__(
        self, what: str, problems: "tuple[Problem, ...]" = (), *, safe: str = "", do_next: str = ""
    ) -> None:
        """Say what is wrong, with every problem found."""
        super().__init__(what, safe=safe, do_next=do_next)
        self.problems = problems

    def lines(self) -> list[str]:
        """Return the message and each problem as lines, for a terminal."""
        return [self.what, *(f"  {problem.line()}" for problem in self.problems)] + [
            line for line in (self.safe, self.do_next) if line
        ]


class PurgedError(UserError):
    """The screening was removed for good while its last save was on its way: nothing is kept."""


class NotWorkedOutError(UserError):
    """What a screening comes to cannot be worked out, because the program itself failed.

    ``at`` says where, for the support team.
    """

    def __init__(self, at: str) -> None:
        """Say that it can be exported all the same."""
        super().__init__(
            f"What this screening comes to cannot be worked out: a fault in the program ({at}).",
            safe="What was answered and written is saved.",
            do_next="Export it from the list: the referral holds every answer, and no outcome. "
            "Decide by your framework's own text, and tell your support team of this.",
        )
        self.at = at


class StoreLockedError(UserError):
    """Another instance has the store open."""

    exit_status = 3
    title = "csescreen is open already"


class WrongPassphraseError(UserError):
    """The passphrase does not open the store."""

    exit_status = 4
    title = "The passphrase is not right"


class TooManyAttemptsError(WrongPassphraseError):
    """There were several wrong attempts, so the next one has to wait for ``seconds``."""

    title = "Please wait"

    def __init__(self, seconds: float) -> None:
        """Say how long."""
        whole = math.ceil(seconds)
        super().__init__(
            "There were several wrong attempts to open the store.",
            safe="Nothing was changed, and nothing was tried just now.",
            do_next=f"Wait {whole} second{'' if whole == 1 else 's'}, and try again.",
        )
        self.seconds = seconds


class StoreDamagedError(UserError):
    """The store, or its envelope of keys, is damaged or foreign."""

    exit_status = 5
    title = "The store is damaged"


class OlderCopyError(StoreDamagedError):
    """The store is behind what it is known to have held: an older copy, or rows were removed."""

    title = "An older copy of the store"


class Problem(NamedTuple):
    """One thing that is wrong with an input, located, with its remedy.

    ``place`` is the key in the file ("indicators.unknown-vehicles.when") or "line 3, column 7";
    ``code`` is stable and short; ``warning`` marks what is legal but unsafe.
    """

    file: str
    place: str
    code: str
    what: str
    remedy: str = ""
    warning: bool = False

    def line(self) -> str:
        """Return the problem on one line."""
        where = ": ".join(part for part in (self.file, self.place) if part)
        kind = "warning " if self.warning else ""
        return f"{where}: {kind}{self.code}: {self.what}" + (
            f" {self.remedy}" if self.remedy else ""
        )

    def as_json(self) -> dict[str, object]:
        """Return the problem as a JSON object."""
        return {
            "file": self.file,
            "key": self.place,
            "code": self.code,
            "problem": self.what,
            "remedy": self.remedy,
            "warning": self.warning,
        }


def place(error: BaseException) -> str:
    """Return the kind of fault and where in our code it happened; nothing of its message."""
    from traceback import extract_tb  # noqa: PLC0415 - where something failed alone

    if isinstance(error, NotWorkedOutError):
        return error.at
    ours = [at for at in extract_tb(error.__traceback__) if _PACKAGE in Path(at.filename).parents]
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"
