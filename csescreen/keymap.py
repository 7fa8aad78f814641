"""The keys as they are now: the usual ones, or others that the user chose in the settings.

One process has one user, so the choice is kept here, once. A text that names a key has the id of
the command between braces, as in "Press {home.new} to start", and `with_keys` puts the key there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from csescreen.commands import (
    EVERYWHERE,
    GROUPS,
    IN_TRAINING,
    TOGETHER,
    TRAINING_EVERYWHERE,
    Command,
    key_in_words,
    keys_in_words,
)

COMMANDS: Final[Mapping[str, Command]] = {
    command.id: command for group in GROUPS.values() for command in group
}
"""Every command, by its id."""

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")
_chosen: dict[str, str] = {}


class Refused(NamedTuple):
    """Why a command cannot have a key; ``holder`` has it in the same place, where one does."""

    why: str
    holder: Command | None = None


# -- the keys now -----------------------------------------------------------------------------


def use(chosen: Mapping[str, str]) -> None:
    """Take the keys that the user chose, by command; all others are the usual ones."""
    _chosen.clear()
    for id, key in chosen.items():
        if id in COMMANDS:
            _chosen[id] = key


def chosen_keys() -> dict[str, str]:
    """Return the keys that were chosen, by command."""
    return dict(_chosen)


def keys_now(command: Command) -> str:
    """Return the keys of a command as they are now, in words: "F3", "F12 or Ctrl+Q"."""
    return keys_in_words(_chosen.get(command.id, command.keys))


def key_of(id: str) -> str:
    """Return the key of a command as it is now, in words; the first where it has several."""
    return key_in_words(_chosen.get(id, COMMANDS[id].keys).split(",")[0])


def is_typed(id: str) -> bool:
    """Return whether a key of a command, as it is now, types or removes a letter in a field."""
    keys = _chosen.get(id, COMMANDS[id].keys).split(",")
    return not (_LETTERS | _IN_FIELDS).isdisjoint(keys)


def with_keys(text: str) -> str:
    """Return our own text with the key of each command that it names between braces."""
    return _PLACEHOLDER.sub(
        lambda found: key_of(found[1]) if found[1] in COMMANDS else found[0], text
    )


# -- what may be a key ------------------------------------------------------------------------

_PUNCTUATION: Final = {
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "minus": "-",
    "equals_sign": "=",
    "plus": "+",
    "asterisk": "*",
}
_LETTERS: Final = frozenset({*"abcdefghijklmnopqrstuvwxyz0123456789", *_PUNCTUATION})
_IN_FIELDS: Final = frozenset({"delete", "backspace"})
"""What removes letters in a field."""
_FUNCTION: Final = frozenset(f"f{number}" for number in range(1, 12))
_WHY_NOT: Final = {
    **dict.fromkeys(("f12", "ctrl+q"), "it saves and leaves, everywhere"),
    "ctrl+l": "it locks, everywhere",
    **dict.fromkeys(("tab", "shift+tab", "enter", "space"), "forms and lists are worked with it"),
    **dict.fromkeys(
        ("up", "down", "left", "right", "pageup", "pagedown", "home", "end"),
        "it moves in lists and texts",
    ),
    "escape": "it leads back, everywhere",
    "ctrl+c": "it is for copying, and other programs end by it",
    **dict.fromkeys(("ctrl+x", "ctrl+v"), "it cuts and pastes in text"),
    **dict.fromkeys(("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"), "terminals send another key for it"),
    **dict.fromkeys(("ctrl+a", "ctrl+b", "ctrl+o"), "screen, tmux or the terminal keep it"),
}
_CTRL: Final = frozenset(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
_ALLOWED: Final = (_LETTERS | _IN_FIELDS | _FUNCTION | _CTRL | {"insert"}) - _WHY_NOT.keys()
_DIGITS_ARE_THE_AGE: Final = ("Signs and questions", "Triage")
_NEVER_SENT: Final = (
    "not every terminal sends it. What will do: F1 to F11, Ctrl with a letter, Insert, Delete, "
    "Backspace, a small letter, a digit or one of / ? . , ; - = + *"
)
_REMOVES: Final = frozenset(f"ctrl+{letter}" for letter in "dfkuw")
_IN_TEXT: Final = (
    "in a text field it removes text, and there this command does not work. Take F1 to F11 or "
    "another letter with Ctrl"
)
_GRAVE: Final = (
    "what this command does cannot be taken back, so it takes F1 to F11 or Ctrl with a letter: one "
    "letter, or a pasted text that turned into keys, must never do it"
)
_TYPED: Final = (
    "it types or removes a letter, and this command holds in text fields too. Take F1 to F11 or "
    "Ctrl with a letter"
)


def named(typed: str) -> str:
    """Return a key that a person wrote ("Ctrl+G", "?") by the name that it has for Textual."""
    key = typed.strip().lower()
    return next((name for name, sign in _PUNCTUATION.items() if sign == key), key)


def refused(command: Command, key: str, chosen: Mapping[str, str]) -> Refused | None:
    """Return why a command cannot have a key beside the others as chosen; None where it can."""
    written = key_in_words(key)
    if command.fixed:
        return Refused(f"{keys_in_words(command.keys)} stays: {command.fixed}.")
    if key not in _ALLOWED:
        return Refused(f"{written} cannot be given: {_WHY_NOT.get(key, _NEVER_SENT)}.")
    if why := _unfit(command, key):
        return Refused(f"{written} cannot be given here: {why}.")
    holder = next(_holding(command, key, chosen), None)
    return Refused(f"{written} is “{holder.name}” in the same place.", holder) if holder else None


def _unfit(command: Command, key: str) -> str:
    """Return why a key that may be given does not fit this command; "" where it does."""
    typed = key in _LETTERS | _IN_FIELDS
    if key.isdigit() and any(command in GROUPS[at] for at in _DIGITS_ARE_THE_AGE):
        return "in a call digits are the child's age"
    if typed and command.grave:
        return _GRAVE
    if typed and command.priority and not command.leaves_text:
        return _TYPED
    removes = key in _REMOVES and key not in command.keys.split(",")
    return _IN_TEXT if removes and not command.priority else ""


def swapped(
    command: Command, key: str, holder: Command, chosen: Mapping[str, str]
) -> dict[str, str] | Refused:
    """Return the chosen keys with those of two commands swapped, or why that cannot be."""
    if holder.fixed:
        return Refused(f"{key_in_words(key)} stays “{holder.name}”: {holder.fixed}.")
    before = chosen.get(command.id, command.keys)
    given = {**chosen, command.id: key, holder.id: before}
    for one in (command, holder):
        for own in given[one.id].split(","):
            if (why := refused(one, own, given)) is not None:
                return why
    return without_usual(given)


def without_usual(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what of the chosen keys is not the usual one anyway."""
    return {id: key for id, key in chosen.items() if COMMANDS[id].keys != key}


def clashes(chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each command whose chosen key cannot be, with why."""
    for id, keys in chosen.items():
        for key in keys.split(","):
            if (why := refused(COMMANDS[id], key, chosen)) is not None:
                yield id, why.why
                break


def _holding(command: Command, key: str, chosen: Mapping[str, str]) -> Iterator[Command]:
    """Yield the other commands that have the key where this one holds."""
    own = [title for title, group in GROUPS.items() if command in group]
    for title, group in GROUPS.items():
        for other in group:
            keys = chosen.get(other.id, other.keys).split(",")
            together = any(_at_once(command, mine, other, title) for mine in own)
            if other.id != command.id and key in keys and together:
                yield other


def _at_once(one: Command, where: str, other: Command, elsewhere: str) -> bool:
    """Return whether two commands of two groups hold at the same time."""
    if one in EVERYWHERE:
        return elsewhere not in IN_TRAINING or one in TRAINING_EVERYWHERE
    if other in EVERYWHERE:
        return where not in IN_TRAINING or other in TRAINING_EVERYWHERE
    return where == elsewhere or {where, elsewhere} in TOGETHER
