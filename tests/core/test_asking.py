"""A question is asked where it matters or may matter, and stays once it is answered."""

from datetime import UTC, datetime

import pytest

from csescreen.bootstrap import shelf
from csescreen.core.asking import left_out
from csescreen.core.screening import Child, FactValue, Screening, SignAnswer
from csescreen.core.steps import progress, steps_of, without

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


def asked(framework: str, facts: dict[str, FactValue], child: Child | None = None) -> set[str]:
    screening = Screening(facts=facts, child=child or Child(15))
    tool = shelf().get(framework)
    return {*tool.urgent, *tool.circumstances} - left_out(tool, screening, NOW)


@pytest.mark.parametrize(
    ("framework", "question", "facts"),
    [
        ("telford", "placement", {"case_status": "looked_after"}),
        ("telford", "linked_cases", {"case_status": "looked_after"}),
        ("llr", "trafficking_suspected", {"professional_concern": "yes"}),
        ("hounslow", "serious_harm_risk", {"child_protection_concern": "yes"}),
        ("hounslow", "penetrative_abuse_alleged", {"mash_outcome": "red"}),
        ("hounslow", "serious_harm_risk", {"allocated_social_worker": "yes"}),
        ("hounslow", "mase_form_agreed", {"allocated_social_worker": "yes"}),
        ("hounslow", "out_of_area", {"case_status": "looked_after"}),
        ("county", "cin_cp_threshold", {"case_status": "early_help"}),
        ("county", "initial_conference", {"cse_category": "2"}),
        ("county", "police_information", {"step_down_proposed": "yes"}),
        ("county", "agencies_present", {"case_status": "child_protection"}),
        ("county", "step_down_reason", {"step_down_proposed": "yes"}),
        ("county", "district_missing", {"oversight": "yes"}),
    ],
)
def test_a_question_is_asked_where_another_answer_makes_it_matter(
    framework: str, question: str, facts: dict[str, FactValue]
) -> None:
    assert question not in asked(framework, {})
    assert question in asked(framework, facts)
    assert question in asked(framework, dict.fromkeys(facts, "unknown"))
    (fact,) = facts
    answers = shelf().get(framework).questions[fact].choices or ("yes", "no")
    assert any(question not in asked(framework, {fact: answer}) for answer in answers)
    assert question in asked(framework, {question: "unknown"}), "answered, it stays"


def test_what_the_mash_returned_is_not_asked_where_a_social_worker_has_the_case() -> None:
    assert "mash_outcome" in asked("hounslow", {})
    assert "mash_outcome" not in asked("hounslow", {"allocated_social_worker": "yes"})
    assert "mash_outcome" not in asked("hounslow", {"case_status": "looked_after"})


def test_a_care_leaver_of_18_is_asked_for_the_mase_form() -> None:
    assert "mase_form_agreed" in asked("hounslow", {"case_status": "care_leaver"}, Child(18))
    assert "mase_form_agreed" not in asked("hounslow", {"case_status": "care_leaver"}, Child(17))


def test_a_sign_can_make_a_question_matter() -> None:
    tool = shelf().get("llr")
    present = Screening(signs={"despair": SignAnswer("yes")})
    assert "trafficking_suspected" not in left_out(tool, present, NOW)


@pytest.mark.parametrize("framework", shelf().ids())
def test_the_first_questions_and_danger_are_always_asked(framework: str) -> None:
    assert {"immediate_danger"} <= asked(framework, {})


def test_the_oversight_of_a_district_is_one_question_in_the_screening_of_a_child() -> None:
    of_a_district = {"oversight", "district_active", "district_missing", "district_intelligence"}
    assert asked("county", {}) & of_a_district == {"oversight"}
    words = [shelf().get("county").questions[name].ask for name in of_a_district]
    assert all("oversight coordinator" in ask.lower() for ask in words)


def test_the_progress_of_a_step_counts_what_is_asked() -> None:
    tool = shelf().get("county")
    screening = Screening(facts={"oversight": "no"})
    step = next(step for step in steps_of(tool) if step.id == "circumstances")
    shown = without(step, left_out(tool, screening, NOW))
    assert progress(shown, screening).total == len(shown.items) < len(step.items)
    assert progress(shown, screening).answered == 1
