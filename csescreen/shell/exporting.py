"""`csescreen export`: screenings written out, one after another; a bad one stops no other."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csescreen.core.audience import AUDIENCES, PROFESSIONALS
from csescreen.core.export_order import WORD, ExportOrder, read_by
from csescreen.core.summarise_audit import NOT_NOTED
from csescreen.core.text import clean_line
from csescreen.core.words import counted
from csescreen.errors import InputError, UserError
from csescreen.paths import named
from csescreen.shell.store import find, passphrase, tell_cautions

if TYPE_CHECKING:
    from csescreen.services import Services

_CLEAR: Final = "\r\x1b[K"


def export_formats(services: "Services", wanted: str) -> tuple[str, ...]:
    """Return the formats that a comma-separated list names; raises `InputError` otherwise."""
    names = tuple(dict.fromkeys(name.strip() for name in wanted.split(",") if name.strip()))
    unknown = [name for name in names if name not in services.exporters]
    if unknown or not names:
        known = ", ".join(services.exporters)
        raise InputError(
            f"There is no export format {clean_line(', '.join(unknown)) or '(none given)'}.",
            do_next=f"The formats are: {known}.",
        )
    return names


def known_audience(wanted: str) -> str:
    """Return the id of an audience; raises `InputError` where there is no such one."""
    if wanted not in AUDIENCES:
        raise InputError(
            f"There is no audience {clean_line(wanted) or '(none given)'}.",
            do_next=f"The audiences are: {', '.join(AUDIENCES)}.",
        )
    return wanted


def order_of(
    services: "Services",
    formats: str,
    audience: str,
    template: str | None,
    password_file: str | None,
    marking: str = "",
) -> ExportOrder:
    """Return what the options ask for; raises `InputError` where that does not go together."""
    wanted = export_formats(services, formats)
    if template is None and WORD in wanted and audience == PROFESSIONALS.id:
        template = services.settings.referral_form
    order = ExportOrder(
        wanted,
        known_audience(audience),
        named(template) if template else None,
        passphrase(password_file, option="--password-file") if password_file else "",
        marking,
    )
    services.refuse(order)  # once, before the first of many is written
    return order


def export(
    services: "Services", references: Iterable[str], order: ExportOrder, folder: Path
) -> Iterator[str]:
    """Write every screening that is named; yield the path of each file as soon as it is there.

    What could not be written is said on standard error, and the next screening goes on; where
    anything was not written, it raises at the end.
    """
    wanted = list(references)
    files, failed = 0, 0
    for number, reference in enumerate(wanted, 1):
        _tell_how_far(number, wanted)
        try:
            record = services.open_store.read(find(services, reference).key)
            reference = record.screening.reference or record.key[:8]  # noqa: PLW2901 - its name
            _tell_how_far(0, wanted)
            tell_cautions(reference, services.cautions(record, order.audience))
            done = services.export(record, order, folder)
        except UserError as error:
            if len(wanted) == 1:
                raise
            failed += 1
            _tell_refused(reference, error)
            continue
        finally:
            _tell_how_far(0, wanted)
        failed += bool(done.refused)
        for refused in done.refused:
            _tell_refused(reference, refused)
        files += len(done.written)
        if not done.noted:
            sys.stderr.write(f"{clean_line(reference)}: {NOT_NOTED}\n")
        if order.audience != PROFESSIONALS.id:  # the file of a copy without names says not whose
            names = ", ".join(path.name for path in done.written)
            sys.stderr.write(f"{clean_line(reference)}: {names}\n")
        yield from map(str, done.written)
    if files:
        sys.stderr.write(f"{read_by(files, order)}\n")
    if failed:
        raise UserError(
            f"{counted(failed, 'screening')} of {len(wanted)} could not be written in full; "
            "what is wrong stands above.",
            safe="What was written is whole, and the screenings are unchanged.",
            do_next="Mend what is wrong, and export these again.",
        )


def every_reference(services: "Services") -> list[str]:
    """Return the key of every screening in the store, which names it even without a reference."""
    return [line.key for line in services.open_store.lines()]


def _tell_refused(reference: str, error: UserError) -> None:
    lines = "\n".join(f"  {line}" for line in error.lines())
    sys.stderr.write(f"{clean_line(reference)}:\n{lines}\n")


def _tell_how_far(number: int, wanted: list[str]) -> None:
    """Say how far it is, where somebody watches; 0 clears it."""
    if len(wanted) > 1 and sys.stderr.isatty():
        sys.stderr.write(f"\rWriting {number} of {len(wanted)}" if number else _CLEAR)
        sys.stderr.flush()
