"""What is wrong with a training case is told at once, where it is, with what to do."""

from pathlib import Path

import pytest

from csescreen.bootstrap import known_names, shelf
from csescreen.core.framework import Framework
from csescreen.errors import InputError
from csescreen.frameworks.files import read_toml
from csescreen.scenarios.shelf import ScenarioShelf
from csescreen.shell.training import STARTING, check, check_file
from tests.training.cases import SCENARIOS, SHELF, SMALL, named, problems_of


def test_a_sound_case_and_the_one_to_begin_with_have_no_problem() -> None:
    assert problems_of(SMALL) == []
    assert check_file(SHELF, shelf(), read_toml(STARTING)) == []


MISTAKES = {
    "a sign that there is not": (
        ('unknown-vehicles = { answer = "unknown"', 'unknown-vehicle = { answer = "unknown"'),
        ("step[1].signs.unknown-vehicle", "unknown-sign", 'Did you mean "unknown-vehicles"?'),
    ),
    "a sign that nothing resembles": (
        ("older-relationship =", "xyzzy ="),
        ("step[1].not_shown.xyzzy", "unknown-sign", "`csescreen framework show telford` lists"),
    ),
    "a question that there is not": (
        ("trusted_adult_involved", "trusted_adult_involvd"),
        ("step[1].facts.trusted_adult_involvd", "unknown-question", "trusted_adult_involved"),
    ),
    "a clock that there is not": (
        ("referral_received", "referral_recieved"),
        ("step[1].clocks.referral_recieved", "unknown-time", "referral_received"),
    ),
    "an answer that there is not": (
        ('answer = "yes"', 'answer = "yess"'),
        ("step[2].signs.unknown-vehicles.answer", "unknown-value", 'Did you mean "yes"?'),
    ),
    "an answer to a question that there is not": (
        ('is = "no", because', 'is = "never", because'),
        ("step[1].facts.trusted_adult_involved.is", "unknown-value", "yes, no, unknown"),
    ),
    "no reason": (
        (', because = "She saw it."', ""),
        ("step[2].signs.unknown-vehicles.because", "missing-key", "Add why the story says so"),
    ),
    "an impossible time": (
        ('is = "2026-03-02T10:00:00+00:00"', 'is = "2026-02-30"'),
        ("step[1].clocks.referral_received.is", "impossible-date", "Write a date such as"),
    ),
    "a time that is no text": (
        ('time = "2026-03-03"', "time = 2026-03-03"),
        ("step[2].time", "wrong-type", '"2026-03-03"'),
    ),
    "a step that goes back": (
        ('time = "2026-03-03"', 'time = "2026-03-01"'),
        ("step[2].time", "goes-back", "in which they happen"),
    ),
    "both an age and a birth date": (
        ("age = { is", 'born = { is = "2010-03-02", because = "" }\nage = { is'),
        ("step[1].age", "both-ages", "not both"),
    ),
    "a trap that the story shows": (
        ('unknown-vehicles = { answer = "unknown"', 'older-relationship = { answer = "yes"'),
        ("step[1].not_shown.older-relationship", "contradiction", "out of the signs"),
    ),
    "a framework that there is not": (
        ('["telford"]', '["telfrod"]'),
        ("frameworks", "unknown-framework", 'Did you mean "telford"?'),
    ),
    "a tag that there is not": (
        ("[child]", 'tags = ["boys"]\n[child]'),
        ("tags[1]", "unknown-value", 'Did you mean "boy"?'),
    ),
    "a key that there is not": (
        ('tells = "Another call."', 'tell = "Another call."'),
        ("step[2].tell", "unknown-key", 'Did you mean "tells"?'),
    ),
    "expected of a framework that it is not told for": (
        ("[step.expect.telford]", "[step.expect.llr]"),
        ("step[1].expect.llr", "unknown-framework", "It is read under: telford."),
    ),
    "a level that the framework has not": (
        ('section_47 = "not_met"', 'level = "high"'),
        ("step[1].expect.telford.level", "unknown-level", "csescreen framework show telford"),
    ),
    "what does not come": (
        ('section_47 = "not_met"', 'section_47 = "met"'),
        ("step[1].expect.telford.section_47", "not-as-expected", "Change what the story shows"),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_where_it_is_and_with_what_to_do(mistake: str) -> None:
    (before, after), expected = MISTAKES[mistake]
    assert before in SMALL
    problems = problems_of(SMALL.replace(before, after, 1))
    place, code, remedy = expected
    found = {(one.place, one.code): one for one in problems}
    assert (place, code) in found, found
    problem = found[place, code]
    assert remedy in f"{problem.what} {problem.remedy}"
    assert problem.file == "small.toml"


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    text = SMALL
    wanted = set()
    for mistake in ("a question that there is not", "an answer that there is not", "no reason"):
        (before, after), expected = MISTAKES[mistake]
        text = text.replace(before, after, 1)
        wanted.add(expected[:2])
    assert wanted <= {(one.place, one.code) for one in problems_of(text)}


def test_a_step_with_a_problem_hides_no_other_and_shifts_no_place() -> None:
    first, second = SMALL.split('tells = "Another call."')
    text = first.replace('title = "First"\n', "") + 'tells = "Another call."' + second
    text = text.replace('section_47 = "not_met"', 'level = "high"')
    text = text.replace('time = "2026-03-03"', 'time = "2026-02-30"').replace(
        '"yes", when', '"y", when'
    )
    found = {(one.place, one.code) for one in problems_of(text)}
    assert found == {
        ("step[1].title", "missing-key"),
        ("step[1].expect.telford.level", "unknown-level"),
        ("step[2].time", "impossible-date"),
        ("step[2].signs.unknown-vehicles.answer", "unknown-value"),
    }
    # what is no step at all has its number, too
    step = 'title = "S", time = "2026-03-03", tells = "x", signs = { no-sign = { because = "b" } }'
    head, child = SMALL[: SMALL.index("[[step]]")].split("[child]")
    problems = problems_of(f"{head}step = [7, {{ {step} }}]\n[child]{child}")
    assert {one.place for one in problems} == {"step[1]", "step[2].signs.no-sign"}


def test_a_case_that_changes_nothing_or_expects_nothing_is_warned_of() -> None:
    still = SMALL.replace('answer = "yes", when = "current"', 'answer = "unknown"')
    assert [(one.code, one.warning) for one in problems_of(still)] == [("nothing-changes", True)]
    silent = SMALL[: SMALL.rindex("[step.signs]")]
    assert "nothing-shown" in {one.code for one in problems_of(silent) if one.warning}
    hopeful = SMALL.replace('[step.expect.telford]\nsection_47 = "not_met"\n', "")
    assert [one.code for one in problems_of(hopeful)] == ["nothing-expected"]


def test_words_that_blame_a_child_are_told_with_other_words_but_not_what_somebody_said() -> None:
    blaming = SMALL.replace("Another call.", "She puts herself at risk again.")
    (found,) = problems_of(blaming)
    assert (found.place, found.code, found.warning) == ("step[2].tells", "to-reconsider", True)
    assert "Another way to say it" in found.remedy
    quoted = SMALL.replace("Another call.", 'He says: \\"She puts herself at risk.\\"')
    assert problems_of(quoted) == []


def test_two_cases_of_one_id_are_told(tmp_path: Path) -> None:
    files = [named(tmp_path, SMALL), named(tmp_path, SMALL, "again.toml")]
    assert [one.code for one in check(SHELF, shelf(), files)] == ["taken-id"]
    files = [named(tmp_path, SMALL.replace('id = "small"', 'id = "room-seven"'))]
    assert [one.code for one in check(SHELF, shelf(), files)] == ["taken-id"]


def test_a_folders_cases_are_offered_if_nothing_is_wrong_with_them(tmp_path: Path) -> None:
    named(tmp_path, SMALL)
    named(tmp_path, SMALL.replace('"telford"', '"nowhere"'), "wrong.toml")
    named(tmp_path, SMALL, "twice.toml")
    shelf_ = ScenarioShelf(known_names(), tmp_path)
    assert shelf_.ids()[-1] == "small"
    assert shelf_.get("small").origin == "yours"
    twice, wrong = shelf_.told()
    assert "twice.toml is not offered: it has 1 problem." in twice
    assert "wrong.toml is not offered" in wrong
    assert "csescreen train check" in wrong


def test_a_case_whose_framework_cannot_be_used_keeps_no_other_away() -> None:
    names = known_names()

    def framework(framework_id: str) -> Framework:
        if framework_id == "llr":
            raise InputError('The framework "llr" is on file, but cannot be used.')
        return names.framework(framework_id)

    without = ScenarioShelf(names._replace(framework=framework))
    assert set(without.ids()) == {
        one.id for one in SCENARIOS.values() if "llr" not in one.frameworks
    }
    assert all("cannot be used" in line for line in without.told())
    assert len(without.told()) == len(SCENARIOS) - len(without.ids())


def test_a_named_case_comes_first_and_must_be_sound(tmp_path: Path) -> None:
    good = named(tmp_path, SMALL)
    assert ScenarioShelf(known_names(), None, [good]).ids()[0] == "small"
    bad = named(tmp_path, SMALL.replace("[child]", "[chidl]"), "bad.toml")
    with pytest.raises(InputError) as refused:
        ScenarioShelf(known_names(), None, [good, bad]).ids()
    assert {one.file for one in refused.value.problems} == {"bad.toml"}
    with pytest.raises(InputError):
        ScenarioShelf(known_names(), None, [good, good]).ids()
    with pytest.raises(InputError) as unknown:
        SHELF.get("room-sevn")
    assert "room-seven" in unknown.value.do_next
