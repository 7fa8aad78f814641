"""Names, values and places as they stand in a message: harmless and short."""

import reprlib
from collections.abc import Iterable

from csescreen.core.text import clean_line

_SHOWN = 60
_LONGEST_NAME = 200
_JSON_WORDS = {"None": "null", "True": "true", "False": "false"}


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint with the name that was probably meant, or an empty string."""
    close = closest(name, names)
    return f'Did you mean "{close}"?' if close else ""


def closest(name: str, names: Iterable[str], likeness: float = 0.6) -> str:
    """Return the name that was probably meant, or an empty string; capitals do not count."""
    if len(name) > _LONGEST_NAME:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    known = {one.casefold(): one for one in names}
    close = get_close_matches(name.casefold(), known, n=1, cutoff=likeness)
    return known[close[0]] if close else ""


def shown(value: object) -> str:
    """Return the value, harmless and short, for a message."""
    if isinstance(value, str):
        return f'"{short(value)}"'
    if value is None or isinstance(value, bool):
        return _JSON_WORDS[str(value)]
    container = isinstance(value, (dict, list))
    return short(reprlib.repr(value) if container else str(value))


def short(text: str) -> str:
    """Return the text on one line, harmless and short."""
    text = clean_line(text[: _SHOWN * 2])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def dotted(path: Iterable[str | int], data: object = None) -> str:
    """Return a path in the data as a person reads it: ``actions.tw-contact.when.is[2]``.

    An item of a list goes by its id where it has one, otherwise by its number, from 1.
    """
    text = ""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        name = data.get("id") if isinstance(step, int) and isinstance(data, dict) else step
        if isinstance(name, str) and name:
            text += ("." if text else "") + short(name)
        else:
            text += f"[{int(step) + 1}]" if isinstance(step, int) else '.""'
    return text
