"""The narrative step: what the practitioner writes, with the framework's guidance beside it."""

from collections.abc import Iterator

from textual import on
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Label, Static, TextArea
from textual.widgets.text_area import Selection

from csescreen.core.framework import Framework
from csescreen.core.language import Reconsider, nothing_to_reconsider
from csescreen.core.narrating import PARTS, TITLES, prompts_of, text_of, with_text
from csescreen.core.screening import Screening
from csescreen.core.steps import CHILD_WORDS
from csescreen.core.text import clean
from csescreen.widgets.marked_box import MarkedBox, WordsLine
from csescreen.widgets.plain import plain
from csescreen.widgets.situation import Edit
from csescreen.widgets.text_fields import TextBox


class NarrativeForm(VerticalScroll, can_focus=False):
    """Five fields of running text. Every change is passed on at once."""

    DEFAULT_CSS = """
    NarrativeForm {
        height: 1fr;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & .heading { color: $primary; text-style: bold; }
        & .prompts { color: $text-muted; }
    }
    """

    def __init__(
        self,
        framework: Framework,
        *,
        id: str,
        to_reconsider: Reconsider = nothing_to_reconsider,
    ) -> None:
        """Show the framework's guidance above each part, and mark words to reconsider."""
        super().__init__(id=id)
        self._to_reconsider = to_reconsider
        self._guidance = prompts_of(framework)
        self._at: TextBox | None = None

    def show(self, screening: Screening) -> None:
        """Make the fields, when they are first wanted."""
        if not self.children:
            self.mount_all(self._made(screening))

    async def ask(self, framework: Framework, screening: Screening) -> None:
        """Show another framework's guidance."""
        self._guidance = prompts_of(framework)
        if self.children:
            self._at = None
            await self.remove_children()
            self.show(screening)
            if self.display and self.screen.focused is None:  # it was on a field that is gone
                self.screen.set_focus(self.first_field())

    def _made(self, screening: Screening) -> Iterator[Widget]:
        for part in PARTS:
            prompts = self._guidance[part]
            yield Label(plain(TITLES[part]), classes="heading")
            if prompts:
                yield Static(plain("\n".join(f"- {p}" for p in prompts)), classes="prompts")
            marked = self._to_reconsider
            if part == CHILD_WORDS:  # they stay as the child said them
                marked = nothing_to_reconsider
            box = MarkedBox(text_of(part, screening), marked, id=f"text-{part}")
            box.selection = Selection.cursor(box.document.end)  # one goes on with what is there
            yield box
            yield WordsLine(box)

    def _boxes(self) -> Iterator[tuple[str, TextBox]]:
        for box in self.query(TextBox):
            yield (box.id or "").removeprefix("text-"), box

    def refill(self, screening: Screening) -> None:
        """Fill the fields whose text is not what the screening says, after an undo.

        At no other time: an answer may be on its way while the next letter is typed.
        """
        for part, box in self._boxes():
            text = text_of(part, screening)
            if clean(box.text) != text:
                with self.prevent(TextArea.Changed):
                    box.load_text(text)

    @on(TextArea.Changed)
    def _keep(self, event: TextArea.Changed) -> None:
        part = (event.text_area.id or "").removeprefix("text-")
        self.post_message(Edit(with_text(part, event.text_area.text), f"text:{part}"))

    def gather(self, screening: Screening) -> Screening:
        """Return the screening with what stands in the fields, typed a moment ago included."""
        for part, box in self._boxes():
            if clean(box.text) != text_of(part, screening):
                screening = with_text(part, box.text)(screening)
        return screening

    # -- where the cursor is ------------------------------------------------------------------

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Bring the field that got the keyboard into view, once it has been laid out."""
        if isinstance(event.widget, TextBox):
            self._at = event.widget
            self.call_after_refresh(self._show_field, event.widget)

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _follow(self, event: TextArea.Changed | TextArea.SelectionChanged) -> None:
        """Keep the line that is being written in view: a field grows, and the form scrolls."""
        self.call_after_refresh(self._show_field, event.text_area)

    def on_resize(self) -> None:
        """Keep it in view in a smaller window, too."""
        if isinstance(self.screen.focused, TextBox):
            self.call_after_refresh(self._show_field, self.screen.focused)

    def _show_field(self, box: TextArea) -> None:
        """Show the whole field under its heading; where there is less room, at least its line."""
        if not (box.has_focus and box.parent is self):
            return
        field = box.virtual_region
        line = Region(0, field.y + box.cursor_screen_offset.y - box.region.y, 1, 1)
        headed = field.union(self._heading(box).virtual_region)
        down_to_line = Region(0, headed.y, 1, line.bottom - headed.y)
        room = self.scrollable_content_region.height
        wanted = [headed, down_to_line]
        if self.app.mouse_captured is box:  # the text must stay under the mouse
            wanted.clear()
        region = next((one for one in wanted if one.height <= room), line)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    def _heading(self, box: TextArea) -> Label:
        before = self.children[: self.children.index(box)]
        return next(one for one in reversed(before) if isinstance(one, Label))

    @property
    def spot(self) -> str:
        """The field and the place in it where the keyboard is or was last: "judgement/3,12"."""
        for part, box in self._boxes():
            if box is self._at:
                row, column = box.cursor_location
                return f"{part}/{row},{column}"
        return ""

    def field_at(self, spot: str) -> TextBox:
        """Return the field that a spot names, the cursor there; else the last one, or the first."""
        part, _, place = spot.partition("/")
        for name, box in self._boxes():
            if name == part:
                row, _, column = place.partition(",")
                if row.isdecimal() and column.isdecimal():
                    at = min((int(row), int(column)), box.document.end)  # it may be shorter now
                    box.selection = Selection.cursor(at)
                return box
        return self._at or self.first_field()

    def first_field(self) -> TextBox:
        """Return the first field that is empty, or the first."""
        boxes = [box for _, box in self._boxes()]
        return next((box for box in boxes if not box.text.strip()), boxes[0])
