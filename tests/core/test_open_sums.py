"""A sum that is open states no level, not of a section either, and nothing counts as asked."""

from pathlib import Path
from typing import Any

import pytest

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import case_reader, shelf
from csescreen.core.assess import assess
from csescreen.core.outcome import Outcome
from csescreen.core.public import outcome_json
from csescreen.core.tool_words import tool_rows

HEAD = """
format = 1
id = "home"
version = "1.0"
name = "Home"
authority = "Home Council (invented)"
source_date = "2026"
[documents]
"home.txt" = "Home (invented)"
[[levels]]
id = "low"
name = "Low"
[[levels]]
id = "high"
name = "High"
[[actions]]
id = "hm-talk"
text = "Talk."
status = "required"
when = { section = "s", level = ["low"] }
[[actions]]
id = "hm-act"
text = "Act."
status = "required"
when = { section = "s", level = ["high"] }
[[sections]]
id = "s"
name = "At home"
signs = ["despair", "bereavement", "sti"]
[[sums]]
id = "total"
name = "Total"
section = "s"
bands = [{ from = 0, to = 3, level = "low" }, { from = 4, level = "high" }]
"""
WEIGHTS = """
[[weights]]
weight = 2
document = "home.txt"
signs = { despair = "1", bereavement = "2", sti = "3" }
"""
NOTHING_WEIGHS = WEIGHTS.replace("weight = 2", "weight = 0\nmay_amend = true")


def outcome(text: str, folder: Path, **signs: str) -> Outcome:
    file = folder / "home.toml"
    file.write_text(text, encoding="utf-8")
    read = shelf().check(file)
    assert read.framework is not None, read.problems
    case: dict[str, Any] = {"format": 1, "framework": "telford", "as_of": "2026-03-02"}
    screening = case_reader().read({**case, "indicators": signs}, "case").screening
    assert screening is not None and screening.as_of is not None
    return assess(read.framework, screening, screening.as_of, is_bank_holiday)


def at_home(found: Outcome) -> Any:
    sections: Any = outcome_json(found)["sections"]
    return sections[0]


def called(found: Outcome) -> dict[str, str]:
    return {one.action.id: one.status for one in found.actions if one.action.id.startswith("hm-")}


def test_an_open_sum_states_no_level_of_its_section(tmp_path: Path) -> None:
    found = outcome(HEAD + WEIGHTS, tmp_path, despair="yes")
    section = at_home(found)
    assert (section["level"], section["could_be"]) == (None, ["low", "high"])
    assert called(found) == {"hm-talk": "required"}
    (talk,) = (one for one in found.actions if one.action.id == "hm-talk")
    assert talk.because == ("the section At home is at least Low",)
    assert "No one level yet: Low to High" in dict(tool_rows(found))["At home"]


def test_what_is_not_known_may_take_it_higher(tmp_path: Path) -> None:
    found = outcome(HEAD + WEIGHTS, tmp_path, despair="yes", sti="unknown", bereavement="no")
    assert called(found) == {"hm-talk": "required", "hm-act": "possible"}


def test_a_settled_sum_states_it(tmp_path: Path) -> None:
    found = outcome(HEAD + WEIGHTS, tmp_path, despair="yes", sti="no", bereavement="no")
    section = at_home(found)
    assert (section["level"]["id"], section["could_be"]) == ("low", [])
    assert "open-sum" not in {notice.id for notice in found.notices}


@pytest.mark.parametrize("weights", ["", NOTHING_WEIGHS])
def test_nothing_is_stated_where_nothing_was_asked(tmp_path: Path, weights: str) -> None:
    overall = (HEAD + weights).replace('section = "s"\nbands', "bands")
    found = outcome(overall, tmp_path)
    assert found.indicated_level is None
    assert found.sums[0].level is None


def test_a_band_that_is_certain_is_not_called_open(tmp_path: Path) -> None:
    found = outcome(HEAD + WEIGHTS, tmp_path, despair="yes", bereavement="yes")
    assert found.sums[0].level is not None and not found.sums[0].range.settled
    assert "open-sum" not in {notice.id for notice in found.notices}
