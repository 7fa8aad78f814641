"""The sentence to say to the caller now, and how many come after it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from csescreen.core.words import counted
from csescreen.widgets.plain import plain, stacked, styled


class SayPanel(Widget):
    """What to say now, in full: the panel grows with the sentence, and says where it is cut off."""

    MOST: ClassVar[int] = 5
    DEFAULT_CSS = """
    SayPanel { height: 2; padding: 0 1; background: $surface; }
    """

    def __init__(self, key: str, *, id: str | None = None) -> None:
        """Take the key, in words, that notes a sentence as said."""
        super().__init__(id=id)
        self._key = key
        self._left: tuple[str, ...] = ()
        self._contact = ""

    def show(self, left: Sequence[str], contact: str) -> None:
        """Show the first of the sentences that were not said, and whom to contact."""
        if (tuple(left), contact) != (self._left, self._contact):
            self._left, self._contact = tuple(left), contact
            self._fit()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._fit()

    def _fit(self) -> None:
        needed = min(self.MOST, len(self._lines()))
        if self.size.width and needed != self.size.height:  # laying out costs: only where it must
            self.styles.height = needed
        self.refresh()

    def _lines(self) -> list[Content]:
        width = self.size.width
        if not width:
            return []
        if not self._left:
            lines = [styled("[$text-muted]Said:[/] everything that is prepared for now.")]
        else:
            lines = styled("[bold $warning]Say:[/] “$words”", words=self._left[0]).wrap(width)
        more = len(self._left) - 1
        after = f" · {counted(more, 'sentence')} after it" if more > 0 else ""
        noted = f"{self._key}: I said it{after}" if self._left else ""
        if last := " · ".join(part for part in (noted, self._contact) if part):
            lines.append(plain(last).truncate(width, ellipsis=True).stylize("$text-muted"))
        return lines

    def render(self) -> Content:
        """Return the sentence in the room there is."""
        lines, height = self._lines(), self.size.height
        if len(lines) > height > 1:
            cut = plain(f"{lines[height - 2].plain[: self.size.width - 1]}…")
            lines = [*lines[: height - 2], cut, lines[-1]]
        return stacked(lines)
