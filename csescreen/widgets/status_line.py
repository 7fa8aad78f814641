"""The workspace's first line: which child, under which framework, and whether all is saved."""

from datetime import datetime
from typing import Final

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from csescreen.core.text import clean_line
from csescreen.core.timelimits import LONDON, london_day
from csescreen.core.versions import is_older
from csescreen.errors import UserError
from csescreen.keymap import key_of, with_keys
from csescreen.widgets.plain import stacked, styled
from csescreen.widgets.situation import Situation


def saved_words(saved_at: datetime | None, now: datetime) -> str:
    """Return when the screening was last saved, in London time."""
    if saved_at is None:
        return "draft, nothing typed yet"
    at = saved_at.astimezone(LONDON)
    day = "" if london_day(at) == london_day(now) else f"{at.day} {at:%b} "
    return f"draft, saved {day}{at:%H:%M:%S}"


def newer_words(own: str, newer: str, whose: str = "") -> str:
    """Return that another version is on file, in one short line; ``whose`` of several."""
    lead = f"{clean_line(whose)}: " if whose else ""
    key = key_of("screening.versions")
    own, newer = clean_line(own), clean_line(newer)
    if own == newer:
        return f"{lead}Version {own} on file has changed. {key}: what differs"
    if is_older(newer, own):
        return f"{lead}Under version {own}; {newer}, older, is on file. {key}: what differs"
    return f"{lead}Under version {own}; {newer} is on file. {key}: what changed"


_TRIED_AGAIN: Final = "What you typed is kept here and will be tried again."
_KEPT_HERE: Final = "What you typed is here alone, so export it: {export}."


class StatusLine(Static):
    """Reference, age and framework at the left; how it stands with saving at the right."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto;
        max-height: 3;
        padding: 0 1;
        background: $primary 20%;
    }
    """

    situation: var[Situation | None] = var(None)
    state: var[str] = var("")
    error: var[UserError | None] = var(None)
    """Why the last change was not saved; None where it was, or will be."""

    notice: var[str] = var("")
    """Something about the whole screening that nobody needs to act on now."""

    def watch_notice(self) -> None:
        """Paint the notice."""
        self._paint(layout=True)

    def watch_situation(self) -> None:
        """Paint the new reference and age."""
        self._paint()

    def watch_state(self) -> None:
        """Paint how saving stands."""
        self._paint()

    def watch_error(self) -> None:
        """Paint what went wrong."""
        self._paint(layout=True)

    def on_resize(self) -> None:
        """Fill the new width."""
        self._paint()

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self._paint()

    def _paint(self, *, layout: bool = False) -> None:
        if self.situation is None:
            return
        known_age = self.situation.reading.age
        reference = clean_line(self.situation.screening.reference).strip() or "No reference"
        age = "age not known" if known_age is None else f"age {known_age}"
        left = styled(
            "[bold]$reference[/] · $age · $framework",
            reference=reference if len(reference) <= 24 else f"{reference[:23]}…",
            age=age,
            framework=self.situation.framework.name,
        )
        width = max(20, self.size.width - 2)
        right = "NOT SAVED" if self.error else self.state
        line = left.truncate(max(8, width - len(right) - 2), ellipsis=True)
        gap = " " * max(1, width - line.cell_length - len(right))
        template = "[bold $error]$words[/]" if self.error else "[$text-muted]$words[/]"
        lines = [Content.assemble(line, gap, styled(template, words=right))]
        if self.error:
            lines.append(
                styled(
                    "[bold $error]$what[/] $kept",
                    what=self.error.what,
                    kept=with_keys(_KEPT_HERE) if self.error.lasting else _TRIED_AGAIN,
                )
            )
        if self.notice:
            lines.append(styled("[$warning]$words[/]", words=self.notice))
        # laying the screen out anew costs more than all else at a key press
        self.update(stacked(lines), layout=layout)
