"""What training may ask for: cases, frameworks, comparing. It has no store and notes nothing.

The one thing that it can write is an export that somebody asks for, and that is marked TRAINING
on every page, whatever the settings say.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Final, Protocol

from csescreen.core.audience import PROFESSIONALS
from csescreen.core.export_order import Exported, ExportOrder
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.ports import Record
from csescreen.core.reading import Reading, read_together
from csescreen.core.scenario import Scenario
from csescreen.core.screening import Screening
from csescreen.core.side_by_side import UnderOne, across, reading_at
from csescreen.core.summary import Summary
from csescreen.core.timelimits import as_instant
from csescreen.core.training import Comparison, Marks, compare, marked
from csescreen.errors import InputError, UserError
from csescreen.services.export import ExportServices
from csescreen.services.records import RecordServices

TRAINING: Final = "TRAINING"
"""The marking of everything that training writes, and the first word of its reference."""


class Cases(Protocol):
    """The training cases on file."""

    def all(self) -> tuple[Scenario, ...]:
        """Return all cases, in the order in which they are offered."""
        ...

    def told(self) -> tuple[str, ...]:
        """Return what is to be told of files that are not offered."""
        ...


@dataclass(kw_only=True)
class TrainingServices(RecordServices, ExportServices):
    """Everything that the training app may use."""

    fills_in_forms: ClassVar[bool] = False
    cases: Cases

    @property
    def may_export(self) -> bool:
        """Whether an export may be asked for: not where a browser shows the program."""
        return bool(self.exporters)

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks on file that can be used, in their order."""
        return tuple(self._usable(self.shelf.ids()))

    def frameworks_for(self, case: Scenario) -> tuple[Framework, ...]:
        """Return the frameworks for which a case is told, the one to begin with first."""
        return tuple(self._usable(case.frameworks)) or self.frameworks

    def _usable(self, ids: tuple[str, ...]) -> list[Framework]:
        found = []
        for framework_id in ids:
            try:
                found.append(self.framework(framework_id))
            except UserError:  # one damaged file keeps no other away
                continue
        return found

    def read(self, screening: Screening, framework: Framework) -> Reading:
        """Return what a framework makes of a trainee's screening, at the story's time."""
        return read_together([self._work_out(framework, screening)])

    def document(self, case: Scenario, step: int, framework: Framework) -> Outcome:
        """Return the document's reading of the story after a step."""
        return reading_at(case, step, framework, self.is_bank_holiday)

    def compare(self, case: Scenario, step: int, framework: Framework, marks: Marks) -> Comparison:
        """Return a trainee's marks beside the document's reading after a step."""
        return compare(case, step, framework, marks, self.is_bank_holiday)

    def across(self, case: Scenario, step: int) -> tuple[UnderOne, ...]:
        """Return what each framework makes of the story, side by side.

        A case that is told for one framework alone is compared under all that are on file.
        """
        told_for = self.frameworks_for(case)
        frameworks = told_for if len(told_for) > 1 else self.frameworks
        return across(case, step, frameworks, self.is_bank_holiday)

    def training_record(
        self, case: Scenario, step: int, framework: Framework, marks: Marks
    ) -> Record:
        """Return what a trainee marked as a record that can be written out, and is not stored."""
        new = self.new_record(framework.id, f"{TRAINING} {case.title}")
        screening = replace(
            marked(case, step, marks),
            frameworks=(framework.id,),
            reference=new.screening.reference,
            details={"child_name": f"{case.child.name} (invented, for training)"},
        )
        return self.changed(new, screening)

    def summary(
        self, record: Record, audience: str = PROFESSIONALS.id, marking: str = ""
    ) -> Summary:
        """Return the summary as at the story's time, marked as training whatever was chosen."""
        in_the_story = replace(self, now=lambda: as_instant(record.screening.as_of or self.now()))
        return ExportServices.summary(in_the_story, record, audience, TRAINING)

    def export(self, record: Record, order: ExportOrder, folder: Path) -> Exported:
        """Write it as it is ordered; raises `UserError` where nothing may be written here.

        An authority's own form is barred: it need not show the marking, or not on every page.
        """
        if not self.may_export:
            raise UserError("Nothing can be written from training in a browser.")
        if order.template is not None:
            raise InputError(
                "Training does not fill in an authority's own form: it might not say TRAINING on "
                "every page.",
                safe="Nothing was written.",
                do_next="Leave the form out.",
            )
        return super().export(record, order, folder)

    def _with_trail(
        self, summary: Summary, record: Record, order: ExportOrder
    ) -> tuple[Summary, bool]:
        return summary, True  # there is no store, and nothing of a child to be noted

    def _note(self, action: object, key: str, detail: str) -> bool:
        return True
