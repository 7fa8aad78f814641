"""From a case file's data to a screening: every problem at once, none guessed away."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from csescreen.casefile.allowed import KnownNames, allowed
from csescreen.casefile.chosen import Chosen
from csescreen.casefile.moments import MOMENT_FORM, read_moment
from csescreen.casefile.schema import case_schema
from csescreen.casefile.signs import SignReader
from csescreen.core.clashes import clashes
from csescreen.core.framework import Framework
from csescreen.core.screening import Child, Moment, Screening
from csescreen.core.timelimits import london_day
from csescreen.errors import InputError, Problem
from csescreen.validation import Shape, Written, closest, first_problems, shown

Table = Mapping[str, Any]

_MOST_FRAMEWORKS = 100
"""More than are ever on file; a hostile case may name as many as it likes."""


_SURELY_MEANT = 0.8
"""How like another a framework's id is where nothing else can be meant; 1 is the same."""


class ReadCase(NamedTuple):
    """A screening, or None, and every problem found."""

    screening: Screening | None
    problems: tuple[Problem, ...]


class CaseReader:
    """Reads cases; make one and use it for many."""

    def __init__(self, known: KnownNames, written: Written = "JSON") -> None:
        """Keep what cases may name; a schema is compiled at the first case that needs it."""
        self._known = known
        self._written = written
        self._shapes: dict[tuple[bool, frozenset[str]], Shape] = {}

    def schema(self) -> dict[str, Any]:
        """Return the schema of what a case may say under all frameworks on file together."""
        return self._shape(self._all_on_file()).schema

    def read(self, data: object, file: str) -> ReadCase:
        """Return the screening that the data writes."""
        under, others = self._read_under(data)
        problems, sound = self._shape(under, others=others).check(data, file)
        if not isinstance(sound, Mapping):
            return ReadCase(None, tuple(problems))
        one = _OneCase(self._known, under, file)
        screening = one.screening(sound)
        found = [*problems, *one.problems, *self._clashes(under, file)]
        # what else is wrong may follow from a framework that is not there
        found.sort(key=lambda problem: problem.code != "unknown-framework")
        problems = first_problems(found, file)
        return ReadCase(None if problems else screening, tuple(problems))

    def _all_on_file(self) -> dict[str, Framework]:
        return {name: self._known.framework(name) for name in self._known.framework_ids()}

    def _read_under(self, data: object) -> tuple[dict[str, Framework], bool]:
        """Return the frameworks that the case is read under: those it names, or all on file.

        One that it spells wrongly is taken for the one that was surely meant; that it is wrong is
        told later. Also returned is whether it names others: of those nobody knows which facts,
        clocks and signs they have.
        """
        written = data.get("framework") if isinstance(data, Mapping) else None
        if written is None:
            return self._all_on_file(), False
        named = written if isinstance(written, list) else [written]
        named = [name for name in named[:_MOST_FRAMEWORKS] if isinstance(name, str)]
        meant = {name: self._meant(name) for name in named}
        found = {one.id: one for one in meant.values() if one is not None}
        return found, None in meant.values()

    def _meant(self, name: str) -> Framework | None:
        try:
            return self._known.framework(name)
        except InputError:
            meant = closest(name, self._known.framework_ids(), _SURELY_MEANT)
            return self._known.framework(meant) if meant else None

    def _shape(self, under: Mapping[str, Framework], *, others: bool = False) -> Shape:
        key = (others, frozenset(under))
        if key not in self._shapes:
            may_say = allowed(self._known, under.values(), others=others)
            self._shapes[key] = Shape(case_schema(may_say), self._written)
        return self._shapes[key]

    @staticmethod
    def _clashes(under: Mapping[str, Framework], file: str) -> list[Problem]:
        return [
            Problem(
                file,
                "framework",
                "asked-differently",
                f"{clash.one.id} and {clash.other.id} mean different things by the {clash.kind} "
                f"{shown(clash.id)}.",
                "Read the case under one of them at a time.",
            )
            for clash in clashes(under.values())
        ]


class _OneCase:
    """One case that fits the schema, on its way to a screening."""

    def __init__(self, known: KnownNames, under: Mapping[str, Framework], file: str) -> None:
        self.known = known
        self.under = under
        self.file = file
        self.problems: list[Problem] = []

    def screening(self, data: Table) -> Screening:
        frameworks = self._frameworks(data.get("framework"))
        # whose level it is cannot be said before an unknown framework is mended
        chosen = Chosen({} if self.problems else self.under, self._problem)
        signs = SignReader(self.under, chosen, self._problem)
        written = data.get("judged_level")
        judged = chosen.levels(written, "judged_level")
        tables = [written] if isinstance(written, Mapping) else written or []
        if any(not table.get("reason", "").strip() for table in tables):
            self._problem(
                "judged_level.reason",
                "reason-needed",
                "A judged level has a reason.",
                "Say how you reached your judgement.",
            )
        as_of = self._moment(data["as_of"], "as_of") if "as_of" in data else None
        return Screening(
            frameworks=tuple(frameworks),
            reference=data.get("reference", "").replace("\n", " "),
            child=self._child(data.get("child", {}), as_of),
            as_of=as_of,
            facts={fact: _fact(value) for fact, value in data.get("facts", {}).items()},
            clocks={
                clock: moment
                for clock, text in data.get("clocks", {}).items()
                if (moment := self._moment(text, f"clocks.{clock}")) is not None
            },
            signs={
                sign: signs.read(sign, answer)
                for sign, answer in data.get("indicators", {}).items()
            },
            narrative=dict(data.get("narrative", {})),
            judged_levels=judged,
        )

    def _problem(self, place: str, code: str, what: str, remedy: str = "") -> None:
        self.problems.append(Problem(self.file, place, code, what, remedy))

    def _frameworks(self, written: str | list[str] | None) -> dict[str, Framework]:
        """Return the frameworks that the case names, by id; empty where it names none."""
        ids = [written] if isinstance(written, str) else written or []
        found = {}
        for framework_id in ids:
            try:
                found[framework_id] = self.known.framework(framework_id)
            except InputError as error:
                self._problem("framework", "unknown-framework", error.what, error.do_next)
        return found

    def _child(self, written: Table, as_of: Moment | None) -> Child:
        if "age" in written and "date_of_birth" in written:
            self._problem(
                "child",
                "both-ages",
                "Both an age and a birth date.",
                "Give the age or the date of birth, not both.",
            )
        born = (
            self._moment(written["date_of_birth"], "child.date_of_birth")
            if ("date_of_birth" in written)
            else None
        )
        day = london_day(born) if born is not None else None
        if day is not None and as_of is not None and day > london_day(as_of):
            self._problem(
                "child.date_of_birth",
                "impossible-date",
                "The child would be born after as_of.",
                "Check both dates.",
            )
        age = written.get("age")
        return Child(None if age is None else int(age), day)

    def _moment(self, text: str, place: str) -> Moment | None:
        try:
            return read_moment(text)
        except ValueError as error:
            self._problem(place, "impossible-date", f"{error}.", MOMENT_FORM)
            return None


def _fact(value: Any) -> str | int | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return int(value) if isinstance(value, float) else value
