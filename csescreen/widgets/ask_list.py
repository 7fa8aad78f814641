"""What to ask a caller, one question a row: y, n and u answer it, and digits are the age."""

from textual import events
from textual.message import Message

from csescreen.commands import ROW
from csescreen.core.screening import ANSWERS, POSSIBLE
from csescreen.core.typed import OLDEST
from csescreen.keymap import chosen_keys
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.words import MARKS, NO_MARK

AGE = "age"
"""The key of the row that asks for the age."""
_PAUSE = 1.0
"""Letters that come within so many seconds of one another belong together: nobody asks so fast."""
_TAKES_BACK = ("backspace", "delete")
"""The keys that take a digit back."""


def age_mark(years: int | None, digits: str = "", *, asked: bool = False) -> str:
    """Return the mark of the age's row: "[ 14]", or "[ 1_]" while a digit may still come."""
    if digits:
        return f"[ {digits}_]"
    if years is None:
        return MARKS["unknown"] if asked else NO_MARK
    return f"[{years:>3}]"


class AskList(AnswerList):
    """Questions for a caller. Digits are the age, whichever row the cursor is on."""

    class AgeTyped(Message):
        """The age was typed; None where it is not known, ``asked`` where somebody asked for it.

        ``more`` says that another digit may follow, with which it would be no child's age.
        """

        def __init__(self, years: int | None, *, asked: bool, more: bool = False) -> None:
            """Carry the age in whole years."""
            super().__init__()
            self.years = years
            self.asked = asked
            self.more = more

    class DigitTyped(Message):
        """A digit stands for an age, or is the first of two; "" where it was dropped again."""

        def __init__(self, digits: str) -> None:
            """Carry the digits so far."""
            super().__init__()
            self.digits = digits

    class NoAge(Message):
        """Two digits that make no child's age were typed; nothing of them counts."""

        def __init__(self, digits: str) -> None:
            """Carry the digits."""
            super().__init__()
            self.digits = digits

    class Answering(Message):
        """The first of the keys that answer was pressed; what was answered before is kept aside."""

    class Sentence(Message):
        """What was typed is no answer: words of the caller, with the letters taken for answers."""

        def __init__(self, text: str) -> None:
            """Carry the text so far."""
            super().__init__()
            self.text = text

    _burst, _last = "", 0.0
    """The letters of answers that were typed without a pause, and when the last one was."""
    _digits = ""
    _complete = ""
    """The digits that the key before completed, after which many people press Enter."""

    def on_key(self, event: events.Key) -> None:
        """Take digits for the age, and letters that are no answers for what the caller says.

        One digit alone is an age too, once another key is pressed.
        """
        if event.character and event.character.isalpha() and self._is_sentence(event):
            event.stop()
            event.prevent_default()
            return
        complete, self._complete = self._complete, ""
        if event.character and event.character in "0123456789":
            event.stop()
            event.prevent_default()
            self._burst = ""  # an age has been typed: what comes now is not of the same sentence
            begun = self._digits or (complete if len(complete) == 1 else "")
            self._take(begun + event.character)
        elif complete and event.key == "enter":
            event.stop()
            event.prevent_default()
            self._typed(int(complete))
        elif self._digits:
            waiting, self._digits = self._digits, ""
            if event.key in _TAKES_BACK:
                event.stop()
                event.prevent_default()
                self.post_message(self.DigitTyped(""))
            else:
                self._typed(int(waiting))
                if event.key == "enter":
                    event.stop()
                    event.prevent_default()

    def _is_sentence(self, event: events.Key) -> bool:
        """Return whether a letter shows that a sentence is typed; note it where it answers."""
        assert event.character is not None  # noqa: S101 - it is a letter
        going_on = event.time - self._last < _PAUSE
        typed = (self._burst if going_on else "") + event.character
        if event.key in self._answer_keys():
            if len(typed) == 1:
                self.post_message(self.Answering())
            self._burst, self._last = typed, event.time
            return False
        self._burst = ""
        self.post_message(self.Sentence(typed))
        return True

    def _answer_keys(self) -> set[str]:
        """Return the letters that answer the row at the cursor."""
        possible = (POSSIBLE,) if self._takes_possible(self.key) else ()
        offered = [f"answer('{one}')" for one in (*ANSWERS, *possible)]
        now = chosen_keys()
        keys = (now.get(one.id, one.keys) for one in ROW if one.action in offered)
        return {key for several in keys for key in several.split(",")}

    def _take(self, digits: str) -> None:
        if len(digits) == 1 and int(digits) * 10 <= OLDEST and digits != "0":
            self._digits = digits
            self.post_message(self.DigitTyped(digits))
            return
        self._digits = ""
        if int(digits) > OLDEST:  # 30 must not become 3, nor 27 a child of 7
            self.post_message(self.NoAge(digits))
            return
        self._complete = digits
        self._typed(int(digits), more=len(digits) == 1)

    def _typed(self, years: int | None, *, asked: bool = True, more: bool = False) -> None:
        self.post_message(self.AgeTyped(years, asked=asked, more=more))
        if self.key == AGE:
            self._go_on()

    def action_answer(self, answer: str) -> None:
        """Answer the row at the cursor; an age is a number, or not known, or not asked."""
        if self.key != AGE:
            super().action_answer(answer)
        elif answer in ("unknown", ""):
            self._typed(None, asked=bool(answer))

    @property
    def points(self) -> bool:
        """Whether keys answer the row at the cursor: only while the keyboard is here."""
        return self.has_focus

    def action_choose(self) -> None:
        """Offer the answers of the row; those of the age are its digits."""
        if self.key == AGE:
            self._go_on()
        else:
            super().action_choose()

    def _go_on(self) -> None:
        without = (row.key for row in self.rows_below if row.lead == NO_MARK)
        self.move_to(next(without, self.key))
