"""The room's votes: counted, taken back, and shown beside the document's choice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.training import reading_at
from csescreen.core.votes import Votes
from csescreen.screens.training.beats import Beat, beats
from csescreen.screens.training.showing import Showing
from tests.training.cases import FRAMEWORKS, SCENARIOS

CHOICES = ("yes", "no", "unknown")


@settings(max_examples=30)
@given(st.lists(st.sampled_from((*CHOICES, None)), max_size=30))
def test_votes_are_what_was_added_without_the_last_that_were_taken_back(
    steps: list[str | None],
) -> None:
    votes, given = Votes(CHOICES), list[str]()
    for choice in steps:
        votes = votes.take_back() if choice is None else votes.add(choice)
        given = given[:-1] if choice is None else [*given, choice]
    assert votes.counts == {choice: given.count(choice) for choice in CHOICES}
    assert votes.total == len(given)
    assert [(one.votes, one.of_document) for one in votes.beside("no")] == [
        (given.count(choice), choice == "no") for choice in CHOICES
    ]
    assert not any(one.of_document for one in votes.beside(None))
    assert votes.cleared() == Votes(CHOICES)


def test_a_vote_for_no_choice_is_refused() -> None:
    with pytest.raises(ValueError):
        Votes(CHOICES).add("perhaps")


def test_a_showing_goes_on_and_back_and_counts_each_question_by_itself() -> None:
    asked = Beat("Which?", "x", (("a", "A"), ("b", "B")), "a", ("It is A.",))
    begun = Showing((Beat("Told", "t"), asked, Beat("Told", "u"), asked))
    assert not begun.is_under_way
    assert begun.before() == begun
    first = begun.on().vote(1).vote(2).vote(9).vote(2).unvote()
    assert first.votes.counts == {"a": 1, "b": 1}
    revealed = first.on()
    assert (revealed.at, revealed.reveals) == (1, True)
    assert revealed.before() == first, "what was revealed is hidden again"
    second = revealed.on().on()
    assert second.votes.total == 0, "another question has no vote yet"
    counted = second.vote(2)
    assert counted.recount().votes.total == 0
    again = counted.before().before()
    assert (again.at, again.reveals, again.votes) == (1, True, first.votes)
    assert again.is_under_way
    end = counted.on()
    assert (end.at, end.on().is_under_way) == (3, False)


def test_a_room_sees_whom_to_contact_before_what_falls_due_later() -> None:
    case, telford = SCENARIOS["the-pharmacy-rings"], FRAMEWORKS["telford"]
    shown = beats(case, telford, lambda step: reading_at(case, step, telford, is_bank_holiday))
    first = next(one for one in shown if one.heading.startswith("What must happen now"))
    assert "Now" in first.revealed[1]
    assert first.revealed[2].startswith("Contact the police or Family Connect.")
