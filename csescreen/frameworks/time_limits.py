"""From a time limit as a framework file writes it to one that can be counted."""

from collections.abc import Mapping
from typing import Any

from csescreen.core.timelimits import TimeLimit
from csescreen.frameworks.names import Names

_COUNTED = {
    "hours": ("hour", "hours"),
    "days": ("day", "days"),
    "working_days": ("working day", "working days"),
    "months": ("month", "months"),
}
_KINDS = (*_COUNTED, "same_day", "before", "now", "words")
_NEEDS_CLOCK = (*_COUNTED, "same_day", "before")
_KEYS = {*_KINDS, "clock", "assumption", "sooner_if"}


def read_time_limit(written: Mapping[str, Any], names: Names, place: str) -> TimeLimit:
    """Return the time limit; what is wrong with it is noted in ``names``."""
    kinds = [kind for kind in _KINDS if kind in written]
    own_words = written.get("words", "")
    clock = written.get("clock", "")
    if len(kinds) > 1 and own_words:
        kinds.remove("words")
    if clock and clock != "birthday_18":
        names.found("clock", names.clocks, clock, f"{place}.clock")
    if len(kinds) != 1:
        if written.keys() <= _KEYS:  # a misspelt kind was already told
            what = "A time limit has one kind."
            names.problem(place, "time-limit-form", what, f"Give one of {', '.join(_KINDS)}.")
        return TimeLimit("words", 0, own_words)
    kind = kinds[0]
    if kind in _NEEDS_CLOCK and "clock" not in written:
        what = "This time limit needs a clock."
        names.problem(
            f"{place}.clock", "missing-key", what, "Give the id of the clock it runs from."
        )
    sooner_if = written.get("sooner_if", "")
    if sooner_if and kind not in _COUNTED:
        what = "Only a limit that is counted can come sooner."
        names.problem(
            f"{place}.sooner_if", "time-limit-form", what, f"Give one of {', '.join(_COUNTED)}."
        )
    number = written[kind] if kind in _COUNTED else 0
    if kind in _COUNTED:
        usual = f"{number} {_COUNTED[kind][number != 1]}"
    else:
        usual = {
            "same_day": "same day",
            "now": "now",
            "before": f"before {written.get('before')}",
        }.get(kind, own_words)
    words, assumption = own_words or usual, written.get("assumption", "")
    return TimeLimit(kind, number, words, clock, assumption, sooner_if)
