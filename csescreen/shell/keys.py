"""`csescreen keys`: the ways to open the store, shown and changed; everything encrypted anew."""

import sys
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from csescreen.core.vault import (
    SHORTEST_PASSPHRASE,
    Unfinished,
    Vault,
    WaysIn,
    not_to_be_typed,
)
from csescreen.core.words import counted
from csescreen.errors import InputError, UserError
from csescreen.shell.store import passphrase, refuse_open_elsewhere
from csescreen.silence import heard

T = TypeVar("T")

_WAYS: Final = (
    ("passphrase", "Passphrase"),
    ("recovery", "Recovery code"),
    ("keyring", "This computer's keyring"),
)
PRESENT: Final = "Passphrase or recovery code: "
NEW: Final = "New passphrase: "
AGAIN: Final = "The same again: "
_TRIES: Final = 3
WRITE_DOWN: Final = (
    "Write this code down or print it, and keep it away from this computer, under lock and key.\n"
    "Whoever has it can open the store. A code that you had before opens nothing once you have\n"
    "typed back part of this one."
)


def show_lines(ways: WaysIn) -> Iterator[str]:
    """Yield a line for each way in, and what a guess of the passphrase costs; no secret."""
    there = (ways.passphrase, ways.recovery_code, ways.keyring)
    for (kind, name), is_there in zip(_WAYS, there, strict=True):
        day = ways.made.get(kind)
        yield f"{name}: {('yes' + (f', made on {day}' if day else '')) if is_there else 'no'}"
    if ways.cost:
        yield f"Each guess of the passphrase costs: {ways.cost}"
    if ways.wait_seconds:
        yield f"After wrong attempts the next one waits {ways.wait_seconds:.0f} seconds."


def ways_in(vault: Vault) -> WaysIn:
    """Return the ways in; raises a `UserError` where there is no store."""
    _refuse_none(vault)
    return vault.ways_in()


def change_passphrase(vault: Vault, secret_file: str | None, new_file: str | None) -> None:
    """Change the passphrase; without files both are asked for, the new one twice."""
    _refuse_none(vault)
    refuse_open_elsewhere()
    secret = passphrase(secret_file, PRESENT)
    vault.change_passphrase(secret, new_passphrase(new_file))


def new_passphrase(new_file: str | None, option: str = "--new-passphrase-file") -> str:
    """Return a new passphrase; at a terminal one that cannot be taken is asked for again."""
    for left in reversed(range(_TRIES if new_file is None else 1)):
        new = passphrase(new_file, NEW, option)
        problem = _refused(new, new_file)
        if problem is None:
            return new
        if left:
            _say("\n".join(problem.lines()))
    assert problem is not None  # noqa: S101 - each round either returns or has one
    raise problem


def _refused(new: str, new_file: str | None) -> InputError | None:
    if len(new) < SHORTEST_PASSPHRASE:
        return InputError(
            f"The new passphrase has {counted(len(new), 'character')}, "
            f"and needs {SHORTEST_PASSPHRASE}.",
            safe="Nothing was changed.",
            do_next="Use three or four words that do not belong together.",
        )
    if problem := not_to_be_typed(new):
        return InputError(
            f"This passphrase cannot be taken. {problem}",
            safe="Nothing was changed.",
            do_next="Choose another one, of letters, digits, spaces and signs.",
        )
    if new_file is None and passphrase(None, AGAIN) != new:
        return InputError(
            "The two new passphrases are not the same.",
            safe="Nothing was changed.",
            do_next="Try again.",
        )
    return None


def new_recovery_code(vault: Vault, secret_file: str | None, show: Callable[[str], None]) -> None:
    """Make a new recovery code; it counts when two groups of it were typed back at a terminal."""
    needs_a_person()
    _refuse_none(vault)
    refuse_open_elsewhere()
    unfinished = vault.begin_recovery_code(passphrase(secret_file, PRESENT))
    _say(WRITE_DOWN)
    typed_back(unfinished, show)


def needs_a_person() -> None:
    """Raise where nobody can type a recovery code back."""
    if not sys.stdin.isatty():
        raise InputError(
            "A recovery code is typed back by a person, so this needs a terminal.",
            safe="Nothing was changed.",
            do_next="Run it in a terminal, not in a script.",
        )


def typed_back(unfinished: Unfinished[T], show: Callable[[str], None]) -> T:
    """Show a code, have two groups of it typed back, and return what came of it."""
    show(unfinished.code)
    first, second = unfinished.asked
    while True:
        _say(f"To show that you have it, type groups {first} and {second} of it: ", end="")
        try:
            with heard():
                typed = input()
        except EOFError:
            typed = None
        if typed is not None and not typed.strip():
            _say("Nothing was typed.")
            continue
        if typed is None:
            raise InputError(
                "The code was not typed back, so it does not count.",
                safe="Nothing was changed: a code that you had before still opens the store.",
                do_next="Destroy what you wrote down just now, or begin again.",
            )
        try:
            return unfinished.finish(typed)
        except InputError as error:
            problem: UserError = error
        _say("\n".join(problem.lines()))


def use_keyring(vault: Vault, secret_file: str | None, *, use: bool) -> None:
    """Let this computer's keyring open the store as well, or no longer."""
    _refuse_none(vault)
    refuse_open_elsewhere()
    vault.use_keyring(passphrase(secret_file, PRESENT), use)


def rekey(vault: Vault, secret_file: str | None) -> None:
    """Encrypt everything anew; how far it is stands on standard error, at a terminal."""
    _refuse_none(vault)
    refuse_open_elsewhere()
    vault.rekey(passphrase(secret_file, PRESENT), _progress)


def _progress(part: float) -> None:
    if sys.stderr.isatty():
        _say(f"\rEncrypting anew: {part:4.0%}", end="\n" if part >= 1 else "")


def _say(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()


def _refuse_none(vault: Vault) -> None:
    if not vault.exists():
        raise UserError(
            "There is no store yet, so it has no keys.",
            do_next="Start `csescreen` to choose a passphrase and begin one.",
        )
