"""Undo and redo over frozen screenings."""

from dataclasses import dataclass, field

from csescreen.core.screening import Screening

KEPT = 500


@dataclass(slots=True)
class History:
    """What was before the last change, and what was undone.

    Changes to one text that follow each other are one step: they come with the same name.
    """

    _past: list[Screening] = field(default_factory=list)
    _future: list[Screening] = field(default_factory=list)
    _together: str = ""

    def add(self, before: Screening, together: str = "") -> None:
        """Remember what was before a change; ``together`` names the text that it changed."""
        if not together or together != self._together or not self._past:
            self._past.append(before)
            del self._past[:-KEPT]
        self._together = together
        self._future.clear()

    def separate(self) -> None:
        """Begin a new step with the next change, whatever text it changes."""
        self._together = ""

    def undo(self, now: Screening) -> Screening | None:
        """Return the screening as it was before the last change, or None."""
        return self._step(self._past, self._future, now)

    def redo(self, now: Screening) -> Screening | None:
        """Return the screening as it was before the last undo, or None."""
        return self._step(self._future, self._past, now)

    def _step(
        self, taken: list[Screening], kept: list[Screening], now: Screening
    ) -> Screening | None:
        self._together = ""
        if not taken:
            return None
        kept.append(now)
        return taken.pop()
