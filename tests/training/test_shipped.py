"""The cases that ship: each holds what it states, and together they cover what there is."""

from itertools import pairwise

import pytest

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import shelf
from csescreen.core.framework import DOMAINS
from csescreen.core.scenario import TAGS, Scenario
from csescreen.core.training import reading_at
from csescreen.frameworks.files import TomlFile
from csescreen.scenarios.shelf import SCENARIOS as FOLDER
from csescreen.shell.training import check_file
from tests.training.cases import FRAMEWORKS, SCENARIOS, SHELF

FILES = SHELF.shipped
TO_BE_COVERED = 0.6
STATUSES = {"possible", "met", "presumed", "not_met", "consider", "not_stated"}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_the_document_reads_each_step_as_its_author_stated(file: TomlFile) -> None:
    assert [problem.line() for problem in check_file(SHELF, shelf(), file)] == []
    assert file.tables is not None
    for step in file.tables["step"]:
        assert step["expect"].keys() == set(file.tables["frameworks"]), step["title"]


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_each_is_obviously_invented_and_has_steps_that_change_what_is_known(
    scenario: Scenario,
) -> None:
    assert scenario.child.name.endswith(" Example")
    assert 3 <= len(scenario.steps) <= 6
    assert all(step.shows_anything for step in scenario.steps)
    known = [scenario.screening_at(step) for step in range(len(scenario.steps))]
    for before, after in pairwise(known):
        assert (before.signs, before.facts) != (after.signs, after.facts)
    assert any(step.discuss for step in scenario.steps)


def test_each_file_has_the_name_of_its_case() -> None:
    assert [file.name[3:-5] for file in FILES.values()] == list(FILES)
    assert len(list(FOLDER.glob("*.toml"))) == len(FILES) >= 16
    assert len({one.child.name for one in SCENARIOS.values()}) == len(FILES)


def test_together_they_cover_what_there_is() -> None:
    signs = FRAMEWORKS["telford"].indicators
    present = {
        sign.sign
        for one in SCENARIOS.values()
        for step in one.steps
        for sign in step.signs
        if sign.answer.answer == "yes"
    }
    assert len(present) >= TO_BE_COVERED * len(signs)
    assert {signs[sign].domain for sign in present} == set(DOMAINS)
    assert {tag for one in SCENARIOS.values() for tag in one.tags} == set(TAGS)
    assert {one.frameworks[0] for one in SCENARIOS.values()} == set(FRAMEWORKS)
    levels, statuses = set(), set()
    for one in SCENARIOS.values():
        for name in one.frameworks:
            for step in range(len(one.steps)):
                outcome = reading_at(one, step, FRAMEWORKS[name], is_bank_holiday)
                statuses.add(outcome.section_47.status)
                if outcome.indicated_level:
                    levels.add((name, outcome.indicated_level.level.id))
    assert levels == {(name, level.id) for name, one in FRAMEWORKS.items() for level in one.levels}
    assert statuses == STATUSES
