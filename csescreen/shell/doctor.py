"""`csescreen doctor`: looks at everything that the store rests on, and changes nothing."""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from csescreen import paths
from csescreen.errors import InputError, StoreDamagedError, StoreLockedError, UserError
from csescreen.store.examine import NOTE, OK, WRONG, Finding, of_fault, without_keys
from csescreen.store.faults import NOTHING_CHANGED, fault
from csescreen.store.layout import Layout

if TYPE_CHECKING:
    from csescreen.store.keys import Keys

TakeKeys = Callable[[Mapping[str, str]], object]
"""Takes keys by command; raises `InputError` where they cannot be used."""
_NOTHING_INSIDE = frozenset({"missing", "empty", "plain"})
"""Faults of the database that leave nothing of it to look into: the passphrase is not needed."""
_SAID_ONCE = frozenset({"cut"})
"""Faults that are seen from outside, and again from inside."""
_SIGNS = {OK: "ok    ", NOTE: "note  ", WRONG: "wrong "}


def examined(secret: Callable[[], str] | None, take_keys: TakeKeys) -> Iterator[Finding]:
    """Yield each finding; without a way to a secret the database's inside is not looked at.

    ``take_keys`` tries the keys in the settings: what works without a terminal knows of no keys.
    """
    layout = Layout(paths.home())
    yield from _around(take_keys)
    if not layout.folder.exists():
        yield Finding(NOTE, "store", "There is no store yet.", "`csescreen` begins one.")
        return
    seen = list(without_keys(layout))
    yield from seen
    if not layout.remains():
        yield Finding(NOTE, "store", "There is no store yet.", "`csescreen` begins one.")
    elif secret is None:
        yield Finding(NOTE, "pages", "The pages were not looked at, because of --quick.")
    elif any(finding.fault == "locked" for finding in seen):
        said = "The pages were not looked at, because another csescreen has the store open."
        yield Finding(NOTE, "pages", said, "Close it, and run `csescreen doctor` again.", "locked")
    elif not any(finding.fault in _NOTHING_INSIDE or _no_keys(finding) for finding in seen):
        known = {finding.fault for finding in seen}
        for finding in _inside(layout, secret):
            if finding.fault not in known & _SAID_ONCE:
                yield finding
            known.add(finding.fault)


def _no_keys(finding: Finding) -> bool:
    return finding.about == "keys" and finding.state == WRONG


def _inside(layout: Layout, secret: Callable[[], str]) -> Iterator[Finding]:
    from csescreen.store.examine_pages import with_keys  # noqa: PLC0415 - heavy

    try:
        yield from with_keys(layout, keys_by(layout, secret()))
    except StoreDamagedError as error:
        yield _told(error)
    except OSError as error:
        yield _told(fault(error, NOTHING_CHANGED))


def _told(error: UserError) -> Finding:
    """Return the finding of an error; one that the faults know does not point back to here."""
    damage = isinstance(error, StoreDamagedError)
    if error.fault:
        return of_fault(error.fault, "database", error.what)
    return Finding(WRONG, "database", error.what, error.do_next, damage=damage, unseen=not damage)


def keys_by(layout: Layout, secret: str) -> "Keys":
    """Return the store's keys; a wrong secret is counted, as at the door, and raises."""
    from csescreen.store.secret import keys_by as opened  # noqa: PLC0415 - heavy

    return opened(layout, secret)[0]


def _around(take_keys: TakeKeys) -> Iterator[Finding]:
    """Yield what the program itself rests on."""
    from csescreen import __version__  # noqa: PLC0415

    said = f"csescreen {__version__}, Python {platform.python_version()}, {_sqlcipher()}."
    yield Finding(OK, "program", said)
    yield from _settings(take_keys)
    yield from _own_words()
    yield _core_dumps()


def _settings(take_keys: TakeKeys) -> Iterator[Finding]:
    """Yield how the settings are, with the keys in them, and what an export left behind."""
    from csescreen.bootstrap import export_folder  # noqa: PLC0415
    from csescreen.settings import read_settings  # noqa: PLC0415

    try:
        settings = read_settings(paths.settings_file())
    except UserError as error:
        yield from _noted(error)
        return
    try:
        take_keys(settings.keys)
    except InputError as error:
        yield from _noted(error)
    else:
        yield Finding(OK, "settings", "The settings can be read.")
    yield from _exports(export_folder(settings))


def _noted(error: UserError) -> Iterator[Finding]:
    """Yield what is wrong with the settings: nobody is kept from a screening by them."""
    yield Finding(NOTE, "settings", error.what, error.do_next)
    for problem in error.problems if isinstance(error, InputError) else ():
        yield Finding(NOTE, "settings", problem.line())


def _own_words() -> Iterator[Finding]:
    """Yield how the user's own words to reconsider are, where they have a file of them."""
    from csescreen.lexicon.reconsider import with_own  # noqa: PLC0415

    if not paths.language_file().exists():
        return
    told = with_own(paths.language_file()).told
    for line in told:
        yield Finding(NOTE, "words", line.removeprefix("- "))
    if not told:
        yield Finding(OK, "words", "Your own words to reconsider can be read.")


def _exports(folder: Path) -> Iterator[Finding]:
    from csescreen.export.files import left_behind  # noqa: PLC0415

    for path in left_behind(folder):
        yield Finding(
            NOTE,
            "exports",
            f"{path.name} in {folder} is left of an export that was broken off. It is not "
            "encrypted, and may hold a child's details.",
            "Nothing to do: the next start of csescreen, or the next export, removes it.",
        )


def _sqlcipher() -> str:
    try:
        from sqlcipher3 import dbapi2  # type: ignore[import-untyped] # noqa: PLC0415
    except ImportError:
        return "SQLCipher is not there"
    connection = dbapi2.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return f"SQLCipher {row[0]}" if row else "no SQLCipher"


def _core_dumps() -> Finding:
    if os.name == "nt":
        return Finding(OK, "core dumps", "Windows writes none unless it is told to.")
    import resource  # noqa: PLC0415 - not on Windows

    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    if soft == 0:
        return Finding(OK, "core dumps", "The system writes none of csescreen's memory to disk.")
    return Finding(
        NOTE,
        "core dumps",
        "The system may write a crashed program's memory to disk.",
        "csescreen switches that off for itself when it opens.",
    )


def lines_of(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield one line for each finding, with what to do below it where that is needed."""
    for finding in findings:
        yield f"{_SIGNS[finding.state]}{finding.about}: {finding.what}"
        if finding.do_next and finding.state != OK:
            yield f"      {finding.do_next}"


def as_json(findings: list[Finding]) -> dict[str, object]:
    """Return the findings as a JSON object."""
    return {
        "format": 1,
        "status": status_of(findings),
        "findings": [asdict(finding) for finding in findings],
    }


def status_of(findings: Iterable[Finding]) -> int:
    """Return the exit status: damaged, else not looked at because of another, else not seen."""
    findings = list(findings)
    if any(finding.damage for finding in findings):
        return StoreDamagedError.exit_status
    if any(finding.fault == "locked" and finding.about == "pages" for finding in findings):
        return StoreLockedError.exit_status
    return UserError.exit_status if any(finding.unseen for finding in findings) else 0


def progress(done: float) -> None:
    """Say on standard error how far it is."""
    end = "\n" if done >= 1 else ""
    if sys.stderr.isatty():
        sys.stderr.write(f"\rMaking the new store: {done:4.0%}{end}")
    elif end:
        sys.stderr.write("The new store is made.\n")
    sys.stderr.flush()


def home() -> Path:
    """Return the data folder."""
    return paths.home()
