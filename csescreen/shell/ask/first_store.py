"""A first store made at the terminal: a passphrase, and a recovery code that is typed back."""

import sys
from typing import Final

from csescreen.core.ports import ScreeningStore
from csescreen.core.vault import SHORTEST_PASSPHRASE, Vault
from csescreen.shell.ask.terminal import wrapped
from csescreen.shell.keys import needs_a_person, new_passphrase, typed_back

FIRST: Final = (
    "There is no store of screenings on this computer yet. Choose a passphrase for it: at least "
    f"{SHORTEST_PASSPHRASE} characters, three or four words that do not belong together. It is "
    "not shown while you type it."
)
CODE: Final = (
    "If the passphrase is ever lost, a recovery code opens your screenings. It is said now, once: "
    "nine groups of four. Write it down on paper with the numbers of the groups, and keep it away "
    "from this computer. 0 and 1 are always digits. Whoever has it can read everything."
)
AFTERWARDS: Final = (
    "The store is made. The code still stands in this window: clear its history or close it when "
    "you leave."
)


def make_store(vault: Vault, passphrase_file: str | None) -> ScreeningStore:
    """Make a new store, and return it open; raises a `UserError`, and then nothing is made."""
    needs_a_person()
    if passphrase_file is None:
        print_line(FIRST)
    unfinished = vault.begin(new_passphrase(passphrase_file, "--passphrase-file"))
    print_line(CODE)
    store = typed_back(unfinished, _spell)
    print_line(AFTERWARDS)
    return store


def _spell(code: str) -> None:
    """Say a code letter by letter, so that no voice makes a word of a group."""
    for number, group in enumerate(code.split("-"), 1):
        print_line(f"Group {number}: {' '.join(group)}")


def print_line(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{wrapped(text)}\n")
    sys.stdout.flush()
