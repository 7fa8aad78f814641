"""Several frameworks at once: every action that any of them calls for, sooner and stricter first.

No level is translated from one framework to another.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

from csescreen.core.framework import Action
from csescreen.core.levels import SOFTWARE_TEXT
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.timelimits import due_order

SHARED_ACTIONS: Final = "so-"
"""How the ids of the program's own actions begin."""
_STRICTNESS = {"required": 0, "consider": 1, "possible": 2}

T = TypeVar("T")


class UnitedAction(NamedTuple):
    """An action in its strictest form, and the ids of the frameworks that call for it."""

    called: CalledAction
    frameworks: tuple[str, ...]


def unite(outcomes: Sequence[Outcome]) -> tuple[UnitedAction, ...]:
    """Return every action once, emergencies and what is due now first, then by due and status.

    Two different actions of one id stay two. Exact ties stand in the order of the outcomes, and
    within one in the framework's own.
    """
    calls: dict[tuple[str, str], list[tuple[CalledAction, str]]] = {}
    for outcome in outcomes:
        for called in outcome.actions:
            same = calls.setdefault(_meaning(called.action), [])
            same.append((called, outcome.framework.id))
    united = [
        UnitedAction(
            _joined([called for called, _ in same]), tuple(framework for _, framework in same)
        )
        for same in calls.values()
    ]
    return tuple(sorted(united, key=lambda one: _sooner_and_stricter(one.called)))


def _meaning(action: Action) -> tuple[str, str]:
    """Return what two actions have in common that are one.

    Two authorities may give different actions one id. The program's own actions are the same
    under all of them, be it in the words of different versions.
    """
    shared = action.id.startswith(SHARED_ACTIONS) and action.sources == (SOFTWARE_TEXT,)
    return action.id, "" if shared else action.text


def _joined(calls: Sequence[CalledAction]) -> CalledAction:
    """Return several calls for one action as one: the soonest time, the strictest status.

    What only one of them says of it, a reason, a source or somebody to contact, is not lost.
    """
    soonest = min(calls, key=_sooner_and_stricter)
    if len(calls) == 1:
        return soonest
    calls = (soonest, *calls)
    professionals = any(called.action.audience == "professionals" for called in calls)
    return soonest._replace(
        action=soonest.action._replace(
            sources=_once(source for called in calls for source in called.action.sources),
            contacts=_once(contact for called in calls for contact in called.action.contacts),
            audience="professionals" if professionals else soonest.action.audience,
        ),
        status=min((called.status for called in calls), key=_STRICTNESS.__getitem__),
        because=_once(why for called in calls for why in called.because),
    )


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _sooner_and_stricter(called: CalledAction) -> tuple[int, float, int]:
    limit = called.action.time_limit
    falls_due = due_order(called.due) if called.due is not None else None
    if called.action.emergency:
        group = 0
    elif limit is not None and limit.unit == "now":
        group = 1
    else:
        group = 2 if falls_due else 3
    return group, falls_due.timestamp() if falls_due else 0.0, _STRICTNESS[called.status]
