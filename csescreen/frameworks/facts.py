"""From a condition on a fact, as a framework file writes it, to one that can be evaluated."""

from collections.abc import Iterable, Mapping
from typing import Any

from csescreen.core.conditions import Condition
from csescreen.core.framework import Question
from csescreen.core.screening import POSSIBLE
from csescreen.core.statements import OPEN, FactIs, NumberFrom
from csescreen.frameworks.names import NEVER, Names
from csescreen.validation import shown

Table = Mapping[str, Any]

_KINDS: Mapping[str, tuple[str, str, tuple[set[str], ...]]] = {
    "number": ("is a number", "Give at_least or at_most.", ({"range"},)),
    "choice": ("is a choice", "Give is = [...].", ({"is"},)),
    "yes_no": ("is no number", "Give is = [...] or nothing.", ({"is"}, set())),
    "names": ("is a list of names", "Give at_least or at_most: names are counted.", ({"range"},)),
}
"""By the kind of a question: what it is, what to do, and the ways in which it may be looked at."""


def read_fact_condition(written: Table, names: Names, place: str) -> Condition:
    """Return the condition; what is wrong with it is noted in ``names``."""
    fact = written["fact"]
    if not names.found("fact", names.questions, fact, f"{place}.fact"):
        return NEVER
    question = names.questions[fact]
    if question.kind not in _KINDS:  # a misspelt kind was already told
        return NEVER
    what, remedy, ways = _KINDS[question.kind]
    if {"is" if key == "is" else "range" for key in written if key != "fact"} not in ways:
        names.problem(place, "condition-form", f"{shown(fact)} {what}.", remedy)
        return NEVER
    if question.kind in ("number", "names"):
        lowest, highest = written.get("at_least"), written.get("at_most")
        check_range(names, place, "number", lowest, highest)
        return NumberFrom(fact, lowest, highest, question.statement)
    known: Mapping[str, object] = question.choices
    if question.kind == "yes_no":
        possible = names.possible_answer and fact in names.own_questions
        known = dict.fromkeys(("yes", "no", POSSIBLE) if possible else ("yes", "no"))
    values = written.get("is", ["yes"])
    for index, value in enumerate(values, 1):
        if value == "unknown":
            names.problem(
                f"{place}.is[{index}]",
                "unknown-as-answer",
                "Unknown is no answer to build on.",
                "Leave it out: what rests on an unknown is shown as possible by itself.",
            )
        else:
            names.found("answer", known, value, f"{place}.is[{index}]")
    return fact_is(question, values)


def fact_is(question: Question, values: Iterable[str]) -> FactIs:
    """Return the condition that a question of yes and no, or of choices, has one of the answers."""
    wanted = frozenset(values)
    definite = {*(question.choices or ("yes", "no"))} - {*OPEN}
    return FactIs(question.id, wanted, question.statement, frozenset(definite - wanted))


def check_range(
    names: Names, place: str, what: str, lowest: int | None, highest: int | None
) -> None:
    """Note a problem where nothing is in the range."""
    if lowest is not None and highest is not None and lowest > highest:
        problem = f"No {what} is from {lowest} to {highest}."
        names.problem(place, "never-holds", problem, "Give the lower end first.")
