"""From a training case's file to a `Scenario`: every problem at once, none guessed away."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

from csescreen.casefile.allowed import KnownNames, allowed
from csescreen.casefile.read import CaseReader
from csescreen.core.framework import Framework
from csescreen.core.scenario import PRESENT, Invented, Scenario, Step
from csescreen.core.timelimits import as_instant
from csescreen.errors import InputError, Problem
from csescreen.frameworks.files import TomlFile
from csescreen.scenarios.schema import SCENARIO
from csescreen.scenarios.steps import StepReader
from csescreen.validation import Shape, first_problems, short, shown

Table = Mapping[str, Any]

_SHAPE: Final = Shape(SCENARIO, "TOML file")


class ReadScenario(NamedTuple):
    """A training case, or None, every problem found, what its steps expect, and of which."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    expects: tuple[Mapping[str, Table], ...] = ()
    """By step: what is expected of the reading under each framework, by id."""
    frameworks: tuple[str, ...] = ()
    """The ids of the frameworks that it names and that there are."""


class ScenarioReader:
    """Reads training cases; make one and use it for many."""

    def __init__(self, known: KnownNames) -> None:
        """Keep what a case may name."""
        self._known = known
        self._cases = CaseReader(known, "TOML")

    def read(self, file: TomlFile, origin: str, *, checked: bool = False) -> ReadScenario:
        """Return the case that the file writes, or everything that is wrong with it.

        ``checked`` says that its shape was held against the schema before, as that of a file that
        ships with the program was.
        """
        if file.tables is None:
            return ReadScenario(None, file.problems)
        problems, sound = ([], file.tables) if checked else _SHAPE.check(file.tables, file.name)
        if not isinstance(sound, Mapping):
            return ReadScenario(None, tuple(problems))
        under, wrong = self._frameworks(sound.get("frameworks") or (), file.name)
        one = StepReader(self._cases, allowed(self._known, under.values()), under, file)
        steps = [one.step(n, step) for n, step in enumerate(sound.get("step") or (), 1)]
        found = first_problems([*problems, *wrong, *one.problems], file.name)
        expects = tuple((step or {}).get("expect", {}) for step in sound.get("step") or ())
        if found or None in steps:
            return ReadScenario(None, tuple(found), expects, tuple(under))
        scenario = _scenario(sound, tuple(step for step in steps if step), origin)
        problems = [*_going_back(scenario, file.name), *_contradicted(scenario, file.name)]
        return ReadScenario(None if problems else scenario, tuple(problems), expects, tuple(under))

    def _frameworks(
        self, named: Collection[object], file: str
    ) -> tuple[dict[str, Framework], list[Problem]]:
        found, problems = {}, []
        for name in named:
            try:
                found[str(name)] = self._known.framework(str(name))
            except InputError as error:
                what, remedy = error.what, error.do_next
                problems.append(Problem(file, "frameworks", "unknown-framework", what, remedy))
        return found, problems


def _scenario(written: Table, steps: tuple[Step, ...], origin: str) -> Scenario:
    child = written["child"]
    return Scenario(
        id=written["id"],
        title=written["title"],
        frameworks=tuple(written["frameworks"]),
        teaches=tuple(written["teaches"]),
        child=Invented(child["name"], child["age"], child["about"].strip()),
        tags=tuple(written.get("tags", ())),
        steps=steps,
        origin=origin,
    )


def _going_back(scenario: Scenario, file: str) -> Iterator[Problem]:
    times = [as_instant(step.time) for step in scenario.steps]
    for number, (before, after) in enumerate(pairwise(times), 2):
        if after < before:
            what = "The step is earlier than the one before it."
            remedy = "Put the steps in the order in which they happen, or change the time."
            yield Problem(file, f"step[{number}].time", "goes-back", what, remedy)


def _contradicted(scenario: Scenario, file: str) -> Iterator[Problem]:
    for number, step in enumerate(scenario.steps):
        known = scenario.screening_at(number).signs
        for trap in step.not_shown:
            if trap.sign in known and known[trap.sign].answer in PRESENT:
                what = f"By this step the story shows {shown(trap.sign)}."
                remedy = "Take it out of not_shown, or out of the signs."
                place = f"step[{number + 1}].not_shown.{short(trap.sign)}"
                yield Problem(file, place, "contradiction", what, remedy)
