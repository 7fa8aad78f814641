"""Reads the keys that a person chose, by hand or on the screen, from what the settings say."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from csescreen.errors import InputError, Problem
from csescreen.keymap import COMMANDS, clashes, named, without_usual

MOST_TOLD: Final = 20
"""How many mistakes are told of at once: to look for a near name takes time for each."""


def read_keys(written: Mapping[str, str], file: str = "settings.toml") -> dict[str, str]:
    """Return the keys by command.

    Raises `InputError` with every problem and its place where they cannot all be given.
    """
    wrong: list[tuple[str, str]] = []
    chosen: dict[str, str] = {}
    for at, value in written.items():
        if at in COMMANDS:
            keys = [value] if value.strip() == "," else value.split(",")
            chosen[at] = ",".join(named(key) for key in keys)
        else:
            near = get_close_matches(at, COMMANDS, 1) if len(wrong) < MOST_TOLD else []
            wrong.append((at, f"There is no such command.{f' Is it {near[0]}?' if near else ''}"))
    chosen = without_usual(chosen)
    wrong += clashes(chosen)
    if more := wrong[MOST_TOLD:]:
        wrong = [*wrong[:MOST_TOLD], ("", f"There are {len(more)} more mistakes of this kind.")]
    if wrong:
        raise InputError(
            f"The keys in {file} cannot be used, so all keys are the usual ones.",
            tuple(
                Problem(file, f"keys.{at}" if at else "keys", "settings", why) for at, why in wrong
            ),
            safe="Your screenings are not affected.",
            do_next="Mend the file, or take its [keys] out to have the usual ones. docs/keys.md "
            "lists the commands and what can be given.",
        )
    return chosen
