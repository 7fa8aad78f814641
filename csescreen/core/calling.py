"""Which actions a screening calls for, by when, and why."""

from operator import itemgetter
from typing import NamedTuple

from csescreen.core.ages import ADULT
from csescreen.core.conditions import NOT_ASKED, UNKNOWN, YES, Condition, View
from csescreen.core.framework import Action, Framework
from csescreen.core.outcome import CalledAction
from csescreen.core.screening import Moment, Screening
from csescreen.core.timelimits import IsBankHoliday, due, due_order

Status = tuple[str | None, Condition, tuple[Condition, ...]]
"""An action's status, or None; the condition that says why; those that may still change it."""


class Called(NamedTuple):
    """The actions called for, in order, and the conditions that may still change one, by its id."""

    actions: tuple[CalledAction, ...]
    unsettled: tuple[tuple[str, Condition], ...]


def status_of(action: Action, view: View) -> Status:
    """Return how far an action is called for."""
    when, possible_when = action.when, action.possible_when
    truth = when.truth(view)
    if truth == YES:
        return action.status, when, ()
    unsettled = (when,) if truth else ()
    if truth == UNKNOWN:
        return "possible", when, unsettled
    if possible_when is not None:
        perhaps = possible_when.truth(view)
        if perhaps >= UNKNOWN:
            return "possible", possible_when, unsettled
        if perhaps == NOT_ASKED:
            unsettled = (*unsettled, possible_when)
    return None, when, unsettled


def called_actions(
    framework: Framework, screening: Screening, view: View, is_bank_holiday: IsBankHoliday
) -> Called:
    """Return the actions: emergencies, then what is due now, then by due time, then the rest."""
    urgent, now, dated, rest, unsettled = [], [], [], [], []
    for action in framework.actions:
        status, why, still_open = status_of(action, view)
        for condition in still_open:
            unsettled.append((action.id, condition))
        if status is None:
            continue
        limit, falls_due = action.time_limit, None
        if limit is not None and limit.clock:
            falls_due = due(limit, _start(screening, limit.clock), is_bank_holiday)
        called = CalledAction(action, status, falls_due, tuple(why.because(view)))
        if action.emergency:
            urgent.append(called)
        elif falls_due is not None:
            dated.append((due_order(falls_due), called))
        elif limit is not None and limit.unit == "now":
            now.append(called)
        else:
            rest.append(called)
    dated.sort(key=itemgetter(0))
    ordered = (*urgent, *now, *(called for _, called in dated), *rest)
    return Called(ordered, tuple(unsettled))


def _start(screening: Screening, clock: str) -> Moment | None:
    if clock == "birthday_18":
        born = screening.child.date_of_birth
        if born is None:
            return None
        # born on 29 February: 18 on 1 March, except where that year has the day
        try:
            return born.replace(year=born.year + ADULT)
        except ValueError:
            return born.replace(year=born.year + ADULT, month=3, day=1)
    return screening.clocks.get(clock)
