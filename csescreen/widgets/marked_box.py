"""A field of running text in which words to reconsider are marked, and a line that tells of one.

They are underlined and never changed; nothing is asked and nothing is barred.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static, TextArea

from csescreen.commands import WRITING, bindings
from csescreen.core.language import Found, Reconsider
from csescreen.keymap import key_of
from csescreen.widgets.line_marks import LineMarks
from csescreen.widgets.plain import plain, stacked, styled
from csescreen.widgets.text_fields import TextBox

WORDS_TITLE: Final = "Words to reconsider"
_WHAT_MARKS_ARE: Final = (
    "Underlined words may blame the child or hide who does harm. They are pointed at and never "
    "changed, and nothing waits for them: keep them where they are right. What somebody said "
    "belongs in “quotation marks”, where it is left as it is. So are the child's own words."
)
_NOTHING: Final = "Nothing in this field is marked."
_MOST_TOLD: Final = 40


class MarkedBox(TextBox):
    """A field of running text; what is to be reconsidered in it is underlined."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WRITING)]

    told: reactive[Found | None] = reactive(None, repaint=False)
    """What the line under the field tells of; None without the keyboard."""

    @dataclass
    class Why(Message):
        """The writer asks why words are marked."""

        box: "MarkedBox"

    def __init__(self, text: str, to_reconsider: Reconsider, *, id: str | None = None) -> None:
        """Show the text; ``to_reconsider`` finds what to mark."""
        self._to_reconsider = to_reconsider
        self._marks = LineMarks(to_reconsider)
        super().__init__(text, soft_wrap=True, tab_behavior="focus", id=id)

    def get_line(self, line_index: int) -> Text:
        """Return a line with what is to be reconsidered underlined."""
        line = super().get_line(line_index)
        for start, end, _ in self._marked(line_index):
            line.stylize("underline", start, end)
        return line

    def _marked(self, row: int) -> list[tuple[int, int, Found]]:
        at, column = self.cursor_location
        return self._marks.in_line(self.document, row, column if at == row else 0)

    @property
    def nearest(self) -> Found | None:
        """What is to be reconsidered nearest to the cursor, in its line; None for nothing."""
        row, column = self.cursor_location
        marks = self._marked(row)
        return min(marks, key=lambda mark: _apart(mark, column))[2] if marks else None

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _follow(self) -> None:
        self.told = self.nearest if self.has_focus else None

    def on_focus(self) -> None:
        """Tell of what is nearest to the cursor."""
        self._follow()

    def on_blur(self) -> None:
        """Be quiet where nobody writes."""
        self.told = None

    def action_why(self) -> None:
        """Tell why words are marked."""
        self.post_message(self.Why(self))

    def about(self) -> list[Content]:
        """Return what the nearest words are about; else all of the field, and what marks are."""
        nearest = self.nearest
        found = [nearest] if nearest else [*self._to_reconsider(self.text)][:_MOST_TOLD]
        told = [stacked(_about(one)) for one in _unlike(found)]
        return [*(told or [plain(_NOTHING)]), plain(_WHAT_MARKS_ARE)]


class WordsLine(Static):
    """One quiet line under a field: the words nearest to the cursor, and another way to say it."""

    DEFAULT_CSS = """
    WordsLine {
        height: 1;
        padding: 0 1 0 2;
        color: $text-muted;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self, box: MarkedBox) -> None:
        """Tell of what stands in the field."""
        super().__init__("")
        self._box = box

    def on_mount(self) -> None:
        """Follow the field."""
        self.watch(self._box, "told", self._tell)

    def _tell(self, told: Found | None) -> None:
        self.update(line_about(told) if told else "")


def line_about(found: Found) -> Content:
    """Return the one line about words that are to be reconsidered."""
    return styled(
        "“$words” · $key why · or: $instead",
        words=" ".join(found.words.split()),
        key=key_of(WRITING[0].id),
        instead=found.instead[0],
    )


def _about(found: Found) -> Iterator[Content]:
    yield styled("[b]“$words”[/b]", words=" ".join(found.words.split()))
    yield plain(found.why)
    yield plain("Other ways to say it:" if len(found.instead) > 1 else "Another way to say it:")
    yield from (plain(f"- {way}") for way in found.instead)


def _unlike(found: list[Found]) -> list[Found]:
    return [*{one.id: one for one in reversed(found)}.values()][::-1]


def _apart(mark: tuple[int, int, Found], column: int) -> int:
    start, end, _ = mark
    return max(start - column, column - end, 0)
