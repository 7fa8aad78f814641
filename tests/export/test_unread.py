"""Where nothing can be worked out, every document holds all that people answered and judged."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from csescreen.core.audience import SUPERVISION
from csescreen.core.ports import Record
from csescreen.core.screening import ChosenLevel, ChosenWeight, Screening, SignAnswer
from csescreen.core.summary import Paragraph, Summary
from csescreen.errors import UserError
from csescreen.export.formats import EXPORTERS
from tests.audience.records import record, screening, served
from tests.export.test_same_facts import READERS, squeezed

AMENDED = SignAnswer(
    "not_asked",
    None,
    "Her aunt told of it.",
    "an aunt",
    (ChosenLevel("acute", "The aunt saw it.", "telford"), ChosenLevel("high", "LLR too.", "llr")),
    (("last_six_months", "no"), ("before", "unknown")),
    (ChosenWeight(3, "It counts for more here.", "telford"),),
)
OF = replace(
    screening(("telford", "llr")),
    as_of=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    signs={**screening().signs, "gifts": AMENDED},
    judged_levels=(
        ChosenLevel("acute", "Taken away twice.", "telford"),
        ChosenLevel("low", "LLR sees it so.", "llr"),
        ChosenLevel("severe", "Kept of a framework that was left.", "essex"),
    ),
)
TYPED = (
    *("Taken away twice.", "LLR sees it so.", "Donna Price was there", "The aunt saw it."),
    *("LLR too.", "It counts for more here.", "Her aunt told of it.", "an aunt", "Wolves Project"),
    *(OF.narrative.values()),
    *(OF.details.values()),
)
TOLD = (
    "Nothing was worked out",
    "could not be worked out: that says nothing about the child",
    "Level judged by the practitioner (telford)",
    "Level judged by the practitioner (llr)",
    "Regraded Vulnerable (telford) by the practitioner:",
    "Weight amended to 3 (telford) by the practitioner:",
    "Asked of some times only",
    "Last six months: no",
    "Before: not known",
    "Answers read as at",
    "Sun 1 March 2026, 09:30",
)


def unread(of: Screening = OF, audience: str = "professionals") -> Summary:
    return served().summary(gone(of), audience)


def gone(of: Screening = OF) -> Record:
    return record(of, missing=True)


@pytest.mark.parametrize("name", READERS)
def test_all_that_a_person_wrote_or_judged_is_shown(name: str) -> None:
    shown = squeezed(READERS[name](EXPORTERS[name].render(unread())))
    assert [text for text in (*TYPED, *TOLD) if squeezed(text) not in shown] == []
    assert squeezed("a framework that was left") not in shown


def test_the_spreadsheet_has_what_was_amended() -> None:
    text = EXPORTERS["csv"].render(unread()).decode("utf-8-sig")
    for wanted in (
        "Regraded Acute (telford) by the practitioner: The aunt saw it.",
        "Weight amended to 3 (telford) by the practitioner: It counts for more here.",
        "Last six months: no; Before: not known",
        "Asked of some times only",
    ):
        assert wanted in text


def test_a_form_can_say_what_was_judged() -> None:
    levels = {line.framework: line for line in unread().levels}
    assert levels["telford"].judged == "Acute"
    assert levels["telford"].judged_reason == "Taken away twice."
    assert {line.highest_sign for line in levels.values()} == {"It could not be worked out"}


def test_both_versions_are_named() -> None:
    shown = READERS["markdown"](EXPORTERS["markdown"].render(unread()))
    for pin in gone().pins:
        assert pin.sha256[:12] in shown


def test_without_a_judgement_it_says_so() -> None:
    shown = READERS["html"](EXPORTERS["html"].render(unread(replace(OF, judged_levels=()))))
    assert "No level has been judged by the practitioner yet." in shown


def test_the_copy_for_supervision_names_nobody_in_what_was_judged() -> None:
    of = replace(OF, judged_levels=(ChosenLevel("acute", "Donna Price told me", "telford"),))
    shown = READERS["html"](EXPORTERS["html"].render(unread(of, SUPERVISION.id)))
    assert "told me" in shown
    assert "Donna" not in shown


@pytest.mark.parametrize("name", ("fhir", "ics"))
def test_what_needs_an_outcome_is_refused_in_plain_words(name: str) -> None:
    with pytest.raises(UserError) as told:
        EXPORTERS[name].render(unread())
    assert "could be worked out" in told.value.what
    assert told.value.safe
    assert told.value.do_next


def test_what_is_missing_is_told_all_the_same() -> None:
    of = replace(OF, narrative={})
    assert "Next steps" in served().missing(gone(of))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("yes", "The answers say that the child is in danger now: call 999."),
        ("no", "If the child is in danger now, call 999."),
    ],
)
def test_danger_comes_before_why_nothing_was_worked_out(answer: str, told: str) -> None:
    first = unread(replace(OF, facts={**OF.facts, "immediate_danger": answer})).sections[0]
    assert isinstance(first.blocks[0], Paragraph)
    assert first.blocks[0].text == told
