"""The part of a call that speaks: the caller's details, what was said to them, and the end."""

from functools import partial

from csescreen.core import call
from csescreen.core.child_fields import Field, problem, shown_text, with_text
from csescreen.core.words import counted
from csescreen.keymap import key_of
from csescreen.screens.hearing import Hearing
from csescreen.screens.modals.caller import FIELDS, TICKS, CallerScreen
from csescreen.screens.modals.end_call import PARK, EndScreen
from csescreen.widgets.ask_list import AGE
from csescreen.widgets.call_page import heard_page, to_do_page
from csescreen.widgets.call_rows import DANGER, first_open

_RECEIVED = Field(call.RECEIVED, "clock", "Referral received")


class Speaking(Hearing):
    """A call as far as something is asked of the caller, or told to them."""

    ended_how = ""
    """How the call ended, one of the ways of `EndScreen`; "" where it is parked."""

    def action_caller(self) -> None:
        """Ask for the caller, the child's name, and when the call was received."""
        self.gather()
        screening = self.record.screening
        texts = {key: screening.details.get(key, "") for key in (*FIELDS, *TICKS)}
        texts[call.RECEIVED] = shown_text(_RECEIVED, screening)
        self.app.push_screen(CallerScreen(texts, self._keep_field))

    def _keep_field(self, key: str, text: str) -> str:
        now = self.services.now()
        if key == call.RECEIVED:
            self.change(with_text(_RECEIVED, text, now), key)
            return problem(_RECEIVED, self.record.screening, now)
        self.change(partial(call.with_caller, key=key, text=text), key)
        return ""

    def action_said(self) -> None:
        """Note that the sentence was said to the caller."""
        self.gather()
        now, current = self.services.now(), self.current
        to_say = self.services.to_say(current.screening, current.reading, now)
        left = [words for words in to_say if not call.was_told(current.screening, words)]
        if left:
            self.change(partial(call.told, sentence=left[0], now=now))
            self.say("Noted as said to the caller, with the time.")
        else:
            self.say("Everything that is prepared for now was said.")

    def action_outcome(self) -> None:
        """Read everything that must happen, by when, and what can be said."""
        current = self.current
        to_say = self.services.to_say(current.screening, current.reading, self.services.now())
        self.read("What must happen, and what to say", to_do_page(current, to_say))

    def action_log(self) -> None:
        """Read what was said so far."""
        self.gather()
        self.read("What was said so far", heard_page(self.record.screening))

    def action_end(self) -> None:
        """Ask how the call ends."""
        self.gather()
        self.app.push_screen(EndScreen(self._before_the_end()), self._end)

    def _before_the_end(self) -> list[str]:
        screening, current = self.record.screening, self.current
        details = screening.details
        found = []
        still = set(first_open(current))
        if DANGER in still:
            found.append("Ask whether the child is in danger now: nobody has.")
        elif screening.facts[DANGER] == "yes":
            found.append("The child is in danger now: has 999 been called?")
        if AGE in still:
            found.append("Ask how old the child is: nobody has.")
        if further := still - {DANGER, AGE}:
            found.append(f"{counted(len(further), 'first question')} without an answer.")
        if not details.get(call.CONTACT, "").strip() and call.ANONYMOUS not in details:
            found.append(f"Ask for a number to call back ({key_of('triage.caller')}).")
        to_say = self.services.to_say(screening, current.reading, self.services.now())
        left = sum(not call.was_told(screening, words) for words in to_say)
        if left:
            what = "One prepared sentence was" if left == 1 else f"{left} prepared sentences were"
            found.append(f"{what} not said, or not noted as said ({key_of('triage.said')}).")
        return found

    def _end(self, how: str | None) -> None:
        if how is None:
            return
        if how == PARK:
            self.gather()
            self.dismiss(None)
            return
        self._taken()
        now = self.services.now()
        self.change(lambda screening: call.end(screening, now))
        self.ended_how = how
        self.dismiss(None)
