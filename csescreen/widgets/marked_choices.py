"""A list of which one is chosen by moving to it, or several by marking them. Words show which."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from csescreen.widgets.fields import INDENT, Choice, Choices
from csescreen.widgets.plain import plain


class MarkedChoices(Choices):
    """Choices of which several can be marked with the space bar.

    While nothing is marked, the one at the cursor is chosen. ``all_of`` is the value of the choice
    that stands for all the others.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", "Mark", show=False)]

    class Marked(Message):
        """Another choice was marked, or one not any more."""

    def __init__(
        self, choices: Sequence[Choice], chosen: str, *, all_of: str = "", id: str | None = None
    ) -> None:
        """Take the choices, the one to begin with, and the one that stands for all."""
        self._marked: dict[str, None] = {}
        self._all_of = all_of
        super().__init__(choices, chosen, id=id)

    @property
    def values(self) -> tuple[str, ...]:
        """What is marked, in the order of marking; else the choice at the cursor."""
        return self.values_from(self.at)

    def values_from(self, index: int) -> tuple[str, ...]:
        """Return what is marked, in the order of marking; else the choice at this place."""
        values = tuple(self._marked) or (self._choices[index].value,)
        if self._all_of in values:
            return tuple(one.value for one in self._choices if one.value != self._all_of)
        return values

    @property
    def marked(self) -> int:
        """How many are marked."""
        return len(self._marked)

    def action_mark(self) -> None:
        """Mark the choice at the cursor, or take its mark away."""
        if not self._choices:
            return
        if self.value in self._marked:
            del self._marked[self.value]
        else:
            self._marked[self.value] = None
        self._at = self.at
        self._paint_all()
        self.post_message(self.Marked())

    def _paint_all(self) -> None:
        for index in range(len(self._choices)):
            self.replace_option_prompt_at_index(index, self._prompt(index))

    def _prompt(self, index: int) -> Content:
        if not self._marked:
            return super()._prompt(index)
        choice = self._choices[index]
        mark = "[x]" if choice.value in self._marked else "[ ]"
        here = ">" if index == self._at else " "
        about = "".join(f"\n {INDENT}{line}" for line in choice.about.splitlines())
        return plain(f"{here}{mark} {choice.name}{about}")
