"""Two frameworks that mean different things by one id are never read in one screening."""

from dataclasses import replace
from pathlib import Path

import pytest

from csescreen.casefile.allowed import KnownNames
from csescreen.casefile.read import CaseReader
from csescreen.clashing import ClashError
from csescreen.core.assess import assess
from csescreen.core.clashes import clashes
from csescreen.core.framework import Section
from csescreen.core.public import union_json
from csescreen.core.reading import asked_by
from csescreen.core.screening import Screening, SignAnswer
from csescreen.frameworks.shelf import SHIPPED, FrameworkShelf
from tests.core.two_tools import CHANGED, DIFFERENT, OTHER_WINDOWS, RING, two_tools
from tests.terminal.app.fakes import NOW, FakeStore, services


def reader(shelf: FrameworkShelf) -> CaseReader:
    shared, signs = FrameworkShelf().get("telford"), shelf.common.signs
    names = KnownNames(shelf.ids, shelf.get, shared.questions, shared.clocks, signs)
    return CaseReader(names)


def test_the_frameworks_that_ship_can_all_be_read_together() -> None:
    assert not clashes(map(FrameworkShelf().get, SHIPPED))


@pytest.mark.parametrize("what", DIFFERENT)
def test_a_case_under_both_is_refused_at_its_place(what: str, tmp_path: Path) -> None:
    changes = [DIFFERENT[what], *([CHANGED[what]] if what in CHANGED else ())]
    shelf = two_tools(tmp_path, *changes)
    found = reader(shelf).read({"format": 1, "framework": ["xa", "xb"]}, "case")
    assert found.screening is None
    assert {(one.place, one.code) for one in found.problems} == {("framework", "asked-differently")}
    assert all("xa and xb" in one.what for one in found.problems)


def test_tools_that_say_the_same_are_read_together(tmp_path: Path) -> None:
    shelf = two_tools(tmp_path)
    assert reader(shelf).read({"format": 1, "framework": ["xa", "xb"]}, "case").screening


def test_different_actions_of_one_id_are_no_clash_and_both_are_called_for(tmp_path: Path) -> None:
    shelf = two_tools(tmp_path, RING)
    case = {"format": 1, "framework": ["xa", "xb"], "indicators": {"quay-den": "yes"}}
    screening = reader(shelf).read(case, "case").screening
    assert screening is not None
    both = [assess(shelf.get(name), screening, NOW, lambda _: False) for name in ("xa", "xb")]
    union = union_json(both)["union"]
    assert isinstance(union, list)
    called = [(one["text"], one["frameworks"]) for one in union if one["id"] == "meeting"]
    assert called == [("Hold a panel", ["xa"]), ("Ring the team", ["xb"])]


def test_no_screening_is_made_under_two_that_clash(tmp_path: Path) -> None:
    shelf = two_tools(tmp_path, DIFFERENT["the question as it is asked"])
    host = services(FakeStore(), shelf=shelf)
    with pytest.raises(ClashError) as refused:
        host.new_record(("xa", "telford", "xb"), "A-17")
    assert "Tool XA and Tool XB" in refused.value.what
    assert "den_how_often" in refused.value.what
    assert refused.value.safe
    assert refused.value.do_next


def test_none_that_clashes_is_added_to_a_screening(tmp_path: Path) -> None:
    shelf = two_tools(tmp_path, DIFFERENT["the name of a window"])
    host = services(FakeStore(), shelf=shelf)
    record = host.new_record("xa", "A-17")
    with pytest.raises(ClashError):
        host.changed(record, Screening(frameworks=("xa", "xb"), reference="A-17"))
    moved = host.changed(record, Screening(frameworks=("xa", "telford"), reference="A-17"))
    assert [pin.id for pin in moved.pins] == ["xa", "telford"]


def test_sections_of_one_id_are_two_steps(tmp_path: Path) -> None:
    shelf = two_tools(tmp_path)
    home = Section("home", "Home", "", ("quay-den",), (), ())
    both = tuple(replace(shelf.get(name), sections=(home,)) for name in ("xa", "xb"))
    assert [one.id for one in asked_by(both).sections] == ["home", "xb/home"]


@pytest.mark.parametrize(
    ("given", "so_far", "least", "most_unknown", "most"),
    [
        ((("this_term", "yes"),), 1, 1, 6, 6),
        ((("this_term", "no"), ("earlier", "no")), 0, 0, 0, 0),
        ((("this_term", "unknown"),), 0, 0, 6, 6),
    ],
)
def test_an_answer_by_the_others_windows_counts_as_a_whole(
    tmp_path: Path,
    given: tuple[tuple[str, str], ...],
    so_far: int,
    least: int,
    most_unknown: int,
    most: int,
) -> None:
    shelf = two_tools(tmp_path, *OTHER_WINDOWS)
    answers = dict.fromkeys(("groups-of-adults", "offending"), SignAnswer("no"))
    missing = SignAnswer(given[0][1], windows=given)
    screening = Screening(("xa", "xb"), signs=answers | {"missing-episodes": missing})
    (total,) = assess(shelf.get("xa"), screening, NOW, lambda _: False).sums
    assert total.range == (so_far, least, most_unknown, most)
