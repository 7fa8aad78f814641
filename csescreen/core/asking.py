"""Which questions matter: some are asked only where another answer makes them matter."""

from collections.abc import Sequence

from csescreen.core.assess import first_look
from csescreen.core.conditions import UNKNOWN
from csescreen.core.framework import Framework
from csescreen.core.screening import Moment, Screening


def left_out(framework: Framework, screening: Screening, as_of: Moment) -> frozenset[str]:
    """Return the questions that need not be asked, by what is known so far.

    One that may matter is asked, and one that is answered stays in sight.
    """
    unanswered = [fact for fact in framework.ask_when if fact not in screening.facts]
    if not unanswered:
        return frozenset()
    view, _, _ = first_look(framework, screening, as_of)
    return frozenset(fact for fact in unanswered if framework.ask_when[fact].truth(view) < UNKNOWN)


def left_out_by_all(
    frameworks: Sequence[Framework], screening: Screening, as_of: Moment
) -> frozenset[str]:
    """Return the questions that need not be asked for any of the frameworks that have them."""
    left = [left_out(framework, screening, as_of) for framework in frameworks]
    asked = {
        fact
        for framework, out in zip(frameworks, left, strict=True)
        for fact in (*framework.urgent, *framework.circumstances)
        if fact not in out
    }
    return frozenset().union(*left) - asked
