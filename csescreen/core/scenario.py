"""A training case: an invented child's story in steps, and what the story shows so far.

Nothing in it is a child's. What a step shows is what the document's reading rests on; each thing
shown says why the story says so, so that a trainer can explain it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from csescreen.core.screening import Child, FactValue, Moment, Screening, SignAnswer

TAGS: Final = {
    "boy": "A boy",
    "girl": "A girl",
    "disabled": "A disabled child",
    "looked_after": "A looked-after child",
    "young_carer": "A young carer",
    "minority_family": "A child of a minority family",
    "lgbt": "A gay, lesbian, bisexual or trans child",
    "under_13": "A child under 13",
    "turning_18": "About to be 18",
    "online_only": "Online only",
    "peer_on_peer": "Between children",
    "gangs": "Gangs or criminal exploitation",
    "position_of_trust": "An adult in a position of trust",
    "missing": "Missing episodes",
    "out_of_area": "Placed in another area",
    "linked_cases": "Linked children",
    "step_down": "A step-down is proposed",
    "worry_only": "No sign but a worry",
    "all_unknown": "Next to nothing is known",
}
"""What a case is about, by id: so that a trainer finds one that fits the class."""


class ShownSign(NamedTuple):
    """What the story says of one sign, and why."""

    sign: str
    answer: SignAnswer
    because: str


class ShownFact(NamedTuple):
    """What the story says to one question, and why."""

    fact: str
    value: FactValue
    because: str


class ShownClock(NamedTuple):
    """A point in time that the story gives, from which a limit runs, and why."""

    clock: str
    moment: Moment
    because: str


class ShownAge(NamedTuple):
    """What the story says of the child's age, and why; an empty child: it is not known."""

    child: Child
    because: str


class NotShown(NamedTuple):
    """A sign that is easily marked here and that the story does not show, and why not."""

    sign: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the story, and what it adds to or changes in what is known."""

    title: str
    time: Moment
    """When it happens; the reading after this step is of that time."""
    tells: str
    """The story, in plain words. Blank lines part its paragraphs."""
    age: ShownAge | None = None
    signs: tuple[ShownSign, ...] = ()
    facts: tuple[ShownFact, ...] = ()
    clocks: tuple[ShownClock, ...] = ()
    not_shown: tuple[NotShown, ...] = ()
    discuss: tuple[str, ...] = ()
    """Questions for the room."""

    @property
    def shows_anything(self) -> bool:
        """Whether it changes what is known."""
        return bool(self.age or self.signs or self.facts or self.clocks)


class Invented(NamedTuple):
    """The child of a story: an invented name, an age in words, and a few words about them."""

    name: str
    age: str
    about: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One training case.

    ``frameworks`` are the ids that it is told for, the first is the one to begin with. ``origin``
    is "shipped", "yours" (of the user's folder) or "named" (a file named on the command line).
    """

    id: str
    title: str
    frameworks: tuple[str, ...]
    teaches: tuple[str, ...]
    child: Invented
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    origin: str = "shipped"
    _screenings: Mapping[int, Screening] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the steps on top of each other."""
        screening, found = Screening(frameworks=self.frameworks), {}
        for number, step in enumerate(self.steps):
            screening = _after(screening, step)
            found[number] = screening
        object.__setattr__(self, "_screenings", found)

    def screening_at(self, step: int) -> Screening:
        """Return the screening on which the document's reading rests after a step, from 0."""
        return self._screenings[step]

    def time_at(self, step: int) -> Moment:
        """Return the time of which the reading after a step is."""
        return self.steps[step].time

    def shown_sign(self, sign: str, step: int) -> tuple[int, ShownSign] | None:
        """Return what was last told of a sign up to a step, and in which step; None if nothing."""
        return next(
            (
                (at, one)
                for at in range(step, -1, -1)
                for one in self._signs(at)
                if one.sign == sign
            ),
            None,
        )

    def shown_fact(self, fact: str, step: int) -> tuple[int, ShownFact] | None:
        """Return what was last told to a question up to a step, and in which step."""
        return next(
            (
                (at, one)
                for at in range(step, -1, -1)
                for one in self.steps[at].facts
                if one.fact == fact
            ),
            None,
        )

    def traps_at(self, step: int) -> Mapping[str, NotShown]:
        """Return the signs that are easily marked up to a step and that it does not show, by id."""
        shown = self.screening_at(step).signs
        traps = {one.sign: one for at in self.steps[: step + 1] for one in at.not_shown}
        return {
            sign: one
            for sign, one in traps.items()
            if sign not in shown or shown[sign].answer not in PRESENT
        }

    def signs_told(self) -> Iterator[str]:
        """Yield the id of every sign that the story tells of, each once."""
        yield from dict.fromkeys(one.sign for step in self.steps for one in step.signs)

    def _signs(self, step: int) -> tuple[ShownSign, ...]:
        return self.steps[step].signs


PRESENT: Final = ("yes", "possible")
"""The answers that say a sign is there, or may well be."""


def _after(screening: Screening, step: Step) -> Screening:
    """Return what is known after a step, from what was known before."""
    signs = {one.sign: one.answer for one in step.signs}
    facts = {one.fact: one.value for one in step.facts}
    clocks = {one.clock: one.moment for one in step.clocks}
    return Screening(
        frameworks=screening.frameworks,
        child=step.age.child if step.age else screening.child,
        as_of=step.time,
        facts={**screening.facts, **facts},
        clocks={**screening.clocks, **clocks},
        signs={**screening.signs, **signs},
    )
