"""The part of a call that listens: what is typed in the box, and the signs that it marks.

What stands in the box is kept with every letter, and marks nothing. Undoing takes back marks and
answers, never what was said.
"""

from textual.widgets import Static

from csescreen.core import call
from csescreen.core.framework import Indicator
from csescreen.core.items import item_of
from csescreen.core.ports import Record
from csescreen.core.screening import Screening
from csescreen.keymap import key_of
from csescreen.screens.asking import Asking
from csescreen.screens.messages import RecordChanged
from csescreen.services import Services
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.ask_list import AGE
from csescreen.widgets.call_rows import found_rows, marked_rows
from csescreen.widgets.heard_box import SignList
from csescreen.widgets.line_list import LineList
from csescreen.widgets.plain import plain
from csescreen.widgets.situation import Situation
from csescreen.widgets.status_line import StatusLine


class Hearing(Asking):
    """A call as far as it is answered, typed and marked."""

    def __init__(self, services: Services, record: Record) -> None:
        """Begin with what stood in the box of a call that was parked."""
        super().__init__(services, record)
        self._hint = ""
        self._again = ""
        """Words of the log that were put into the box again, for another sign in them."""

    @property
    def answers(self) -> SignList:
        """The signs that were found, or were marked so far."""
        return self.query_one("#answers", SignList)

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
        """Return the screening with what stands in the box, and not in the log already."""
        kept = self.box.words == self._again
        return call.typing(screening, "" if kept else self.box.line)

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

    # -- marking ------------------------------------------------------------------------------

    def action_mark_first(self) -> None:
        """Mark the first sign that was found as present; with none, keep the words."""
        self.gather()
        if not self.box.words:
            self.say(f"Type what you hear first. {key_of('triage.ask')} goes to the questions.")
        elif not self.services.signs_said(self.current.framework, self.box.words):
            self.action_keep()
        else:
            self._paint_signs()  # the first of the words as they stand now
            if self._is_sure(self.box.words):
                self._mark(self.answers.rows[0].key, "yes", self.box.words)
            else:
                self.set_focus(self.answers)

    def _is_sure(self, words: str) -> bool:
        """Return whether Enter may mark the first sign; else it is looked at once more."""
        return words != self._again and self.services.is_sure(self.current.framework, words)

    def _found(self, words: str) -> list[Indicator]:
        """Return the signs that the words may mean; of words put in again, the others first."""
        found = self.services.signs_said(self.current.framework, words)
        if words == self._again:
            screening = self.record.screening
            found.sort(key=lambda sign: call.was_said_of(screening, sign.id, words))
        return found

    def action_keep(self) -> None:
        """Keep the words in the log without a sign."""
        words = self._taken()
        if words:
            self.say(f"Kept in the log: “{words}”")

    def _taken(self) -> str:
        """Take the words out of the box, as a line of what was said."""
        self.gather()
        words = self.box.words
        if words:
            self._set(self._heard(words))  # no step that could be undone
            self._empty()
        return words

    def _heard(self, words: str) -> Screening:
        """Return the screening with the words as a line of the log, once for all their signs."""
        screening = self.record.screening
        if not words or words == self._again:
            return screening
        return call.heard(screening, words, self.services.now())

    def _empty(self) -> None:
        self._again = self.box.value = ""

    def action_again(self) -> None:
        """Put the words that were said last into the empty box: they may tell of another sign."""
        said = call.said_last(self.record.screening)
        if said and not self.box.words:
            self._again = said
            self.box.value = said
            self.box.cursor_position = len(said)

    def _mark(self, row: str, answer: str, words: str) -> None:
        """Answer a sign with the words, which are kept as said first: undoing leaves them."""
        self.gather()
        words = self.box.words if words else ""
        windows, now = self.current.framework.windows, self.services.now()
        before = self.record.screening
        heard = self._heard(words)
        marked = call.mark(heard, row, answer, words, now, windows)
        if marked != before:
            if marked != heard:
                self._history.add(heard)
            self._set(marked)
        if words:
            self._empty()
        said = {"yes": "Present", "no": "Not present", "unknown": "Not known"}
        sign = self.current.framework.indicators[item_of(row).name]
        keys = f"{key_of('triage.undo')} undoes it"
        if words:
            keys += ", Up: the same words again"
        self.say(f"{said.get(answer, 'Answered')} ({keys}): {sign.name}")

    def on_answer_list_answered(self, event: AnswerList.Answered) -> None:
        """Answer a question or a sign; what stands in the box is what the caller said of it."""
        event.prevent_default()  # the workspace's own answer
        event.stop()
        if item_of(event.key).name not in self.current.framework.indicators:
            self.answer(event.key, event.answer)
            self._to_box_once_asked()
            return
        of_box = event.rows is self.answers
        words = self.box.words if of_box else ""
        self._mark(event.key, event.answer, words)
        if words:
            self.set_focus(self.box)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Mark a sign as present, or offer the answers of a question."""
        event.prevent_default()
        event.stop()
        if event.rows is self.answers:
            words = self.box.words
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

    def _paint_signs(self) -> None:
        words = self.box.words
        if words:
            rows = found_rows(self.current, self._found(words))
            hint = "" if rows else "No sign has these words: Enter keeps them as they were said."
            if rows:
                keeps = key_of("triage.keep")
                enter = "Enter: the first is present · Down: another"
                if not self._is_sure(words):
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

    def action_to_signs(self) -> None:
        """Go from the box to the signs below it."""
        if self.answers.rows:
            self.set_focus(self.answers)

    def action_close(self) -> None:
        """From the signs, back into the box; from the questions, park the call and go home."""
        if self.answers.has_focus:
            self.set_focus(self.box)
        else:
            super().action_close()
