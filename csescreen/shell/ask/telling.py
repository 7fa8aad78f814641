"""What a screening comes to, said shortly or in full, the most pressing first."""

from collections.abc import Iterator
from typing import Final

from csescreen.core.call import call_of
from csescreen.core.framework import Framework
from csescreen.core.part_names import CALL_DETAILS
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening
from csescreen.core.short_words import NO_ACTION, by_urgency
from csescreen.core.situation import Situation, first_question
from csescreen.core.union import UnitedAction
from csescreen.core.words import (
    ANSWERS,
    STATUSES,
    by_when,
    counted,
    is_now,
    moment_words,
    open_sign_words,
    question_words,
    sentence,
    sources_words,
)
from csescreen.shell.ask.aloud import sentence_of, spoken, under
from csescreen.shell.outcome_text import level_lines

FEW: Final = 5
"""How many actions and signs are said before the rest is counted."""


NOTE: Final = "Please note:"
NOTED: Final = "What you have heard already is to be noted still. Type outcome to hear it again."


def summary_said(situation: Situation) -> Iterator[str]:
    """Yield the outcome so far, shortly: level, section 47, what must happen, what could change."""
    reading = situation.reading
    yield from _levels(reading)
    actions = by_urgency(reading.actions)
    required = [one for one in actions if one.called.status == "required"]
    shown = (required or actions)[:FEW]
    if shown:
        yield "What must happen:" if required else "Nothing is required so far. To consider:"
    for number, united in enumerate(actions, 1):
        if united in shown:
            yield f"{number}. {_action(situation, united)}"
    if len(actions) > len(shown):
        rest = counted(len(actions) - len(shown), "further action")
        yield f"{rest} may apply: outcome says everything."
    if not actions:
        yield NO_ACTION
    question = first_question(situation)
    if question is None:
        yield "Nothing that is not known could change it."
    elif question.kind == "indicator":
        yield f"What could change it: any of {len(reading.open_questions)} signs without an answer."
    else:
        words = spoken(question_words(reading.asks, question.id))
        so_far = ANSWERS[question.status].lower()
        yield f"What could change it most: {sentence_of(words)} {so_far.capitalize()} so far."


def arrived_said(situation: Situation, noted: set[str]) -> Iterator[str]:
    """Yield what is said at the outcome's step: shortly, but with all that is to be noted.

    What was ``noted`` before is not said again; what is said now is added to it.
    """
    yield from summary_said(situation)
    notices = [*_notices(situation.reading)]
    new = [one for one in notices if one not in noted]
    if new:
        yield from (NOTE, *new)
    if len(new) < len(notices):
        yield NOTED
    noted.update(new)


def _levels(reading: Reading) -> Iterator[str]:
    for outcome in reading.outcomes:
        if reading.several:
            yield f"Under {spoken(outcome.framework.name)}:"
        yield from (sentence_of(spoken(line)) for line in level_lines(outcome))


def _action(situation: Situation, united: UnitedAction) -> str:
    called, reading = united.called, situation.reading
    status = "" if called.status == "required" else f" {STATUSES[called.status]}."
    text = sentence_of(spoken(called.action.text))
    when = ""
    if called.action.time_limit is not None or is_now(called):
        when = sentence_of(spoken(by_when(_whose(reading, united), called, situation.now)))
    # what has no moment of its own is heard sooner without that said before it
    said = f"{when}{status} {text}" if called.due or is_now(called) else f"{status} {text} {when}"
    whose = f" This is{under(reading, united.frameworks)}." if reading.several else ""
    return f"{said.strip()}{whose}"


def _whose(reading: Reading, united: UnitedAction) -> Framework:
    return reading.outcome(united.frameworks[0]).framework


def outcome_said(situation: Situation) -> Iterator[str]:
    """Yield everything that the screening comes to, in the order in which it is needed."""
    reading = situation.reading
    yield from _levels(reading)
    actions = by_urgency(reading.actions)
    yield "What to do, the most pressing first:" if actions else NO_ACTION
    for number, united in enumerate(actions, 1):
        yield f"{number}. {_action(situation, united)}"
    if actions:
        yield "Type why and a number to hear the reasons and the source of one, such as why 1."
    for outcome in reading.outcomes:
        whose = under(reading, (outcome.framework.id,))
        if outcome.section_47.criteria:
            yield f"The criteria of section 47{whose}:"
        for criterion in outcome.section_47.criteria:
            yield f"{sentence(spoken(criterion.text))}: {ANSWERS[criterion.status].lower()}."
        if outcome.reasons:
            yield f"Why{whose}:"
        for reason in outcome.reasons:
            where = spoken("; ".join(sources_words(outcome.framework, reason.sources)))
            yield f"{sentence_of(spoken(reason.text))} Written in: {sentence_of(where)}"
    yield from open_said(situation)
    yield from (NOTE, *_notices(reading))


def _notices(reading: Reading) -> Iterator[str]:
    for notice, frameworks in reading.notices:
        everywhere = len(frameworks) == len(reading.outcomes)
        whose = "" if everywhere else f" This is{under(reading, frameworks)}."
        yield f"{spoken(notice.text)}{whose}"


def open_said(situation: Situation) -> Iterator[str]:
    """Yield what is not known and could change the outcome; the weightiest signs by name."""
    reading = situation.reading
    signs = []
    told = False
    for question, frameworks in reading.open_questions:
        if question.kind == "indicator":
            signs.append((question, frameworks[0]))
        elif question.id not in situation.left_out:
            if not told:
                yield "What is not known and could change this:"
            told = True
            words = sentence_of(spoken(question_words(reading.asks, question.id)))
            yield f"{words} {ANSWERS[question.status]}."
    if signs:
        count = f"{len(signs)} signs have" if len(signs) > 1 else "1 sign has"
        yield f"{count} no clear answer. The weightiest:"
    for question, framework in signs[:FEW]:
        name = spoken(question_words(reading.asks, question.id))
        yield f"{name}: {open_sign_words(reading.outcome(framework), question)}."


def call_said(screening: Screening) -> Iterator[str]:
    """Yield what was noted in the call with which a screening began."""
    call = call_of(screening)
    if call is None:
        yield "This screening did not begin as a call."
        return
    times = {"call_began": call.began, "call_ended": call.ended}
    for key, label in CALL_DETAILS.items():
        moment, text = times.get(key), screening.details.get(key, "")
        if moment is not None:
            yield f"{label}: {spoken(moment_words(moment))}."
        elif text.strip() and key not in times:
            yield f"{label}:"
            yield text
