"""One open screening: each change is saved before the next question, or said not to be."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from csescreen.core.framework import Framework
from csescreen.core.history import History
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Screening
from csescreen.core.situation import Change, Situation, placed_elsewhere
from csescreen.errors import NotWorkedOutError, UserError
from csescreen.services import Services
from csescreen.shell.ask.urgent import news

ELSEWHERE: Final = (
    "The child is placed in another area, so both authorities' actions apply. Type tools to add "
    "the other authority's framework."
)


class Keeper(Protocol):
    """Has records written."""

    def keep(self, record: Record) -> UserError | None:
        """Have the record written; return why it is not on the disk yet, or None."""
        ...

    def at(self, key: str, place: str) -> None:
        """Have it noted where the user is."""
        ...


class Session:
    """The record, what it comes to, and what of it is on the disk. It says what happens."""

    def __init__(
        self, services: Services, record: Record, keeper: Keeper, say: Callable[[str], None]
    ) -> None:
        """Open the record; raises a `UserError` where its version is not to be had."""
        self.services = services
        self.record = record
        self._keeper = keeper
        self._say = say
        self._history = History()
        self._own: dict[str, Framework] = {}
        self.saved: Screening | None = record.screening if record.revision else None
        """What is known to be on the disk."""
        self.problem: UserError | None = None
        """Why the last change is not."""
        self.situation = self._look()

    def _look(self) -> Situation:
        reading = self.services.assess(self.record)
        self._own |= {one.id: one for one in reading.frameworks}
        return Situation(self.record.screening, reading, self.services.now())

    @property
    def own_pins(self) -> list[FrameworkPin]:
        """The version of each framework under which this screening was read while it is open."""
        return [FrameworkPin.of(one) for one in self._own.values()]

    @property
    def own_versions(self) -> dict[str, Framework]:
        """Those frameworks, by id."""
        return {**self._own}

    @property
    def screening(self) -> Screening:
        """The screening as it stands."""
        return self.record.screening

    def at(self, place: str) -> None:
        """Have it noted where the user is."""
        self._keeper.at(self.record.key, place)

    def change(self, change: Change, together: str = "") -> bool:
        """Change the screening and have it saved; return whether that changed anything.

        What became urgent by it is said at once.
        """
        before = self.record.screening
        after = change(before)
        if after == before:
            return False
        self._history.add(before, together)
        self._set(after)
        return True

    def separate(self) -> None:
        """Have what is written from now on undone by itself."""
        self._history.separate()

    def begin(self) -> None:
        """Save a new record for the first time."""
        self.record = replace(self.record, revision=self.record.revision + 1)
        self._save()

    def undo(self) -> bool:
        """Take back the last change; return whether there was one."""
        return self._back_to(self._history.undo(self.screening))

    def redo(self) -> bool:
        """Bring back what was undone; return whether there was anything."""
        return self._back_to(self._history.redo(self.screening))

    def _back_to(self, screening: Screening | None) -> bool:
        if screening is not None:
            self._set(screening)
        return screening is not None

    def _set(self, screening: Screening) -> None:
        self.record = self.services.changed(self.record, screening, self.own_pins)
        self._save()  # before anything that might fail
        before = self.situation
        try:
            self.situation = self._look()
        except NotWorkedOutError as error:
            self.situation = replace(self.situation, screening=screening)
            for line in error.lines():
                self._say(line)
            return
        for line in news(before, self.situation):
            self._say(line)
        if placed_elsewhere(self.situation) and not placed_elsewhere(before):
            self._say(ELSEWHERE)

    def save(self) -> bool:
        """Try again to save what is not on the disk yet; return whether all is."""
        if self.problem is not None:
            self._save()
        return self.problem is None

    def _save(self) -> None:
        before, self.problem = self.problem, self._keeper.keep(self.record)
        if self.problem is None:
            self.saved = self.record.screening
            if before is not None:
                self._say("Everything is saved now.")
        elif before is None:
            self._say(f"This is not saved. {self.problem.what}")
            self._say(
                "Nothing is lost: csescreen keeps it in memory and tries again after each line. "
                "Do not close this window."
            )
        else:
            self._say("Still not saved.")
