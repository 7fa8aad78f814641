"""The part of a call that asks: its questions, the child's age, and the way to the box and back."""

from dataclasses import replace
from functools import partial

from csescreen.core import call
from csescreen.core.ports import Record
from csescreen.core.screening import Child, Screening
from csescreen.core.typed import OLDEST
from csescreen.screens.placing import Placing
from csescreen.services import Services
from csescreen.widgets.ask_list import AGE, AskList
from csescreen.widgets.call_rows import first_open
from csescreen.widgets.heard_box import HeardBox
from csescreen.widgets.words import NO_MARK


class Asking(Placing):
    """A call as far as its questions are asked."""

    def __init__(self, services: Services, record: Record) -> None:
        """Begin at the first question; a call that was parked goes on where it was."""
        super().__init__(services, record)
        self._digits = ""
        self._before_letters: Screening | None = None
        self._first_done = not first_open(self.current)

    @property
    def box(self) -> HeardBox:
        """The box in which the worker types."""
        return self.query_one("#heard", HeardBox)

    @property
    def asked(self) -> AskList:
        """The questions to ask."""
        return self.query_one("#ask", AskList)

    def show_item(self, item: str) -> None:
        """Put the cursor on a question, where it is one that is asked here."""
        self.asked.move_to(item)

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

    # -- between the questions and the box ----------------------------------------------------

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

    def action_leave(self) -> None:
        """Leave the box, so that keys are commands again."""
        self.action_ask()
