"""From a case file's data to a screening: every problem at once, none guessed away."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from csescreen.casefile.moments import MOMENT_FORM, read_moment
from csescreen.casefile.schema import case_schema
from csescreen.core.framework import ClockName, Framework, Indicator, Question
from csescreen.core.screening import Child, ChosenLevel, Moment, Screening, SignAnswer
from csescreen.core.timelimits import london_day
from csescreen.errors import InputError, Problem
from csescreen.validation import Shape, first_problems, nearest, shown

Table = Mapping[str, Any]


class KnownNames(NamedTuple):
    """What a case file may name: frameworks by id, and what all of them share."""

    framework_ids: Callable[[], tuple[str, ...]]
    framework: Callable[[str], Framework]
    """Raises `InputError`, which says what to do, where there is no such framework."""
    questions: Mapping[str, Question]
    clocks: Mapping[str, ClockName]
    signs: Mapping[str, Indicator]


class ReadCase(NamedTuple):
    """A screening, or None, and every problem found."""

    screening: Screening | None
    problems: tuple[Problem, ...]


class CaseReader:
    """Reads cases; make one and use it for many."""

    def __init__(self, known: KnownNames) -> None:
        """Keep what cases may name; the schema is compiled at the first case."""
        self._known = known
        self.shape = Shape(case_schema(known.questions, known.clocks, known.signs))

    def read(self, data: object, file: str) -> ReadCase:
        """Return the screening that the data writes."""
        problems, sound = self.shape.check(data, file)
        if not isinstance(sound, Mapping):
            return ReadCase(None, tuple(problems))
        one = _OneCase(self._known, file)
        screening = one.screening(sound)
        problems = first_problems([*problems, *one.problems], file)
        return ReadCase(None if problems else screening, tuple(problems))


class _OneCase:
    """One case that fits the schema, on its way to a screening."""

    def __init__(self, known: KnownNames, file: str) -> None:
        self.known = known
        self.file = file
        self.problems: list[Problem] = []

    def screening(self, data: Table) -> Screening:
        frameworks = self._frameworks(data.get("framework"))
        as_of = self._moment(data["as_of"], "as_of") if "as_of" in data else None
        judged = self._chosen(data.get("judged_level"), "judged_level", frameworks)
        if any(not choice.reason.strip() for choice in judged):
            self._problem(
                "judged_level.reason",
                "reason-needed",
                "A judged level has a reason.",
                "Say how you reached your judgement.",
            )
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
                sign: self._sign(sign, answer, frameworks)
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

    def _sign(
        self, sign: str, written: str | Table, frameworks: Mapping[str, Framework]
    ) -> SignAnswer:
        if isinstance(written, str):
            return SignAnswer(written)
        place = f"indicators.{sign}.grade"
        grades = self._chosen(written.get("grade"), place, frameworks)
        for choice in grades:
            self._check_lowered(sign, choice, frameworks, place)
        return SignAnswer(
            written["answer"],
            written.get("when"),
            written.get("note", ""),
            written.get("heard_from", ""),
            grades,
        )

    def _check_lowered(
        self, sign: str, choice: ChosenLevel, frameworks: Mapping[str, Framework], place: str
    ) -> None:
        """Note a problem where a sign is graded down without a reason."""
        for framework in self._read_under(frameworks).values():
            if choice.framework not in (None, framework.id):
                continue
            level = framework.level(choice.level)
            usual = max((g.level.rank for g in framework.grades.get(sign, ())), default=0)
            if level and level.rank < usual and not choice.reason.strip():
                self._problem(
                    f"{place}.reason",
                    "reason-needed",
                    "A sign is graded down with a reason only.",
                    "Say why this sign counts for less here.",
                )

    def _read_under(self, named: Mapping[str, Framework]) -> Mapping[str, Framework]:
        """Return the frameworks that the case is read under: those it names, or all on file."""
        return named or {name: self.known.framework(name) for name in self.known.framework_ids()}

    def _chosen(
        self, written: Table | list[Table] | None, place: str, frameworks: Mapping[str, Framework]
    ) -> tuple[ChosenLevel, ...]:
        tables = [written] if isinstance(written, Mapping) else written or []
        if any(problem.code == "unknown-framework" for problem in self.problems):
            return ()  # whose level it is cannot be said before that is mended
        candidates = self._read_under(frameworks)
        chosen: list[ChosenLevel] = []
        for table in tables:
            named = table.get("framework")
            if named is None and len(candidates) != 1:
                self._problem(
                    f"{place}.framework",
                    "framework-needed",
                    "The case is read under several frameworks.",
                    "Say whose level this is: add the key framework.",
                )
                continue
            if named is not None and named not in candidates:
                self._problem(
                    f"{place}.framework",
                    "unknown-framework",
                    f"The case is not read under {shown(named)}.",
                    nearest(named, candidates) or f"It is read under: {', '.join(candidates)}.",
                )
                continue
            framework = candidates[named] if named else next(iter(candidates.values()))
            levels = [level.id for level in framework.levels]
            if table["level"] not in levels:
                self._problem(
                    f"{place}.level",
                    "unknown-level",
                    f"{framework.name} has no level {shown(table['level'])}.",
                    nearest(table["level"], levels) or f"Its levels are: {', '.join(levels)}.",
                )
                continue
            if any(choice.framework in (None, framework.id) for choice in chosen):
                self._problem(
                    f"{place}.level",
                    "twice",
                    f"Two levels are given under {framework.name}.",
                    "Give one.",
                )
                continue
            chosen.append(ChosenLevel(table["level"], table.get("reason", ""), named))
        return tuple(chosen)


def _fact(value: Any) -> str | int | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return int(value) if isinstance(value, float) else value
