"""The rail of steps: how much of each is answered, and how many signs are present."""

from collections.abc import Sequence

from csescreen.core.child_fields import unread
from csescreen.core.screening import Screening
from csescreen.core.steps import Progress, Step, progress
from csescreen.widgets.list_row import ListRow


def rail_rows(steps: Sequence[Step], screening: Screening) -> list[ListRow]:
    """Return the steps as rows."""
    rows = []
    for step in steps:
        done = progress(step, screening)
        rows.append(
            ListRow(
                step.id,
                step.short,
                tail=f"{done.answered}/{done.total}" if done.total else "",
                note=_note(step, done, screening),
                note_tone="warning",
            )
        )
    return rows


def _note(step: Step, done: Progress, screening: Screening) -> str:
    if step.kind == "child" and unread(screening):
        return "to be checked"
    return f"{done.present} present" if done.present else ""


def title_words(step: Step, done: Progress) -> str:
    """Return how much of a step is answered, for the line above it."""
    if step.kind in ("signs", "questions"):
        partly = f", {done.partly} in part" if done.partly else " answered"
        present = f", {done.present} present" if done.present else ""
        return f"{done.answered} of {done.total}{partly}{present}"
    if step.kind == "narrative":
        return f"{done.answered} of {done.total} written"
    return ""
