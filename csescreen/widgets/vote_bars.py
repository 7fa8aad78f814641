"""The votes of a room, in words and numbers, with a bar that only repeats them."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from csescreen.core.votes import Votes
from csescreen.core.words import counted
from csescreen.widgets.plain import stacked, styled

_LONGEST: Final = 24
_MARK: Final = "#"


def vote_bars(
    choices: Sequence[tuple[str, str]], votes: Votes, right: str | None = None
) -> Content:
    """Return a line for each choice, and where ``right`` is known that it is the document's."""
    most = max((*votes.counts.values(), 1))
    width = max((len(words) for _, words in choices), default=0)
    longest = min(most, _LONGEST)
    lines = []
    for number, one in enumerate(votes.beside(right), 1):
        words = choices[number - 1][1].ljust(width)
        long = min(one.votes, one.votes * _LONGEST // most) if most > _LONGEST else one.votes
        template = "$number  [b]$words[/]  [b $primary]$bar[/] $count[b $warning]$whose[/]"
        lines.append(
            styled(
                template,
                number=str(number),
                words=words,
                bar=(_MARK * long).ljust(longest) if votes.total else "",
                count=counted(one.votes, "vote") if votes.total else "",
                whose="  <- the document" if one.of_document and right is not None else "",
            )
        )
    return stacked(lines)
