"""What to say to a caller: every case has its words, danger comes first, nothing is promised."""

import re
from datetime import UTC, datetime

import pytest

from csescreen.bank_holidays import is_bank_holiday
from csescreen.call_sentences import call_sentences
from csescreen.core import call
from csescreen.core.assess import assess
from csescreen.core.reading import read_together
from csescreen.core.saying import CASES, cases_of, to_say
from csescreen.core.screening import Child, FactValue, Screening, SignAnswer
from csescreen.widgets.plain import styled
from tests.core.screenings import FRAMEWORKS

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
SENTENCES = call_sentences()
TEXTS = [text for one in SENTENCES.values() for text in (one.say, one.to_child) if text]
NEVER = re.compile(
    r"\b(you are safe|is safe|be safe|keep (it|this) secret|confidential|I promise|guarantee"
    r"|don't worry|ask the child|ask (him|her|them) (if|whether|about)|confront)\b",
    re.IGNORECASE,
)


def cases(
    of: Screening | None = None, frameworks: tuple[str, ...] = ("telford",), **facts: FactValue
) -> tuple[str, ...]:
    of = of or Screening()
    for fact, value in facts.items():
        of = of.with_fact(fact, value)
    begun = call.begin(of, NOW)
    read = [assess(FRAMEWORKS[name], begun, NOW, is_bank_holiday) for name in frameworks]
    return cases_of(begun, read_together(read), NOW)


def test_every_case_has_its_words_and_no_other_is_in_the_file() -> None:
    assert set(SENTENCES) == set(CASES)


@pytest.mark.parametrize("text", TEXTS)
def test_no_sentence_promises_or_sends_anybody_to_question(text: str) -> None:
    assert not NEVER.search(text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_sentence_can_be_read_in_full(text: str) -> None:
    """Four lines of five: the last one tells the key."""
    for width in (58, 78):
        assert len(styled("Say: “$words”", words=text).wrap(width)) <= 4


def test_the_first_question_is_danger() -> None:
    assert cases() == ("start",)
    assert cases(Screening(child=Child(14)), immediate_danger="no") == ("listen",)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_danger_is_said_first_under_every_framework(framework: str) -> None:
    one = Screening(child=Child(14), signs={"unknown-vehicles": SignAnswer("yes")})
    assert cases(one, (framework,), immediate_danger="yes")[0] == "danger"
    assert cases(one, (framework,), immediate_danger="unknown")[0] == "danger_unknown"
    assert "999" in SENTENCES["danger"].say
    assert "999" in SENTENCES["danger_unknown"].say


def test_nothing_stands_between_danger_and_the_end_of_the_call() -> None:
    assert cases(Screening(child=Child(14)), immediate_danger="yes") == ("danger", "close")
    worried = call.heard(Screening(child=Child(14)), "something is wrong", NOW)
    assert cases(worried, immediate_danger="yes") == ("danger", "worry", "close")
    assert cases(worried) == ("start", "worry")


def test_who_calls_is_spoken_to() -> None:
    by_child = call.with_caller(Screening(child=Child(14)), call.BY_CHILD, "Yes")
    assert cases(by_child, immediate_danger="no") == ("child", "listen")
    unnamed = call.with_caller(Screening(child=Child(14)), call.ANONYMOUS, "Yes")
    assert cases(unnamed, immediate_danger="no") == ("anonymous", "listen")


def test_a_worry_without_a_sign_is_taken_up() -> None:
    worried = call.heard(Screening(child=Child(14)), "something is wrong", NOW)
    assert cases(worried, immediate_danger="no") == ("worry", "close")


def test_section_47_comes_before_the_rest() -> None:
    young = Screening(child=Child(12), signs={"secretive": SignAnswer("yes")})
    assert cases(young, immediate_danger="no") == ("section_47", "close")
    assert cases(
        Screening(child=Child(19), signs={"secretive": SignAnswer("yes")}), immediate_danger="no"
    ) == ("adult", "close")


def test_the_child_hears_words_meant_for_a_child() -> None:
    of = call.with_caller(call.begin(Screening(), NOW), call.BY_CHILD, "Yes")
    of = of.with_fact("immediate_danger", "yes")
    reading = read_together([assess(FRAMEWORKS["llr"], of, NOW, is_bank_holiday)])
    said = to_say(SENTENCES, of, reading, NOW)
    assert said[0] == SENTENCES["danger"].to_child
    assert SENTENCES["danger"].say not in said
    assert any("not your fault" in words for words in said)
