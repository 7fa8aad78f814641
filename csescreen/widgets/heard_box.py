"""The box of a call, in which a worker types what they hear, and the signs below it."""

from collections.abc import Callable
from typing import ClassVar, Self

from textual.binding import BindingType
from textual.geometry import Region

from csescreen.commands import HEARD, bindings
from csescreen.core.text import clean_line
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.text_fields import TextField


class HeardBox(TextField):
    """One line. Enter marks the first sign that is found; the rest says what the user wants."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HEARD)]

    def __init__(self, value: str, typed: Callable[[], None], *, id: str) -> None:
        """Begin with a text; ``typed`` is called at each change, before anything is painted.

        By a message it would come a frame later, and with it the signs.
        """
        super().__init__(
            value,
            placeholder="type what you hear: cabs, new phone, hotel",
            select_on_focus=False,
            compact=True,
            id=id,
        )
        self._typed = typed

    def watch_value(self) -> None:
        """Say that it changed."""
        if self.is_mounted:
            self._typed()

    @property
    def words(self) -> str:
        """What is typed, on one line, without the spaces around it."""
        return self.line.strip()

    @property
    def line(self) -> str:
        """What is typed, on one line, as it stands."""
        return clean_line(self.value)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint the box anew. It takes the same room whatever is typed in it.

        Textual lays the whole screen out at each letter, and paints all of it, which takes longer
        than finding signs.
        """
        there = bool(self.size.width)
        return super().refresh(
            *regions, repaint=repaint, layout=layout and not there, recompose=recompose
        )

    async def action_mark(self) -> None:
        """Mark the first sign that is found."""
        await self.run_action("screen.mark_first")

    async def action_keep(self) -> None:
        """Keep the words without a sign."""
        await self.run_action("screen.keep")

    async def action_to_signs(self) -> None:
        """Go to the signs that are found."""
        await self.run_action("screen.to_signs")

    async def action_again(self) -> None:
        """Put the words that were said last into the box."""
        await self.run_action("screen.again")


class SignList(AnswerList):
    """The signs that were found, or were marked so far. Up from the first goes back to the box.

    As signs come and go with each letter, the screen is not laid out anew, which would take longer
    than all else; so it has no scroll bar.
    """

    LEAST_LINES: ClassVar[int] = 60
    acts_on_first = False
    """Whether Enter in the box acts on the first sign."""
    DEFAULT_CSS = """
    SignList { scrollbar-size-vertical: 0; scrollbar-gutter: auto; }
    """

    @property
    def points(self) -> bool:
        """Whether a key acts on the row at the cursor, here or in the box."""
        return self.has_focus or self.acts_on_first

    def action_cursor(self, by: int) -> None:
        """Move the cursor, or go back to the box."""
        if by < 0 and self.rows and self.key == self.rows[0].key:
            self.screen.query_one(HeardBox).focus()
        else:
            super().action_cursor(by)
