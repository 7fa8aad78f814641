"""The workspace: one screening, its steps, and the outcome so far. The truth is one frozen record.

Widgets say what the user wants; this screen alone changes the screening, has the outcome worked
out anew, hands both down, and tells the app what to save.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Footer, Static

from csescreen.commands import WORKSPACE, bindings
from csescreen.core.answers import changed_item
from csescreen.core.history import History
from csescreen.core.ports import Record
from csescreen.core.screening import Screening
from csescreen.core.steps import Step, progress, steps_of
from csescreen.screens.answering import Answering
from csescreen.screens.messages import ExportRequested, RecordChanged, RecordNotSaved, RecordSaved
from csescreen.services import Services
from csescreen.widgets.answer_list import AnswerList, open_facts, question_row, sign_row
from csescreen.widgets.child_form import ChildForm
from csescreen.widgets.line_list import LineList
from csescreen.widgets.narrative_form import NarrativeForm
from csescreen.widgets.outcome_page import OutcomePage
from csescreen.widgets.outcome_panel import OutcomePanel
from csescreen.widgets.plain import plain
from csescreen.widgets.rail import rail_rows, title_words
from csescreen.widgets.situation import Change, Edit, Situation
from csescreen.widgets.status_line import StatusLine, saved_words

NARROW = 72
"""Below this width the rail becomes a line."""

_VIEWS = {"questions": "answers", "signs": "answers"}
"""Which view shows a kind of step, where it is not named like the kind."""


class WorkspaceScreen(Answering, Screen[None]):
    """One screening on screen."""

    CSS_PATH = "workspace.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WORKSPACE)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-narrow"),
        (NARROW, "-usual-width"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-short"),
        (24, "-usual-height"),
        (34, "-tall"),
    ]
    AUTO_FOCUS = None

    situation: var[Situation | None] = var(None)

    def __init__(self, services: Services, record: Record) -> None:
        """Open the record; it is drawn from a first situation, before anything is changed."""
        super().__init__()
        self.services = services
        self.record = record
        self._history = History()
        self._saved = record.updated_at if record.revision else None
        first = self._look()
        self._steps = {step.id: step for step in steps_of(first.framework)}
        self.step: Step = self._steps.get("urgent") or next(iter(self._steps.values()))
        self._cursors: dict[str, str] = {}
        self.set_reactive(WorkspaceScreen.situation, first)

    def compose(self) -> ComposeResult:
        """Lay out status, rail, steps, outcome and keys."""
        framework = self.current.framework
        yield StatusLine(id="status").data_bind(WorkspaceScreen.situation)
        with Horizontal(id="middle"):
            yield LineList(id="rail")
            with Vertical(id="body"):
                yield Static(id="step-title")
                with ContentSwitcher(initial=self._view(self.step), id="views"):
                    yield ChildForm(framework, id="child").data_bind(WorkspaceScreen.situation)
                    yield AnswerList(id="answers")
                    yield NarrativeForm(framework, id="narrative")
                    yield OutcomePage(id="outcome").data_bind(WorkspaceScreen.situation)
        yield OutcomePanel(id="panel").data_bind(WorkspaceScreen.situation)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Fill what stands and put the keyboard on the urgent questions."""
        self._refill()
        self.query_one(StatusLine).state = saved_words(self._saved, self.current.now)
        self._paint()
        self.show_step(self.step.id)

    @property
    def current(self) -> Situation:
        """The situation on screen."""
        if self.situation is None:
            raise RuntimeError("the workspace has no situation")
        return self.situation

    @property
    def answers(self) -> AnswerList:
        """The list of signs or questions."""
        return self.query_one("#answers", AnswerList)

    def _look(self) -> Situation:
        screening = self.record.screening
        return Situation(screening, self.services.assess(screening), self.services.now())

    # -- changes ------------------------------------------------------------------------------

    def change(self, change: Change, together: str = "") -> None:
        """Change the screening, unless that changes nothing; repaint, and have it saved."""
        before = self.record.screening
        after = change(before)
        if after != before:
            self._history.add(before, together)
            self._set(after)

    def _set(self, screening: Screening) -> None:
        self.record = self.services.changed(self.record, screening)
        self.situation = self._look()
        self.query_one(StatusLine).state = "saving…"
        self._paint()
        # straight to the app: this screen may be gone before its own queue is empty
        self.app.post_message(RecordChanged(self.record))

    def on_edit(self, event: Edit) -> None:
        """Take a change from a form."""
        event.stop()
        self.change(event.change, event.together)

    def gather(self) -> None:
        """Take over what was typed a moment ago, whose message may still be on its way."""
        if self.is_mounted:
            for form in (self.query_one(ChildForm), self.query_one(NarrativeForm)):
                self.change(form.gather)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.gather()
        self._go_back_to(self._history.undo(self.record.screening), "There is nothing to undo.")

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._go_back_to(self._history.redo(self.record.screening), "There is nothing to redo.")

    def _go_back_to(self, screening: Screening | None, nothing: str) -> None:
        if screening is None:
            self.notify(nothing, markup=False)
            return
        item = changed_item(self.record.screening, screening)
        self._set(screening)
        self._refill()
        if item:
            self.show_item(item)

    def _refill(self) -> None:
        self.query_one(ChildForm).refill(self.record.screening)
        self.query_one(NarrativeForm).refill(self.record.screening)

    # -- painting -----------------------------------------------------------------------------

    def _paint(self) -> None:
        screening = self.current.screening
        self.query_one("#rail", LineList).set_rows(
            rail_rows(tuple(self._steps.values()), screening), self.step.id
        )
        self._paint_title()
        if self._view(self.step) == "answers":
            self._paint_answers()

    def _paint_title(self) -> None:
        title = self.query_one("#step-title", Static)
        words = title_words(self.step, progress(self.step, self.current.screening))
        name = self.step.title
        if self.size.width < NARROW:
            place = list(self._steps).index(self.step.id) + 1
            name = f"{place}/{len(self._steps)} {self.step.short} · F5 F7"
        room = max(1, title.size.width - 2)
        gap = room - len(name) - len(words)
        text = f"{name}{' ' * gap}{words}" if gap > 1 else f"{name}  {words}"
        title.update(plain(text), layout=False)

    def _paint_answers(self, key: str | None = None) -> None:
        situation = self.current
        if self.step.kind == "signs":
            rows = [sign_row(situation, sign) for sign in self.step.items]
        else:
            could = open_facts(situation.outcome)
            rows = [question_row(situation, fact, could) for fact in self.step.items]
        self.answers.set_rows(rows, key)

    def on_resize(self) -> None:
        """Fit the title to the new width, once it has been laid out."""
        self.call_after_refresh(self._paint_title)

    # -- steps --------------------------------------------------------------------------------

    @staticmethod
    def _view(step: Step) -> str:
        return _VIEWS.get(step.kind, step.kind)

    def show_step(self, step_id: str, *, focus: bool = True, item: str = "") -> None:
        """Show a step, at the item or where the cursor was, and put the keyboard into it."""
        if self._view(self.step) == "answers":
            self._cursors[self.step.id] = self.answers.key
        self.step = self._steps[step_id]
        view = self._view(self.step)
        self.query_one("#views", ContentSwitcher).current = view
        self.query_one("#rail", LineList).move_to(step_id)
        self._paint_title()
        if view == "answers":
            first = self.step.items[0]
            self._paint_answers(item or self._cursors.get(step_id, first))
        elif view == "outcome":
            self.query_one(OutcomePage).paint()
        if focus:
            self._focus_body()

    def show_item(self, item: str) -> None:
        """Go to a sign or a question in its step."""
        for step in self._steps.values():
            if item in step.items:
                self.show_step(step.id, item=item)
                return
        if item == "age":
            self.show_step("child", focus=False)
            self.query_one("#field-age").focus()

    def _focus_body(self) -> None:
        view = self._view(self.step)
        if view == "child":
            self.query_one(ChildForm).focus_first()
        elif view == "narrative":
            self.query_one(NarrativeForm).focus_first()
        else:
            self.query_one(f"#{view}").focus()

    def action_step(self, by: int) -> None:
        """Go to a step after or before this one."""
        ids = list(self._steps)
        self.show_step(ids[(ids.index(self.step.id) + by) % len(ids)])

    def action_outcome(self) -> None:
        """Go to the whole outcome."""
        self.show_step("outcome")

    def action_rail(self) -> None:
        """Put the keyboard on the rail, where there is one."""
        if self.size.width >= NARROW:
            self.query_one("#rail").focus()

    def action_body(self) -> None:
        """Put the keyboard into the step."""
        self._focus_body()

    def action_leave(self) -> None:
        """Leave a text field, so that keys are commands again."""
        if self.size.width >= NARROW:
            self.action_rail()
        else:
            self.set_focus(None)

    # -- saving and leaving -------------------------------------------------------------------

    def on_record_saved(self, event: RecordSaved) -> None:
        """Say that all is saved, if this was the last change."""
        if event.record.revision >= self.record.revision:
            status = self.query_one(StatusLine)
            status.error = ""
            status.state = saved_words(self.services.now(), self.services.now())

    def on_record_not_saved(self, event: RecordNotSaved) -> None:
        """Say plainly that it is not saved, and that the text is kept."""
        self.query_one(StatusLine).error = event.error.what

    def action_export(self) -> None:
        """Ask the app for the referral."""
        self.gather()
        self.app.post_message(ExportRequested(self.record))

    def action_close(self) -> None:
        """Go back to the list; the app writes what is not yet on the disk."""
        self.gather()
        self.dismiss(None)
