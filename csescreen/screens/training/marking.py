"""What a key on a sign or a question does in training: it changes the marks, in memory alone."""

from dataclasses import replace
from functools import partial

from textual.screen import Screen

from csescreen.core.framework import Question
from csescreen.core.items import answer_given, item_of, takes_possible
from csescreen.core.screening import FactValue
from csescreen.core.words import question_words
from csescreen.keymap import with_keys
from csescreen.screens.modals.choose import ChooseScreen, TypeScreen, choices_of
from csescreen.screens.modals.find import FindScreen
from csescreen.screens.modals.read import ReadScreen
from csescreen.screens.training.attempt import Attempt, Attempts
from csescreen.services.training import TrainingServices
from csescreen.widgets.answer_list import NEXT_ANSWER, NEXT_WITH_POSSIBLE, AnswerList
from csescreen.widgets.pages import about_question, about_sign
from csescreen.widgets.situation import Situation

_NOT_POSSIBLE = (
    'This has no answer "possible". Mark it {sign.yes}, {sign.no} or, where the story leaves it '
    "open, {sign.unknown}."
)


class Marking(Screen[None]):
    """The part of a training case that marks."""

    def __init__(self, services: TrainingServices, attempts: Attempts, attempt: Attempt) -> None:
        """Go on with an attempt."""
        super().__init__()
        self.services, self._attempts = services, attempts
        self.attempt = attempt
        self.situation: Situation = attempt.situation(services)

    def paint(self, key: str | None = None) -> None:
        """Paint what is marked now, with the cursor on a row."""
        raise NotImplementedError

    def show_item(self, item: str) -> None:
        """Go to a sign or a question."""
        raise NotImplementedError

    def take(self, attempt: Attempt) -> None:
        """Go on with a changed attempt."""
        self.attempt = attempt
        self._attempts.keep(attempt)
        self.situation = attempt.situation(self.services)

    def takes_possible(self, key: str) -> bool:
        """Return whether a row may be answered "possible"."""
        return takes_possible(self.attempt.framework, key)

    def answer(self, key: str, answer: FactValue) -> None:
        """Mark a sign, or answer a question as far as one key can."""
        framework, name = self.attempt.framework, item_of(key).name
        question = framework.questions.get(name)
        marks = self.attempt.marks
        if name in framework.indicators:
            marks = marks.with_sign(name, str(answer) or None)
        elif question and question.kind != "yes_no" and answer in ("yes", "no", "possible"):
            self.choose(key)
            return
        else:
            marks = marks.with_fact(name, answer or (answer if answer == 0 else None))
        self.take(replace(self.attempt, marks=marks))
        self.paint()

    def on_answer_list_answered(self, event: AnswerList.Answered) -> None:
        """Mark the row."""
        self.answer(event.key, event.answer)

    def on_answer_list_wanted(self, event: AnswerList.Wanted) -> None:
        """Explain a row."""
        self.wanted(event.key, event.what)

    def on_line_list_lead_pressed(self, event: AnswerList.LeadPressed) -> None:
        """Mark by the mouse: each click gives the next answer."""
        self.wanted(event.key, "next")

    def on_line_list_chosen(self, event: AnswerList.Chosen) -> None:
        """Offer the answers of the row."""
        self.choose(event.key)

    def wanted(self, key: str, what: str) -> None:
        """Explain a sign or a question, or give it the next answer."""
        name = item_of(key).name
        if what == "about" and name in self.attempt.framework.indicators:
            blocks = about_sign(self.situation, name)
            self.app.push_screen(ReadScreen("About this sign", blocks))
        elif what == "about":
            blocks = about_question(self.situation, name)
            self.app.push_screen(ReadScreen("About this question", blocks))
        elif what == "next":
            following = NEXT_WITH_POSSIBLE if self.takes_possible(key) else NEXT_ANSWER
            self.answer(key, following.get(self._given(name), "yes"))
        else:
            self.notify(with_keys(_NOT_POSSIBLE), markup=False)

    def _given(self, name: str) -> str:
        framework, screening = self.attempt.framework, self.situation.screening
        if name in framework.indicators:
            return answer_given(framework, screening, name)
        return str(screening.facts.get(name, ""))

    def choose(self, key: str) -> None:
        """Offer the answers of a sign or a question."""
        framework, name = self.attempt.framework, item_of(key).name
        question = framework.questions.get(name)
        if question and question.kind in ("number", "names"):
            self._type(question)
            return
        sign = framework.indicators.get(name)

        def keep(chosen: str | None) -> None:
            if chosen is not None:
                marks = self.attempt.marks
                change = marks.with_sign if sign else marks.with_fact
                self.take(replace(self.attempt, marks=change(name, chosen or None)))
                self.paint()

        title = sign.name if sign else question_words(framework, name)
        rows = choices_of(question, possible=self.takes_possible(name))
        self.app.push_screen(ChooseScreen(title, rows, self._given(name)), keep)

    def _type(self, question: Question) -> None:
        def keep(value: FactValue | None) -> None:
            if value is not None:
                self.answer(question.id, value)

        value = self.situation.screening.facts.get(question.id)
        self.app.push_screen(TypeScreen(question, value), keep)

    def action_find(self) -> None:
        """Find a sign by any word."""
        search = partial(self.services.find_signs, self.attempt.framework)

        def go(sign: str | None) -> None:
            if sign is not None:
                self.show_item(item_of(sign).name)

        find = FindScreen(
            search,
            lambda: self.situation,
            self.answer,
            self.wanted,
            self.takes_possible,
            marks_alone=True,
        )
        self.app.push_screen(find, go)
