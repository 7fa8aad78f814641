"""`csescreen audit`: what was recorded, whether it is still what was recorded, in plain words."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from csescreen.core.audit import Action, AuditCheck, AuditEntry, AuditHead, Finding, action_words
from csescreen.core.ports import RecordLine
from csescreen.core.public import FORMAT
from csescreen.core.text import clean_line
from csescreen.core.words import counted, moment_words
from csescreen.errors import InputError, OlderCopyError, UserError
from csescreen.shell.store import SHORTEST_KEY, find

if TYPE_CHECKING:
    from csescreen.services import Services

_KEY: Final = 8
_PROVED: Final = (
    "This proves that everything recorded up to row {number} is what it was when that head left "
    "this computer."
)
_NOT_PROVED: Final = (
    "Without a head that left this computer it does not prove that nobody with the passphrase "
    "wrote the whole trail anew, or put back an older copy of the whole folder. Every export ends "
    "with such a head: `csescreen audit verify --head NUMBER:CODE` looks for it."
)
_NEVER: Final = (
    "It cannot tell who sat at the computer, nor what was shown, copied by hand or never saved."
)


def head_given(text: str | None) -> AuditHead | None:
    """Return the head that the user gave; raises `InputError` where it is none."""
    if text is None:
        return None
    head = AuditHead.parse(text)
    if head is None:
        raise InputError(
            "--head cannot be used: it is not a head of the audit trail.",
            do_next="Give it as the end of an export prints it: a number, a colon, 64 digits.",
        )
    return head


def check_lines(check: AuditCheck, given: AuditHead | None) -> Iterator[str]:
    """Yield what came of the check, and what it proves."""
    rows = counted(check.rows, "row")
    yield f"The audit trail has {rows}, since {_when(check.since)}."
    if check.head is not None:
        yield f"Head: {check.head}"
    yield ""
    if check.sound:
        yield "Nothing is wrong: each row follows from the one before, and what is stored is what"
        yield "the trail says was stored last."
    else:
        yield f"{counted(len(check.findings), 'thing')} found:"
        yield from (f"- {clean_line(finding.text)}" for finding in check.findings)
        yield ""
        yield "What is in the store cannot be relied on as it was recorded. Keep the folder as it"
        yield "is, and compare it with a backup: `csescreen restore`."
    if check.notes:
        yield from ("", "To be known as well:")
        yield from (f"- {_row(entry)}{_meaning(entry)}" for entry in check.notes)
    yield ""
    if given is not None and check.sound:
        yield _PROVED.format(number=given.number)
    if given is None:
        yield _NOT_PROVED
    yield _NEVER


def check_json(check: AuditCheck, given: AuditHead | None) -> dict[str, object]:
    """Return what came of the check as data."""
    return {
        "format": FORMAT,
        "sound": check.sound,
        "rows": check.rows,
        "since": check.since or None,
        "head": check.head and str(check.head),
        "head_given": given and str(given),
        "findings": [
            {
                "code": at.code,
                "text": clean_line(at.text),
                "first_row": at.first,
                "last_row": at.last,
            }
            for at in check.findings
        ],
        "notes": [
            {**_entry_json(entry), "text": f"{_row(entry)}{_meaning(entry)}"}
            for entry in check.notes
        ],
    }


def rows_of(services: "Services", reference: str) -> list[AuditEntry]:
    """Return the rows of one screening, also one that was purged, or all for no reference."""
    store = services.open_store
    if not reference:
        return store.audit()
    try:
        return store.audit(find(services, reference).key)
    except InputError:
        gone = [
            entry
            for entry in (store.audit() if len(reference) >= SHORTEST_KEY else [])
            if entry.key.startswith(reference)
        ]
        if len({entry.key for entry in gone}) != 1:
            raise
        return gone


def row_lines(entries: Sequence[AuditEntry], lines: Sequence[RecordLine]) -> Iterator[str]:
    """Yield one line for each row, the oldest first; no child's name."""
    names = {line.key: clean_line(line.reference) for line in lines}
    for entry in entries:
        about = f"{str(entry.key)[:_KEY]} {names.get(entry.key, '(not in the store)')}"
        yield _row(entry) + (f"  [{clean_line(about).strip()}]" if entry.key else "")


def rows_json(entries: Sequence[AuditEntry]) -> dict[str, object]:
    """Return the rows as data."""
    return {"format": FORMAT, "rows": [_entry_json(entry) for entry in entries]}


def accept(services: "Services", ask: Callable[[], str], reason: str) -> Iterator[str]:
    """Go on with an older copy, for a reason; return what was done in words."""
    why = clean_line(reason).strip()
    if not why:
        raise InputError(
            "Going on with an older copy needs a reason.",
            safe="Nothing was changed.",
            do_next="Say why this copy is older, with --reason. Name no child.",
        )
    behind, secret = False, ask()
    try:
        services.vault.unlock(secret).close()
    except OlderCopyError:
        behind = True
    if not behind:
        raise UserError(
            "The store is not an older copy, so there is nothing to accept.",
            safe="Nothing was changed.",
        )
    services.vault.accept_older_copy(secret, why).close()
    yield "The store is opened as it is from now on. The audit trail says so, with your reason."
    yield "What was written after this copy was made is not in it."
    yield "What was purged since then may be back: look through the list."


def _row(entry: AuditEntry) -> str:
    revision = f", revision {entry.revision}" if entry.revision else ""
    detail = _detail(entry)
    return f"{entry.number}  {_when(entry.at)}  {clean_line(action_words(entry.action))}" + (
        f"{revision}{f': {detail}' if detail else ''}"
    )


def _meaning(entry: AuditEntry) -> str:
    """Return what a row that is to be known leaves open, after its own words."""
    if entry.action != Action.ACCEPTED:
        return ""
    return (
        f". An older copy was accepted on {_when(entry.at)}: what was purged or changed between "
        "may be back or missing."
    )


def _detail(entry: AuditEntry) -> str:
    detail = clean_line(str(entry.detail))
    if entry.action == Action.READING:
        return f"number {detail}"
    return detail


def _when(at: str) -> str:
    entry = AuditEntry(0, at, "", "", 0, "", "", "")
    return moment_words(entry.moment) if entry.moment else "an unknown time"


def _finding_json(at: Finding) -> dict[str, object]:
    text = clean_line(at.text)
    return {"code": at.code, "text": text, "first_row": at.first, "last_row": at.last}


def _entry_json(entry: AuditEntry) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": str(entry.at),
        "action": str(entry.action),
        "screening": entry.key or None,
        "revision": entry.revision or None,
        "detail": clean_line(str(entry.detail)),
        "head": f"{entry.number}:{entry.mac}",
    }
