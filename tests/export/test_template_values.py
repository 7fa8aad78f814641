"""What a form can say of a screening: everything that a person answered or typed has its place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from csescreen.core.framework import Framework
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.reading import read_together
from csescreen.core.screening import Child, ChosenLevel, ChosenWeight, Screening, SignAnswer
from csescreen.core.summarise import summarise
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summarise_unread import summarise_unread
from csescreen.core.summary import Bullets, Fields, Heading, Paragraph, Summary, Table, lines_of
from csescreen.core.weighing import weights_of
from csescreen.export.template import values_of
from tests.export import builder
from tests.export.builder import screening, summary
from tests.tools import NOW, assessed, tool_shelf

DETAILS = {
    "child_name": "typed-name",
    "child_words": "typed-words",
    "worker_contact": "typed-contact",
    "contacts_made": "typed-further",
    "typed_age": "about twelve",
    "typed_date_of_birth": "summer of 2012",
    "typed_referral_received": "some day in May",
}


def stuffed(framework: Framework) -> Screening:
    """A screening with every kind of answer, each with a text of its own."""
    answers = ["yes", "no", "unknown", *(["possible"] if framework.possible_answer else [])]
    signs: dict[str, SignAnswer] = {}
    for number, sign in enumerate(framework.indicators):
        said = answers[number % len(answers)]
        graded = ChosenLevel(framework.levels[-1].id, f"graded-{number}.", framework.id)
        weighed = ChosenWeight(3, f"weighed-{number}.", framework.id)
        signs[sign] = SignAnswer(
            said,
            "current" if said == "yes" else None,
            f"evidence-{number}.",
            f"told-by-{number}.",
            (graded,) if said == "yes" else (),
            weights=(weighed,) if said == "yes" and weights_of(framework, sign) else (),
        )
    windows = list(framework.windows)
    if len(windows) > 1:
        first = next(iter(framework.indicators))
        signs[first] = SignAnswer(
            "not_asked", None, "partly-evidence", "partly-told-by", windows=((windows[0], "no"),)
        )
    return Screening(
        (framework.id,),
        reference="typed-reference",
        as_of=NOW,
        signs=signs,
        facts={"agencies_present": ("typed-agency", "another-agency"), "immediate_danger": "no"},
        clocks={"referral_received": datetime(2026, 3, 2, 10, 15, tzinfo=UTC)},
        narrative={
            "working_well": "typed-well",
            "worried_about": "typed-worried",
            "judgement": "typed-judgement",
            "next_steps": "typed-next",
        },
        details=DETAILS,
    )


def typed(of: Screening) -> Iterator[str]:
    """Every text that a person typed."""
    for answer in of.signs.values():
        yield from (answer.note, answer.heard_from)
        yield from (grade.reason for grade in answer.grades)
        yield from (weight.reason for weight in answer.weights)
    yield from of.details.values()
    yield from of.narrative.values()
    for value in of.facts.values():
        yield from value if isinstance(value, tuple) else ()


def held(of: Summary) -> str:
    """Everything that a form can say."""
    texts, rows = values_of(of)
    many = (text for found in rows.values() for row in found for text in row.values())
    return "\n".join((*texts.values(), *many))


def read(of: Screening) -> Summary:
    framework = tool_shelf().get(of.frameworks[0])
    return summarise(framework, of, assessed(of), wording={}, made_at=NOW, program="csescreen")


def unread(of: Screening) -> Summary:
    pin = FrameworkPin.of(tool_shelf().get(of.frameworks[0]))
    kept = Record("key", 1, NOW, NOW, pin, of, {})
    return summarise_unread(kept, "gone", made_at=NOW, program="csescreen")


@pytest.mark.parametrize("name", ["telford", "llr", "quayside", "lanterns"])
def test_every_text_of_a_screening_has_its_place(name: str) -> None:
    of = stuffed(tool_shelf().get(name))
    made = read(of)
    for said in (made, unread(of)):
        everything = held(said)
        assert [text for text in typed(of) if text not in everything] == []


@pytest.mark.parametrize("name", ["telford", "llr", "quayside", "lanterns"])
def test_every_answered_sign_stands_in_one_list(name: str) -> None:
    made = read(stuffed(tool_shelf().get(name)))
    _, rows = values_of(made)
    listed = [row["evidence"] for key in rows if key.startswith("signs_") for row in rows[key]]
    assert sorted(listed) == sorted(line.evidence for line in made.signs)


def test_every_question_and_time_stands_with_its_answer() -> None:
    of = summary()
    (section,) = (one for one in of.sections if one.id == "answers")
    told = [
        row for block in section.blocks if isinstance(block, Table | Fields) for row in block.rows
    ]
    _, rows = values_of(of)
    assert [(row["question"], row["answer"]) for row in rows["answers"]] == [
        (question, "\n".join(lines_of(answer))) for question, answer in told
    ]
    assert {"question": "Which agencies were there?", "answer": "Police, School nurse"} in rows[
        "answers"
    ]
    assert any("10:15" in row["answer"] for row in rows["answers"])


def test_age_and_date_of_birth_say_what_was_typed_where_nothing_else_is_known() -> None:
    typed = {"typed_age": "about 12", "typed_date_of_birth": "summer 2012"}
    texts, _ = values_of(summary(screening(child=Child(), details=typed)))
    assert texts["date_of_birth"] == "summer 2012 (as typed)"
    assert texts["age_as_given"] == "about 12 (as typed)"
    assert texts["age_that_counts"] == (
        "Not known: act as if 13 or under until it is known\nabout 12 (as typed)"
    )
    texts, rows = values_of(summary(screening(details=typed)))
    assert (texts["date_of_birth"], texts["age_that_counts"]) == ("Mon 9 August 2010", "15 years")
    assert [row["text"] for row in rows["further_details"]] == ["about 12", "summer 2012"]
    texts, _ = values_of(summary(screening(child=Child(age=14, date_of_birth=date(2010, 8, 9)))))
    assert (texts["age_as_given"], texts["age_that_counts"]) == ("14 years", "15 years")


def test_a_detail_that_is_called_like_a_part_of_the_record_is_no_part_of_it() -> None:
    names = ("version", "authority", "program", "framework", "summary_made", "age_that_counts")
    further = {**screening().details, **dict.fromkeys((*names, "outcome"), "typed-by-somebody")}
    before, _ = values_of(summary())
    texts, rows = values_of(summary(screening(details=further)))
    assert texts == before
    assert [row["text"] for row in rows["further_details"]] == ["typed-by-somebody"] * 7


# what is still open


def open_texts(of: Summary) -> list[str]:
    """What the document says under "What is not known and could change this"."""
    found, inside = [], False
    for section in of.sections:
        inside = section.id == "open-questions"
        for block in section.blocks:
            inside = inside or (isinstance(block, Heading) and "could change this" in block.text)
            if inside and isinstance(block, Table):
                found += [text for row in block.rows for cell in row for text in lines_of(cell)]
            elif inside and isinstance(block, Bullets):
                found += [text for cell in block.items for text in lines_of(cell)]
            elif inside and isinstance(block, Paragraph):
                found.append(block.text.removesuffix(".").partition(": ")[2])
    return found


def under_two() -> Summary:
    of = replace(screening(), frameworks=("telford", "quayside"), signs=OPEN, judged_levels=())
    outcomes = [assessed(replace(of, frameworks=(name,))) for name in of.frameworks]
    return summarise_reading(
        read_together(outcomes), of, wording={}, made_at=NOW, program="csescreen"
    )


OPEN = {"despair": SignAnswer("unknown"), "young-carer": SignAnswer("unknown")}


@pytest.mark.parametrize("of", [lambda: read(Screening(("telford",), signs=OPEN)), under_two])
def test_every_open_question_is_a_row_and_every_open_sign_is_told(of: object) -> None:
    assert callable(of)
    made = of()
    _, rows = values_of(made)
    told = [text for row in rows["open_questions"] for text in row.values()]
    expected = open_texts(made)
    assert [text for text in told if text not in ("Signs", "the outcome")] == [
        text for one in expected for text in ((one, "Not known") if one in names(made) else (one,))
    ]
    assert any("not asked" in text for text in told)
    assert all(text for row in rows["open_questions"] for text in row.values())


def names(of: Summary) -> set[str]:
    return {line.sign for line in of.signs}


def test_nothing_open_is_no_row() -> None:
    signs = dict.fromkeys(builder.framework().indicators, SignAnswer("no"))
    facts = {"immediate_danger": "no", "carer_encourages": "no", "trusted_adult_involved": "no"}
    _, rows = values_of(summary(screening(signs=signs, facts=facts)))
    assert rows["open_questions"] == []


# a framework's version that is not there


def test_what_could_not_be_worked_out_is_said_and_not_left_blank() -> None:
    of = replace(stuffed(tool_shelf().get("telford")), judged_levels=JUDGED)
    texts, rows = values_of(unread(of))
    worked_out = ("highest_sign", "level_basis", "could_be", "section_47")
    assert {texts[name] for name in worked_out} == {"It could not be worked out"}
    assert "call 999.\ngone\n" in texts["what_must_happen_now"]
    assert (texts["judged_level"], texts["judged_reason"]) == ("Acute", "typed-reason")
    assert texts["framework"] == "telford"
    assert texts["age_that_counts"] == "about twelve (as typed)"
    (level,) = rows["levels"]
    assert level["could_be"] == level["section_47"] == "It could not be worked out"
    assert (level["judged"], level["judged_reason"]) == ("Acute", "typed-reason")


JUDGED = (ChosenLevel("acute", "typed-reason", "telford"),)
