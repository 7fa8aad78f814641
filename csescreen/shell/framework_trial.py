"""`csescreen framework test`: the cases that an author keeps beside a framework."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from csescreen.bank_holidays import is_bank_holiday
from csescreen.casefile.allowed import KnownNames
from csescreen.casefile.read import CaseReader
from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.public import outcome_json, union_json
from csescreen.core.screening import Screening
from csescreen.core.text import clean_line
from csescreen.errors import Problem
from csescreen.frameworks.expecting import Difference
from csescreen.frameworks.files import read_toml
from csescreen.frameworks.folders import CASES_SUFFIX, framework_files
from csescreen.frameworks.read import read_clocks, read_questions
from csescreen.frameworks.shelf import FrameworkShelf
from csescreen.frameworks.trial import (
    Case,
    differences,
    expectation_problems,
    names_of,
    not_reached,
    read_cases,
)
from csescreen.validation import first_problems

Table = Mapping[str, Any]


class Tried(NamedTuple):
    """A case, what came of it, and in what that is not as expected."""

    case: Case
    answer: Table
    differences: list[Difference]


class Trial(NamedTuple):
    """One framework file, and its cases as they came out; none where the input is wrong."""

    file: str
    cases_file: str
    problems: Sequence[Problem]
    tried: Sequence[Tried] = ()
    not_reached: Mapping[str, list[str]] = {}

    @property
    def failed(self) -> list[Tried]:
        """The cases that do not hold."""
        return [one for one in self.tried if one.differences]


class Bench:
    """Reads cases under a framework that need not be on the shelf, beside those that are."""

    def __init__(self, shelf: FrameworkShelf, framework: Framework | None = None) -> None:
        """Take the author's framework; without one, cases name theirs or are read under all."""
        self._shelf, self._own = shelf, framework
        self._known_names: dict[str, Mapping[str, Collection[str]]] = {}
        common = shelf.common
        questions, clocks = read_questions(common.tables), read_clocks(common.tables)
        signs = common.signs
        if framework:
            questions |= framework.questions
            clocks |= framework.clocks
            signs = framework.indicators
        known = KnownNames(self._ids, self._framework, questions, clocks, signs)
        self._reader = CaseReader(known, "TOML")

    def try_cases(
        self, cases: Iterable[Case], file: str, wrong: Iterable[Problem] = ()
    ) -> tuple[list[Tried], list[Problem]]:
        """Return what came of every case, or everything that is wrong with them.

        ``wrong`` is what was found before; then none is tried either.
        """
        read = [(case, *self._read(case, file)) for case in cases]
        problems = first_problems([*wrong, *_told_once(read)], file)
        if problems:
            return [], problems
        tried = []
        for case, screening, _ in read:
            assert screening is not None  # noqa: S101 - it has no problem
            answer = self._answer(screening)
            tried.append(Tried(case, answer, differences(case, answer)))
        return tried, []

    def _ids(self) -> tuple[str, ...]:
        ids = self._shelf.ids()
        return (*ids, self._own.id) if self._own and self._own.id not in ids else ids

    def _framework(self, framework_id: str) -> Framework:
        if self._own and self._own.id == framework_id:
            return self._own
        return self._shelf.get(framework_id)

    def _read(self, case: Case, file: str) -> tuple[Screening | None, list[Problem]]:
        own = {"framework": self._own.id} if self._own else {}
        read = self._reader.read({**own, **case.says}, file)
        says = f"{case.place}.says"
        problems = [p._replace(place=f"{says}.{p.place}".rstrip(".")) for p in read.problems]
        if read.screening is not None:
            ids = read.screening.frameworks or self._ids()
        elif self._own and case.says.get("framework", self._own.id) == self._own.id:
            ids = (self._own.id,)
        else:
            return None, problems
        known = {name: self._names(name) for name in ids}
        return read.screening, [*problems, *expectation_problems(case, ids, known, file)]

    def _names(self, framework_id: str) -> Mapping[str, Collection[str]]:
        if framework_id not in self._known_names:
            framework, common = self._framework(framework_id), self._shelf.common.tables
            self._known_names[framework_id] = names_of(framework, common)
        return self._known_names[framework_id]

    def _answer(self, screening: Screening) -> Table:
        assert screening.as_of is not None  # noqa: S101 - a case without it was refused
        outcomes = [
            assess(self._framework(name), screening, screening.as_of, is_bank_holiday)
            for name in screening.frameworks or self._ids()
        ]
        one = len(screening.frameworks) == 1
        found = outcome_json(outcomes[0]) if one else union_json(outcomes)
        answer: Table = json.loads(json.dumps(found))
        return answer


def _told_once(read: Iterable[tuple[Case, Screening | None, list[Problem]]]) -> Iterator[Problem]:
    """Yield what is wrong with the cases; of a near miss, only what it says itself."""
    of_case: set[Problem] = set()
    for case, _, problems in read:
        if not case.near_miss:
            of_case = set(problems)
        for problem in problems:
            place = problem.place.removeprefix(f"{case.place}.says.")
            same = problem._replace(place=f"case[{case.number}].says.{place}")
            if not case.near_miss or place in case.changed or same not in of_case:
                yield problem


def try_frameworks(shelf: FrameworkShelf, paths: Iterable[Path]) -> list[Trial]:
    """Try the cases beside each framework file, and beside those in folders."""
    trials = []
    for path in paths:
        files = _files(path)
        trials += [_try(shelf, file) for file in files] if files else [_empty(path)]
    return trials


def _empty(folder: Path) -> Trial:
    name = clean_line(folder.name)
    what, remedy = "There is no framework file in this folder.", "Name another one, or a file."
    return Trial(name, "", [Problem(name, "", "no-framework", what, remedy)])


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return framework_files(path)
    if path.name.lower().endswith(CASES_SUFFIX):
        return [path.with_name(path.name[: -len(CASES_SUFFIX)] + ".toml")]
    return [path]


def cases_beside(path: Path) -> Path:
    """Return where the cases of a framework file are kept."""
    return path.with_name(path.stem + CASES_SUFFIX)


def _try(shelf: FrameworkShelf, path: Path) -> Trial:
    beside = cases_beside(path)
    file, cases_file = clean_line(path.name), clean_line(beside.name)
    framework, problems = _read(shelf, path)
    if not beside.exists():
        what = f"There is no file {cases_file} beside {file}."
        remedy = f"Begin one: {_FIRST_CASE}"
        problems.append(Problem(cases_file, "", "no-cases", what, remedy))
        return Trial(file, cases_file, problems)
    cases, wrong = read_cases(read_toml(beside))
    if framework is None or problems:
        return Trial(file, cases_file, [*problems, *wrong])
    tried, wrong = Bench(shelf, framework).try_cases(cases, cases_file, wrong)
    if wrong:
        return Trial(file, cases_file, wrong)
    answers = (one.answer for one in tried)
    return Trial(file, cases_file, (), tried, not_reached(framework, answers, shelf.common.tables))


def _read(shelf: FrameworkShelf, path: Path) -> tuple[Framework | None, list[Problem]]:
    read = shelf.check(path)
    return read.framework, list(read.problems)


_FIRST_CASE = (
    '[[case]], then name = "in plain words", '
    'says = { format = 1, as_of = "2026-03-02", child = { age = 15 } }, '
    'and what is expected, such as level = "none". '
    "`csescreen framework new` writes an example."
)


def status_of(trials: Iterable[Trial]) -> int:
    """Return the exit status: 0 all hold, 1 a case does not, 2 the input is wrong."""
    trials = list(trials)
    if any(trial.problems for trial in trials):
        return 2
    return 1 if any(trial.failed for trial in trials) else 0


def trial_lines(trials: Iterable[Trial]) -> Iterator[str]:
    """Yield what came of the trials, for people."""
    for trial in trials:
        yield from (problem.line() for problem in trial.problems)
        if trial.problems:
            yield f"{trial.file}: its cases were not tried."
            continue
        for one in trial.failed:
            yield f"{trial.cases_file}: case {one.case.number}: {clean_line(one.case.name)}"
            yield from (f"  {clean_line(found.text)}" for found in one.differences)
        yield _counted(trial)
        for kind, names in trial.not_reached.items():
            if names:
                yield f"  No case reached these {kind}: {', '.join(names)}."
        if not any(trial.not_reached.values()):
            yield f"  Its cases reach every one of its {' and '.join(trial.not_reached)}."


def _counted(trial: Trial) -> str:
    ran, failed = len(trial.tried), len(trial.failed)
    cases = "1 case" if ran == 1 else f"{ran} cases"
    if not failed:
        return f"{trial.file}: {cases}, {'it holds' if ran == 1 else 'all hold'}."
    return f"{trial.file}: {cases}, {failed} {'does' if failed == 1 else 'do'} not hold."


def trial_json(trials: Iterable[Trial]) -> list[dict[str, object]]:
    """Return what came of the trials, as data."""
    return [
        {
            "file": trial.file,
            "cases_file": trial.cases_file,
            "problems": [problem.as_json() for problem in trial.problems],
            "ran": len(trial.tried),
            "failed": len(trial.failed),
            "cases": [
                {
                    "name": one.case.name,
                    "holds": not one.differences,
                    "differences": [
                        {
                            "key": found.key,
                            "expected": found.expected,
                            "came": found.came,
                            "text": found.text,
                        }
                        for found in one.differences
                    ],
                }
                for one in trial.tried
            ],
            "not_reached": dict(trial.not_reached),
        }
        for trial in trials
    ]
