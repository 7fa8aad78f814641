"""Which questions matter: some are asked only where another answer makes them matter."""

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
