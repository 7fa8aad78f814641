"""What is legal in a training case, but teaches nothing, or something else than was meant."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from csescreen.core.framework import Framework
from csescreen.core.language import Expressions, to_reconsider
from csescreen.core.outcome import Outcome
from csescreen.core.public import outcome_json
from csescreen.core.scenario import Scenario
from csescreen.core.timelimits import IsBankHoliday
from csescreen.core.training import reading_at
from csescreen.errors import Problem
from csescreen.frameworks.trial import Case, differences, expectation_problems, names_of
from csescreen.scenarios.read import ReadScenario
from csescreen.validation import shown

Table = Mapping[str, Any]


def lint(
    read: ReadScenario,
    file: str,
    frameworks: Mapping[str, Framework],
    common: Table,
    is_bank_holiday: IsBankHoliday,
    expressions: Expressions,
) -> Iterator[Problem]:
    """Yield what does not come as a sound case expects, then what is legal but teaches nothing.

    ``expressions`` are the words to reconsider.
    """
    scenario = read.scenario
    assert scenario is not None  # noqa: S101 - it has no problem
    readings = [
        {name: reading_at(scenario, step, frameworks[name], is_bank_holiday) for name in frameworks}
        for step in range(len(scenario.steps))
    ]
    yield from _expectations(read, file, frameworks, common, readings)
    yield from _nothing_shown(scenario, file)
    if len(readings) > 1 and all(_parts(one) == _parts(readings[0]) for one in readings[1:]):
        what = "No step changes what the document says."
        yield _warning(file, "step", "nothing-changes", what, "Let a step show something more.")
    if not any(read.expects):
        what = "No step says what is expected, so nobody notices when it comes out otherwise."
        remedy = 'Say it under a step, such as [step.expect.telford] with section_47 = "not_met".'
        yield _warning(file, "step", "nothing-expected", what, remedy)
    yield from _blaming(scenario, file, expressions)


def misnamed(
    read: ReadScenario, file: str, frameworks: Mapping[str, Framework], common: Table
) -> list[Problem]:
    """Return each expectation that cannot hold: whatever else is wrong with the case."""
    known = {name: names_of(framework, common) for name, framework in frameworks.items()}
    return [
        problem._replace(
            place=problem.place.replace(f"case[{number}].under", f"step[{number}].expect", 1)
        )
        for number, expect in enumerate(read.expects, 1)
        for problem in expectation_problems(_case(number, expect), frameworks, known, file)
    ]


def _expectations(
    read: ReadScenario,
    file: str,
    frameworks: Mapping[str, Framework],
    common: Table,
    readings: Sequence[Mapping[str, Outcome]],
) -> Iterator[Problem]:
    """Yield each expectation that cannot hold, or does not."""
    wrong = misnamed(read, file, frameworks, common)
    yield from wrong
    for number, expect in enumerate(read.expects, 1):
        if any(problem.place.startswith(f"step[{number}].") for problem in wrong):
            continue
        outcomes = [outcome_json(one) for one in readings[number - 1].values()]
        for found in differences(_case(number, expect), {"outcomes": outcomes}):
            place = f"step[{number}].{found.key.replace('under', 'expect', 1)}"
            remedy = "Change what the story shows, or what is expected."
            yield Problem(file, place, "not-as-expected", found.text, remedy)


def _case(number: int, expect: Mapping[str, Table]) -> Case:
    return Case(number, "", {}, {}, expect, [])


def _nothing_shown(scenario: Scenario, file: str) -> Iterator[Problem]:
    for number, step in enumerate(scenario.steps, 1):
        if not step.shows_anything and not step.not_shown:
            what = "The step shows nothing."
            remedy = "Say what it shows (signs, facts, age), or tell it in the step before."
            yield _warning(file, f"step[{number}]", "nothing-shown", what, remedy)


def _parts(readings: Mapping[str, Outcome]) -> object:
    """Return what a class would see change, under each framework."""
    return [
        (one.indicated_level, one.possible_level, one.section_47, _called(one))
        for one in readings.values()
    ]


def _called(outcome: Outcome) -> list[tuple[str, str]]:
    return [(called.action.id, called.status) for called in outcome.actions]


def _warning(file: str, place: str, code: str, what: str, remedy: str) -> Problem:
    return Problem(file, place, code, what, remedy, warning=True)


def _blaming(scenario: Scenario, file: str, expressions: Expressions) -> Iterator[Problem]:
    """Yield words that can lay blame on a child, with other ways to say them."""
    for place, text in _texts(scenario):
        for found in to_reconsider(text, expressions):
            what = f"{shown(found.words)}: {found.why}"
            remedy = f"Another way to say it: {shown(found.instead[0])}."
            yield _warning(file, place, "to-reconsider", what, remedy)


def _texts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield everything that a class reads, with its place; what the story quotes as well."""
    yield "title", scenario.title
    yield "child.about", scenario.child.about
    for number, teaches in enumerate(scenario.teaches, 1):
        yield f"teaches[{number}]", teaches
    for number, step in enumerate(scenario.steps, 1):
        at = f"step[{number}]"
        yield f"{at}.title", step.title
        yield f"{at}.tells", step.tells
        for sign in step.signs:
            yield f"{at}.signs.{sign.sign}.because", sign.because
        for fact in step.facts:
            yield f"{at}.facts.{fact.fact}.because", fact.because
        for trap in step.not_shown:
            yield f"{at}.not_shown.{trap.sign}", trap.why_not
        for place, text in enumerate(step.discuss, 1):
            yield f"{at}.discuss[{place}]", text
