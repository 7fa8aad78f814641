"""What stands in one row of a step: a sign, a sign in one time window, or a question.

A row's key is the id of the sign or question; with windows the window's id follows it. No id holds
the mark between them.
"""

from typing import Final, NamedTuple

from csescreen.core.framework import Framework, Question
from csescreen.core.screening import POSSIBLE, Screening
from csescreen.core.windows import window_answers
from csescreen.core.words import ANSWERS

_MARK: Final = "@"


class Item(NamedTuple):
    """A sign or question by id; ``window`` is "" where a row stands for the whole of it."""

    name: str
    window: str = ""

    @property
    def key(self) -> str:
        """The key of its row."""
        return f"{self.name}{_MARK}{self.window}" if self.window else self.name


def item_of(key: str) -> Item:
    """Return what a row's key stands for."""
    name, _, window = key.partition(_MARK)
    return Item(name, window)


def rows_of(framework: Framework, name: str) -> tuple[Item, ...]:
    """Return the rows of a sign or question: one for each window, where signs have windows."""
    if name in framework.indicators and framework.windows:
        return tuple(Item(name, window) for window in framework.windows)
    return (Item(name),)


def row_key(framework: Framework, key: str) -> str:
    """Return the key of the row that a key leads to: the first of its rows, if it has several."""
    item = item_of(key)
    return item.key if item.window else rows_of(framework, item.name)[0].key


def answer_given(framework: Framework, screening: Screening, key: str) -> str:
    """Return the answer of a sign's row; "" where it was not asked."""
    item = item_of(key)
    answer = screening.signs.get(item.name)
    if item.window:
        return window_answers(answer, framework.windows).get(item.window) or ""
    return answer.answer if answer else ""


def takes_possible(framework: Framework, key: str) -> bool:
    """Return whether a row may be answered "possible"."""
    name = item_of(key).name
    if name in framework.indicators:
        return framework.possible_answer
    question = framework.own_questions.get(name)
    if question is not None and question.kind == "yes_no":
        return framework.possible_answer
    return question is not None and POSSIBLE in question.choices


def answers_of(question: Question | None, *, possible: bool = False) -> dict[str, str]:
    """Return the answers that may be chosen, by id, in words; without a question: of a sign."""
    if question is not None and question.kind == "choice":
        return {**question.choices, "unknown": question.choices.get("unknown", ANSWERS["unknown"])}
    given = ("yes", POSSIBLE, "no", "unknown") if possible else ("yes", "no", "unknown")
    return {answer: ANSWERS[answer] for answer in given}
