"""What a key on a sign, a question or a row of the outcome does."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual.content import Content

from csescreen.core.answers import (
    answer_fact,
    answer_sign,
    answer_window,
    date_sign,
    note_sign,
)
from csescreen.core.framework import Framework, Question
from csescreen.core.items import answer_given, item_of, takes_possible
from csescreen.core.screening import POSSIBLE, FactValue, SignAnswer
from csescreen.core.short_words import NO_TIME_SAID
from csescreen.core.windows import in_no_known_window
from csescreen.core.words import answer_words
from csescreen.keymap import key_of, with_keys
from csescreen.screens.judging import Judging
from csescreen.screens.modals.choose import NOT_ASKED, ChooseScreen, TypeScreen, choices_of
from csescreen.screens.modals.find import FindScreen
from csescreen.screens.modals.note import NoteScreen
from csescreen.screens.modals.read import ReadScreen
from csescreen.widgets.answer_list import NEXT_ANSWER, NEXT_WITH_POSSIBLE, AnswerList
from csescreen.widgets.call_page import heard_page
from csescreen.widgets.line_list import LineList
from csescreen.widgets.marked_box import WORDS_TITLE, MarkedBox
from csescreen.widgets.outcome_page import OutcomePage
from csescreen.widgets.pages import (
    about_action,
    about_question,
    about_sign,
    section,
    sources_text,
)
from csescreen.widgets.plain import plain
from csescreen.widgets.words import what_it_sets

_FOR_SIGNS = (
    "That is for signs. A question is answered by {sign.yes}, {sign.no}, {sign.unknown} or Enter."
)
_FIRST = "Answer the sign first: {sign.yes} yes, {sign.no} no, {sign.unknown} not known."
_UNSURE = "Where you are not sure, press {sign.unknown}."
ABOUT_THE_ONE_BEFORE = ("when", "regrade", "note")
"""On a row without an answer these mean the sign just answered: the cursor has moved on from it."""


class Answering(Judging):
    """The part of the workspace that answers."""

    _just_answered = ""

    @property
    def answers(self) -> AnswerList:
        """The list of signs or questions."""
        return self.query_one("#answers", AnswerList)

    def show_step(self, step_id: str, *, focus: bool = True, item: str = "") -> None:
        """Show a step."""
        raise NotImplementedError

    # -- marks --------------------------------------------------------------------------------

    def takes_possible(self, key: str) -> bool:
        """Return whether a row may be answered "possible"."""
        return takes_possible(self.current.framework, key)

    def answer(self, key: str, answer: str) -> None:
        """Answer a sign, or a question as far as it can be answered by one key."""
        framework, item = self.current.framework, item_of(key)
        if item.window:
            windows, screening = framework.windows, self.current.screening
            said = screening.signs.get(item.name)
            nothing_here = said is not None and item.window not in dict(said.windows)
            if not answer and nothing_here and in_no_known_window(said):
                self.say(NO_TIME_SAID)
            self.change(partial(answer_window, item=item, answer=answer, windows=windows))
            return
        if item.name in framework.indicators:
            self.change(partial(answer_sign, sign=item.name, answer=answer))
            return
        question = framework.questions.get(key)
        plain_answer = question is None or question.kind == "yes_no"
        if (
            answer in ("", "unknown")
            or plain_answer
            or answer in (question.choices if question else ())
        ):
            self._answer_fact(key, answer)
        else:
            self.choose(key)

    def _answer_fact(self, fact: str, value: str) -> None:
        """Answer a question. That one press took back an urgent yes is said, with the way back."""
        framework, before = self.current.framework, self.current.screening.facts.get(fact)
        self.change(partial(answer_fact, fact=fact, value=value))
        if fact in framework.urgent and before == "yes" and value != "yes":
            after = answer_words(framework, fact, value).lower() if value else "not asked"
            back = f"{key_of('screening.undo')} takes it back."
            self.say(f"{_asked(framework, fact)}: yes → {after}. {back}")

    def on_answer_list_answered(self, event: AnswerList.Answered) -> None:
        """Answer the row."""
        self.answer(event.key, event.answer)
        if event.answer:
            self._just_answered = event.key

    def _answered(self, key: str) -> bool:
        screening, name = self.current.screening, item_of(key).name
        return name in screening.signs or name in screening.facts

    def on_answer_list_wanted(self, event: AnswerList.Wanted) -> None:
        """Date, regrade, note or explain a row."""
        item = event.key
        if event.what in ABOUT_THE_ONE_BEFORE and not self._answered(item):
            item = self._just_answered or item
            self.answers.move_to(item)
        self.wanted(item, event.what)

    def on_line_list_lead_pressed(self, event: LineList.LeadPressed) -> None:
        """Answer by the mouse: each click on a mark gives the next answer."""
        if event.rows is self.answers:
            self.wanted(event.key, "next")

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Show the step at the cursor of the rail."""
        if event.rows.id == "rail":
            self.show_step(event.key, focus=False)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Go into the step, answer from a list, or follow a row of the outcome."""
        if event.rows.id == "rail":
            self.show_step(event.key)
        elif event.rows is self.answers:
            self.choose(event.key)
        else:
            self._follow(event.key, about=False)

    def on_marked_box_why(self, event: MarkedBox.Why) -> None:
        """Say why words are marked, and what else could be said."""
        self.read(WORDS_TITLE, event.box.about())

    def on_outcome_page_about_row(self, event: OutcomePage.AboutRow) -> None:
        """Say where a row of the outcome is written."""
        self._follow(event.key, about=True)

    # -- more of one row ----------------------------------------------------------------------

    def wanted(self, key: str, what: str) -> None:
        """Date, regrade, note or explain a sign or question, or give it the next answer."""
        framework, sign = self.current.framework, item_of(key).name
        answer = self.current.screening.signs.get(sign)
        if what == "about":
            self.about(sign)
        elif what == "next":
            self._answer_next(key)
        elif what == POSSIBLE:
            self.say(self._why_not_possible(key))
        elif sign not in framework.indicators:
            self.say(with_keys(_FOR_SIGNS))
        elif answer is None or (what != "note" and answer.answer == "no"):
            self.say(with_keys(_FIRST))
        elif what == "when" and framework.windows:
            self.say("This tool asks for each time by itself: answer the row of that time.")
        elif what == "when":
            self.change(partial(date_sign, sign=sign))
        elif what == "note":
            self._note(sign, answer)
        else:
            self.regrade(sign)

    def _answer_next(self, key: str) -> None:
        framework, screening = self.current.framework, self.current.screening
        question = framework.questions.get(key)
        sign = item_of(key).name in framework.indicators
        if not sign and question is not None and question.kind != "yes_no":
            self.choose(key)
            return
        value = screening.facts.get(key, "")
        given = answer_given(framework, screening, key) if sign else str(value)
        following = NEXT_WITH_POSSIBLE if self.takes_possible(key) else NEXT_ANSWER
        self.answer(key, following.get(given, "yes"))

    def _why_not_possible(self, key: str) -> str:
        framework, unsure = self.current.framework, with_keys(_UNSURE)
        if framework.possible_answer and key in framework.questions:
            return f'This question has no answer "possible". {unsure}'
        return f'{framework.name} has no answer "possible". {unsure}'

    def _note(self, sign: str, answer: SignAnswer) -> None:
        framework = self.current.framework

        def keep(note: str, heard: str) -> None:
            change = partial(note_sign, sign=sign, note=note, heard_from=heard)
            self.change(change, f"note:{sign}")

        wanted = [one.evidence for one in self.current.reading.frameworks if one.evidence]
        asked = "\n".join(one.ask for one in wanted if one.needed_of(sign))
        name = framework.indicators[sign].name
        marked = self.services.to_reconsider
        self.app.push_screen(NoteScreen(name, answer, keep, asked, marked))

    def about(self, item: str) -> None:
        """Explain a sign or a question."""
        situation = self.current
        if item in situation.framework.indicators:
            self.read("About this sign", about_sign(situation, item))
        else:
            self.read("About this question", about_question(situation, item))

    def read(self, title: str, blocks: Sequence[Content]) -> None:
        """Show an explanation."""
        self.app.push_screen(ReadScreen(title, blocks))

    def action_call(self) -> None:
        """Read what was said in the call with which the screening began."""
        self.read("The call", heard_page(self.current.screening))

    def choose(self, key: str) -> None:
        """Offer the answers of a sign or question."""
        framework, screening = self.current.framework, self.current.screening
        question, item = framework.questions.get(key), item_of(key)
        if question and question.kind in ("number", "names"):
            self._type(question)
            return
        sign = framework.indicators.get(item.name)
        value = str(screening.facts.get(key, NOT_ASKED))
        title = sign.name if sign else _asked(framework, key)
        if sign:
            value = answer_given(framework, screening, key) or NOT_ASKED
        if item.window:
            title = f"{title} - {framework.windows[item.window].name}"

        def keep(chosen: str | None) -> None:
            if chosen is not None:
                self.answer(key, chosen)

        rows = choices_of(question, possible=self.takes_possible(key))
        reading = self.current.reading
        rows = [replace(row, tail=what_it_sets(reading, key, row.key)) for row in rows]
        self.app.push_screen(ChooseScreen(title, rows, value), keep)

    def _type(self, question: Question) -> None:
        def keep(value: FactValue | None) -> None:
            if value is not None:
                self.change(partial(answer_fact, fact=question.id, value=value))

        value = self.current.screening.facts.get(question.id)
        self.app.push_screen(TypeScreen(question, value), keep)

    # -- finding and following ----------------------------------------------------------------

    def action_find(self) -> None:
        """Find a sign by any word."""
        search = partial(self.services.find_signs, self.current.framework)

        def go(sign: str | None) -> None:
            if sign is not None:
                self.show_item(sign)

        find = FindScreen(
            search, lambda: self.current, self.answer, self.wanted, self.takes_possible
        )
        self.app.push_screen(find, go)

    def _follow(self, key: str, *, about: bool) -> None:
        """Go where a row of the outcome leads, or say what it rests on."""
        kind, _, name = key.partition(":")
        situation = self.current
        if kind == "action":
            self.read("About this action", about_action(situation, situation.reading.action(name)))
            return
        name, _, under = name.partition("@")
        outcome = situation.reading.outcome(under) if under else situation.outcome
        if kind == "judge":
            self.judge(under)
        elif kind in ("question", "criterion", "sign") and not about:
            self.show_item(name)
        elif kind == "sign" or (kind == "question" and name != "age"):
            self.about(name)
        elif kind == "criterion":
            found = next(c for c in outcome.section_47.criteria if c.id == name)
            where = sources_text(outcome.framework, found.sources)
            self.read("Section 47", [plain(found.text), section("Where it is written", where)])
        elif kind == "reason":
            reason = outcome.reasons[int(name)]
            where = sources_text(outcome.framework, reason.sources)
            self.read("Why", [plain(reason.text), section("Where it is written", where)])


def _asked(framework: Framework, fact: str) -> str:
    question = framework.questions.get(fact)
    return question.ask if question else fact.replace("_", " ")
