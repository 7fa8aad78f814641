"""A case shown to a room: large and slow, one thing at a time, votes counted, one key reveals."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from csescreen.commands import TRAINING_ROOM, bindings, each_key
from csescreen.core.words import counted
from csescreen.keymap import with_keys
from csescreen.screens.training.showing import Showing
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain, stacked
from csescreen.widgets.training_line import TrainingLine
from csescreen.widgets.vote_bars import vote_bars

_WIDEST: Final = 64
"""More in a line is hard to read from the back of a room."""
_LARGE: Final = 90
"""In a wider window letters are smaller than they could be."""
_LARGER: Final = "{columns} columns, 60 are enough: make the letters of this window larger"


class Wall(VerticalScroll, inherit_bindings=False):
    """What hangs on the wall. Left and right, and a remote's keys, go through the case."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Scroll up", show=False),
        Binding("down", "scroll_down", "Scroll down", show=False),
    ]

    @property
    def has_more(self) -> bool:
        """Whether something stands below what is in sight."""
        return self.scroll_y < self.max_scroll_y


class RoomScreen(Screen[Showing]):
    """What the facilitator shows on the wall. It ends with how far the room is."""

    HELP: ClassVar[str] = (
        "Press {training.on} to go on: it tells, reads on, asks, reveals and tells again. Go back "
        "with {training.room_back}. A presenter's remote works as well. While something is asked, "
        "count hands: the number of a choice adds one vote, {training.unvote} takes the last one "
        "back, {training.recount} counts anew. Votes are nobody's. Where you leave, the case goes "
        "on from here while training is open."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for command in TRAINING_ROOM
        for binding in (each_key(command) if command.action == "vote" else bindings((command,)))
    ]
    AUTO_FOCUS = "#page"

    def __init__(self, title: str, showing: Showing) -> None:
        """Go on with a case; ``title`` is what it is called."""
        super().__init__()
        self._title = title
        self.showing = showing
        self._in_sight = False
        """Whether what is shown now has been laid out, so that it is known what stands below."""

    def compose(self) -> ComposeResult:
        """Yield what is shown."""
        yield TrainingLine(self._title)
        with Wall(id="page"):
            yield Static(id="heading")
            yield Static(id="text")
            yield Static(id="votes")
            yield Static(id="revealed")
        yield Static(id="place")
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Begin where the room is."""
        self._show()
        self.watch(self.query_one(Wall), "scroll_y", self._paint_place, init=False)

    def on_resize(self) -> None:
        """Spread the text out as the window allows."""
        self._show()

    def _show(self) -> None:
        showing = self.showing
        beat, reveals = showing.beat, showing.reveals
        self.query_one("#heading", Static).update(plain(beat.heading))
        self.query_one("#text", Static).update(self._spread(beat.text))
        bars = self.query_one("#votes", Static)
        bars.display = bool(beat.choices)
        bars.update(vote_bars(beat.choices, showing.votes, beat.right if reveals else None))
        told = self.query_one("#revealed", Static)
        told.display = reveals
        told.update(stacked(map(plain, beat.revealed), "\n\n" if self._is_tall else "\n"))
        self._in_sight = False
        self.call_after_refresh(self._bring_in_sight)
        self.refresh_bindings()

    def _bring_in_sight(self) -> None:
        page = self.query_one(Wall)
        if self.showing.reveals:  # from its beginning, with the votes above where there is room
            page.scroll_to_widget(self.query_one("#revealed"), animate=False, immediate=True)
        else:
            page.scroll_home(animate=False, immediate=True)
        self._in_sight = True
        self._paint_place()

    @property
    def _is_tall(self) -> bool:
        return self.size.height >= 30

    def _spread(self, text: str) -> Content:
        """Return the text with a free line between its lines, where there is room for that."""
        width = max(20, min(_WIDEST, self.size.width - 2))
        lines = list(plain(text).wrap(width))
        wide = len(lines) * 2 + len(self.showing.beat.choices) * 2 < self.size.height - 6
        return stacked(lines, "\n\n" if wide else "\n")

    def _paint_place(self) -> None:
        showing, parts = self.showing, [f"{self.showing.at + 1} of {len(self.showing.beats)}"]
        if votes := showing.votes.total:
            parts.append(f"{counted(votes, 'vote')}, {with_keys('{training.recount}')} counts anew")
        elif showing.beat.choices:
            parts.append("no vote so far")
        if self.query_one(Wall).has_more:
            parts.append(with_keys("{training.on} reads on"))
        elif showing.beat.hides and not showing.reveals:
            parts.append(with_keys("{training.on} reveals"))
        if showing.at == 0 and self.size.width > _LARGE:
            parts.append(_LARGER.format(columns=self.size.width))
        self.query_one("#place", Static).update(plain(" · ".join(parts)))

    def _take(self, showing: Showing) -> None:
        self.showing = showing
        self._show()

    def action_on(self) -> None:
        """Read on; at the end reveal what is hidden, else show what comes next.

        A key that comes before the page is laid out waits for it, and passes nothing over.
        """
        page = self.query_one(Wall)
        if not self._in_sight:
            self.call_after_refresh(self.action_on)
        elif page.has_more:
            page.scroll_page_down(animate=False)
        else:
            self._take(self.showing.on())

    def action_before(self) -> None:
        """Hide what was revealed again; else show the one before."""
        self._take(self.showing.before())

    def action_vote(self, digit: str) -> None:
        """Count one more vote for a choice."""
        self._take(self.showing.vote(int(digit)))

    def action_unvote(self) -> None:
        """Take the last vote back."""
        self._take(self.showing.unvote())

    def action_recount(self) -> None:
        """Count the votes on what is asked now anew."""
        self._take(self.showing.recount())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer votes where something is asked."""
        return action not in ("vote", "unvote", "recount") or bool(self.showing.beat.choices)

    def action_back(self) -> None:
        """Go back to the cases."""
        self.dismiss(self.showing)
