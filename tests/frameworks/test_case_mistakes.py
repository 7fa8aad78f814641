"""What a case may not say under a tool that counts: told at its place, all at once."""

from typing import Any

import pytest

from tests.core.test_tool_laws import READER

Table = dict[str, Any]
BEREAVED = {"answer": "yes", "weight": {"weight": 5, "reason": "this year"}}
MISTAKES: dict[str, tuple[str, Table, list[str]]] = {
    "a weight without a reason": (
        "amended-weights",
        {"indicators": {"bereavement": {"answer": "yes", "weight": {"weight": 5, "reason": " "}}}},
        ["reason-needed at indicators.bereavement.weight.reason"],
    ),
    "a weight that nobody may amend": (
        "amended-weights",
        {"indicators": {"missing-episodes": BEREAVED}},
        ["not-amendable at indicators.missing-episodes.weight"],
    ),
    "a weight of a sign that has none": (
        "amended-weights",
        {"indicators": {"despair": BEREAVED}},
        ["not-amendable at indicators.despair.weight"],
    ),
    "a weight below nothing": (
        "amended-weights",
        {"indicators": {"bereavement": {"answer": "yes", "weight": {"weight": -1, "reason": "a"}}}},
        ["out-of-range at indicators.bereavement.weight.weight"],
    ),
    "a weight where no document has one": (
        "floors",
        {"indicators": {"bereavement": BEREAVED}},
        ["unknown-key at indicators.bereavement.weight"],
    ),
    "a weight of a framework under which it is not read": (
        "amended-weights",
        {
            "indicators": {
                "bereavement": {
                    "answer": "yes",
                    "weight": {"framework": "floors", "weight": 5, "reason": "this year"},
                }
            }
        },
        ["unknown-framework at indicators.bereavement.weight.framework"],
    ),
    "two weights under one framework": (
        "amended-weights",
        {"indicators": {"bereavement": {**BEREAVED, "weight": [BEREAVED["weight"]] * 2}}},
        ["twice at indicators.bereavement.weight.weight"],
    ),
    "an answer that is not that of its windows": (
        "time-windows",
        {"indicators": {"offending": {"answer": "no", "windows": {"before": "yes"}}}},
        ["contradiction at indicators.offending.answer"],
    ),
    "a yes where every window is no": (
        "time-windows",
        {
            "indicators": {
                "offending": {"answer": "yes", "windows": {"six_months": "no", "before": "no"}}
            }
        },
        ["contradiction at indicators.offending.answer"],
    ),
    "neither an answer nor windows": (
        "time-windows",
        {"indicators": {"offending": {"note": "seen"}}},
        ["missing-key at indicators.offending.answer"],
    ),
    "a window that there is not": (
        "time-windows",
        {"indicators": {"offending": {"windows": {"six_month": "yes"}}}},
        ["unknown-key at indicators.offending.windows.six_month"],
    ),
    "windows where no document has any": (
        "floors",
        {"indicators": {"bereavement": {"answer": "yes", "windows": {"before": "yes"}}}},
        ["unknown-key at indicators.bereavement.windows"],
    ),
    "possible where no document has it": (
        "floors",
        {"indicators": {"bereavement": "possible"}},
        ["wrong-type at indicators.bereavement"],
    ),
    "possible of a question that all share": (
        "possible-answers",
        {"facts": {"dispute": "possible"}},
        ["unknown-value at facts.dispute"],
    ),
    "a question of another framework": (
        "floors",
        {"facts": {"seen_with_adult": "yes"}},
        ["unknown-key at facts.seen_with_adult"],
    ),
    "a sign of another framework": (
        "floors",
        {"indicators": {"two-phones": "yes"}},
        ["unknown-key at indicators.two-phones"],
    ),
    "a level that there is not": (
        "own-wording",
        {"judged_level": {"level": "acts", "reason": "on balance"}},
        ["unknown-level at judged_level.level"],
    ),
    "a judgement without a reason": (
        "own-wording",
        {"judged_level": {"level": "act", "reason": ""}},
        ["reason-needed at judged_level.reason"],
    ),
    "several at once": (
        "amended-weights",
        {
            "indicators": {"missing-episodes": BEREAVED, "bereavement": "maybe"},
            "judged_level": {"level": "raised", "reason": ""},
        },
        [
            "wrong-type at indicators.bereavement",
            "reason-needed at judged_level.reason",
            "not-amendable at indicators.missing-episodes.weight",
        ],
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_mistake_is_told_at_its_place_and_nothing_is_guessed(name: str) -> None:
    tool, says, expected = MISTAKES[name]
    found = READER.read({"format": 1, "framework": tool, **says}, "case")
    assert [f"{problem.code} at {problem.place}" for problem in found.problems] == expected
    assert all(problem.remedy for problem in found.problems)
    assert found.screening is None


def test_a_weight_of_several_frameworks_says_whose_it_is() -> None:
    case = {"format": 1, "framework": ["amended-weights", "floors"]}
    unsaid = READER.read({**case, "indicators": {"bereavement": BEREAVED}}, "case")
    assert [p.code for p in unsaid.problems] == ["framework-needed"]
    weight = {"framework": "amended-weights", "weight": 5, "reason": "this year"}
    said = {"bereavement": {"answer": "yes", "weight": weight}}
    assert READER.read({**case, "indicators": said}, "case").problems == ()
