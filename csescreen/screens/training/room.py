"""A case shown to a room: large and slow, one thing at a time, votes counted, one key reveals."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from csescreen.commands import TRAINING_ROOM, bindings, each_key
from csescreen.core.votes import Votes
from csescreen.core.words import counted
from csescreen.keymap import with_keys
from csescreen.screens.training.attempt import Attempt
from csescreen.screens.training.beats import Beat, beats
from csescreen.services.training import TrainingServices
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain, stacked, styled
from csescreen.widgets.training_line import TrainingLine
from csescreen.widgets.vote_bars import vote_bars

_WIDEST: Final = 64
"""More in a line is hard to read from the back of a room."""


class RoomScreen(Screen[None]):
    """What the facilitator shows on the wall. Their own notes are in the room's heads."""

    HELP: ClassVar[str] = (
        "{training.on} goes on: it tells, asks, reveals and tells again. {training.room_back} goes "
        "back. While something is asked, count hands: the number of a choice adds one vote, "
        "{training.unvote} takes the last one back. Votes are nobody's and are not kept."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for command in TRAINING_ROOM
        for binding in (each_key(command) if command.action == "vote" else bindings((command,)))
    ]
    AUTO_FOCUS = "#page"

    def __init__(self, services: TrainingServices, attempt: Attempt) -> None:
        """Take the case, and the framework under which it is read."""
        super().__init__()
        case, framework = attempt.case, attempt.framework
        self._case = case
        self._beats = beats(case, framework, lambda at: services.document(case, at, framework))
        self._at = 0
        self._revealed: set[int] = set()
        self._votes = {
            at: Votes(tuple(choice for choice, _ in beat.choices))
            for at, beat in enumerate(self._beats)
        }

    def compose(self) -> ComposeResult:
        """Yield what is shown."""
        yield TrainingLine(self._case.title)
        with VerticalScroll(id="page"):
            yield Static(id="heading")
            yield Static(id="text")
            yield Static(id="votes")
            yield Static(id="revealed")
        yield Static(id="place")
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Begin at the beginning."""
        self._show()

    def on_resize(self) -> None:
        """Spread the text out as the window allows."""
        self._show()

    @property
    def _beat(self) -> Beat:
        return self._beats[self._at]

    def _show(self) -> None:
        beat, votes = self._beat, self._votes[self._at]
        reveals = self._at in self._revealed
        self.query_one("#heading", Static).update(plain(beat.heading))
        self.query_one("#text", Static).update(self._spread(beat.text))
        bars = self.query_one("#votes", Static)
        bars.display = bool(beat.choices)
        bars.update(vote_bars(beat.choices, votes, beat.right if reveals else None))
        told = self.query_one("#revealed", Static)
        told.display = reveals
        told.update(stacked(map(plain, beat.revealed), "\n\n" if self._is_tall else "\n"))
        self.query_one("#place", Static).update(self._place(beat, votes, reveals=reveals))
        page = self.query_one("#page")
        self.call_after_refresh(page.scroll_end if reveals else page.scroll_home, animate=False)
        self.refresh_bindings()

    @property
    def _is_tall(self) -> bool:
        return self.size.height >= 30

    def _spread(self, text: str) -> Content:
        """Return the text with a free line between its lines, where there is room for that."""
        width = max(20, min(_WIDEST, self.size.width - 2))
        lines = list(plain(text).wrap(width))
        wide = len(lines) * 2 + len(self._beat.choices) * 2 < self.size.height - 6
        return stacked(lines, "\n\n" if wide else "\n")

    def _place(self, beat: Beat, votes: Votes, *, reveals: bool) -> Content:
        place = f"{self._at + 1} of {len(self._beats)}"
        if beat.choices:
            place += f" · {counted(votes.total, 'vote')}"
        if beat.hides and not reveals:
            place += with_keys(" · {training.on} reveals")
        return styled("$place", place=place)

    def action_on(self) -> None:
        """Reveal what is hidden; else show what comes next."""
        if self._beat.hides and self._at not in self._revealed:
            self._revealed.add(self._at)
        else:
            self._at = min(self._at + 1, len(self._beats) - 1)
        self._show()

    def action_before(self) -> None:
        """Hide what was revealed again; else show the one before."""
        if self._at in self._revealed:
            self._revealed.discard(self._at)
        else:
            self._at = max(self._at - 1, 0)
        self._show()

    def action_vote(self, digit: str) -> None:
        """Count one more vote for a choice."""
        choices = self._beat.choices
        if int(digit) <= len(choices):
            self._votes[self._at] = self._votes[self._at].add(choices[int(digit) - 1][0])
            self._show()

    def action_unvote(self) -> None:
        """Take the last vote back."""
        self._votes[self._at] = self._votes[self._at].take_back()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer votes where something is asked."""
        return action not in ("vote", "unvote") or bool(self._beat.choices)

    def action_back(self) -> None:
        """Go back to the cases."""
        self.dismiss(None)
