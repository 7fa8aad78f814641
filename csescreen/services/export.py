"""The summary of a record, and its export, which the audit trail notes."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from csescreen.core.audit import Action, AuditHead
from csescreen.core.export_order import WORD, Exported, ExportOrder, refuse_impossible
from csescreen.core.framework import Framework
from csescreen.core.missing import missing
from csescreen.core.ports import Exporter, ExportFiles, Protection, Record
from csescreen.core.reading import asked_by
from csescreen.core.summarise_audit import with_head
from csescreen.core.summary import Summary
from csescreen.errors import InputError, UserError, place
from csescreen.pinned import VersionMissingError
from csescreen.services.summarising import SummaryServices


def form_not_used(error: UserError) -> UserError:
    """Return why an authority's form was not used, and what was written in its place."""
    problems = getattr(error, "problems", ())
    return InputError(
        f"Your authority's own form was not used. {error.what}",
        problems,
        safe="The referral was written as csescreen's own Word document instead.",
        do_next=error.do_next,
    )


@dataclass(kw_only=True)
class ExportServices(SummaryServices):
    """Writes a record out, in every format that is asked for."""

    fills_in_forms: ClassVar[bool] = True
    """Whether an authority's own form may be filled in."""
    exporters: Mapping[str, Exporter]
    files: ExportFiles
    file_name: Callable[[str, datetime, str, str], str]
    """Names a file by reference, time, the format's ending and the audience."""
    form: Callable[[Path], Exporter]
    """Reads an authority's own form, which then renders a summary; raises `UserError`."""
    protection: Protection

    def missing(self, record: Record) -> tuple[str, ...]:
        """Return what is blank in the referral of a record, with or without its framework."""
        asks: Framework | None = None
        with suppress(VersionMissingError):
            asks = asked_by(self.frameworks_of(record))
        return missing(record.screening, asks)

    def refuse(self, order: ExportOrder) -> None:
        """Raise `InputError` where an order cannot be written for any screening."""
        refuse_impossible(order, self.exporters, self.protection.formats)
        if order.password:
            self.protection.refuse_weak(order.password)

    def export(self, record: Record, order: ExportOrder, folder: Path) -> Exported:
        """Write the record as it is ordered to the folder; return the paths written.

        It is noted in the audit trail before a file is there, and the files carry the trail's
        head. Where it cannot be noted it is written all the same, and says so: a referral may be
        urgent while the disk is full. A format that cannot be made or written keeps no other from
        being written; where there is no file in the end, it raises `UserError`.
        """
        self.refuse(order)
        made = self.summary(record, order.audience, order.marking)
        summary, noted = self._with_trail(made, record, order)
        made_at = self.now()
        written: dict[str, Path] = {}
        refused: list[UserError] = []
        try:
            for name in order.formats:
                exporter = self.exporters[name]
                at = self.file_name(summary.reference, made_at, exporter.suffix, order.audience)
                try:
                    content, instead = self._content(name, summary, order)
                    written[name] = self.files.write(folder, at, content)
                    refused += instead
                except UserError as error:
                    refused.append(error)
        finally:
            if len(written) < len(order.formats):
                self._note(Action.NOT_EXPORTED, record.key, order.noted(tuple(written)))
        if not written:
            raise refused[-1]
        return Exported(tuple(written.values()), tuple(refused), noted)

    def _content(
        self, name: str, summary: Summary, order: ExportOrder
    ) -> tuple[bytes, tuple[UserError, ...]]:
        """Return a document, and why it is not the authority's own form where it was to be.

        Ours stands in for a form that cannot be read or filled in: one that was moved, or does not
        fit this screening, must not keep a referral from being written.
        """
        instead: tuple[UserError, ...] = ()
        if order.template is not None and name == WORD:
            try:
                form = self.form(order.template)
                return self._rendered(name, form, summary, order.password), ()
            except UserError as error:
                instead = (form_not_used(error),)
        return self._rendered(name, self.exporters[name], summary, order.password), instead

    def _rendered(self, name: str, exporter: Exporter, summary: Summary, password: str) -> bytes:
        try:
            content = exporter.render(summary)
            return self.protection.protect(name, content, password) if password else content
        except UserError:
            raise
        except Exception as error:
            at = place(error)
        # outside of the block: what failed may hold the screening's text
        raise UserError(
            f"The {name} document could not be made: a fault in the program ({at}).",
            safe="Nothing was changed: the screening is as it was.",
            do_next="Take another format, and tell your support team of this.",
        )

    def _with_trail(
        self, summary: Summary, record: Record, order: ExportOrder
    ) -> tuple[Summary, bool]:
        """Note the export; return the summary as it is written, and whether it could be noted."""
        head = self._noted(record, order)
        return with_head(summary, head), head is not None

    def _noted(self, record: Record, order: ExportOrder) -> AuditHead | None:
        if self._note(Action.EXPORTED, record.key, order.noted(order.formats)):
            return self.open_store.audit_head()
        return None

    def _note(self, action: Action, key: str, detail: str) -> bool:
        """Add a row to the audit trail; return whether that could be done."""
        with suppress(UserError):
            self.open_store.note(action, key, detail)
            return True
        return False
