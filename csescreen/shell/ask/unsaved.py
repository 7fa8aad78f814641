"""What of a screening is not on the disk, in full: whoever cannot save it copies it by hand.

The two screenings are compared part by part, by the fields that they have: no part is listed here,
so none can be forgotten. Only what a part is called is looked up, and where nobody gave it a
name, its own key says it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Final

from csescreen.core import call
from csescreen.core.child_fields import fields_of
from csescreen.core.framework import Framework
from csescreen.core.narrating import TITLES
from csescreen.core.part_names import CALL_DETAILS
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening
from csescreen.core.text import clean
from csescreen.core.words import ANSWERS, answer_words, humanised, moment_words, question_words
from csescreen.shell.ask.aloud import spoken

_EMPTY: Final = "blank"
_PART_NAMES: Final = {
    "frameworks": "Read under",
    "as_of": "As things stood on",
    "judged_levels": "Level that you judge",
    "answer": "",
    "windows": "",
    "level": "",
    "weight": "",
    "when": "How recent",
    "heard_from": "Said by",
    "grades": "Level given to this sign",
    "weights": "Weight given to this sign",
    "framework": "Under",
    "reason": "Because",
}
"""What a field is called where its own name would not do; "" where what it says is enough."""
_CALL_TIMES: Final = (call.BEGAN, call.ENDED)


def unsaved(before: Screening, after: Screening, reading: Reading) -> Iterator[str]:
    """Yield each part that differs from what is saved, as it stands now."""
    was, now = _parts(before), _parts(after)
    said = _Said(reading)
    for key in {**was, **now}:
        if key not in now:
            gone = "Not asked" if key[0] in ("facts", "signs") else _EMPTY
            yield _line(said.name(key), gone)
        elif key not in was or was[key] != now[key]:
            yield _line(said.name(key), said.part(key, now[key], was.get(key)))


def _parts(screening: Screening) -> dict[tuple[str, ...], object]:
    """Return what a screening consists of, by where it stands in it."""
    parts: dict[tuple[str, ...], object] = {}
    for field, value in _fields(screening):
        if isinstance(value, Mapping):
            parts |= {(field, key): inner for key, inner in value.items()}
        elif is_dataclass(value):
            parts |= {(field, key): inner for key, inner in _fields(value)}
        else:
            parts[(field,)] = value
    return parts


def _fields(of: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(of):
        yield from ((field.name, getattr(of, field.name)) for field in fields(of))


def _line(name: str, text: str) -> str:
    return " ".join((name if name.endswith("?") else f"{name}:", text)) if name else text


class _Said:
    """Says parts in the words of what the screening is read under."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._asks: Framework = reading.asks
        labels = {field.id: field.label for field in fields_of(self._asks)}
        typed = {f"typed_{key}": f"{label}, as you typed it" for key, label in labels.items()}
        self._names = {**_PART_NAMES, **CALL_DETAILS, **TITLES, **labels, **typed}

    def name(self, key: tuple[str, ...]) -> str:
        """Return what a part is called."""
        if key[0] in ("facts", "signs"):
            return clean(question_words(self._asks, key[-1]))
        return clean(self._names.get(key[-1], humanised(key[-1])))

    def part(self, key: tuple[str, ...], value: object, before: object) -> str:
        """Return one part as it stands."""
        if key[0] == "facts" and isinstance(value, str | int | tuple):
            return clean(answer_words(self._asks, key[-1], value)) or _EMPTY
        if key[-1] in _CALL_TIMES and isinstance(value, str):
            return self._words(key[0], call.moment_in(value) or value, before)
        return self._words(key[0], value, before)

    def _words(self, name: str, value: object, before: object, whose: str | None = None) -> str:
        """Return a value in words; ``name`` is its field, ``whose`` the framework it belongs to."""
        if value is None or value in ("", ()):
            return _EMPTY
        if is_dataclass(value):
            return self._whole(value, before)
        if isinstance(value, tuple):
            return ", ".join(self._element(name, one) for one in value)
        if isinstance(value, date):
            return spoken(moment_words(value))
        return clean(self._known(name, str(value), whose))

    def _whole(self, value: object, before: object) -> str:
        """Return what a value of several fields says: what is there, and what was there."""
        was, whose = dict(_fields(before)), getattr(value, "framework", None)
        return "; ".join(
            _line(self._inner_name(name), self._words(name, one, was.get(name), whose))
            for name, one in _fields(value)
            if one not in (None, "", ()) or was.get(name, one) != one
        )

    def _inner_name(self, name: str) -> str:
        return _PART_NAMES.get(name, humanised(name))

    def _element(self, name: str, one: object) -> str:
        if isinstance(one, tuple):  # an answer by its time window
            key, answer = map(str, one)
            window = self._asks.windows.get(key)
            called = window.name if window else humanised(key)
            return clean(f"{called}: {self._known('answer', answer, None)}")
        return self._words(name, one, None)

    def _known(self, name: str, key: str, whose: str | None) -> str:
        """Return what a framework or the program calls a value; else the value itself."""
        if name == "answer":
            return ANSWERS.get(key, key)
        owners = [one for one in self._reading.frameworks if whose in (None, one.id)]
        if name == "level":
            found = (one.level(key) for one in owners)
            return next((level.name for level in found if level), humanised(key))
        if name in ("framework", "frameworks"):
            return next((one.name for one in self._reading.frameworks if one.id == key), key)
        return humanised(key) if name == "when" else key
