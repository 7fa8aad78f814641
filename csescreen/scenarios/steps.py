"""One step of a training case, from what is written to what it shows; what is wrong is noted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from csescreen.casefile.allowed import Allowed
from csescreen.casefile.read import CaseReader
from csescreen.core.framework import Framework
from csescreen.core.scenario import NotShown, ShownAge, ShownClock, ShownFact, ShownSign, Step
from csescreen.core.screening import Child, Screening
from csescreen.errors import Problem
from csescreen.frameworks.files import TomlFile
from csescreen.scenarios.schema import NEEDED, SIGN_KEYS
from csescreen.validation import nearest, short, shown

Table = Mapping[str, Any]

_SAID: Final = {
    "is": "Add what the story says: is = ...",
    "because": 'Add why the story says so: because = "..."',
}
_KINDS: Final = {"signs": "sign", "facts": "question", "clocks": "time", "not_shown": "sign"}


class StepReader:
    """The steps of one case, on their way to what they show."""

    def __init__(
        self, cases: CaseReader, may_say: Allowed, under: Mapping[str, Framework], file: TomlFile
    ) -> None:
        self.problems: list[Problem] = []
        self._cases, self._under, self._file = cases, under, file.name
        self._written: Sequence[Table] = (file.tables or {}).get("step") or ()
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
        self._needed(number, at)
        parts = {part: dict(self._sound(part, written.get(part) or {}, at)) for part in _KINDS}
        said = self._said(parts, written, at)
        traps = parts["not_shown"]
        if said is None or not written.keys() >= NEEDED.keys():
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

    def _needed(self, number: int, at: str) -> None:
        """Note which of the keys that each step has is missing; one that is wrong is not."""
        for key, remedy in NEEDED.items():
            if key not in self._written[number - 1]:
                what = "This key is needed."
                self.problems.append(
                    Problem(self._file, f"{at}.{key}", "missing-key", what, remedy)
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
