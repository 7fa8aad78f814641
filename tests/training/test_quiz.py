"""The quiz: right answers come from the data, missed ones come back, and it ends."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.framework import DOMAINS
from csescreen.core.quiz import KINDS, QuizSession, begin
from csescreen.core.quiz_questions import questions
from tests.training.cases import FRAMEWORKS


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - not for secrets


ALL = questions(list(FRAMEWORKS.values()), list(KINDS), seeded(1))


def test_each_question_has_one_right_choice_a_reason_and_a_source() -> None:
    assert len({one.id for one in ALL}) == len(ALL)
    assert {one.kind for one in ALL} == set(KINDS)
    for one in ALL:
        ids = [choice.id for choice in one.choices]
        assert len(ids) == len(set(ids)) == len({choice.text for choice in one.choices})
        assert 2 <= len(ids) <= 4
        assert one.right in ids
        assert one.ask and one.about and one.because
        assert one.sources and all(source.document and source.lines for source in one.sources)


def test_levels_are_asked_of_tools_that_have_them_and_say_what_they_rest_on() -> None:
    levels = [one for one in ALL if one.kind == "level"]
    assert {one.framework for one in levels} == {"telford", "llr"}
    by_id = {one.id: one for one in levels}
    published, suggested = by_id["level:telford:hotel-keys"], by_id["level:llr:hotel-keys"]
    assert (published.right, suggested.right) == ("acute", "high")
    assert "publishes a level" in published.ask
    assert "publishes no level" in suggested.ask
    assert "level:llr:disengagement" not in by_id, "a reading is neither published nor suggested"


def test_limits_are_the_frameworks_own() -> None:
    by_id = {one.id: one for one in ALL if one.kind == "limit"}
    decision = by_id["limit:telford:tw-decision"]
    assert "24 hours" in next(c.text for c in decision.choices if c.id == decision.right)
    assert "counted from receipt" in decision.because
    assert not any(one.about.lower().count("at once") for one in by_id.values()), "it tells itself"


def test_a_sign_and_its_wrong_choices_never_stand_in_one_line_of_a_document() -> None:
    signs = FRAMEWORKS["telford"].indicators
    for one in ALL:
        if one.kind == "sign":
            right = {(source.document, source.lines) for source in signs[one.right].sources}
            for choice in one.choices:
                lines = {(source.document, source.lines) for source in signs[choice.id].sources}
                assert choice.id == one.right or not lines & right
        elif one.kind == "domain":
            assert {choice.id for choice in one.choices} <= DOMAINS.keys()


def test_the_same_seed_asks_the_same() -> None:
    again = questions(list(FRAMEWORKS.values()), list(KINDS), seeded(1))
    assert again == ALL
    assert questions([FRAMEWORKS["county"]], ["level"], seeded(1)) == ()


def answered(session: QuizSession, right: bool, rng: Random) -> QuizSession:
    question = session.now
    assert question is not None
    wrong = next(choice.id for choice in question.choices if choice.id != question.right)
    return session.answer(question.right if right else wrong, rng)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.lists(st.booleans(), max_size=40), st.integers(0, 99))
def test_a_missed_question_comes_back_until_it_was_right_twice_and_it_ends(
    many: int, rights: list[bool], seed: int
) -> None:
    rng = seeded(seed)
    session = begin(ALL, rng, many)
    assert session.left == many
    needed: dict[str, int] = {}
    before = ""
    asked = 0
    while session.now is not None:
        question = session.now
        assert many == 1 or question.id != before, "never twice in a row"
        right = rights[asked] if asked < len(rights) else True
        session = answered(session, right, rng)
        needed[question.id] = max(needed.get(question.id, 1) - 1, 0) if right else 2
        before, asked = question.id, asked + 1
        assert session.last is not None and session.last.right == right
        assert asked <= 40 + 6 * many, "it ends"
    assert set(needed.values()) == {0}, "none rests before it was right often enough"
    assert len(needed) == many
    assert session.answered == asked
    assert session.at_end
    assert (session.missed == ()) == all(rights[:asked])


def test_a_missed_question_comes_back_after_two_or_three_others() -> None:
    for seed in range(20):
        rng = seeded(seed)
        session = begin(ALL, rng, 8)
        missed = session.now
        session = answered(session, False, rng)
        others = 0
        while session.now != missed:
            session, others = answered(session, True, rng), others + 1
        assert others in (2, 3)


def test_only_a_choice_of_the_question_can_be_given() -> None:
    session = begin(ALL, seeded(1), 1)
    with pytest.raises(ValueError):
        session.answer("nowhere", seeded(1))
    session = answered(session, True, seeded(1))
    assert session.now is None
    with pytest.raises(ValueError):
        session.answer("yes", seeded(1))
