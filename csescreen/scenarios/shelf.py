"""The training cases on file: those that ship, the user's own, and those named for one class.

Files are read and never written. One of the user's is offered only if nothing is wrong with it.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from csescreen.casefile.allowed import KnownNames
from csescreen.core.scenario import Scenario
from csescreen.core.text import clean_line
from csescreen.errors import InputError, Problem
from csescreen.frameworks.files import TomlFile, parse_toml, read_toml
from csescreen.frameworks.folders import Folder, look_into
from csescreen.frameworks.shelf import DATA
from csescreen.scenarios.read import ReadScenario, ScenarioReader
from csescreen.validation import nearest, shown

SCENARIOS = DATA / "scenarios"


class ScenarioShelf:
    """The training cases on file, each read once."""

    def __init__(
        self, known: KnownNames, folder: Path | None = None, named: Sequence[Path] = ()
    ) -> None:
        """Start with nothing read. ``named`` are files that must be sound, unlike a folder's."""
        self._reader = ScenarioReader(known)
        self._folder, self._named = folder, tuple(named)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all cases: those named first, then those that ship, then the user's."""
        return tuple(self._found)

    def all(self) -> tuple[Scenario, ...]:
        """Return all cases, in the order in which they are offered."""
        return tuple(self._found.values())

    def get(self, scenario_id: str) -> Scenario:
        """Return one case; raises `InputError` where there is none."""
        if scenario_id in self._found:
            return self._found[scenario_id]
        hint = nearest(scenario_id, self._found) or "`csescreen train list` names those that are."
        raise InputError(f"There is no training case {shown(scenario_id)}.", do_next=hint)

    def told(self) -> tuple[str, ...]:
        """Return what a user is to be told of cases that are not offered."""
        shipped = [
            f"{name}, which came with csescreen, is not offered. {read.problems[0].line()}"
            for name, read in self._read_shipped.items()
            if read.scenario is None
        ]
        return (*shipped, *self._own[1])

    def read(self, file: TomlFile, origin: str) -> ReadScenario:
        """Read a file as strictly as can be."""
        return self._reader.read(file, origin)

    @cached_property
    def shipped(self) -> dict[str, TomlFile]:
        """The files that ship, by the id of their case."""
        files = [read_toml(path) for path in sorted(SCENARIOS.glob("*.toml"))]
        return {str((file.tables or {}).get("id")): file for file in files}

    @cached_property
    def _found(self) -> dict[str, Scenario]:
        """All cases by id.

        Raises `InputError` with every problem of the files that were named.
        """
        found = {one.id: one for one in self._read_named()}
        for read in self._read_shipped.values():
            if read.scenario is not None:
                found.setdefault(read.scenario.id, read.scenario)
        return found | {one.id: one for one in self._own[0] if one.id not in found}

    @cached_property
    def _read_shipped(self) -> dict[str, ReadScenario]:
        """The cases that ship, by file name: one cannot be used where a framework of it cannot."""
        return {
            file.name: self._reader.read(file, "shipped", checked=True)
            for file in self.shipped.values()
        }

    def _read_named(self) -> Iterator[Scenario]:
        reads = [
            (path, self.read(read_toml(path, "training case"), "named")) for path in self._named
        ]
        problems = tuple(problem for _, read in reads for problem in read.problems)
        if problems:
            raise InputError(
                "A training case cannot be used.", problems, do_next="Mend it, and try again."
            )
        taken: dict[str, str] = {}
        for path, read in reads:
            assert read.scenario is not None  # noqa: S101 - it has no problem
            if twice := twice_problem(read.scenario.id, clean_line(path.name), taken):
                raise InputError("Two training cases have one id.", (twice,))
            yield read.scenario

    @cached_property
    def _own(self) -> tuple[tuple[Scenario, ...], tuple[str, ...]]:
        """The sound cases in the user's folder, and what is to be told of the others."""
        if self._folder is None:
            return (), ()
        contents = look_into(Folder("training", self._folder))
        told, sound = list(contents.told), []
        taken = {scenario_id: file.name for scenario_id, file in self.shipped.items()}
        for found in contents.files:
            read = self.read(parse_toml(found.name, found.content), "yours")
            problems = list(read.problems)
            if read.scenario and (twice := twice_problem(read.scenario.id, found.name, taken)):
                problems.append(twice)
            if problems or read.scenario is None:
                told.append(_not_offered(found.path, problems))
            else:
                sound.append(read.scenario)
        return tuple(sound), tuple(told)


def twice_problem(scenario_id: str, file: str, taken: dict[str, str]) -> Problem | None:
    """Return what is wrong where an id is taken; note that it is now. ``taken`` is file by id."""
    if scenario_id in taken:
        what = f"{taken[scenario_id]} has the id {shown(scenario_id)} as well."
        return Problem(file, "id", "taken-id", what, "Give this case an id of its own.")
    taken[scenario_id] = file
    return None


def _not_offered(path: Path, problems: Sequence[Problem]) -> str:
    many = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return (
        f"{clean_line(path.name)} is not offered: it has {many}. "
        f'`csescreen train check "{clean_line(str(path))}"` shows what to mend.'
    )
