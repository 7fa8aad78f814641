"""What restoring a backup would mean for each screening."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from csescreen.core.ports import RecordLine

COMES_BACK: Final = "comes back"
OLDER_TEXT: Final = "older text"
NEWER_TEXT: Final = "newer text"
WOULD_BE_MISSING: Final = "would be missing"
SAME: Final = "the same"
CHANGES: Final = (COMES_BACK, OLDER_TEXT, NEWER_TEXT, WOULD_BE_MISSING, SAME)
"""What a restore can mean for one screening, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a restore would mean for one screening.

    ``present`` and ``then`` are when its text was last changed: in the store, and in the backup;
    ``purged`` says when and why somebody purged it, where somebody did.
    """

    kind: str
    reference: str
    key: str
    present: datetime | None
    then: datetime | None
    purged: str = ""


def changes(
    present: Iterable[RecordLine], then: Iterable[RecordLine], purged: Mapping[str, str]
) -> list[Change]:
    """Return what a restore would mean for every screening, by kind and then by reference.

    ``purged`` says by key when and why a screening was purged.
    """
    here = {line.key: line for line in present}
    there = {line.key: line for line in then}
    found = [
        _change(here.get(key), there.get(key), purged.get(key, ""))
        for key in dict.fromkeys((*here, *there))
    ]
    return sorted(found, key=lambda one: (CHANGES.index(one.kind), one.reference, one.key))


def _change(here: RecordLine | None, there: RecordLine | None, purged: str) -> Change:
    line = here or there
    assert line is not None  # noqa: S101 - a key comes from one of the two
    return Change(
        _kind(here, there),
        line.reference,
        line.key,
        here.updated_at if here else None,
        there.updated_at if there else None,
        purged if here is None else "",
    )


def _kind(here: RecordLine | None, there: RecordLine | None) -> str:
    if here is None:
        return COMES_BACK
    if there is None:
        return WOULD_BE_MISSING
    if there.revision == here.revision:
        return SAME if there.updated_at == here.updated_at else OLDER_TEXT
    return OLDER_TEXT if there.revision < here.revision else NEWER_TEXT
