"""The user's settings: a small file that a person may edit by hand. It holds nothing of a child."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from csescreen.core.text import clean_line
from csescreen.errors import InputError, Problem

WORKER_KEYS = ("worker_name", "worker_role", "worker_agency", "worker_contact")
_TABLES = ("worker", "contacts")
LOCK_MINUTES: Final = (0.05, 60.0)
"""The shortest and the longest time without a key after which csescreen locks. It always does."""
USUAL_LOCK_MINUTES: Final = 5.0
MAX_BYTES: Final = 50_000
"""No honest settings file is larger."""
_TEXTS = (
    *("theme", "default_framework", "frameworks_folder"),
    *("export_folder", "referral_form", "marking"),
    "training_folder",
)


_NO_MINUTES = (
    f"It is a number of minutes from {LOCK_MINUTES[0]:g} to {LOCK_MINUTES[1]:g}; "
    "csescreen always locks."
)
_NO_KEY = 'A key is written as a text, such as "ctrl+g" or "f2".'
MOST_YEARS: Final = 150
_NO_YEARS = f"It is a whole number of years from 0, which is none, to {MOST_YEARS}."


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose.

    ``worker`` holds the worker's own details by key of `WORKER_KEYS`; ``contacts`` the authority's
    contacts by contact id; ``keys`` the keys that are not the usual ones, by command, as they were
    written: `chosen_keys` says which will do.
    """

    theme: str = "csescreen-dark"
    default_framework: str = ""
    frameworks_folder: str = ""
    """Where the authority's shared frameworks lie; `CSESCREEN_FRAMEWORKS` goes before it."""
    export_folder: str = ""
    referral_form: str = ""
    """The authority's own referral form, a Word file with placeholders; "" for none."""
    marking: str = ""
    """The protective marking of exports; "" for the usual one."""
    training_folder: str = ""
    """Where the authority's own training cases lie; "" for none."""
    lock_minutes: float = USUAL_LOCK_MINUTES
    """After how many minutes without a key csescreen locks."""
    retention_years: int = 0
    """After how many years your authority's policy has a screening looked at; 0 where not set."""
    worker: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def read_settings(path: Path) -> Settings:
    """Return the settings in the file, or the defaults where there is none.

    Raises `InputError` with every problem where the file cannot be understood.
    """
    found = _read(path)
    if found is None:
        return Settings()
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    lock_minutes = USUAL_LOCK_MINUTES
    retention_years = 0
    tables: dict[str, dict[str, str]] = {}
    chosen: dict[str, object] = {}
    for key, value in found.items():
        if key in _TABLES and isinstance(value, dict):
            tables[key] = {k: clean_line(v) for k, v in value.items() if isinstance(v, str)}
        elif key in _TEXTS and isinstance(value, str):
            texts[key] = clean_line(value)
        elif key == "lock_minutes":
            lock_minutes = _minutes(value)
            if not lock_minutes:
                problems.append(Problem(path.name, key, "settings", _NO_MINUTES))
        elif key == "retention_years":
            retention_years = _years(value)
            if retention_years < 0:
                problems.append(Problem(path.name, key, "settings", _NO_YEARS))
        elif key == "keys" and isinstance(value, dict):
            chosen = dict(_flat(value))
            problems += [
                Problem(path.name, f"keys.{at}", "settings", _NO_KEY)
                for at, written in chosen.items()
                if not isinstance(written, str) or not written.strip()
            ]
        else:
            problems.append(
                Problem(path.name, key, "settings", "There is no such setting of this kind.")
            )
    if problems:
        raise _wrong(path, problems)
    return Settings(
        theme=texts.get("theme", Settings().theme),
        default_framework=texts.get("default_framework", ""),
        frameworks_folder=texts.get("frameworks_folder", ""),
        export_folder=texts.get("export_folder", ""),
        referral_form=texts.get("referral_form", ""),
        marking=texts.get("marking", ""),
        training_folder=texts.get("training_folder", ""),
        lock_minutes=lock_minutes,
        retention_years=retention_years,
        worker=tables.get("worker", {}),
        contacts=tables.get("contacts", {}),
        keys={at: str(key) for at, key in chosen.items()},
    )


def _read(path: Path) -> dict[str, Any] | None:
    """Return what the file says; None where there is none."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) <= MAX_BYTES:
            found = tomllib.loads(content.decode("utf-8"))
            _ = dict(_flat(found))  # also what is nested by its dots
            return found
        what = f"It is larger than {MAX_BYTES // 1000} KB."
    except FileNotFoundError:
        return None
    except RecursionError:
        what = "It is nested too deep."
    except (OSError, ValueError) as error:  # also a number too long for Python
        what = f"It cannot be read: {error}."
    raise _wrong(path, [Problem(path.name, "", "settings", what)])


def _flat(written: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value by its whole name, also where its dots were written without quotes."""
    for key, value in written.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _years(value: object) -> int:
    """Return the number of years; -1 where it is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        return -1
    return value if 0 <= value <= MOST_YEARS else -1


def _minutes(value: object) -> float:
    """Return the number of minutes; 0.0 where it is none that will do."""
    shortest, longest = LOCK_MINUTES
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if shortest <= value <= longest else 0.0


def _wrong(path: Path, problems: list[Problem]) -> InputError:
    return InputError(
        f"The settings in {path.name} cannot be used.",
        tuple(problems),
        safe="Your screenings are not affected.",
        do_next="Mend the file, or move it away to start with the usual settings.",
    )


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings, readable by the user alone."""
    import tomli_w  # noqa: PLC0415 - only where it is needed

    from csescreen.private_files import make_private_folder, replace_private  # noqa: PLC0415

    make_private_folder(path.parent)
    kept = {key: value for key, value in asdict(settings).items() if value}
    replace_private(path, tomli_w.dumps(kept).encode())
