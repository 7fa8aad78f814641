"""Asking for the fields of the child step: age, times, names and contacts."""

from collections.abc import Iterator
from typing import Final

from csescreen.core.ages import years_between
from csescreen.core.child_fields import problem, shown_text, with_age, with_text
from csescreen.core.screening import Screening
from csescreen.core.situation import Change
from csescreen.core.timelimits import london_day
from csescreen.core.typed import TypedError
from csescreen.core.words import counted, day_words, moment_words
from csescreen.shell.ask.aloud import sentence_of, spoken
from csescreen.shell.ask.route import Spot, is_answered, place_words
from csescreen.shell.ask.screened import Screened
from csescreen.shell.ask.talk import Asking, Turn

_ASKED: Final = {
    "age": "How old is the child, in years, or what is the date of birth?",
    "referral_received": "When was the referral received?",
    "concern_identified": "When did the concern begin?",
}
_EXAMPLES: Final = {
    "age": "For example 15, or 27/3/2010. ",
    "clock": "Type now, or for example 2/3/2026 10:15. ",
}


_USUAL_AGES: Final = range(8, 20)
"""At these ages children are screened as a rule; a lower one may be the number of a choice."""
CHECK_AGE: Final = "If that is not the age, type back to give it again."


class Fields(Screened):
    """The part of the conversation that fills fields."""

    def where(self, spot: Spot) -> str:
        """Return which question of how many it is, as it is said before the question."""
        place = place_words(self.route, self.situation, spot)
        return f"{place}. " if place else ""

    def field(self, spot: Spot) -> Asking[None]:
        """Ask for a field, until it is right or left."""
        field = self.route.fields[spot.key]
        kept = field.kind == "detail"
        while True:
            lines = list(self._field_lines(spot))
            known = is_answered(self.route, self.situation, spot)
            otherwise = "keeps it" if known else "leaves it blank"
            brief = f"Enter {otherwise}:"
            prompt = f"{_EXAMPLES.get(field.kind, '')}{brief}"
            try:
                text = yield from self.ask(lines, prompt, kept=kept, brief=brief)
            except Turn as turn:
                if turn.typed.word not in ("clear", "unknown"):
                    raise
                text, cleared = "", True
            else:
                cleared = False
            if not text and not cleared:
                self.say("Kept." if known else "Left blank.")
                return
            try:
                change = self._filled(spot.key, text)
            except TypedError as error:
                self.say(f"{error} What you typed was not taken.")
                continue
            filled = change(self.screening)
            shown, years = self._shown(spot.key, filled), self._years(filled)
            odd = spot.key == "age" and years not in (None, *_USUAL_AGES)
            said = f"{sentence_of(shown)}{f' {CHECK_AGE}' if odd else ''}"
            self.say(said if shown else "Blank now.")
            self.session.change(change)
            return

    def _field_lines(self, spot: Spot) -> Iterator[str]:
        field = self.route.fields[spot.key]
        asked = _ASKED.get(field.id, field.label)
        yield f"{self.where(spot)}{sentence_of(spoken(asked))}"
        if shown := self._shown(spot.key, self.screening):
            yield f"So far: {shown}"
        if wrong := problem(field, self.screening, self.situation.now):
            yield f"Please check it: {wrong}"

    def _shown(self, key: str, screening: Screening) -> str:
        """Return what a field holds, as it is said."""
        born = screening.child.date_of_birth
        if key == "age" and (years := self._years(screening)) is not None:
            old = f"{counted(years, 'year')} old"
            return f"{old}, born on {spoken(day_words(born))}" if born else old
        if key in screening.clocks:
            return spoken(moment_words(screening.clocks[key]))
        return shown_text(self.route.fields[key], screening).strip()

    def _years(self, screening: Screening) -> int | None:
        """Return how old the child is today; None where that is not known."""
        born = screening.child.date_of_birth
        if born is None:
            return screening.child.age
        return max(0, years_between(born, london_day(self.services.now())))

    def _filled(self, key: str, text: str) -> Change:
        """Return the change that fills a field; raises `TypedError` where it cannot be right."""
        now = self.services.now()
        if key == "age":
            return with_age(text, now)
        field = self.route.fields[key]
        change = with_text(field, text, now)
        kept = change(self.screening)
        if text and f"typed_{key}" in kept.details:
            raise TypedError(problem(field, kept, now))
        return change
