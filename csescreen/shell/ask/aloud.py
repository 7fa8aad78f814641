"""The core's words as they are heard well: what a voice stumbles over becomes a word.

No text that a person typed is changed by it for the record: it is said so, no more.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from csescreen.core.about import Block
from csescreen.core.framework import Framework, Source
from csescreen.core.reading import Reading
from csescreen.core.words import (
    listed,
    sources_words,
)

_DAYS: Final = {
    **{"Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday"},
    **{"Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"},
}
_DAY: Final = re.compile(rf"\b({'|'.join(_DAYS)})\b(?= \d)")
_RANGE: Final = re.compile(r"(?<=\d)[-–](?=\d)")
_SAID: Final = str.maketrans({"·": ",", "…": "...", "—": ",", "–": ",", "→": "to", "•": ""})


def spoken(text: str) -> str:
    """Return words of the program or of a document as they are heard well."""
    text = _RANGE.sub(" to ", _DAY.sub(lambda day: _DAYS[day[0]], text)).replace("->", "to")
    text = text.translate(_SAID).replace(" ,", ",").replace(" & ", " and ").replace(" + ", " and ")
    return re.sub(r"^[-*] ", "", text).strip()


def sentence_of(text: str) -> str:
    """Return the text with a full stop, so that a voice pauses."""
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!", ":")) else f"{text}."


def spoken_source(framework: Framework, source: Source) -> str:
    """Return where something is written, without the name of a file."""
    return spoken(sources_words(framework, (source,))[0])


def blocks_said(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield an explanation, a paragraph a line."""
    for block in blocks:
        lead = f"{block.title}: " if block.title else ""
        for line in block.lines:
            yield from (f"{lead}{sentence_of(spoken(part))}" for part in line.split("\n") if part)
            lead = ""


def under(reading: Reading, frameworks: Iterable[str]) -> str:
    """Return under which frameworks something holds, where there are several."""
    if not reading.several:
        return ""
    return f" under {spoken(listed(reading.short_names[one] for one in frameworks))}"
