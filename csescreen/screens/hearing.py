"""The part of a call that listens: questions and the box are answered, and signs are marked.

What stands in the box is kept with every letter, and marks nothing. Undoing takes back marks and
answers, never what was said.
"""

from dataclasses import replace
from functools import partial

from textual.widgets import Static

from csescreen.core import call
from csescreen.core.items import item_of
from csescreen.core.ports import Record
from csescreen.core.screening import Child, Screening
from csescreen.core.typed import OLDEST
from csescreen.keymap import key_of
from csescreen.screens.messages import RecordChanged
from csescreen.screens.placing import Placing
from csescreen.services import Services
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.ask_list import AGE, AskList
from csescreen.widgets.call_rows import first_open, found_rows, marked_rows
from csescreen.widgets.heard_box import HeardBox, SignList
from csescreen.widgets.line_list import LineList
from csescreen.widgets.plain import plain
from csescreen.widgets.situation import Situation
from csescreen.widgets.status_line import StatusLine
from csescreen.widgets.words import NO_MARK


class Hearing(Placing):
    """A call as far as it is answered, typed and marked."""

    def __init__(self, services: Services, record: Record) -> None:
        """Begin at the first question; a call that was parked goes on where it was."""
        super().__init__(services, record)
        self._digits = ""
        self._hint = ""
        self._before_letters: Screening | None = None
        self._first_done = not first_open(self.current)

    @property
    def box(self) -> HeardBox:
        """The box in which the worker types."""
        return self.query_one("#heard", HeardBox)

    @property
    def answers(self) -> SignList:
        """The signs that were found, or were marked so far."""
        return self.query_one("#answers", SignList)

    @property
    def asked(self) -> AskList:
        """The questions to ask."""
        return self.query_one("#ask", AskList)

    # -- what stands in the box ---------------------------------------------------------------

    def _typed(self) -> None:
        self._keep_typing()
        self._paint_signs()

    def _keep_typing(self) -> None:
        """Keep what stands in the box, so that a call that breaks off has it; it marks nothing."""
        after = self.gathered(self.record.screening)
        if after != self.record.screening:
            self._hint = ""
            self.record = self.services.changed(self.record, after, self.own_pins)
            self.app.post_message(RecordChanged(self.record))
            current = self.current
            # without a watcher: nothing that is worked out or painted elsewhere changes by it
            self.set_reactive(Hearing.situation, Situation(after, current.reading, current.now))
            self.query_one(StatusLine).state = "saving…"

    def gathered(self, screening: Screening) -> Screening:
        """Return the screening with what stands in the box."""
        return call.typing(screening, self.box.words)

    def gather(self) -> Record:
        """Take over what was typed a moment ago; it is no step that could be undone."""
        if self.is_mounted:
            self._keep_typing()
        return self.record

    def refill(self) -> None:
        """Leave the box as it is: undoing takes back marks, never what is being typed."""

    def _go_back_to(self, screening: Screening | None, nothing: str) -> None:
        if screening is None:
            self.say(nothing)
            return
        self._set(self.gathered(call.gone_back(screening, self.record.screening)))
        self.say("Taken back. What was said stays in the log.")

    def show_item(self, item: str) -> None:
        """Put the cursor on a question, where it is one that is asked here."""
        self.asked.move_to(item)

    # -- marking ------------------------------------------------------------------------------

    def action_mark_first(self) -> None:
        """Mark the first sign that was found as present; with none, keep the words."""
        self.gather()
        if not self.box.words.strip():
            self.say(f"Type what you hear first. {key_of('triage.ask')} goes to the questions.")
        elif not self.services.signs_said(self.current.framework, self.box.words.strip()):
            self.action_keep()
        else:
            self._paint_signs()  # the first of the words as they stand now
            if self._is_sure():
                self._mark(self.answers.rows[0].key, "yes", self.box.words)
            else:
                self.set_focus(self.answers)

    def _is_sure(self) -> bool:
        """Return whether Enter may mark the first sign; else it is looked at once more."""
        return self.services.is_sure(self.current.framework, self.box.words.strip())

    def action_keep(self) -> None:
        """Keep the words in the log without a sign."""
        words = self._taken()
        if words:
            self.say(f"Kept in the log: “{words}”")

    def _taken(self) -> str:
        """Take the words out of the box, as a line of what was said."""
        self.gather()
        words, now = self.box.words.strip(), self.services.now()
        if words:  # no step that could be undone
            self._set(call.heard(self.record.screening, words, now))
        self.box.value = ""
        return words

    def _mark(self, row: str, answer: str, words: str) -> None:
        """Answer a sign with the words, which are kept as said first: undoing leaves them."""
        self.gather()
        words = self.box.words.strip() if words else ""
        windows, now = self.current.framework.windows, self.services.now()
        before = self.record.screening
        heard = call.heard(before, words, now) if words else before
        marked = call.mark(heard, row, answer, words, now, windows)
        if marked != before:
            if marked != heard:
                self._history.add(heard)
            self._set(marked)
        if words:
            self.box.value = ""
        said = {"yes": "Present", "no": "Not present", "unknown": "Not known"}
        sign = self.current.framework.indicators[item_of(row).name]
        undoes = key_of("triage.undo")
        self.say(f"{said.get(answer, 'Answered')} ({undoes} undoes it): {sign.name}")

    def on_answer_list_answered(self, event: AnswerList.Answered) -> None:
        """Answer a question or a sign; what stands in the box is what the caller said of it."""
        event.prevent_default()  # the workspace's own answer
        event.stop()
        if item_of(event.key).name not in self.current.framework.indicators:
            self.answer(event.key, event.answer)
            self._to_box_once_asked()
            return
        of_box = event.rows is self.answers
        words = self.box.words.strip() if of_box else ""
        self._mark(event.key, event.answer, words)
        if words:
            self.set_focus(self.box)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Mark a sign as present, or offer the answers of a question."""
        event.prevent_default()
        event.stop()
        if event.rows is self.answers:
            words = self.box.words.strip()
            self._mark(event.key, "yes", words)
            if words:
                self.set_focus(self.box)
        else:
            self.choose(event.key)

    def on_line_list_lead_pressed(self, event: LineList.LeadPressed) -> None:
        """Answer by the mouse: each click on a mark gives the next answer."""
        event.prevent_default()
        event.stop()
        if event.key != AGE:
            self.wanted(event.key, "next")

    def on_ask_list_answering(self, event: AskList.Answering) -> None:
        """Keep aside what was answered before: the letters may turn out to be a sentence."""
        event.stop()
        self._before_letters = self.record.screening

    def on_ask_list_sentence(self, event: AskList.Sentence) -> None:
        """Put what was typed into the box, and take back what its first letters answered."""
        event.stop()
        before = self._before_letters
        if len(event.text) > 1 and before is not None:
            self.change(lambda now: call.gone_back(before, now))
        self.box.value = " ".join(filter(None, (self.box.value.rstrip(), event.text)))
        self.box.cursor_position = len(self.box.value)
        self.set_focus(self.box)

    def on_ask_list_age_typed(self, event: AskList.AgeTyped) -> None:
        """Take the age."""
        event.stop()
        self._digits = ""
        if self.record.screening.child.date_of_birth is not None:
            self.say("The date of birth is known, and counts instead of an age.")
        elif event.years is None and event.asked:
            self.change(partial(call.age_not_known, now=self.services.now()))
        else:
            child = Child(event.years)
            self.change(lambda screening: replace(screening, child=child))
        self.paint()
        if not event.more:
            self._to_box_once_asked()
        elif not first_open(self.current):  # in the box its second digit would be of the words
            self.say(f"Age {event.years}. Go on with what you hear.")

    def on_ask_list_no_age(self, event: AskList.NoAge) -> None:
        """Say that it is no child's age. The first of its digits may have been taken for one."""
        event.stop()
        self._digits = ""
        if self.record.screening.child.date_of_birth is None:
            self.change(lambda screening: replace(screening, child=Child()))
        self.asked.move_to(AGE)
        self.paint()
        self.say(f"{event.digits} was not taken: an age is from 0 to {OLDEST}. Type it again.")

    def on_ask_list_digit_typed(self, event: AskList.DigitTyped) -> None:
        """Show the first digit while the second may still come."""
        event.stop()
        self._digits = event.digits
        self.paint()

    def _paint_signs(self) -> None:
        words = self.box.words.strip()
        if words:
            found = self.services.signs_said(self.current.framework, words)
            rows = found_rows(self.current, found)
            hint = "" if rows else "No sign has these words: Enter keeps them as they were said."
            if rows:
                keeps = key_of("triage.keep")
                enter = "Enter: the first is present · Down: another"
                if not self._is_sure():
                    enter = "Enter: to the first; Enter again: present, n: not"
                hint = f"{enter} · {keeps}: keep the words"
        else:
            rows = marked_rows(self.current)
            hint = self._hint or ("Marked so far:" if rows else "")
        self.answers.acts_on_first = bool(words)
        self.answers.set_rows(rows, rows[0].key if words and rows else None)
        self.query_one("#hint", Static).update(plain(hint), layout=False)

    def say(self, words: str) -> None:
        """Tell the user something in passing, below the box: a message over it would hide signs."""
        self._hint = words
        if self.is_mounted:
            self._paint_signs()

    # -- going about --------------------------------------------------------------------------

    def _to_box_once_asked(self) -> None:
        """Go into the box as soon as the first questions are answered, once."""
        if not self._first_done and not first_open(self.current):
            self._first_done = True
            self._point_at_next()
            self.set_focus(self.box)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave "/" to the box."""
        return not (action == "type" and self.is_mounted and self.box.has_focus)

    def action_type(self) -> None:
        """Go into the box."""
        self.set_focus(self.box)

    def action_ask(self) -> None:
        """Go from the box to the first question without an answer, and back."""
        if self.asked.has_focus:
            self.set_focus(self.box)
            return
        self._point_at_next()
        self.set_focus(self.asked)

    def _point_at_next(self) -> None:
        """Put the cursor of the questions on the next one to ask, with danger in sight above it."""
        rows, now = self.asked.rows, self.asked.key
        self.asked.move_to(rows[0].key)
        self.asked.move_to(next((row.key for row in rows if row.lead == NO_MARK), now))

    def action_to_signs(self) -> None:
        """Go from the box to the signs below it."""
        if self.answers.rows:
            self.set_focus(self.answers)

    def action_leave(self) -> None:
        """Leave the box, so that keys are commands again."""
        self.action_ask()

    def action_close(self) -> None:
        """From the signs, back into the box; from the questions, park the call and go home."""
        if self.answers.has_focus:
            self.set_focus(self.box)
        else:
            super().action_close()
