"""The room's votes: counted, taken back, and shown beside the document's choice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.votes import Votes

CHOICES = ("yes", "no", "unknown")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(CHOICES), st.booleans()), max_size=30))
def test_votes_are_what_was_added_without_what_was_taken_back(
    steps: list[tuple[str, bool]],
) -> None:
    votes, expected = Votes(CHOICES), dict.fromkeys(CHOICES, 0)
    for choice, adds in steps:
        votes = votes.add(choice) if adds else votes.take_back(choice)
        expected[choice] = max(expected[choice] + (1 if adds else -1), 0)
    assert votes.counts == expected
    assert votes.total == sum(expected.values())
    assert [one.votes for one in votes.beside("no")] == list(expected.values())


def test_the_last_vote_can_be_taken_back_whatever_it_was_for() -> None:
    votes = Votes(CHOICES).add("yes", 3).add("no")
    assert votes.take_back().counts == {"yes": 3, "no": 0, "unknown": 0}
    assert votes.take_back("unknown") == votes
    assert votes.cleared() == Votes(CHOICES)
    assert [one.of_document for one in votes.beside(("no", "unknown"))] == [False, True, True]
    with pytest.raises(ValueError):
        votes.add("perhaps")
