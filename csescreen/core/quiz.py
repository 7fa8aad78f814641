"""A quiz on signs, levels and time limits: each question with its source, missed ones come back.

What was missed comes back after two or three others, and again later, until it was answered right
twice. Nothing is kept after the session. It counts what was asked and makes no mark of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final, NamedTuple

from csescreen.core.levels import Source

KINDS: Final = {
    "sign": "Which sign is this?",
    "domain": "Where does this sign belong?",
    "level": "Which level does this sign indicate?",
    "limit": "By when must this happen?",
}
"""The kinds of question, by id."""

_SOON: Final = (2, 3)
"""After how many others a missed question comes back."""
_LATER: Final = (4, 6)
"""After how many others it comes again once it was right; where there are fewer, at the end."""
_RIGHT_AGAIN: Final = 2
"""How often a question that was missed must be right before it rests."""


class Choice(NamedTuple):
    """One answer that may be chosen."""

    id: str
    text: str


class QuizQuestion(NamedTuple):
    """One question, its choices, which of them is right, why, and where that is written.

    ``framework`` is the id of the one that it is about; "" where it is the same under all.
    """

    id: str
    kind: str
    framework: str
    ask: str
    about: str
    """What is asked about: how a sign looks, its name, or what is to be done."""
    choices: tuple[Choice, ...]
    right: str
    because: str
    sources: tuple[Source, ...]


class Answered(NamedTuple):
    """The answer that was given last."""

    question: QuizQuestion
    choice: str

    @property
    def right(self) -> bool:
        """Whether it is the right one."""
        return self.choice == self.question.right


class _Card(NamedTuple):
    question: QuizQuestion
    needed: int = 1
    """How often it must still be right."""


@dataclass(frozen=True, slots=True)
class QuizSession:
    """Where a quiz is: what comes next, and what was missed. `begin` makes one."""

    waiting: tuple[_Card, ...]
    resting: tuple[QuizQuestion, ...] = ()
    """Answered right, so that they are not asked again."""
    last: Answered | None = None
    missed: tuple[str, ...] = ()
    """The ids of the questions that were missed at least once, in that order."""
    answered: int = 0
    """How many answers were given."""

    @property
    def now(self) -> QuizQuestion | None:
        """The question to be answered now; None when the quiz is at its end."""
        return self.waiting[0].question if self.waiting else None

    @property
    def at_end(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.waiting

    @property
    def left(self) -> int:
        """How many different questions are still to be answered right."""
        return len(self.waiting)

    def answer(self, choice: str, rng: Random) -> "QuizSession":
        """Return the session after an answer to the question that is asked now.

        Raises `ValueError` where nothing is asked, or the choice is not one of the question's.
        """
        if not self.waiting or choice not in {one.id for one in self.waiting[0].question.choices}:
            raise ValueError(choice)
        card, *rest = self.waiting
        given = Answered(card.question, choice)
        session = replace(self, last=given, answered=self.answered + 1)
        if not given.right:
            missed = dict.fromkeys((*self.missed, card.question.id))
            again = card._replace(needed=_RIGHT_AGAIN)
            return replace(session, missed=tuple(missed))._again(rest, again, _SOON, rng)
        if card.needed > 1:
            return session._again(rest, card._replace(needed=card.needed - 1), _LATER, rng)
        return replace(session, waiting=tuple(rest), resting=(*self.resting, card.question))

    def _again(
        self, rest: list[_Card], card: _Card, after: tuple[int, int], rng: Random
    ) -> "QuizSession":
        """Return the session with a card put back behind some others.

        Where it would be alone, one that rests is asked in between.
        """
        resting = list(self.resting)
        if not rest and resting:
            rest = [_Card(resting.pop(rng.randrange(len(resting))))]
        place = min(rng.randint(*after), len(rest))
        waiting = (*rest[:place], card, *rest[place:])
        return replace(self, waiting=waiting, resting=tuple(resting))


def begin(
    questions: Sequence[QuizQuestion], rng: Random, at_most: int | None = None
) -> QuizSession:
    """Begin a session with the questions in a new order, ``at_most`` so many of them."""
    mixed = list(questions)
    rng.shuffle(mixed)
    return QuizSession(tuple(_Card(question) for question in mixed[:at_most]))
