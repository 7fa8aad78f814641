"""What is for professionals never reaches the family, and the copy is fit for them to read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.audience import FAMILY, PROFESSIONALS, SUPERVISION
from csescreen.core.audit import AuditHead
from csescreen.core.framework import DOMAINS
from csescreen.core.screening import ChosenLevel, ChosenWeight, Screening, SignAnswer
from csescreen.core.summarise_audit import with_head
from csescreen.core.summarise_family import cautions, summarise_family
from csescreen.core.words import ANSWERS
from csescreen.export.formats import EXPORTERS
from csescreen.frameworks.shelf import FrameworkShelf
from tests.audience.records import NOW, record, screening, served
from tests.audience.texts import texts_of, whole
from tests.core.screenings import CASES, FRAMEWORKS, read

SERVED = served()
TOLD = {"working_well": "needle-well", "worried_about": "needle-worry", "next_steps": "needle-next"}
SHOWN = {
    "child_name": "needle-name",
    "child_words": "needle-words",
    "worker_name": "needle-worker",
    "worker_role": "needle-role",
    "worker_agency": "needle-agency",
    "worker_contact": "needle-contact",
}
HIDDEN_DETAILS = (
    *("child_gender", "child_ethnicity", "child_address", "child_school", "carers", "child_knows"),
    *("carers_know", "typed_date_of_birth", "contacts_made"),
)


def with_needles(of: Screening) -> Screening:
    """Return the screening with a needle in everything that a person can type."""
    level = of.judged_levels[0].level if of.judged_levels else "any"
    return replace(
        of,
        reference="needle-reference",
        facts={**of.facts, "agencies_present": ("hidden-agency", "hidden-other-agency")},
        signs={
            sign: replace(
                said,
                note="hidden-note",
                heard_from="hidden-source",
                grades=tuple(replace(one, reason="hidden-grade") for one in said.grades),
                weights=(ChosenWeight(1, "hidden-weight"),),
            )
            for sign, said in of.signs.items()
        },
        narrative={**TOLD, "judgement": "hidden-judgement", "other": "hidden-other"},
        judged_levels=(ChosenLevel(level, "hidden-reason"),),
        details={**SHOWN, **{key: f"hidden-{key}" for key in HIDDEN_DETAILS}},
    )


def words_of_frameworks() -> set[str]:
    """Return every text of every framework that says what it makes of a screening, or how."""
    said: set[str] = set()
    for one in FRAMEWORKS.values():
        said |= {action.text for action in one.actions}
        said |= {action.id for action in one.actions}
        said |= {criterion.text for criterion in one.section_47.criteria}
        said |= {indicator.name for indicator in one.indicators.values()}
        said |= {question.ask for question in one.questions.values()}
        said |= {notice.text for notice in one.notices.values()}
        said |= {contact.name for contact in one.contacts.values()}
        said |= {one.name, one.authority, one.sha256[:12], *one.documents, *one.documents.values()}
    return {text for text in said if text}


FRAMEWORK_WORDS = words_of_frameworks()
LEVELS = {level.name for one in FRAMEWORKS.values() for level in one.levels}
IDS = st.sets(st.sampled_from(sorted(FRAMEWORKS)), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(CASES, IDS, st.booleans())
def test_nothing_for_professionals_reaches_the_family_in_any_format(
    case: dict[str, Any], frameworks: set[str], missing: bool
) -> None:
    of = replace(with_needles(read(case)), frameworks=tuple(sorted(frameworks)))
    summary = SERVED.summary(record(of, missing=missing), FAMILY.id)
    found = whole(summary)
    assert "hidden-" not in found
    for text in FRAMEWORK_WORDS:
        assert text not in found
    assert not re.search(rf"\b(?:{'|'.join(map(re.escape, LEVELS))})\b", found)
    for needle in (*TOLD.values(), *SHOWN.values(), "needle-reference"):
        assert any(needle in text for text in texts_of((*summary.sections, summary.at_a_glance)))
    for empty in (summary.case, summary.outcome, summary.details, summary.wording):
        assert empty == {}
    assert not (summary.signs or summary.actions or summary.levels or summary.readings)


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_the_family_copy_hangs_on_nothing_but_what_it_shows(case: dict[str, Any]) -> None:
    of = with_needles(read(case))
    bare = Screening(
        frameworks=of.frameworks, reference=of.reference, narrative=TOLD, details=SHOWN
    )
    assert SERVED.summary(record(of), FAMILY.id) == SERVED.summary(record(bare), FAMILY.id)


def test_the_county_action_for_professionals_is_in_their_copy_and_not_in_the_familys() -> None:
    of = screening(("county", "telford"))
    action = next(a for a in FRAMEWORKS["county"].actions if a.audience == "professionals")
    assert action.text in whole(SERVED.summary(record(of), PROFESSIONALS.id))
    for needle in (action.text, action.id, "disrupt"):
        assert needle not in whole(SERVED.summary(record(of), FAMILY.id))


def test_formats_that_carry_answers_as_data_are_not_for_the_family() -> None:
    assert {"html", "markdown"} <= {n for n, e in EXPORTERS.items() if FAMILY.id in e.audiences}
    for name in ("json", "csv"):
        assert FAMILY.id not in EXPORTERS[name].audiences


def test_what_is_blank_is_said_and_leaves_room_to_write() -> None:
    summary = SERVED.summary(record(Screening(frameworks=("telford",))), FAMILY.id)
    said = list(texts_of(summary))
    assert sum(text.startswith("Nobody has written") for text in said) == 4
    assert "That does not mean that nothing is going well." in "\n".join(said)
    assert {"Name", "Phone or email", "What you want to add or change", "When"} <= set(said)


def test_it_is_in_words_for_a_child_and_blames_nobody() -> None:
    summary = SERVED.summary(record(Screening(frameworks=("telford",))), FAMILY.id)
    said = " ".join(texts_of(summary))
    for word in ("score", "victim", "offender", "perpetrator", "risk", "indicator", "refer "):
        assert word not in said.lower()
    assert "not your fault" in said
    assert "call 999" in said
    for text in texts_of(summary):
        for sentence in re.split(r"(?<=[.?:])\s", text):
            assert len(sentence.split()) <= 20, sentence


def test_its_marking_is_a_plain_line_or_the_one_of_training() -> None:
    assert summarise_family(screening(), made_at=NOW).marking == (
        "Private: for the child and family named here"
    )
    assert "OFFICIAL" not in whole(summarise_family(screening(), made_at=NOW))
    assert summarise_family(screening(), made_at=NOW).marked("TRAINING").marking == "TRAINING"


@pytest.mark.parametrize("audience", [FAMILY.id, SUPERVISION.id])
def test_a_copy_does_not_lead_back_to_the_record_by_the_audit_trail(audience: str) -> None:
    summary = SERVED.summary(record(screening()), audience)
    assert with_head(summary, AuditHead(12, "ab" * 32)) == summary
    assert with_head(summary, None) == summary


@pytest.mark.parametrize("answer", ["yes", "possible", "unknown"])
@pytest.mark.parametrize(
    "fact", ["carer_encourages", "carer_fails_to_protect", "trusted_adult_involved"]
)
def test_whoever_exports_is_told_where_a_carer_may_be_part_of_it(fact: str, answer: str) -> None:
    told = cautioned({**NO_CARERS, fact: answer})
    assert "may put the child in danger" in told[0]
    assert "children's social care" in told[0]
    assert "police" in told[0]
    assert f"You answered {ANSWERS[answer].lower()}: " in told[0]
    assert told[0].count("You answered") == 1


NO_CARERS = dict.fromkeys(
    ("carer_encourages", "carer_fails_to_protect", "trusted_adult_involved"), "no"
)


def cautioned(facts: Mapping[str, str], **changes: Any) -> tuple[str, ...]:
    of = Screening(frameworks=("telford",), facts=facts, **changes)
    return SERVED.cautions(record(of), FAMILY.id)


def test_that_nobody_asked_about_the_carers_is_told_too() -> None:
    assert "Nobody has answered yet" in cautioned({})[0]
    assert not any("Nobody has answered" in one for one in cautioned(NO_CARERS))


def test_danger_comes_first_and_the_general_cautions_always() -> None:
    assert "999" in cautioned({**NO_CARERS, "immediate_danger": "yes"})[0]
    told = cautioned(NO_CARERS)
    assert any("section 47 enquiry or a police investigation" in one for one in told)
    assert any("whom they can ring or message" in one for one in told)
    assert "who told you" in told[-1]


def test_a_sign_about_the_family_and_the_childs_words_are_pointed_at() -> None:
    assert "family" in DOMAINS
    indicators = FRAMEWORKS["telford"].indicators
    sign = next(one for one, what in indicators.items() if what.domain == "family")
    told = cautioned(
        NO_CARERS, signs={sign: SignAnswer("yes")}, details={"child_words": "i told you"}
    )
    assert any("family or the home is present" in one for one in told)
    assert any("Ask the child first" in one for one in told)
    assert "i told you" not in " ".join(told)


def test_the_cautions_hold_without_a_version_and_never_stand_in_the_copy() -> None:
    of = record(screening(), missing=True)
    told = SERVED.cautions(of, FAMILY.id)
    assert "may put the child in danger" in told[0]
    assert told == cautions(None, of.screening)
    copy = whole(SERVED.summary(of, FAMILY.id))
    for one in told:
        assert one not in copy
    assert SERVED.cautions(of, PROFESSIONALS.id) == ()
    assert FrameworkShelf().version("telford", of.pin.sha256) is None
