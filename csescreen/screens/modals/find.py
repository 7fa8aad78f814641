"""Finding a sign by any word. What is typed in the field is never taken for a command."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from csescreen.commands import WORKSPACE
from csescreen.core.framework import Indicator
from csescreen.core.items import item_of
from csescreen.core.steps import place_of
from csescreen.core.text import clean_line
from csescreen.core.words import counted
from csescreen.keymap import key_of
from csescreen.screens.modals.base import Modal
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.item_rows import item_rows
from csescreen.widgets.line_list import LineList
from csescreen.widgets.plain import plain
from csescreen.widgets.situation import Situation
from csescreen.widgets.text_fields import TextField


class FindScreen(Modal[str]):
    """One field and the signs it finds. Enter goes to the list; enter there jumps to the sign."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", "To the list", show=False),
        *(one.also("find") for one in WORKSPACE if one.action in ("find", "find_quickly")),
    ]
    DEFAULT_CSS = """
    /* the outcome stays in sight below: what has to happen now must not wait for escape */
    FindScreen { align: center top; background: transparent; }
    FindScreen > .box {
        width: 100%; max-width: 100%; height: 1fr; max-height: 100%; margin-bottom: 7;
    }
    FindScreen #find-hint { height: 2; }
    FindScreen TextField { background: $primary 20%; }
    """

    def __init__(
        self,
        search: Callable[[str], list[Indicator]],
        look: Callable[[], Situation],
        answered: Callable[[str, str], None],
        wanted: Callable[[str, str], None],
        takes_possible: Callable[[str], bool],
        *,
        marks_alone: bool = False,
    ) -> None:
        """Search with ``search``; pass on what the user does to a sign, then look again.

        ``marks_alone`` says that a sign takes an answer and nothing beside it.
        """
        super().__init__()
        self._search = search
        self._look = look
        self._answered = answered
        self._wanted = wanted
        self._takes_possible, self._marks_alone = takes_possible, marks_alone
        self._found = 0

    def compose(self) -> ComposeResult:
        """Lay out the field, the list and how to use them."""
        with Vertical(classes="box"):
            yield Label("Find a sign: any word that was said", classes="title")
            yield TextField(
                placeholder="taxi, new phone, hotel", select_on_focus=False, compact=True
            )
            yield AnswerList(self._takes_possible, marks_alone=self._marks_alone, id="found")
            yield Label("", classes="hint", id="find-hint")

    def on_mount(self) -> None:
        """Show every sign until a word is typed."""
        field = self.query_one(TextField)
        # not by the field's message, which comes after the letter was painted: one frame, not two
        self.watch(field, "value", self._typed)
        self.set_focus(field)

    def _fill(self, key: str) -> None:
        words = clean_line(self.query_one(TextField).value)
        situation = self._look()
        signs = [sign.id for sign in self._search(words)]
        self._found = len(signs)
        rows = item_rows(situation, signs)
        self.query_one(AnswerList).set_rows(rows, key or (rows[0].key if rows else ""))
        self._hint()

    def _hint(self) -> None:
        found = self.query_one(AnswerList)
        if found.has_focus and found.key:
            place = place_of(self._look().framework, item_of(found.key).name)
            possible = ["sign.possible"] if self._takes_possible(found.key) else []
            ids = ("sign.yes", *possible, "sign.no", "sign.unknown")
            keys = " ".join(key_of(id) for id in ids)
            again = f"{key_of('sign.find_quickly')} search again"
            words = f"{keys} mark it · {again} · Enter: show it in {place}"
        elif not found.rows:
            words = "No sign found. Try another word, or Escape to go back."
        else:
            count = counted(self._found, "sign")
            words = f"{count} · Enter or Down: to the list · Escape: back"
        self.query_one("#find-hint", Label).update(plain(words), layout=False)

    def _typed(self) -> None:
        self._fill("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_to_list()

    def on_descendant_focus(self) -> None:
        """Say what the keys do here."""
        self._hint()

    def on_line_list_moved(self) -> None:
        """Say in which domain the sign is."""
        self._hint()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Jump to the sign in its domain."""
        self.dismiss(event.key)

    def on_answer_list_answered(self, event: AnswerList.Answered) -> None:
        """Mark the sign here and now, and keep the cursor on it."""
        self._answered(event.key, event.answer)
        self._fill(event.rows.key)

    def on_answer_list_wanted(self, event: AnswerList.Wanted) -> None:
        """Date, regrade, note or explain the sign."""
        self._wanted(event.key, event.what)
        self._fill(event.rows.key)

    def on_line_list_lead_pressed(self, event: LineList.LeadPressed) -> None:
        """Answer by the mouse."""
        self._wanted(event.key, "next")
        self._fill(event.key)

    def on_screen_resume(self) -> None:
        """Show what was said of a sign in a modal above this one."""
        self._fill(self.query_one(AnswerList).key)

    def action_to_list(self) -> None:
        """Go from the field to the list."""
        found = self.query_one(AnswerList)
        if found.rows:
            self.set_focus(found)

    def action_find(self) -> None:
        """Go back to the field."""
        self.set_focus(self.query_one(TextField))
