"""The recovery code on screen: shown in numbered groups, and a field that groups what is typed."""

from typing import Final

from textual.widgets import Static

from csescreen.core.recovery_code import GROUP
from csescreen.core.text import clean_line
from csescreen.widgets.fields import Passphrase
from csescreen.widgets.plain import plain, stacked, styled

_IN_A_ROW: Final = 3


class CodeShown(Static):
    """A code in large groups, each with its number. It cannot be selected, so never copied."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Begin without a code."""
        super().__init__("")

    def show(self, code: str) -> None:
        """Show a code."""
        groups = [
            styled("$number: [b]$group[/b]", number=str(number), group=group)
            for number, group in enumerate(code.split("-"), 1)
        ]
        rows = [groups[at : at + _IN_A_ROW] for at in range(0, len(groups), _IN_A_ROW)]
        self.update(stacked([stacked(row, " " * 7) for row in rows], "\n\n"))

    def hide(self) -> None:
        """Take the code off the screen."""
        self.update(plain(""))


class CodeField(Passphrase):
    """A field for a code or a part of one: in the open, in capitals, in groups as it is typed."""

    def __init__(self, id: str, *, groups: int | None = None) -> None:
        """Begin empty. ``groups`` is how many groups it takes; what is more is not taken."""
        super().__init__(id)
        self.password = False
        self._most = None if groups is None else groups * GROUP

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of a part, and group all of it anew; the cursor stays at its letter."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        kept, after, new = _letters(self.value[:start]), _letters(self.value[end:]), _letters(text)
        room = None if self._most is None else max(0, self._most - len(kept) - len(after))
        before = kept + new[:room]
        letters = before + after
        groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
        self.value = "-".join(groups)
        self.cursor_position = len(before) + max(0, len(before) - 1) // GROUP


def _letters(text: str) -> str:
    return "".join(letter for letter in clean_line(text).upper() if letter.isalnum())
