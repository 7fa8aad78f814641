"""A screening's answers, by the items of its framework's form."""

from collections.abc import Iterator

from csescreen.core.form import Form, Value, is_blank
from csescreen.core.framework import Framework
from csescreen.core.part_names import CHILD_DETAILS, WORKER_DETAILS
from csescreen.core.screening import FactValue, Screening, SignAnswer, chosen_for
from csescreen.core.steps import CHILD_WORDS
from csescreen.core.windows import in_no_known_window
from csescreen.core.within import within
from csescreen.core.words import humanised

_Answer = tuple[str, Value | None]
_KNOWN_DETAILS = frozenset((*CHILD_DETAILS, *WORKER_DETAILS, CHILD_WORDS))


def answered(framework: Framework, screening: Screening) -> Form:
    """Return the framework's form with what the screening says, as far as it is asked there."""
    known = within(screening, (framework,))
    return Form(
        framework,
        {
            place: value
            for place, value in _answers(framework, known)
            if value is not None and not is_blank(value)
        },
    )


def _answers(framework: Framework, screening: Screening) -> Iterator[_Answer]:
    yield "reference", screening.reference
    yield "as_of", screening.as_of
    yield "child.age", screening.child.age
    yield "child.date_of_birth", screening.child.date_of_birth
    yield from ((f"clocks.{clock}", moment) for clock, moment in screening.clocks.items())
    yield from _details(screening)
    for fact, value in screening.facts.items():
        yield _fact(framework, fact, value)
    for sign, answer in screening.signs.items():
        yield from _sign(framework, sign, answer)
    yield from ((f"narrative.{part}", text) for part, text in screening.narrative.items())
    if judged := screening.judged_level(framework.id):
        yield "judged_level.level", judged.level
        yield "judged_level.reason", judged.reason


def _details(screening: Screening) -> Iterator[_Answer]:
    """Yield the details, those that have no item of their own with their name."""
    details = {key: text for key, text in screening.details.items() if text.strip()}
    yield from ((f"details.{key}", text) for key, text in details.items() if key in _KNOWN_DETAILS)
    further = (f"{humanised(k)}: {text}" for k, text in details.items() if k not in _KNOWN_DETAILS)
    yield "further_details", tuple(further)


def _fact(framework: Framework, fact: str, value: FactValue) -> _Answer:
    place, kind = f"facts.{fact}", framework.questions[fact].kind
    if isinstance(value, tuple):
        names = tuple(name for name in value if name.strip())
        return (place, names) if names else (f"{place}.none", "none")
    if kind == "number" and isinstance(value, str):
        return f"{place}.{value}", value
    return place, value


def _sign(framework: Framework, sign: str, said: SignAnswer) -> Iterator[_Answer]:
    place = f"indicators.{sign}"
    if not framework.windows:
        yield place, said.answer
    # by time window the answer follows from the windows, where there are any that say it
    elif not said.windows or in_no_known_window(said):
        yield f"{place}.answer", said.answer
    yield from ((f"{place}.windows.{window}", answer) for window, answer in said.windows)
    yield f"{place}.when", said.when
    yield f"{place}.note", said.note
    yield f"{place}.heard_from", said.heard_from
    if grade := chosen_for(said.grades, framework.id):
        yield f"{place}.grade.level", grade.level
        yield f"{place}.grade.reason", grade.reason
    if weight := chosen_for(said.weights, framework.id):
        yield f"{place}.weight.weight", weight.weight
        yield f"{place}.weight.reason", weight.reason
