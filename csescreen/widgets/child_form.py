"""The child step: who, how old, since when, and who is asking."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import DescendantBlur
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static

from csescreen.core.child_fields import Field, fields_of, problem, shown_text, with_text
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening
from csescreen.widgets.plain import plain
from csescreen.widgets.situation import Edit, Situation
from csescreen.widgets.text_fields import TextField

COMPLETE_DATE = 8
"""A date as short as 2/3/2026; what is shorter is still being typed."""


class ChildForm(VerticalScroll, can_focus=False):
    """The fields of the child step. Each change is passed on at once, right or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]
    DEFAULT_CSS = """
    ChildForm {
        height: 1fr;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        layout: grid;
        grid-size: 3;
        grid-columns: 23 1fr 8;
        grid-rows: auto;
        & .heading { column-span: 3; color: $primary; text-style: bold; padding-top: 1; }
        & .field { column-span: 2; background: $surface; }
        & .field:focus { background: $primary 20%; }
        & .timed { column-span: 1; }
        & Button { min-width: 7; width: 7; margin-left: 1; }
        & .problem { column-span: 3; color: $warning; padding-left: 23; display: none; }
    }
    """

    situation: var[Situation | None] = var(None)

    def __init__(self, framework: Framework, *, id: str) -> None:
        """Ask for what the framework's time limits need, too."""
        super().__init__(id=id)
        self._fields = {field.id: field for field in fields_of(framework)}

    def show(self, screening: Screening) -> None:
        """Make the fields, when they are first wanted: most screenings begin elsewhere."""
        if not self.children:
            self.mount_all(self._made(screening))
            self._say_problems()

    async def ask(self, framework: Framework, screening: Screening) -> None:
        """Ask for what another framework's time limits need."""
        self._fields = {field.id: field for field in fields_of(framework)}
        if self.children:
            await self.remove_children()
            self.show(screening)
            if self.display and self.screen.focused is None:  # it was on a field that is gone
                self.screen.set_focus(self.first_field())

    def _made(self, screening: Screening) -> Iterator[Widget]:
        for field in self._fields.values():
            if field.heading:
                yield Label(plain(field.heading), classes="heading")
            shown = TextField(
                shown_text(field, screening),
                placeholder=field.hint,
                compact=True,
                select_on_focus=False,
                id=f"field-{field.id}",
                classes="field",
            )
            yield Label(plain(field.label))
            yield shown
            if field.kind == "clock":
                shown.add_class("timed")
                now = Button("Now", compact=True, id=f"now-{field.id}")
                now.can_focus = False  # the keyboard types "now"; tab stays among the fields
                yield now
            yield Static(id=f"problem-{field.id}", classes="problem")

    def _inputs(self) -> Iterator[tuple[Field, TextField]]:
        for shown in self.query(TextField):
            yield self._fields[(shown.id or "").removeprefix("field-")], shown

    def watch_situation(self) -> None:
        """Say what cannot be right."""
        if self.is_mounted and self.display:
            self._say_problems()

    def refill(self, screening: Screening) -> None:
        """Fill the fields anew, after an undo.

        At no other time: an answer may be on its way while the next letter is typed.
        """
        for field, shown in self._inputs():
            with self.prevent(Input.Changed):
                shown.value = shown_text(field, screening)

    def _say_problems(self) -> None:
        if self.situation is None:
            return
        for field, shown in self._inputs():
            words = problem(field, self.situation.screening, self.situation.now)
            typing = shown.has_focus and field.kind != "age" and len(shown.value) < COMPLETE_DATE
            place = self.query_one(f"#problem-{field.id}", Static)
            place.display = bool(words) and not typing
            if place.display:
                place.update(plain(words))

    @on(Input.Changed)
    def _keep(self, event: Input.Changed) -> None:
        field = self._fields[(event.input.id or "").removeprefix("field-")]
        if self.situation is not None:
            change = with_text(field, event.value, self.situation.now)
            self.post_message(Edit(change, f"field:{field.id}"))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Button.Pressed)
    def _now(self, event: Button.Pressed) -> None:
        event.stop()
        field = self._fields[(event.button.id or "").removeprefix("now-")]
        shown = self.query_one(f"#field-{field.id}", TextField)
        shown.value = "now"
        shown.focus()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Show a field that was left as it was understood."""
        field = self._fields.get((event.widget.id or "").removeprefix("field-"))
        if field and isinstance(event.widget, TextField) and self.situation is not None:
            # read from the field itself: what was typed last may still be on its way
            change = with_text(field, event.widget.value, self.situation.now)
            text = shown_text(field, change(self.situation.screening))
            if text != event.widget.value:
                with self.prevent(Input.Changed):
                    event.widget.value = text
            self._say_problems()

    def gather(self, screening: Screening) -> Screening:
        """Return the screening with what stands in the fields, typed a moment ago included."""
        if self.situation is not None:
            for field, shown in self._inputs():
                if shown.value != shown_text(field, screening):
                    screening = with_text(field, shown.value, self.situation.now)(screening)
        return screening

    def first_field(self) -> TextField:
        """Return the field to begin with."""
        return self.query_one("#field-reference", TextField)
