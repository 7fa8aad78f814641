"""What a written summary says of the audit trail: its head, to be kept outside the machine."""

from dataclasses import replace

from csescreen.core.audience import FAMILY
from csescreen.core.audit import AuditHead
from csescreen.core.summary import Code, Summary


def with_head(summary: Summary, head: AuditHead | None) -> Summary:
    """Return the summary as it is written, with the trail's head, or that it was not noted.

    A family gets the head too, as a number to quote; what it is for is not theirs to know.
    """
    if summary.audience == FAMILY.id:
        number = ("Number of this paper:", Code(head)) if head else ()
        return replace(summary, audit_head=str(head or ""), closing=number)
    if head is None:
        said = "This export could not be noted in the audit trail: the store could not be written."
        return replace(summary, closing=(said,))
    closing = (
        *("Audit head", Code(head), "– keep this:", Code("csescreen audit verify --head")),
        "with it shows whether what was recorded up to this export is still unchanged.",
    )
    return replace(summary, audit_head=str(head), closing=closing)
