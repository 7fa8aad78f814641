"""`csescreen list|show|export`: the store from the shell. The passphrase is asked for."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csescreen import paths
from csescreen.core.ports import RecordLine, ScreeningStore
from csescreen.core.text import clean, clean_line
from csescreen.core.vault import Vault
from csescreen.core.words import moment_words
from csescreen.errors import InputError, TooManyAttemptsError, UserError, WrongPassphraseError
from csescreen.process import hide_memory
from csescreen.silence import ask_secret

if TYPE_CHECKING:
    from csescreen.services import Services

SHORTEST_KEY: Final = 6
"""How much of a key must be given to name a screening by it."""
_ODD_KEY: Final = "What was typed has a tab, an arrow key or another such key in it."
_TRIES: Final = 3
"""How often a passphrase is asked for at a terminal before the command ends."""
_START_AGAIN: Final = "Check Caps Lock and the keyboard layout, and start the command again."
_READ_BY_OTHERS: Final = stat.S_IRGRP | stat.S_IROTH


@contextmanager
def unlocked(passphrase_file: str | None) -> "Iterator[Services]":
    """Open the store with the passphrase from the file, or asked for, and close it at the end."""
    everything = locked()
    everything.store = _unlock(everything.vault, passphrase_file)
    told: set[str] = set()
    try:
        _tell(everything.store, told)
        yield everything
        _tell(everything.store, told)
    finally:
        everything.store.close()


def _unlock(vault: Vault, passphrase_file: str | None) -> ScreeningStore:
    """Open the store. After a slip at a terminal the passphrase is asked for again.

    Whoever hears that it was wrong types it again: the shell would show it, and keep it.
    """
    asked = passphrase_file is None and sys.stdin.isatty()
    tries = _TRIES if asked else 1
    while True:
        secret = passphrase(passphrase_file)
        try:
            return vault.unlock(secret)
        except WrongPassphraseError as error:
            tries -= 1
            waits = isinstance(error, TooManyAttemptsError)
            if asked and not tries and not waits:
                error.do_next = _START_AGAIN
            if not secret.isprintable():
                error.do_next = f"{_ODD_KEY} {error.do_next}".strip()
            if not tries or waits:
                raise
            sys.stderr.write("".join(f"{line}\n" for line in error.lines()))


def locked() -> "Services":
    """Return what a shell may use, the store still locked; raises where there is no store."""
    from csescreen.bootstrap import services  # noqa: PLC0415 - heavy; not every command needs it

    everything = services()
    if not everything.vault.exists():
        raise UserError(
            "There are no screenings yet.",
            do_next="Start `csescreen` to choose a passphrase and begin one.",
        )
    refuse_open_elsewhere()
    return everything


def _tell(store: ScreeningStore, told: set[str]) -> None:
    """Say once, beside the answer, how the store was found."""
    for notice in store.notices():
        if notice not in told:
            told.add(notice)
            sys.stderr.write(f"{notice}\n")


def refuse_open_elsewhere() -> None:
    """Raise where another csescreen has the store open, before a passphrase is asked for."""
    from csescreen.store.layout import Layout  # noqa: PLC0415 - not every command needs the store
    from csescreen.store.lock import StoreLock  # noqa: PLC0415

    StoreLock(Layout(paths.home())).look()


def passphrase(
    passphrase_file: str | None,
    prompt: str = "Passphrase: ",
    option: str = "--passphrase-file",
) -> str:
    """Return the passphrase from the file, or ask for it; ``option`` is how the file is given.

    From here on the memory is hidden: every command that opens keys comes by here.
    """
    hide_memory()
    if passphrase_file is None:
        try:
            return ask_secret(prompt)
        except UnicodeDecodeError:
            raise InputError(
                "What was typed is not text that csescreen can read: it has bytes that are not "
                "UTF-8.",
                do_next="Set the terminal to UTF-8, or type letters without accents alone.",
            ) from None
        except (EOFError, OSError):
            raise InputError(
                "The passphrase cannot be asked for here.",
                do_next=f"Give {option} with a file that only you can read.",
            ) from None
    file = Path(passphrase_file)
    try:
        _warn_of_readers(file)
        return file.read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        raise InputError(
            f"The passphrase file {clean_line(file.name)} cannot be read.",
            do_next="Check its path, and that it is UTF-8 text.",
        ) from None


def _warn_of_readers(file: Path) -> None:
    """Say on standard error where others may read the passphrase's file."""
    found = file.stat()
    if os.name == "posix" and stat.S_ISREG(found.st_mode) and found.st_mode & _READ_BY_OTHERS:
        name = clean_line(str(file))
        sys.stderr.write(f"Others on this computer may read {name}: chmod 600 {name}\n")


def list_lines(services: "Services") -> Iterator[str]:
    """Yield one line for each screening, the last changed first; no child's name."""
    for line in services.open_store.lines():
        reference = clean_line(line.reference) or "(no reference)"
        frameworks = ", ".join(line.frameworks)
        told = services.retention(line)
        yield f"{line.key[:8]}  {frameworks}  {moment_words(line.updated_at)}  {reference}" + (
            f"  ({told})" if told else ""
        )


def find(services: "Services", reference: str) -> RecordLine:
    """Return the screening with the reference, or the beginning of its key as `list` shows it."""
    lines = services.open_store.lines()
    found = [line for line in lines if line.reference == reference]
    if not found and len(reference) >= SHORTEST_KEY:
        found = [line for line in lines if line.key.startswith(reference)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(
            f'There is no screening with the reference "{clean_line(reference)}".',
            do_next="`csescreen list` shows all of them.",
        )
    keys = ", ".join(line.key[:8] for line in found)
    raise InputError(
        f'{len(found)} screenings have the reference "{clean_line(reference)}".',
        do_next=f"Name one by its key: {keys}.",
    )


def show_text(services: "Services", reference: str, audience: str) -> str:
    """Return one screening as Markdown, as it would be exported for the audience."""
    record = services.open_store.read(find(services, reference).key)
    summary = services.summary(record, audience)
    tell_cautions(reference, services.cautions(record, audience))
    return clean(services.exporters["markdown"].render(summary).decode("utf-8"))


def tell_cautions(reference: str, cautions: Iterable[str]) -> None:
    """Say on standard error what to think of before a copy is handed on."""
    if lines := "".join(f"  - {caution}\n" for caution in cautions):
        sys.stderr.write(f"{clean_line(reference)}: before you hand it on:\n{lines}")
