"""Asking at one place of the way: a sign, a question, a field, a part of the narrative."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from csescreen.core.answers import answer_fact, answer_row, note_sign
from csescreen.core.framework import Question
from csescreen.core.items import answer_given, answers_of, item_of, takes_possible
from csescreen.core.screening import RECENCIES, FactValue, Screening
from csescreen.core.short_words import NO_TIME_SAID, what_it_sets
from csescreen.core.text import clean_line
from csescreen.core.typed import TypedError, typed_fact
from csescreen.core.windows import in_no_known_window
from csescreen.core.words import ANSWERS, answer_words
from csescreen.shell.ask.aloud import sentence_of, spoken
from csescreen.shell.ask.fields import Fields
from csescreen.shell.ask.route import Spot
from csescreen.shell.ask.talk import Asking, Turn, taken

_RECENCIES: Final = {key: key.capitalize() for key in RECENCIES}


class Answering(Fields):
    """The part of the conversation that asks the questions of a screening."""

    def ask_at(self, spot: Spot) -> Asking[None]:
        """Ask what is asked at a place, and keep the answer."""
        kind = self.route.part(spot).kind
        if kind == "fields":
            yield from self.field(spot)
        elif kind == "narrative":
            yield from self.write_part(spot.key)
        elif spot.about == "when":
            yield from self._when(spot.name)
        elif spot.about == "note":
            yield from self.note(spot.name)
        elif spot.about == "heard":
            yield from self._heard(spot.name)
        else:
            yield from self._row(spot)

    def write_part(self, part: str) -> Asking[None]:
        """Ask for a part of the narrative."""
        raise NotImplementedError

    def note(self, sign: str) -> Asking[None]:
        """Ask for a note on a sign."""
        raise NotImplementedError

    # -- signs and questions ------------------------------------------------------------------

    def _row(self, spot: Spot) -> Asking[None]:
        framework, item = self.framework, item_of(spot.key)
        question = None if item.name in framework.indicators else framework.questions.get(item.name)
        if question is not None and question.kind in ("number", "names"):
            yield from self._typed(spot, question)
            return
        choices = answers_of(question, possible=takes_possible(framework, spot.key))
        reading = self.situation.reading
        worded = {
            key: f"{words}, {spoken(sets)}"
            if (sets := what_it_sets(reading, item.name, key)) and question
            else words
            for key, words in choices.items()
        }
        before = self._given(spot)
        keeps = "keeps it" if before else "leaves it unasked"
        lines = [f"{self.where(spot)}{self._asked(spot)}", *self._so_far(spot)]
        usual = question is None or question.kind == "yes_no"
        chosen = yield from self.choose(lines, worded, keeps, clears=True, known=usual)
        if chosen is None:
            self.say("Kept." if before else "Left unasked.")
            return
        if not chosen and self._undated(spot):
            self.say(NO_TIME_SAID)
            return
        self._keep(
            chosen and spoken(choices[chosen]),
            partial(answer_row, framework=framework, key=spot.key, answer=chosen),
        )
        self.just_answered = spot.name if chosen else self.just_answered

    def _asked(self, spot: Spot) -> str:
        framework, item = self.framework, item_of(spot.key)
        if item.name not in framework.indicators:
            question = framework.questions.get(item.name)
            return spoken(question.ask) if question else item.name.replace("_", " ")
        name = sentence_of(spoken(framework.indicators[item.name].name))
        return (
            f"{name} Time: {spoken(framework.windows[item.window].name)}." if item.window else name
        )

    def _given(self, spot: Spot) -> str:
        """Return the answer of a row so far, in words; "" for none."""
        framework, item = self.framework, item_of(spot.key)
        if item.name in framework.indicators:
            given = answer_given(framework, self.screening, spot.key)
            return ANSWERS.get(given, given)
        value = self.screening.facts.get(item.name)
        return "" if value is None else clean_line(answer_words(framework, item.name, value))

    def _so_far(self, spot: Spot) -> Iterator[str]:
        if given := self._given(spot):
            yield f"Answered: {sentence_of(given)}"

    def _undated(self, spot: Spot) -> bool:
        """Return whether a time window has no answer to clear though the sign is present."""
        item = item_of(spot.key)
        answer = self.screening.signs.get(item.name)
        nothing_here = answer is not None and item.window not in dict(answer.windows)
        return bool(item.window) and nothing_here and in_no_known_window(answer)

    def _keep(self, words: str, change: partial[Screening]) -> None:
        self.say(sentence_of(words) if words else "Not asked now.")
        self.session.change(change)

    def _typed(self, spot: Spot, question: Question) -> Asking[None]:
        """Ask a question for a number or for names."""
        free = question.kind == "names"
        how = "Names with commas between them." if free else "A number, or unknown."
        keeps = "keeps it" if self._given(spot) else "leaves it unasked"
        lines = [f"{self.where(spot)}{self._asked(spot)}", *self._so_far(spot)]
        value: FactValue | None
        while True:
            try:
                text = yield from self.ask(lines, f"{how} Enter {keeps}:", free=free)
                if not text:
                    self.say("Kept." if self._given(spot) else "Left unasked.")
                    return
                value = typed_fact(question, text)
                break
            except TypedError as error:
                self.say(str(error))
            except Turn as turn:
                if turn.typed.word not in ("clear", "unknown"):
                    raise
                value = "unknown" if turn.typed.word == "unknown" else ""
                break
        value = "" if value is None else value
        words = clean_line(answer_words(self.framework, question.id, value)) if value != "" else ""
        self._keep(words, partial(answer_fact, fact=question.id, value=value))

    # -- what else is said of a sign ----------------------------------------------------------

    def _when(self, sign: str) -> Asking[None]:
        if self.framework.windows:
            self.say("This tool asks for each time by itself.")
            return
        answer = self.screening.signs.get(sign)
        so_far = (f"So far: {answer.when}.",) if answer and answer.when else ()
        chosen = yield from self.choose(
            ["How recent is it?", *so_far], _RECENCIES, "leaves it as it is", clears=True
        )
        if chosen is None:
            self.say("Kept." if so_far else "Left open.")
        else:
            self._keep(_RECENCIES.get(chosen, ""), partial(_dated, sign=sign, when=chosen or None))

    def _heard(self, sign: str) -> Asking[None]:
        answer = self.screening.signs.get(sign)
        if answer is None:
            return
        so_far = clean_line(answer.heard_from).strip()
        lines = ["Who said it? For example school, carer, police, the child."]
        lines += [f"So far: {so_far}"] if so_far else []
        otherwise = "keeps it" if so_far else "leaves it blank"
        try:
            text = yield from self.ask(lines, f"Enter {otherwise}:", kept=True)
        except Turn as turn:
            if turn.typed.word != "clear":
                raise
            text = ""
        else:
            if not text:
                return
        self.say(taken(text) if text else "Blank now.")
        note = answer.note
        self.session.change(partial(note_sign, sign=sign, note=note, heard_from=text))


def _dated(screening: Screening, sign: str, when: str | None) -> Screening:
    answer = screening.signs.get(sign)
    return screening if answer is None else screening.with_sign(sign, replace(answer, when=when))
