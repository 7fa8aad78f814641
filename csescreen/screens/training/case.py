"""One training case: the story so far, and the signs and questions to mark beside it."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Static

from csescreen.commands import TRAINING_CASE, bindings
from csescreen.core.ports import Record
from csescreen.core.reading import short_names
from csescreen.core.steps import Step, progress, steps_of, without
from csescreen.errors import UserError
from csescreen.screens.dialogs import ErrorDialog
from csescreen.screens.modals.choose import ChooseScreen
from csescreen.screens.training.attempt import Attempt, Attempts
from csescreen.screens.training.marking import Marking
from csescreen.services.training import TrainingServices
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.item_rows import open_facts, question_row, sign_row
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain
from csescreen.widgets.rail import title_words
from csescreen.widgets.story import Story
from csescreen.widgets.training_line import TrainingLine

WIDE = 100
"""From this width on, story and signs stand side by side."""


class CaseScreen(Marking):
    """A case that one person works through."""

    HELP: ClassVar[str] = (
        "Read the story, then go to the signs with {training.story} or Tab and mark what the story "
        "shows: {sign.yes}, {sign.no} or {sign.unknown}. What the story leaves open may stay open. "
        "{training.next_part} and {training.part_before} change the part, {training.find} finds a "
        "sign by any word. {training.reveal} shows the document's reading beside yours, and from "
        "there the story goes on."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRAINING_CASE)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual has it
    AUTO_FOCUS = "Story"

    class RevealWanted(Message):
        """The trainee wants to see the document's reading."""

        def __init__(self, attempt: Attempt) -> None:
            super().__init__()
            self.attempt = attempt

    class ExportWanted(Message):
        """The trainee wants what they marked as files."""

        def __init__(self, record: Record) -> None:
            super().__init__()
            self.record = record

    def __init__(self, services: TrainingServices, attempts: Attempts, attempt: Attempt) -> None:
        """Go on with an attempt."""
        super().__init__(services, attempts, attempt)
        self._parts: tuple[Step, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Yield the story, and the signs beside or below it."""
        yield TrainingLine(self.attempt.case.title)
        with Container(id="both", classes="-reading"):
            yield Story()
            with Vertical(id="marking"):
                yield Static(id="part")
                yield AnswerList(self.takes_possible, goes_on=True, marks_alone=True, id="answers")
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Begin with the story."""
        self._ask_anew()
        self.tell()

    def tell(self) -> None:
        """Tell the story up to the attempt's step, and begin to read."""
        story = self.query_one(Story)
        story.tell(self.attempt.case, self.attempt.step)
        self.set_focus(story)
        self.paint()

    def go_on(self) -> None:
        """Go to the next step of the story."""
        self.take(self.attempt.next())
        self.tell()

    def _ask_anew(self) -> None:
        steps = steps_of(self.attempt.framework)
        self._parts = tuple(one for one in steps if one.kind in ("questions", "signs"))
        self._at = 0

    # -- painting -----------------------------------------------------------------------------

    @property
    def _part(self) -> Step:
        part = self._parts[self._at]
        return without(part, self.situation.left_out - {self.query_one(AnswerList).key})

    def paint(self, key: str | None = None) -> None:
        """Paint what is marked now."""
        answers = self.query_one(AnswerList)
        answers.set_rows(self._rows(), key)
        self._paint_part()

    def _rows(self) -> list[ListRow]:
        framework, could = self.attempt.framework, open_facts(self.situation.reading)
        return [
            sign_row(self.situation, name)
            if name in framework.indicators
            else question_row(self.situation, name, could)
            for name in self._part.items
        ]

    def _paint_part(self) -> None:
        part, line = self._part, self.query_one("#part", Static)
        self.query_one(AnswerList).set_class(part.kind == "questions", "-questions")
        done = title_words(part, progress(part, self.situation.screening))
        name = f"{self._at + 1}/{len(self._parts)} {part.title}"
        room = line.size.width - 2
        if len(name) + len(done) + 2 > room:
            name = f"{self._at + 1}/{len(self._parts)} {part.short}"
        line.update(plain(f"{name}{' ' * max(2, room - len(name) - len(done))}{done}"))

    def on_resize(self) -> None:
        """Fit the line above the signs to the new width."""
        self.call_after_refresh(self._paint_part)

    def on_descendant_focus(self) -> None:
        """Give the half that has the keyboard more room, where they lie above each other."""
        self.query_one("#both").set_class(isinstance(self.focused, Story), "-reading")

    # -- going about --------------------------------------------------------------------------

    def show_item(self, item: str) -> None:
        """Go to a sign or a question in its part."""
        for at, part in enumerate(self._parts):
            if item in part.items:
                self._show_part(at, item)
                return

    def _show_part(self, at: int, key: str = "") -> None:
        self._at = at
        answers = self.query_one(AnswerList)
        answers.set_rows((), "")
        rows = self._rows()
        answers.set_rows(rows, key or (rows[0].key if rows else ""))
        self._paint_part()
        self.set_focus(answers)

    def action_part(self, by: int) -> None:
        """Go to a part after or before this one."""
        self._show_part((self._at + by) % len(self._parts))

    def action_rail(self) -> None:
        """Go to the part before, as the arrow says."""
        self.action_part(-1)

    def action_body(self) -> None:
        """Go to the next part, as the arrow says."""
        self.action_part(1)

    def action_story(self) -> None:
        """Go from the signs to the story, and back."""
        there = self.query_one(Story)
        self.set_focus(self.query_one(AnswerList) if self.focused is there else there)

    def action_mark_here(self, answer: str) -> None:
        """Mark the row at the cursor, which is in sight beside the story, and stay at the marks."""
        answers = self.query_one(AnswerList)
        self.set_focus(answers)
        answers.action_answer(answer)

    def action_reveal(self) -> None:
        """Show the document's reading beside what is marked."""
        self.post_message(self.RevealWanted(self.attempt))

    def action_framework(self) -> None:
        """Read the case under another framework; the marks stay."""
        offered = {one.id: one for one in self.services.frameworks_for(self.attempt.case)}
        names = short_names(tuple(offered.values()))

        def keep(chosen: str | None) -> None:
            if chosen is not None and chosen != self.attempt.framework.id:
                self.take(replace(self.attempt, framework=offered[chosen]))
                self._ask_anew()
                self._show_part(0)

        rows = [ListRow(one.id, one.name, tail=names[one.id]) for one in offered.values()]
        title = "Read this case under"
        self.app.push_screen(ChooseScreen(title, rows, self.attempt.framework.id), keep)

    def action_export(self) -> None:
        """Ask for what is marked as files."""
        one = self.attempt
        try:
            record = self.services.training_record(one.case, one.step, one.framework, one.marks)
        except UserError as error:
            self.app.push_screen(ErrorDialog(error))
        else:
            self.post_message(self.ExportWanted(record))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no export where nothing may be written."""
        return action != "export" or self.services.may_export

    def action_back(self) -> None:
        """Go back to the cases; what is marked stays while training is open."""
        self.dismiss(None)
