"""A conversation about one open screening: what is known of it, and what can be told in between."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from csescreen.core.about import Block, about_action, about_question, about_sign
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening
from csescreen.core.short_words import by_urgency
from csescreen.core.situation import Situation
from csescreen.core.words import since_words
from csescreen.shell.ask.aloud import blocks_said, spoken, spoken_source
from csescreen.shell.ask.looking_up import NONE_NAMED, entries_of, help_said, meaning_said
from csescreen.shell.ask.route import Route, Spot, progress_words, route_of
from csescreen.shell.ask.session import Session
from csescreen.shell.ask.talk import Asking, Talk
from csescreen.shell.ask.telling import call_said, outcome_said, summary_said
from csescreen.shell.ask.urgent import urgent_lines
from csescreen.shell.ask.words import Typed

_EXPLAINED: Final = {
    "fields": "Times are London time. What you leave blank stays open; nothing is guessed.",
    "narrative": "It is your own text. Others will read it, the family perhaps as well.",
    "outcome": "The program informs; people decide. It never says that a child is safe.",
}


class Screened(Talk):
    """The part of the conversation that knows the screening, and tells of it without leading on."""

    route: Route
    at: Spot
    _session: Session | None = None
    just_answered = ""
    """The sign that was answered last: a note may be meant for it."""

    @property
    def is_open(self) -> bool:
        """Whether there is a screening by now."""
        return self._session is not None

    @property
    def session(self) -> Session:
        """The open screening."""
        if self._session is None:
            raise RuntimeError("no screening is open")
        return self._session

    @property
    def situation(self) -> Situation:
        """The screening and what it comes to."""
        return self.session.situation

    @property
    def screening(self) -> Screening:
        """The screening as it stands."""
        return self.session.screening

    @property
    def framework(self) -> Framework:
        """What is asked."""
        return self.situation.framework

    def opened(self, session: Session) -> None:
        """Go on with an open screening."""
        self._session = session
        self.route = route_of(session.situation.framework)
        self.steps = frozenset(part.title.casefold() for part in self.route.parts)

    def inform(self, typed: Typed) -> Asking[bool]:
        """Answer a command that only tells something; return whether it was one."""
        if self.is_open and typed.word == "roles":
            yield from self._roles(typed.rest)
            return True
        return self._tell(typed)

    def _tell(self, typed: Typed) -> bool:
        tells: dict[str, Callable[[], Iterable[str]]] = {
            "?": self._about,
            "help": lambda: help_said(typed.rest),
            "again": lambda: (),
            "summary": lambda: summary_said(self.situation),
            "outcome": lambda: outcome_said(self.situation),
            "steps": self._steps,
            "save": self._saved,
            "why": lambda: self._why(typed.rest),
            "brief": self._brief,
            "call": lambda: call_said(self.screening),
            "means": lambda: meaning_said(typed.rest),
        }
        if not self.is_open:
            return self._inform_at_the_door(typed)
        if typed.word not in tells:
            return False
        self.say_all(tells[typed.word]())
        return True

    def _inform_at_the_door(self, typed: Typed) -> bool:
        """Tell what can be told while no screening is open."""
        if typed.word in ("quit", "back"):
            return False
        told = {"help": help_said, "?": help_said, "means": meaning_said}.get(typed.word)
        self.say_all(told(typed.rest) if told else ["No screening is open yet."])
        return True

    def _roles(self, words: str) -> Asking[None]:
        """Ask whose part is to be said, and say that alone."""
        reading = self.situation.reading
        entries = entries_of(reading, words)
        if not entries:
            self.say(NONE_NAMED if not words else f"Nothing of the document is called {words}.")
        at: int | None = 0
        if len(entries) > 1:
            lines = ["Who does what, and who helps, as the document says it:"]
            at = yield from self.pick(lines, [one.name for one in entries], "says it", "goes back")
        if entries and at is not None:
            self.say_all(entries[at].lines)

    def _about(self) -> Iterator[str]:
        kind, name = self.route.part(self.at).kind, self.at.name
        if kind != "rows":
            yield _EXPLAINED[kind]
            yield from blocks_said(self.guidance()) if kind == "narrative" else ()
        elif name in self.framework.indicators:
            yield from blocks_said(about_sign(self.situation, name, spoken_source))
        else:
            yield from blocks_said(about_question(self.situation, name, spoken_source))

    def guidance(self) -> list[Block]:
        """Return what to think of in the part of the narrative that is asked for."""
        raise NotImplementedError

    def _why(self, number: str) -> Iterator[str]:
        actions = by_urgency(self.situation.reading.actions)
        digits = number.isascii() and number.isdigit() and len(number) < 4
        if not actions:
            yield "No action is called for so far, so there is none to explain."
        elif digits and 1 <= int(number) <= len(actions):
            action = actions[int(number) - 1]
            yield from blocks_said(about_action(self.situation, action, spoken_source))
        else:
            yield f"Type why and the number of an action, from 1 to {len(actions)}, such as why 1."

    def _steps(self) -> Iterator[str]:
        for number, part in enumerate(self.route.parts, 1):
            here = ". You are here" if part.id == self.at.part else ""
            done = progress_words(self.route, self.situation, part)
            yield f"{number}. {spoken(part.title)}{f': {done}' if done else ''}{here}."
        yield "Type go and a number to go to a step, such as go 2."

    def _brief(self) -> Iterator[str]:
        self.brief = not self.brief
        usual = "y, n and u answer, Enter goes on."
        yield f"Short prompts from now on: {usual}" if self.brief else "Full prompts from now on."

    def _saved(self) -> Iterator[str]:
        if self.session.save():
            at = spoken(since_words(self.session.record.updated_at, self.services.now()))
            yield f"Everything is saved as you go. Last saved {at}. quit leaves."

    def standing(self) -> Iterator[str]:
        """Yield what cannot wait as things stand."""
        yield from urgent_lines(self.situation)
