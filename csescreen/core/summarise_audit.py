"""What a written summary says of the audit trail: its head, to be kept outside the machine."""

from dataclasses import replace
from typing import Final

from csescreen.core.audience import PROFESSIONALS
from csescreen.core.audit import AuditHead
from csescreen.core.summary import Code, Summary

NOT_NOTED: Final = (
    "This export could not be noted in the audit trail: the store could not be written."
)


def with_head(summary: Summary, head: AuditHead | None) -> Summary:
    """Return the summary as it is written, with the trail's head, or that it was not noted.

    Copies for others than professionals say nothing of it: it would lead from a copy without names
    back to the record.
    """
    if summary.audience != PROFESSIONALS.id:
        return summary
    if head is None:
        return replace(summary, closing=(NOT_NOTED,))
    closing = (
        *("Audit head", Code(head), "– keep this:", Code("csescreen audit verify --head")),
        "with it shows whether what was recorded up to this export is still unchanged.",
    )
    return replace(summary, audit_head=str(head), closing=closing)
