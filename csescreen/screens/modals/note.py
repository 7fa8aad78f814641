"""The note on a sign: what was seen or said, and who said it. Kept with every key press."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, Static, TextArea

from csescreen.core.language import Reconsider, nothing_to_reconsider
from csescreen.core.screening import SignAnswer
from csescreen.core.text import clean, clean_line
from csescreen.screens.modals.base import Modal
from csescreen.screens.modals.read import ReadScreen
from csescreen.widgets.marked_box import WORDS_TITLE, MarkedBox, WordsLine
from csescreen.widgets.plain import plain
from csescreen.widgets.text_fields import TextBox, TextField

Keep = Callable[[str, str], None]


class NoteScreen(Modal[None]):
    """Two fields. Escape goes back; what was typed is kept already."""

    DEFAULT_CSS = """
    NoteScreen TextBox { height: 7; }
    """

    def __init__(
        self,
        name: str,
        answer: SignAnswer,
        keep: Keep,
        asked: str = "",
        to_reconsider: Reconsider = nothing_to_reconsider,
    ) -> None:
        """Show the note on the named sign; ``keep`` takes note and teller at each change.

        ``asked`` is what the tool wants written down of it; ``to_reconsider`` finds the words to
        mark.
        """
        super().__init__()
        self._heading = name
        self._asked = asked
        self._kept = (clean(answer.note), clean_line(answer.heard_from))
        self._keep = keep
        self._to_reconsider = to_reconsider

    def compose(self) -> ComposeResult:
        """Lay out the sign's name and the two fields."""
        note, heard_from = self._kept
        with Vertical(classes="box"):
            yield Static(plain(self._heading), classes="title")
            if self._asked:
                yield Static(plain(self._asked), classes="hint")
            yield Label("What was seen or said")
            box = MarkedBox(note, self._to_reconsider)
            yield box
            yield WordsLine(box)
            yield Label("Heard from")
            yield TextField(
                heard_from,
                placeholder="school, carer, police, the child",
                select_on_focus=False,
                compact=True,
            )
            yield Label("Kept as you type · Tab: next field · Escape: back", classes="hint")

    def on_mount(self) -> None:
        """Put the keyboard on the note, after what is written."""
        box = self.query_one(TextBox)
        box.move_cursor(box.document.end)
        self.set_focus(box)

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self) -> None:
        self._gather()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_leave()

    def on_marked_box_why(self, event: MarkedBox.Why) -> None:
        """Say why words are marked, and what else could be said."""
        self.app.push_screen(ReadScreen(WORDS_TITLE, event.box.about()))

    def _gather(self) -> None:
        texts = (clean(self.query_one(TextBox).text), clean_line(self.query_one(TextField).value))
        if texts != self._kept:
            self._kept = texts
            self._keep(*texts)

    def hand_over(self) -> bool:
        """Hand what was typed a moment ago to the app, which is about to leave."""
        self._gather()
        return True

    def action_leave(self) -> None:
        """Keep what was typed a moment ago, and go back."""
        self._gather()
        self.dismiss(None)
