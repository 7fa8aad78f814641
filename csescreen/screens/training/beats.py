"""A case cut into what is shown to a room: one thing at a time, and what is revealed of it."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from csescreen.core.framework import Framework, Source
from csescreen.core.outcome import Outcome
from csescreen.core.scenario import Scenario
from csescreen.core.screening import POSSIBLE
from csescreen.core.side_by_side import called_words, most_urgent_first
from csescreen.core.words import ANSWERS, highest_sign, listed, section_47_words, sources_words
from csescreen.keymap import with_keys
from csescreen.widgets.story import paragraphs, step_title

_MOST_ACTIONS: Final = 4
_MOST_REASONS: Final = 3
_NO_LEVEL: Final = ""
_THEN: Final = (
    "{training.room_cases} leads to the cases. There, {training.compare} shows this one under each "
    "framework, and {training.quiz} asks questions."
)


class Beat(NamedTuple):
    """One thing that is shown. ``choices`` may be voted on; ``revealed`` is shown on request."""

    heading: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    """The id and the words of each choice."""
    right: str | None = None
    """The id of the document's answer."""
    revealed: tuple[str, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether something is revealed of it."""
        return bool(self.revealed)


def beats(
    case: Scenario, framework: Framework, document: Callable[[int], Outcome]
) -> tuple[Beat, ...]:
    """Return everything that is shown of a case; ``document`` reads the story after a step."""
    return tuple(_beats(case, framework, document))


def _beats(
    case: Scenario, framework: Framework, document: Callable[[int], Outcome]
) -> Iterator[Beat]:
    name, age, about = case.child
    yield Beat(f"{name}, {age}", about)
    for number, step in enumerate(case.steps):
        title = step_title(case, number)
        for paragraph in paragraphs(step):
            yield Beat(title, paragraph)
        yield from _signs(case, number, framework)
        outcome = document(number)
        if framework.levels:
            yield _level(outcome)
        yield _actions(outcome)
        for question in step.discuss:
            yield Beat("To talk about", question)
    yield Beat("The end of the story", f"{case.title}. {with_keys(_THEN)}")


def _signs(case: Scenario, number: int, framework: Framework) -> Iterator[Beat]:
    step, told = case.steps[number], case.screening_at(number).signs
    why = {one.sign: one.why_not for one in step.not_shown}
    why |= {one.sign: one.because for one in step.signs}
    answers = (
        ("yes", POSSIBLE, "no", "unknown")
        if framework.possible_answer
        else (
            "yes",
            "no",
            "unknown",
        )
    )
    for sign in framework.indicators.values():
        if sign.id not in why:
            continue
        right = told[sign.id].answer if sign.id in told else "unknown"
        shown = ANSWERS[right] if sign.id in told else "It does not tell of it"
        yield Beat(
            "Is this sign here, by what we know now?",
            sign.name,
            tuple((answer, ANSWERS[answer]) for answer in answers),
            right,
            (f"The story: {shown}.", why[sign.id], *_where(framework, sign.sources)),
        )


def _level(outcome: Outcome) -> Beat:
    framework, indicated = outcome.framework, outcome.indicated_level
    choices = [(level.id, level.name) for level in framework.levels]
    reasons = [
        f"{reason.text} ({listed(sources_words(framework, reason.sources))})"
        for reason in outcome.reasons[:_MOST_REASONS]
    ]
    return Beat(
        "Which level does the document come to?",
        framework.name,
        (*choices, (_NO_LEVEL, "No level so far")),
        indicated.level.id if indicated else _NO_LEVEL,
        (f"The document's reading: {highest_sign(outcome)}.", *reasons),
    )


def _actions(outcome: Outcome) -> Beat:
    framework = outcome.framework
    shown = [
        f"{called.action.text} ({called_words(framework, called)})"
        for called in most_urgent_first(outcome)[:_MOST_ACTIONS]
    ]
    more = len(outcome.actions) - len(shown)
    if more > 0:
        shown.append(f"And {more} more.")
    return Beat(
        "What must happen now, and by when?",
        framework.name,
        revealed=(
            f"Section 47: {section_47_words(outcome)}.",
            *(shown or ("No action is called for so far.",)),
        ),
    )


def _where(framework: Framework, sources: tuple[Source, ...]) -> tuple[str, ...]:
    return tuple(f"Written in: {line}" for line in sources_words(framework, sources)[:1])
