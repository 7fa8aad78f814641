"""Commands that lead to another place of the way, and back: find, go, open, note, tools."""

from typing import Final

from csescreen.core.answers import read_under
from csescreen.core.items import row_key
from csescreen.core.situation import first_question
from csescreen.core.steps import place_of
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.shell.ask.aloud import sentence_of, spoken
from csescreen.shell.ask.beginning import Beginning
from csescreen.shell.ask.route import Part, Spot
from csescreen.shell.ask.talk import SHOWN, Asking
from csescreen.shell.ask.words import numbers_in

MOST_BACK: Final = 500


class Leading(Beginning):
    """The part of the conversation that goes elsewhere."""

    trail: list[Spot]
    """The places that were left, the last one at the end."""
    part = ""
    """The part that was entered last, which was said then."""
    back_to: Spot | None = None
    """Where to go on after what a command led to."""

    def go(self, spot: Spot, *, back_to: Spot | None = None) -> None:
        """Go to a place; ``back_to`` is where the way goes on after it."""
        self.back_to = back_to
        if spot != self.at:
            self.trail.append(self.at)
            del self.trail[:-MOST_BACK]
        self.at = spot

    def enter(self, part: Part) -> None:
        """Go into a part, to the first place without an answer."""
        self.part = ""
        self.go(self.first_open([*part.spots]))

    def about_sign(self, word: str) -> Asking[None]:
        """Ask for more of the sign that is asked for, or else of the one that was answered last."""
        here = self.at.name
        answered = here in self.screening.signs
        sign = here if answered else self.just_answered
        if sign not in self.screening.signs or sign not in self.framework.indicators:
            self.say("That is for a sign, once it is answered.")
        elif word == "regrade":
            yield from self.regrade(sign)
        elif word == "when" and self.screening.signs[sign].answer == "no":
            self.say("A sign that is not there has no time.")
        else:
            spot = self.route.spot_of(sign, word)
            if spot is None:
                self.say("This tool asks for each time by itself.")
            else:
                self.go(spot, back_to=self.back_to or self.at)

    def find(self, words: str) -> Asking[None]:
        """Ask which of the signs is meant that the words find, and go to it."""
        if not words:
            asked = ["Find a sign by any word that was said, such as taxi, new phone, hotel."]
            words = yield from self.ask(asked, "Words, Enter goes back:", free=True)
            if not words:
                return
        found = self.services.signs_said(self.framework, clean_line(words))
        found = [one for one in found if self.route.spot_of(one.id) is not None][:SHOWN]
        if not found:
            self.say("No sign found. Try another word.")
            return
        places = ((one.name, place_of(self.framework, one.id)) for one in found)
        lines = [f"{spoken(name)}, under {spoken(place)}." for name, place in places]
        said = [f"{len(found)} found, the likeliest first:" if len(found) > 1 else "1 found:"]
        chosen = yield from self.pick(said, lines, "goes to it", "goes back")
        if chosen is None:
            return
        sign = found[chosen].id
        spot = self.route.spot_of(row_key(self.framework, sign))
        if spot is not None and spot.name != self.at.name:
            self.go(spot, back_to=self.back_to or self.at)

    def go_to(self, wanted: str) -> Asking[None]:
        """Go to the part that is wanted; ask for it where that is not clear."""
        parts = self.route.parts
        while True:
            part = _meant(parts, wanted)
            if part is not None:
                self.enter(part)
                return
            if wanted:
                self.say("There is no such step.")
            self.say_all(self._steps())
            wanted = yield from self.ask([], "Which step, Enter stays here:")
            if not wanted:
                return

    def ask_open(self) -> None:
        """Go to what is not known and could change the outcome most."""
        question = first_question(self.situation)
        if question is None:
            self.say("Nothing that is not known could change the outcome.")
            return
        found = self.route.spot_of(row_key(self.framework, question.id))
        if found is not None:
            self.go(found, back_to=self.back_to or self.at)

    def tools(self) -> Asking[None]:
        """Ask which frameworks apply; every answer stays."""
        used = tuple(one.id for one in self.situation.reading.frameworks)
        offered = {one.id: one for one in self.services.offered()} | self.session.own_versions
        self.say(f"Now read under {spoken(self.framework.name)}. Every answer stays.")

        def refused(chosen: tuple[str, ...]) -> str:
            try:
                self.services.together(chosen, self.session.record, self.session.own_pins)
            except UserError as error:
                return "\n".join(error.lines())
            return ""

        chosen = yield from self.which_frameworks([*offered.values()], used, refused)
        if chosen != used:
            self.session.change(lambda screening: read_under(screening, chosen))
            self.anew()
            self.say(f"Read under {sentence_of(spoken(self.framework.name))}")

    def anew(self) -> None:
        """Find the way anew, where other frameworks may ask other things."""
        at, name = self.at.part, self.at
        self.opened(self.session)
        spots = {*self.route.spots}
        self.trail = [one for one in self.trail if one in spots]
        self.back_to = self.back_to if self.back_to in spots else None
        if name not in spots:
            same = [one for one in self.route.spots if one.part == at]
            self.at = self.first_open(same or [*self.route.spots])


def _meant(parts: tuple[Part, ...], wanted: str) -> Part | None:
    """Return the part that a number or the beginning of a title means."""
    numbers = numbers_in(wanted, len(parts))
    if numbers:
        return parts[numbers[0] - 1]
    text = wanted.casefold().strip()
    begun = (one for one in parts if text and one.title.casefold().startswith(text))
    within = (one for one in parts if text and text in one.title.casefold())
    return next(begun, None) or next(within, None)
