"""An export in the JSON format, from which the case can be read back."""

from typing import Final, NamedTuple

from csescreen.casefile.json_text import ParsedJson
from csescreen.errors import Problem

_PARTS: Final = frozenset(("format", "case", "outcome", "summary"))
"""What every export has; a case file has only the first of them."""
_CASE: Final = "case"


class Found(NamedTuple):
    """What is to be read as a case, and where in the document it stands; "" for the whole."""

    parsed: ParsedJson
    place: str = ""

    def located(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Return the problems of the case with their places in the whole document."""
        if not self.place:
            return problems
        return tuple(
            one._replace(place=".".join(filter(None, (self.place, one.place)))) for one in problems
        )


def case_in(parsed: ParsedJson) -> Found:
    """Return the case of an export; anything else as it is."""
    data = parsed.data
    if isinstance(data, dict) and data.keys() >= _PARTS:
        return Found(ParsedJson(data[_CASE], ()), _CASE)
    return Found(parsed)
