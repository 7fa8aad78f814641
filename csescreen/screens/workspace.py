"""The workspace: one screening, its steps, and the outcome so far. The truth is one frozen record.

Widgets say what the user wants; this screen alone changes the screening, has the outcome worked
out anew, hands both down, and tells the app what to save.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from csescreen.commands import WORKSPACE, bindings
from csescreen.core.call import call_of
from csescreen.core.items import item_of, row_key
from csescreen.core.ports import Record
from csescreen.core.screening import Screening
from csescreen.core.steps import Step, progress, steps_of, without
from csescreen.keymap import is_typed, key_of
from csescreen.screens.messages import PlaceChanged
from csescreen.screens.placing import Placing
from csescreen.services import Services
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.child_form import ChildForm
from csescreen.widgets.item_rows import item_rows
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.line_list import LineList
from csescreen.widgets.narrative_form import NarrativeForm
from csescreen.widgets.outcome_page import OutcomePage
from csescreen.widgets.outcome_panel import OutcomePanel
from csescreen.widgets.plain import plain
from csescreen.widgets.rail import rail_rows, title_words
from csescreen.widgets.status_line import StatusLine
from csescreen.widgets.text_fields import TextBox, TextField

NARROW = 72
"""Below this width the rail becomes a line."""

_VIEWS = {"questions": "answers", "signs": "answers"}
"""Which view shows a kind of step, where it is not named like the kind."""


class WorkspaceScreen(Placing):
    """One screening on screen."""

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

    def __init__(self, services: Services, record: Record) -> None:
        """Open the record at the urgent questions, where every key is a command."""
        super().__init__(services, record)
        self._asks = self.current.framework
        self._steps = {step.id: step for step in steps_of(self._asks)}
        self.step: Step = self._steps.get("urgent") or next(iter(self._steps.values()))
        self._cursors: dict[str, str] = {}
        self._gone_to: set[str] = set()
        """Questions that the user went to by name, which stay whether or not they matter now."""
        self._begin_at = ""
        """The row or the field of the first step at which to begin."""

    @property
    def place(self) -> str:
        """The step that is shown, and the row or the field in it: "urgent/immediate_danger"."""
        view, spot = self._view(self.step), ""
        if self.is_mounted and view == "answers":
            spot = self.answers.key
        elif self.is_mounted and view == "narrative":
            spot = self.query_one(NarrativeForm).spot
        return f"{self.step.id}/{spot}" if spot else self.step.id

    @property
    def steps(self) -> list[tuple[str, Callable[[], object]]]:
        """The title of each step, and what goes there."""
        show = partial(self.call_later, self.show_step)
        return [(step.title, partial(show, step.id)) for step in self._steps.values()]

    def begin_at(self, step: str) -> None:
        """Begin at a place, where its step still is there; before anything is painted."""
        step, _, self._begin_at = step.partition("/")
        self.step = self._steps.get(step, self.step)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, in the footer that of "possible" instead of F1 under a tool that has it."""
        found = super().active_bindings
        on_a_list = any(active.binding.id == "sign.possible" for active in found.values())
        if not (on_a_list and self.current.framework.possible_answer):
            return found
        shown = {"sign.possible": True, "sign.about": False}
        return {
            key: active._replace(binding=replace(active.binding, show=shown[active.binding.id]))
            if active.binding.id in shown
            else active
            for key, active in found.items()
        }

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
                    yield AnswerList(self.takes_possible, goes_on=True, id="answers")
                    yield NarrativeForm(
                        framework, id="narrative", to_reconsider=self.services.to_reconsider
                    )
                    yield OutcomePage(id="outcome").data_bind(WorkspaceScreen.situation)
        yield OutcomePanel(id="panel").data_bind(WorkspaceScreen.situation)
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Put the keyboard on the first step."""
        self.show_saved()
        self.show_newer()
        self.paint()
        self.show_step(self.step.id, item=self._begin_at)

    def gathered(self, screening: Screening) -> Screening:
        """Return the screening with what stands in both forms."""
        screening = self.query_one(ChildForm).gather(screening)
        return self.query_one(NarrativeForm).gather(screening)

    def refill(self) -> None:
        """Put what the screening says into both forms."""
        self.query_one(ChildForm).refill(self.record.screening)
        self.query_one(NarrativeForm).refill(self.record.screening)

    # -- painting -----------------------------------------------------------------------------

    def paint(self) -> None:
        """Paint rail, title and list; the rest is bound to the situation."""
        screening = self.current.screening
        if self.current.framework is not self._asks:
            self._ask_anew()
        self.query_one("#rail", LineList).set_rows(
            rail_rows([self._shown(step) for step in self._steps.values()], screening), self.step.id
        )
        self._paint_title()
        if self._view(self.step) == "answers":
            self._paint_answers()

    def _ask_anew(self) -> None:
        """Ask what other frameworks ask, from where the user is."""
        self._asks = self.current.framework
        self._steps = {step.id: step for step in steps_of(self._asks)}
        if self.step.id in self._steps:
            self.step = self._steps[self.step.id]
        else:
            self.call_later(self.show_step, next(iter(self._steps)))
        screening = self.record.screening
        for form in (self.query_one(ChildForm), self.query_one(NarrativeForm)):
            form.call_later(form.ask, self._asks, screening)

    def _paint_title(self) -> None:
        title = self.query_one("#step-title", Static)
        shown = self._shown(self.step)
        words = title_words(shown, progress(shown, self.current.screening))
        name = self.step.title
        if self.size.width < NARROW:
            place = list(self._steps).index(self.step.id) + 1
            keys = f"{key_of('step.previous')} {key_of('step.next')}"
            name = f"{place}/{len(self._steps)} {self.step.short} · {keys}"
        room = max(1, title.size.width - 2)
        if len(name) + len(words) + 2 > room:
            name = shown.short if self.size.width >= NARROW else name
        gap = room - len(name) - len(words)
        text = f"{name}{' ' * gap}{words}" if gap > 1 else f"{name}  {words}"
        title.update(plain(text), layout=False)

    def _paint_answers(self, key: str | None = None) -> None:
        self.answers.set_rows(item_rows(self.current, self._shown(self.step).items), key)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Put the keyboard on a widget; a field of the narrative is brought into view by its form.

        Textual would centre it as well, a moment later: then its heading may be out of sight.
        """
        in_form = isinstance(widget, TextBox)
        super().set_focus(widget, scroll_visible and not in_form, from_app_focus)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Note which field is being written."""
        if isinstance(event.widget, TextBox):
            part = (event.widget.id or "").removeprefix("text-")
            self.app.post_message(PlaceChanged(self.record.key, f"{self.step.id}/{part}"))

    def on_resize(self) -> None:
        """Fit the title to the new width, once it has been laid out."""
        self.call_after_refresh(self._paint_title)

    # -- steps --------------------------------------------------------------------------------

    def _shown(self, step: Step) -> Step:
        """Return the step with the questions that matter now.

        The row under the cursor stays, whatever became of it: a key that is pressed by then is
        meant for it.
        """
        at = item_of(self.answers.key).name
        return without(step, self.current.left_out - self._gone_to - {at})

    @staticmethod
    def _view(step: Step) -> str:
        return _VIEWS.get(step.kind, step.kind)

    def show_step(self, step_id: str, *, focus: bool = True, item: str = "") -> None:
        """Show a step, at the item or where the cursor was, and put the keyboard into it."""
        if self._view(self.step) == "answers":
            self._cursors[self.step.id] = self.answers.key
        self.step = self._steps[step_id]
        view = self._view(self.step)
        if view == "child":
            self.query_one(ChildForm).show(self.record.screening)
        elif view == "narrative":
            self.query_one(NarrativeForm).show(self.record.screening)
        self.query_one("#views", ContentSwitcher).current = view
        self.query_one("#rail", LineList).move_to(step_id)
        self._paint_title()
        self.answers.set_class(self.step.kind == "questions", "-questions")
        if view == "answers":
            if item:
                self._gone_to.add(item_of(item).name)
            items = self._shown(self.step).items
            wanted = item or self._cursors.get(step_id, "")
            if item_of(wanted).name not in items:
                wanted = items[0] if items else ""
            self._paint_answers(row_key(self.current.framework, wanted))
        elif view == "outcome":
            self.query_one(OutcomePage).paint()
        if focus:
            self._focus_body(item)
        self.app.post_message(PlaceChanged(self.record.key, self.step.id))

    def show_item(self, item: str) -> None:
        """Go to a sign or a question in its step, or to the one of its rows that is meant."""
        name = item_of(item).name
        for step in self._steps.values():
            if name in step.items:
                self.show_step(step.id, item=item)
                return
        if item == "age":
            self.show_step("child", focus=False)
            self.set_focus(self.query_one("#field-age"))

    def _focus_body(self, spot: str = "") -> None:
        view = self._view(self.step)
        # at once, and not by `focus`, which waits its turn behind keys that were pressed since
        if view == "child":
            self.set_focus(self.query_one(ChildForm).first_field())
        elif view == "narrative":
            self.set_focus(self.query_one(NarrativeForm).field_at(spot))
        else:
            self.set_focus(self.query_one(f"#{view}"))

    def action_step(self, by: int) -> None:
        """Go to a step after or before this one."""
        ids = list(self._steps)
        self.show_step(ids[(ids.index(self.step.id) + by) % len(ids)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave "/" to the text fields; elsewhere it opens the search before the next key comes.

        A call can be read where there was one.
        """
        if action == "call":
            return call_of(self.record.screening) is not None
        typing = isinstance(self.focused, TextField | TextBox)
        return not (action == "find_quickly" and typing and is_typed("sign.find_quickly"))

    def action_find_quickly(self) -> None:
        """Find a sign by any word."""
        self.action_find()

    def action_outcome(self) -> None:
        """Go to the whole outcome."""
        self.show_step("outcome")

    def action_rail(self) -> None:
        """Put the keyboard on the rail, where there is one."""
        if self.size.width >= NARROW:
            self.set_focus(self.query_one("#rail"))

    def action_body(self) -> None:
        """Put the keyboard into the step."""
        self._focus_body()

    def action_leave(self) -> None:
        """Leave a text field, so that keys are commands again."""
        if self.size.width >= NARROW:
            self.action_rail()
        else:
            self.set_focus(None)
