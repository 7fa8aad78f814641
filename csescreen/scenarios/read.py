"""From a training case's file to a `Scenario`: every problem at once, none guessed away."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

from csescreen.casefile.allowed import Allowed, KnownNames, allowed
from csescreen.casefile.read import CaseReader
from csescreen.core.framework import Framework
from csescreen.core.scenario import (
    PRESENT,
    Invented,
    NotShown,
    Scenario,
    ShownAge,
    ShownClock,
    ShownFact,
    ShownSign,
    Step,
)
from csescreen.core.screening import Child, Screening
from csescreen.core.timelimits import as_instant
from csescreen.errors import InputError, Problem
from csescreen.frameworks.files import TomlFile
from csescreen.scenarios.schema import SCENARIO, SIGN_KEYS
from csescreen.validation import Shape, first_problems, nearest, short, shown

Table = Mapping[str, Any]

_SHAPE: Final = Shape(SCENARIO, "TOML file")
_SAID: Final = {
    "is": "Add what the story says: is = ...",
    "because": 'Add why the story says so: because = "..."',
}
_KINDS: Final = {"signs": "sign", "facts": "question", "clocks": "time", "not_shown": "sign"}


class ReadScenario(NamedTuple):
    """A training case, or None, every problem found, and what its steps expect."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    expects: tuple[Mapping[str, Table], ...] = ()
    """By step: what is expected of the reading under each framework, by id."""


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
        one = _OneScenario(self._cases, allowed(self._known, under.values()), under, file.name)
        steps = [one.step(n, step) for n, step in enumerate(sound.get("step") or (), 1)]
        found = first_problems([*problems, *wrong, *one.problems], file.name)
        if found or None in steps:
            return ReadScenario(None, tuple(found))
        scenario = _scenario(sound, tuple(step for step in steps if step), origin)
        expects = tuple(step.get("expect", {}) for step in sound["step"])
        problems = [*_going_back(scenario, file.name), *_contradicted(scenario, file.name)]
        return ReadScenario(None if problems else scenario, tuple(problems), expects)

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


class _OneScenario:
    """The steps of one case, on their way to what they show."""

    def __init__(
        self, cases: CaseReader, may_say: Allowed, under: Mapping[str, Framework], file: str
    ) -> None:
        self.problems: list[Problem] = []
        self._cases, self._under, self._file = cases, under, file
        signs = may_say.signs
        self._known: Mapping[str, Collection[str]] = {
            "signs": signs,
            "not_shown": signs,
            "facts": may_say.questions,
            "clocks": may_say.clocks,
        }

    def step(self, number: int, written: Any) -> Step | None:
        """Return a step, or None where something is wrong with it, which is noted."""
        if not isinstance(written, Mapping):
            return None
        at = f"step[{number}]"
        parts = {part: dict(self._sound(part, written.get(part) or {}, at)) for part in _KINDS}
        said = self._said(parts, written, at)
        traps = parts["not_shown"]
        if said is None or not written.keys() >= {"title", "tells", "time"}:
            return None
        assert said.as_of is not None  # noqa: S101 - the step has a time
        return Step(
            title=written["title"],
            time=said.as_of,
            tells=written["tells"].strip(),
            age=_age(written, said.child),
            signs=tuple(
                ShownSign(sign, said.signs[sign], one.get("because", ""))
                for sign, one in parts["signs"].items()
                if sign in said.signs
            ),
            facts=tuple(
                ShownFact(fact, said.facts[fact], one.get("because", ""))
                for fact, one in parts["facts"].items()
                if fact in said.facts
            ),
            clocks=tuple(
                ShownClock(clock, said.clocks[clock], one.get("because", ""))
                for clock, one in parts["clocks"].items()
                if clock in said.clocks
            ),
            not_shown=tuple(NotShown(sign, why_not) for sign, why_not in traps.items()),
            discuss=tuple(written.get("discuss", ())),
        )

    def _sound(self, part: str, written: Table, at: str) -> Iterator[tuple[str, Any]]:
        """Yield what is written under names that there are; note the others."""
        known = self._known[part]
        for name, value in written.items():
            if name in known:
                if part != "not_shown":
                    self._complete(value, f"{at}.{part}.{short(name)}", said=part != "signs")
                yield name, value
                continue
            kind = _KINDS[part]
            whose = next(iter(self._under), "ID")
            remedy = nearest(name, known) or (
                f"`csescreen framework show {whose}` lists every sign."
                if kind == "sign"
                else f"Known here: {', '.join(known)}."
            )
            what = f"There is no {kind} {shown(name)}."
            place = f"{at}.{part}.{short(name)}"
            self.problems.append(Problem(self._file, place, f"unknown-{kind}", what, remedy))

    def _complete(self, value: Table, at: str, *, said: bool = True) -> None:
        """Note which of the keys is missing with which something is said, and why."""
        for key, remedy in _SAID.items():
            if key not in value and (said or key == "because"):
                what = "This key is needed."
                self.problems.append(
                    Problem(self._file, f"{at}.{key}", "missing-key", what, remedy)
                )

    def _said(self, parts: Mapping[str, Table], written: Table, at: str) -> Screening | None:
        """Return what the step says, read as a case file is; note what is wrong with it."""
        for key in ("age", "born"):
            if key in written:
                self._complete(written[key], f"{at}.{key}")
        if "age" in written and "born" in written:
            what, remedy = "Both an age and a birth date.", "Give age or born, not both."
            self.problems.append(Problem(self._file, f"{at}.age", "both-ages", what, remedy))
            return None
        says: dict[str, Any] = {"format": 1, "child": _child(written)}
        if self._under:
            says["framework"] = list(self._under)
        if "time" in written:
            says["as_of"] = written["time"]
        for part in ("facts", "clocks"):
            says[part] = {name: one["is"] for name, one in parts[part].items() if "is" in one}
        says["indicators"] = {
            sign: {key: one[key] for key in SIGN_KEYS if key in one}
            for sign, one in parts["signs"].items()
        }
        read = self._cases.read(says, self._file)
        for problem in read.problems:
            placed = problem._replace(place=_place(problem.place, at))
            if placed not in self.problems:  # of the frameworks each step would say the same
                self.problems.append(placed)
        return read.screening


def _child(written: Table) -> dict[str, Any]:
    age, born = written.get("age") or {}, written.get("born") or {}
    if isinstance(born, Mapping) and "is" in born:
        return {"date_of_birth": born["is"]}
    if isinstance(age, Mapping) and age.get("is", "unknown") != "unknown":
        return {"age": age["is"]}
    return {}


def _age(written: Table, child: Child) -> ShownAge | None:
    said = written.get("age") or written.get("born")
    return ShownAge(child, said.get("because", "")) if said else None


def _place(place: str, at: str) -> str:
    """Return the place in the training case of what a case file has at this place."""
    first, _, rest = place.partition(".")
    if first in ("framework", "format", ""):
        return "frameworks"
    if first == "indicators":
        return f"{at}.signs.{rest}"
    if first in ("facts", "clocks"):
        return f"{at}.{first}.{rest}.is"
    usual = {"as_of": "time", "child": "born.is" if "birth" in rest else "age.is"}
    return f"{at}.{usual.get(first, place)}"


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
