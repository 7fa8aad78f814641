"""What a summary says, in what order, and what it never says."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from csescreen.bootstrap import shelf
from csescreen.core.assess import assess
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.core.summarise import summarise
from csescreen.core.summary import (
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Summary,
    Table,
    lines_of,
)
from csescreen.core.words import counted, listed, moment_words, sentence, sources_words
from tests.export.builder import (
    MADE_AT,
    framework,
    indicators,
    never,
    screening,
    source,
    summary,
)
from tests.export.texts import texts_of

NOTHING = Screening()


def section(of: Summary, section_id: str) -> Section:
    return next(section for section in of.sections if section.id == section_id)


def words(of: Summary, section_id: str) -> str:
    return "\n".join(t for block in section(of, section_id).blocks for t in texts_of(block))


def table(of: Summary, section_id: str) -> Table:
    return next(block for block in section(of, section_id).blocks if isinstance(block, Table))


def field(of: Summary, section_id: str, label: str) -> tuple[str, ...]:
    for block in section(of, section_id).blocks:
        if isinstance(block, Fields) and label in dict(block.rows):
            return lines_of(dict(block.rows)[label])
    raise AssertionError(f"no field {label}")


def test_what_was_due_is_told_as_past_wherever_it_stands() -> None:
    of = summary(made_at=MADE_AT + timedelta(days=3))
    assert "Was due Tue 3 March 2026, 10:15: Family Connect decides" in words(of, "urgent")
    assert "Was due Tue 3 March 2026, 10:15" in words(of, "actions")
    assert "Was due Tue 3 March 2026, 10:15" in [line.by_when for line in of.actions]
    assert "Was due" not in words(summary(), "urgent") + words(summary(), "actions")


def test_sections_stand_in_their_order() -> None:
    assert [section.id for section in summary().sections] == [
        *("urgent", "child", "outcome", "actions", "open-questions"),
        *("signs", "answers", "narrative", "blank", "record"),
    ]


@pytest.mark.parametrize(
    ("facts", "child", "expected"),
    [
        ({}, Child(age=15), None),
        ({"immediate_danger": "no"}, Child(age=15), None),
        ({"immediate_danger": "yes"}, Child(age=15), "Call 999 or the police now"),
        ({"immediate_danger": "unknown"}, Child(age=15), "Call 999 or the police now"),
        ({}, Child(), "Presumed: the age is not known"),
        ({}, Child(age=12), "Threshold met"),
        ({"carer_encourages": "unknown"}, Child(age=15), "Possible: an answer"),
        ({"carer_encourages": "yes"}, Child(age=15), "a carer encourages it: yes"),
        ({"carer_encourages": "yes"}, Child(age=18), None),
    ],
)
def test_urgent_stands_first_where_somebody_must_act_now(
    facts: dict[str, str], child: Child, expected: str | None
) -> None:
    of = summary(Screening(child=child, facts=dict(facts)))
    if expected is None:
        assert of.sections[0].id == "child"
    else:
        assert of.sections[0].id == "urgent"
        assert expected in words(of, "urgent")


def test_urgent_names_what_is_due_now_and_next() -> None:
    said = words(summary(), "urgent")
    assert "Now: Contact Family Connect" in said
    assert "Next, Tue 3 March 2026, 10:15: Family Connect decides" in said


def test_the_first_step_without_a_limit_stands_among_what_must_happen_now() -> None:
    telford = shelf().get("telford")
    answered = Screening(
        frameworks=("telford",), child=Child(age=15), signs={"unknown-vehicles": SignAnswer("yes")}
    )
    outcome = assess(telford, answered, MADE_AT, lambda _: False)
    said = words(
        summarise(telford, answered, outcome, wording={}, made_at=MADE_AT, program=""), "urgent"
    )
    assert "First, with no limit stated: Contact the police or Family Connect" in said


def test_the_exported_case_has_its_time_and_so_its_outcome_for_good() -> None:
    assert summary(NOTHING).case["as_of"]


def test_an_emergency_is_said_once() -> None:
    of = summary(screening(facts={"immediate_danger": "yes"}))
    assert words(of, "urgent").count("Call 999") == 1


def test_blanks_stay_blanks() -> None:
    of = summary(NOTHING)
    for label in ("Name", "Date of birth", "Ethnicity", "Do the parents or carers know of it?"):
        assert field(of, "child", label) == ()
    assert field(of, "child", "Age that counts")[0].startswith("Not known")
    assert field(summary(), "actions", "Family Connect") == ()


def test_the_age_that_counts_is_the_younger() -> None:
    began = {"concern_identified": date(2025, 1, 1)}
    of = summary(screening(child=Child(age=14), clocks=began))
    assert field(of, "child", "Age as given") == ("14 years",)
    assert field(of, "child", "Age that counts") == ("13 years",)


def test_no_detail_is_lost() -> None:
    assert field(summary(screening(details={"gp_name": "Dr X"})), "child", "Gp name") == ("Dr X",)


def test_levels_are_said_with_their_basis_and_the_judgement_beside() -> None:
    of = summary()
    assert field(of, "outcome", "Highest sign present")[0] == "Acute"
    assert "published" in field(of, "outcome", "Highest sign present")[1]
    assert field(of, "outcome", "Level judged by the practitioner") == ("Acute",)
    assert field(of, "outcome", "Reason for the judged level") == (
        OwnWords("Taken away overnight, twice in a month."),
    )
    unknown = summary(Screening(signs={"vehicles": SignAnswer("unknown")}))
    assert field(unknown, "outcome", "Could be as high as")[0] == "Acute"


def test_without_signs_or_levels_it_says_so() -> None:
    assert field(summary(NOTHING), "outcome", "Highest sign present") == (
        "No level indicated by what is known so far",
    )
    without = framework(levels=(), grades={}, actions=())
    of = summary(NOTHING, without)
    assert field(of, "outcome", "Signs") == (
        "No sign is marked as present; this tool names no levels",
    )
    assert "ask your manager" in words(of, "actions")


def test_actions_keep_the_outcome_s_order_and_say_when_why_and_where() -> None:
    of = summary()
    actions = table(of, "actions")
    outcome = assess(framework(), screening(), MADE_AT, never)
    assert [lines_of(row[1])[0] for row in actions.rows] == [
        called.action.text for called in outcome.actions
    ]
    assert actions.rows[1] == (
        "Required",
        "Family Connect decides what happens next and tells the referrer",
        ("Tue 3 March 2026, 10:15", "Limit: 24 hours", "Assumed: counted from receipt"),
        ("3 signs are present",),
        ("Exampleshire: CSE pathway, lines 155-161",),
    )
    assert lines_of(actions.rows[-1][1])[1] == "For professionals only"


def test_a_time_that_was_not_entered_is_asked_for() -> None:
    of = summary(screening(clocks={}))
    whens = [lines_of(row[2])[0] for row in table(of, "actions").rows]
    assert "Not worked out, because this is blank: When was the referral received?" in whens


def test_open_questions_are_asked_in_words() -> None:
    of = summary(Screening(child=Child(age=15), signs={"self-harm": SignAnswer("unknown")}))
    questions = table(of, "open-questions")
    assert questions.rows[0] == ("Does a carer encourage it?", "Not asked", "section 47")
    assert "6 signs not asked and 1 sign answered not known" in words(of, "open-questions")
    assert "Self-harm, or talk of suicide" in words(of, "open-questions")


def test_the_age_is_an_open_question() -> None:
    rows = table(summary(NOTHING), "open-questions").rows
    assert ("How old is the child?", "Not known", "section 47") in rows


def test_signs_are_shown_as_they_were_worded_when_answered() -> None:
    of = summary(wording={"taken-away": "Is taken to hotels (older wording)"})
    assert table(of, "signs").rows[0] == (
        "Is taken to hotels (older wording)",
        "Current",
        "Collected on Friday by a man in a grey car; came back on Sunday.\nHad a hotel key card.",
        "form tutor",
        ("Acute: published by the authority",),
    )
    assert of.wording == {"taken-away": "Is taken to hotels (older wording)"}
    assert "Has become secretive or withdrawn" in words(of, "signs")


def test_a_regraded_sign_shows_both_grades_and_why() -> None:
    said = words(summary(), "signs")
    assert "Complex: published by the authority\nRegraded Acute by the practitioner:" in said
    lowered = SignAnswer("yes", grades=(ChosenLevel("vulnerable", "An uncle"),))
    assert "The published grade stands." in words(
        summary(screening(signs={"vehicles": lowered})), "signs"
    )


def test_signs_not_known_answered_no_and_not_asked_are_kept_apart() -> None:
    said = words(summary(), "signs")
    order = ["Answered not known", "Self-harm", "Answered no", "Low self-esteem", "Not asked: 1 of"]
    assert re.search("(?s)" + ".*\n".join(order), said)
    assert "Carer thinks there may be two" in said


def test_a_sign_that_the_framework_no_longer_has_is_still_shown() -> None:
    old = screening(signs={"retired-sign": SignAnswer("yes")})
    assert "Retired sign" in words(summary(old), "signs")
    assert "The words of then" in words(
        summary(old, wording={"retired-sign": "The words of then"}), "signs"
    )


def test_answers_are_in_words() -> None:
    rows = table(summary(), "answers").rows
    assert rows[:4] == (
        ("Is the child in danger now?", "No"),
        ("Does a carer encourage it?", "Not known"),
        ("Is an adult in a position of trust involved?", "Yes"),
        ("Where does the child live?", "In foster care"),
    )
    assert ("Which agencies were there?", "Police, School nurse") in rows
    assert ("How often missing in 30 days?", "3") in rows


def test_the_narrative_is_the_practitioner_s_own() -> None:
    blocks = section(summary(), "narrative").blocks
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert titles == [
        *("What is working well", "What are we worried about?", "Professional judgement"),
        *("Next steps", "In the child's own words"),
    ]
    assert Paragraph("“He says I owe him.”", own_words=True) in blocks
    assert blocks[titles.index("Next steps") * 2 + 1] == Paragraph("Not written yet.")


def test_the_record_says_what_it_was_made_with() -> None:
    of = summary()
    assert field(of, "record", "Framework") == ("Exampleshire",)
    assert field(of, "record", "Fingerprint (SHA-256, first 12 digits)") == ("0123456789ab",)
    assert field(of, "record", "Summary made") == ("Mon 2 March 2026, 10:42 (London time)",)
    assert "people decide" in words(of, "record")
    assert "local procedures" in words(of, "record")
    bare = summary(under=framework(notices={}))
    assert "This summary informs; people decide." in words(bare, "record")


def test_at_a_glance_says_what_a_hub_asks_first() -> None:
    rows = dict(summary().at_a_glance.rows)
    assert rows["Highest sign present"] == "Acute"
    assert rows["Section 47"] == "Threshold met"
    assert lines_of(rows["First action due"])[0] == "Now"


def test_a_marking_stands_for_the_usual_one() -> None:
    assert summary(marking=" ").marking == "OFFICIAL-SENSITIVE"
    assert summary(marking="TRAINING").marking == "TRAINING"


CASES = [
    NOTHING,
    screening(),
    Screening(child=Child(age=15), signs=dict.fromkeys(indicators(), SignAnswer("no"))),
    Screening(child=Child(age=19), signs={"low-esteem": SignAnswer("yes", "historic")}),
    Screening(signs=dict.fromkeys(indicators(), SignAnswer("unknown"))),
]


@pytest.mark.parametrize("case", CASES)
def test_nothing_reads_as_safe_and_nothing_is_a_score(case: Screening) -> None:
    of = summary(case)
    said = "\n".join(words(of, section.id) for section in of.sections)
    said += "\n".join(texts_of(of.at_a_glance))
    assert not re.search(
        r"\bsafe\b|no risk|\blow risk|score|per cent|%|probab", said, re.IGNORECASE
    )


@pytest.mark.parametrize("case", CASES)
def test_every_row_has_a_cell_for_every_column(case: Screening) -> None:
    for part in summary(case).sections:
        for block in part.blocks:
            if isinstance(block, Table):
                assert block.caption
                assert block.rows
                assert {len(row) for row in block.rows} == {len(block.header)}


def test_the_same_screening_gives_an_equal_summary() -> None:
    under = framework()
    reordered = replace(screening(), facts=dict(reversed(list(screening().facts.items()))))
    assert summary(under=under) == summary(under=under)
    assert summary(reordered, under).sections == summary(under=under).sections


def test_times_are_london_s() -> None:
    assert moment_words(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "Thu 2 July 2026, 00:30"
    assert moment_words(date(2026, 3, 3)) == "Tue 3 March 2026"


def test_sources_are_said_by_document() -> None:
    assert sources_words(framework(), source("47")) == ("Exampleshire: CSE pathway, line 47",)
    assert sources_words(framework(), (*source("47"), *source("50-52"), *source("47"))) == (
        "Exampleshire: CSE pathway, lines 47 and 50-52",
    )
    assert sources_words(framework(), ()) == ("The program's own words; no document",)


def test_words() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert counted(1, "sign") == "1 sign"
    assert counted(0, "sign") == "0 signs"
    assert sentence("ßa") == "ßa"
