"""Several frameworks at once: every action that any of them calls for, sooner and stricter first.

No level is translated from one framework to another.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.timelimits import due_order

_STRICTNESS = {"required": 0, "consider": 1, "possible": 2}


class UnitedAction(NamedTuple):
    """An action in its strictest form, and the ids of the frameworks that call for it."""

    called: CalledAction
    frameworks: tuple[str, ...]


def unite(outcomes: Sequence[Outcome]) -> tuple[UnitedAction, ...]:
    """Return every action once, emergencies and what is due now first, then by due and status."""
    calls: dict[str, list[tuple[CalledAction, str]]] = {}
    for outcome in outcomes:
        for called in outcome.actions:
            calls.setdefault(called.action.id, []).append((called, outcome.framework.id))
    united = [
        UnitedAction(
            min((called for called, _ in same), key=_sooner_and_stricter),
            tuple(framework for _, framework in same),
        )
        for same in calls.values()
    ]
    return tuple(sorted(united, key=lambda one: _sooner_and_stricter(one.called)))


def _sooner_and_stricter(called: CalledAction) -> tuple[int, float, int]:
    limit = called.action.time_limit
    falls_due: datetime | None = due_order(called.due) if called.due is not None else None
    if called.action.emergency:
        group = 0
    elif limit is not None and limit.unit == "now":
        group = 1
    else:
        group = 2 if falls_due else 3
    return group, falls_due.timestamp() if falls_due else 0.0, _STRICTNESS[called.status]
