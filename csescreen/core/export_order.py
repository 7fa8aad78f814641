"""What is asked for when a screening is written out, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from csescreen.core.audience import AUDIENCES, PROFESSIONALS
from csescreen.errors import InputError, Problem, UserError

if TYPE_CHECKING:
    from csescreen.core.ports import Exporter

WORD = "docx"
"""The format that takes an authority's own form."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """The formats, for whom, into which form, and the password that opens the documents."""

    formats: tuple[str, ...]
    audience: str = PROFESSIONALS.id
    template: Path | None = None
    password: str = field(default="", repr=False)
    marking: str = ""
    """Goes before the protective marking of the settings."""

    def noted(self, formats: Sequence[str]) -> str:
        """Return formats as the audit trail notes them, and for whom if not the usual."""
        whom = "" if self.audience == PROFESSIONALS.id else f" for {self.audience}"
        return f"{', '.join(formats)}{whom}" if formats else ""


class Exported(NamedTuple):
    """The files that were written, why a format was not, and whether the audit trail has it."""

    written: tuple[Path, ...]
    refused: tuple[UserError, ...] = ()
    noted: bool = True


def read_by(files: int, order: ExportOrder) -> str:
    """Return what is to be known of files that were exported."""
    which = "The file" if files == 1 else "The files"
    if order.password:
        needs = "needs" if files == 1 else "need"
        return f"{which} {needs} the password to be opened. Send it by another way than the files."
    are = "is" if files == 1 else "are"
    return (
        f"{which} {are} not encrypted: everybody who can open the folder can read what is written."
    )


def refuse_impossible(
    order: ExportOrder, exporters: Mapping[str, "Exporter"], protectable: frozenset[str]
) -> None:
    """Raise `InputError` with everything in an order that does not go together."""
    problems = tuple(_problems(order, exporters, protectable))
    if problems:
        raise InputError(
            "It cannot be written like this.",
            problems,
            safe="Nothing was written.",
            do_next="Change what is listed, and write again.",
        )


def _problems(
    order: ExportOrder, exporters: Mapping[str, "Exporter"], protectable: frozenset[str]
) -> Iterator[Problem]:
    audience = AUDIENCES[order.audience]
    for name in order.formats:
        allowed = exporters[name].audiences
        if order.audience not in allowed:
            what = f"This format is not for {audience.name.lower()}."
            fit = [one for one in exporters if order.audience in exporters[one].audiences]
            yield Problem("", name, "audience", what, f"Take one of: {', '.join(fit)}.")
        if order.password and name not in protectable:
            what = "A password cannot protect this format."
            fit = sorted(protectable)
            yield Problem("", name, "password", what, f"Take {' or '.join(fit)}, or no password.")
    if order.template is not None:
        if WORD not in order.formats:
            what = "Your authority's own form is a Word document."
            yield Problem("", "template", "template", what, f"Add the format {WORD}.")
        if order.audience != PROFESSIONALS.id:
            what = f"A form is filled in for {PROFESSIONALS.name.lower()} alone."
            yield Problem("", "template", "template", what, "Leave the form out.")
