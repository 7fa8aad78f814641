"""What is legal but unsafe in a tool that counts is said to its author, each where it stands.

Every change below is made to `weighted.toml`, which by itself has no warning but for the signs of
the catalogue that it leaves out.
"""

from pathlib import Path

import pytest

from csescreen.bootstrap import shelf
from csescreen.core.framework import Framework
from csescreen.errors import Problem
from csescreen.shell.frameworks import check

WEIGHTED = (Path(__file__).parent / "weighted.toml").read_text(encoding="utf-8")
QUESTION = """
[[questions]]
id = "ha-more"
kind = "yes_no"
ask = "Is there more?"
statement = "there is more"
"""
CONTACT = """
[[contacts]]
id = "ha-team"
name = "The team, 01632 960 000"
"""
LIMITED = '{ fact = "dispute" }\ntime_limit = { hours = 24, clock = "move_date" }'
RULE = """
[[level_rules]]
id = "ha-rule"
level = "mild"
basis = "published"
text = "A rule"
document = "harbour.txt"
lines = "20"
when = """
ACTION = """
[[actions]]
id = "ha-more"
text = "Do more."
status = "required"
document = "harbour.txt"
lines = "21"
when = """

CHANGES = [
    ("{ from = 6, to = 10", "{ from = 7, to = 10", "band-gap", "sums.total.bands"),
    ("{ from = 0, to = 5", "{ from = 1, to = 5", "band-gap", "sums.total.bands"),
    ("{ from = 16, level", "{ from = 16, to = 20, level", "band-gap", "sums.total.bands"),
    ("to = 10, level", "to = 11, level", "band-overlap", "sums.total.bands"),
    ('when = { sign = "controlling-partner" }', 'when = { sign = "bereavement" }',
     "serious-sign-low", "signs.controlling-partner"),
    ('unknown = "Not known"', "", "unknown-as-no", "questions.ha-online.choices"),
    ('domain = "behaviour"', "", "never-asked", "questions.ha-online"),
    ("weight = 1\n", "weight = 1\npossible = 0\n", "unknown-as-no", "weights.bereavement"),
    ('name = "Lowest"', 'name = "No risk"', "reads-as-safe", "levels.lowest.name"),
    ('outcome = "A strategy discussion is needed."', 'outcome = "The child is safe."',
     "reads-as-safe", "levels.significant.outcome"),
    ("", QUESTION, "never-asked", "questions.ha-more"),
    ("", CONTACT, "contact-in-text", "contacts.ha-team.name"),
    ("", ACTION + LIMITED, "never-asked", "actions.ha-more.time_limit.clock"),
    ("", ACTION + '{ fact = "dispute" }\nstands_for = ["so-emergency"]', "stands-for-less",
     "actions.ha-more.stands_for"),
    ("", ACTION + "{ age_to = 13 }\nstands_for = [\"so-age-advisory\"]", "", ""),
    ("", ACTION + '{ fact = "dispute" }\nstands_for = ["so-age-advisory"]', "stands-for-less",
     "actions.ha-more.stands_for"),
    ("", '\n[section_47]\nconsider_when = { age_to = 13 }\nconsider_text = "It may be considered"'
     '\nstands_for = ["so-age-advisory"]', "stands-for-less", "section_47.stands_for"),
    ("windows = { six_months = 5, before = 1 }", "windows = { six_months = 5 }", "one-window",
     "weights.missing-episodes"),
    ("", RULE + '{ sum = "total", at_least = 30 }', "", ""),
    ("", RULE + '{ not = { unless = { fact = "dispute" } } }', "unknown-as-no",
     "level_rules.ha-rule.when"),
    ("", ACTION + '{ sum = "total", at_most = 3 }', "", ""),
    ("", RULE + '{ sum = "total", at_most = 3 }', "yes-lowers", "level_rules.ha-rule.when"),
    ("", RULE + '{ all = [{ sign = "sti" }, { not = { sign = "despair" } }] }', "yes-lowers",
     "level_rules.ha-rule.when"),
    ("", RULE + '{ all = [{ sign = "sti" }, { not = { age_from = 16 } }] }', "", ""),
    ("Work with the family.", "Write to team@council.gcsx.gov.uk.", "old-address",
     "actions.ha-mild.text"),
    ("Work with the family.", "Write to team@council.example.", "contact-in-text",
     "actions.ha-mild.text"),
    ('signs = { bereavement = "8"', 'signs = { despair = "8"', "serious-sign-low",
     "signs.despair"),
]  # fmt: skip


def warnings(text: str, folder: Path) -> list[Problem]:
    file = folder / "changed.toml"
    file.write_text(text, encoding="utf-8")
    return [problem for problem in check(shelf(), [file]) if problem.code != "silent-sign"]


def test_the_weighted_tool_has_no_warning_of_its_own(tmp_path: Path) -> None:
    assert warnings(WEIGHTED, tmp_path) == []


@pytest.mark.parametrize(("before", "after", "code", "place"), CHANGES)
def test_the_unsafe_change_is_warned_of(
    tmp_path: Path, before: str, after: str, code: str, place: str
) -> None:
    assert before in WEIGHTED
    changed = WEIGHTED.replace(before, after, 1) if before else WEIGHTED + after
    found = warnings(changed, tmp_path)
    assert all(problem.warning for problem in found), [problem.line() for problem in found]
    told = {(problem.code, problem.place) for problem in found}
    assert (code, place) in told if code else not told, [problem.line() for problem in found]


def test_a_sum_that_nothing_reaches_is_warned_of_where_no_weight_may_be_amended(
    tmp_path: Path,
) -> None:
    fixed = WEIGHTED.replace("may_amend = true\n", "")
    found = warnings(fixed + RULE + '{ sum = "total", at_least = 40 }', tmp_path)
    assert [(p.code, p.place) for p in found] == [("never-holds", "level_rules.ha-rule.when")]
    beyond = {
        (problem.code, problem.place)
        for problem in warnings(fixed.replace("{ from = 16,", "{ from = 60,"), tmp_path)
    }
    assert ("unreachable-band", "sums.total.bands[4]") in beyond
    assert ("unreachable-level", "levels.significant") in beyond
    assert ("never-holds", "actions.ha-strategy.when") in beyond


def test_the_signs_left_out_are_named_the_serious_ones_first(tmp_path: Path) -> None:
    file = tmp_path / "weighted.toml"
    file.write_text(WEIGHTED, encoding="utf-8")
    serious, further = (p for p in check(shelf(), [file]) if p.code == "silent-sign")
    assert "branding" in serious.what and "branding" not in further.what
    assert "controlling-partner" not in serious.what + further.what


def test_a_serious_sign_is_one_that_a_document_grades_at_its_highest_level() -> None:
    def highest(framework: Framework) -> set[str]:
        top = framework.levels[-1].rank
        return {
            sign
            for sign, grades in framework.grades.items()
            if any(grade.basis == "published" and grade.level.rank == top for grade in grades)
        }

    signs = shelf().common.signs
    graded = highest(shelf().get("telford")) | highest(shelf().get("llr"))
    direct = {sign.id for sign in signs.values() if sign.domain == "direct"}
    assert {sign.id for sign in signs.values() if sign.serious} == graded | direct
