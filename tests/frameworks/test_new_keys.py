"""What an author may write of limits, names, sources, notices and the program's own actions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import shelf
from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.public import outcome_json
from csescreen.core.screening import Child, FactValue, Screening
from csescreen.core.words import time_limit
from csescreen.shell.outcome_text import outcome_text

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
SOUND = (Path(__file__).parent / "sound.toml").read_text(encoding="utf-8")
LIMIT = 'time_limit = { hours = 24, clock = "referral_received" }'


def written(folder: Path, *changes: tuple[str, str]) -> Framework:
    """Return the sound framework with parts of it written otherwise."""
    text = SOUND
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    file = folder / "written.toml"
    file.write_text(text, encoding="utf-8")
    read = shelf().check(file)
    assert read.problems == ()
    assert read.framework is not None
    return read.framework


def outcome(framework: Framework, screening: Screening) -> Outcome:
    return assess(framework, screening, NOW, is_bank_holiday)


def called(found: Outcome) -> dict[str, str]:
    return {one.action.id: one.status for one in found.actions}


@pytest.mark.parametrize(
    ("names", "enough"),
    [
        (("police", "school"), True),
        (("police", "school", "health"), True),
        (("police",), False),
        (("Police", "police "), False),
        ((), False),
    ],
)
def test_names_are_counted_each_once(tmp_path: Path, names: tuple[str, ...], enough: bool) -> None:
    asked = 'when = { fact = "agencies_present", at_least = 2 }'
    framework = written(tmp_path, ('when = "concern"', asked))
    found = outcome(framework, Screening(child=Child(15), facts={"agencies_present": names}))
    assert ("sm-refer" in called(found)) is enough
    if enough:
        because = next(one.because for one in found.actions if one.action.id == "sm-refer")
        assert because == (f"agencies that took part: {len(names)}",)


def test_names_that_were_not_asked_for_are_an_open_question(tmp_path: Path) -> None:
    asked = 'when = { fact = "agencies_present", at_least = 2 }'
    framework = written(tmp_path, ('when = "concern"', asked))
    found = outcome(framework, Screening(child=Child(15)))
    assert "agencies_present" in {question.id for question in found.open_questions}


COUNTED: dict[str, FactValue] = {"professional_concern": "yes"}


def test_a_limit_that_can_come_sooner_says_so_everywhere(tmp_path: Path) -> None:
    sooner = LIMIT.replace("24, ", '24, assumption = "counted at once", sooner_if = "it worsens", ')
    framework = written(tmp_path, (LIMIT, sooner))
    screening = Screening(child=Child(15), facts=COUNTED, clocks={"referral_received": NOW})
    found = outcome(framework, screening)
    (action,) = [one for one in found.actions if one.action.id == "sm-refer"]
    (public,) = [a for a in outcome_json(found)["actions"] if a["id"] == "sm-refer"]  # type: ignore[attr-defined]
    assert public["time_limit"] == "24 hours"
    assert public["due"] == "2026-03-03T10:15:00+00:00"
    assert public["assumption"] == "at the latest; sooner if it worsens; counted at once"
    assert "Limit: 24 hours, sooner if it worsens" in time_limit(framework, action)
    assert "24 hours, sooner if it worsens; counted at once" in outcome_text(found, screening)


ADULT_ROUTE = 'contacts = ["hub"]\nstands_for_where_called = ["so-adult-route"]'


def test_an_action_stands_for_a_shared_one_only_where_it_is_called_for(tmp_path: Path) -> None:
    framework = written(
        tmp_path,
        ('when = "concern"', 'when = { fact = "dispute" }'),
        ('contacts = ["hub"]', ADULT_ROUTE),
    )

    def at_18(facts: dict[str, FactValue]) -> dict[str, str]:
        return called(outcome(framework, Screening(child=Child(18), facts=facts)))

    assert at_18({"dispute": "yes"}) == {"sm-refer": "required"}
    assert at_18({"dispute": "no"}) == {"so-adult-route": "required"}
    assert at_18({}) == {"so-adult-route": "required"}
    assert at_18({"dispute": "unknown"}) == {"so-adult-route": "required", "sm-refer": "possible"}


def test_an_action_may_be_written_in_several_documents(tmp_path: Path) -> None:
    further = 'sources = [{ document = "pathway.txt", lines = "7-9" }]\ncontacts = ["hub"]'
    framework = written(tmp_path, ('contacts = ["hub"]', further))
    (action,) = [one for one in framework.actions if one.id == "sm-refer"]
    assert [source.lines for source in action.sources] == ["3", "7-9"]


def test_a_notice_may_go_with_an_action_even_one_that_is_only_possible(tmp_path: Path) -> None:
    framework = written(
        tmp_path,
        ('when = "concern"', 'when = { fact = "dispute" }'),
        ('id = "damaged-source"', 'id = "incomplete"\nwith_actions = ["sm-refer"]'),
        ("when = { historic_sign = true }\n", ""),
    )

    def shown(answer: str) -> bool:
        found = outcome(framework, Screening(child=Child(15), facts={"dispute": answer}))
        return "incomplete" in {notice.id for notice in found.notices}

    assert [shown(answer) for answer in ("yes", "unknown", "no")] == [True, True, False]
