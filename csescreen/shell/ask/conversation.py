"""The whole conversation: the way from question to question, and what commands make of it."""

from collections.abc import Callable
from typing import Final

from csescreen.shell.ask.aloud import spoken
from csescreen.shell.ask.leading import MOST_BACK, Leading
from csescreen.shell.ask.route import OUTCOME, Spot, changed_spot, is_asked, progress_words
from csescreen.shell.ask.talk import Asking, Leave, Turn
from csescreen.shell.ask.telling import arrived_said, open_said
from csescreen.shell.ask.words import Typed

_NEXT: Final = {
    "judge": "Judge the level",
    "export": "Write the referral",
    "open": "What is still open",
    "go": "Go to a step",
    "quit": "Save and leave",
}
_AGAIN: Final = "says this again, and outcome says everything"


class Conversation(Leading):
    """From the beginning to the end. Each line that is sent to `run` answers its last prompt."""

    def run(self) -> Asking[None]:
        """Talk until the user leaves."""
        self.trail: list[Spot] = []
        self._noted: set[str] = set()
        try:
            yield from self._begun()
            turn: Turn | None = None
            while True:
                try:
                    if turn is None:
                        yield from self._visit()
                    else:
                        typed, turn = turn.typed, None
                        yield from self._perform(typed)
                except Turn as another:
                    turn = another
        except Leave:
            pass

    def _begun(self) -> Asking[None]:
        try:
            yield from self.begin()
        except Turn:  # before a screening is open nothing but to quit leads away from the beginning
            raise Leave from None

    # -- the way ------------------------------------------------------------------------------

    def _visit(self) -> Asking[None]:
        spot = self.at
        part = self.route.part(spot)
        entered = part.id != self.part
        if entered:
            self.part = part.id
            number = [one.id for one in self.route.parts].index(part.id) + 1
            done = progress_words(self.route, self.situation, part)
            title = f"Step {number} of {len(self.route.parts)}: {spoken(part.title)}"
            self.say(f"{title}{f', {done}' if done else ''}.")
        self.session.at(self.route.place(spot))
        if part.kind == OUTCOME:
            yield from self._outcome(entered)
            return
        yield from self.ask_at(spot)
        self._go_on()

    def _go_on(self) -> None:
        """Go on to the place after this one, or back to where a command led away from."""
        spots = [*self.route.spots]
        at = spots.index(self.at)
        following = next((one for one in spots[at + 1 :] if is_asked(self.situation, one)), self.at)
        if self.back_to is not None and following.name != self.at.name:
            following, self.back_to = self.back_to, None
        self.trail.append(self.at)
        del self.trail[:-MOST_BACK]
        self.at = following

    def _outcome(self, entered: bool) -> Asking[None]:
        if entered:
            self.say_all(arrived_said(self.situation, self._noted))
        while True:
            chosen = yield from self.choose(["What next?"], _NEXT, _AGAIN, short=True)
            if chosen is None:
                continue
            if chosen == "open":
                self.say_all(open_said(self.situation))
                self.say("Type open to be asked the first of them.")
            else:
                raise Turn(Typed(chosen))

    # -- commands -----------------------------------------------------------------------------

    def _perform(self, typed: Typed) -> Asking[None]:
        """Do what a command says; afterwards the way goes on."""
        if typed.word == "quit":
            raise Leave
        if typed.word in ("back", "skip", "next", "undo", "redo"):
            getattr(self, f"_{typed.word}")()
        elif typed.word in ("unknown", "clear"):
            self.say("That cannot be answered so here.")
        elif typed.word in ("note", "when", "regrade"):
            yield from self.about_sign(typed.word)
        elif typed.word == "judge":
            yield from self.judge()
        elif typed.word == "export":
            yield from self.export()
        elif typed.word == "find":
            yield from self.find(typed.rest)
        elif typed.word == "go":
            yield from self.go_to(typed.rest)
        elif typed.word == "tools":
            yield from self.tools()
        elif typed.word == "open":
            self.ask_open()

    def _back(self) -> None:
        self.back_to = None
        if self.trail:
            self.at = self.trail.pop()
        else:
            spots = [*self.route.spots]
            before = [one for one in spots[: spots.index(self.at)] if is_asked(self.situation, one)]
            if not before:
                self.say("This is the first question.")
            self.at = before[-1] if before else self.at

    def _skip(self) -> None:
        if self.route.part(self.at).kind == OUTCOME:
            self.say("This is the last step.")
            return
        self.say("Skipped.")
        self._go_on()

    def _next(self) -> None:
        parts = [one.id for one in self.route.parts]
        at = parts.index(self.at.part)
        if at + 1 == len(parts):
            self.say("This is the last step.")
            return
        self.enter(self.route.parts[at + 1])

    def _undo(self) -> None:
        self._gone_back(self.session.undo, "Undone", "There is nothing to undo.")

    def _redo(self) -> None:
        self._gone_back(self.session.redo, "Redone", "There is nothing to redo.")

    def _gone_back(self, go_back: Callable[[], bool], done: str, nothing: str) -> None:
        """Go back or forward by one change, and to the place at which it was made."""
        before = self.screening
        if not go_back():
            self.say(nothing)
            return
        self.anew()
        found = changed_spot(self.route, before, self.screening)
        if found is None:
            self.say(f"{done}.")
            return
        self.say(f"{done}, at this question:")
        self.go(found)
