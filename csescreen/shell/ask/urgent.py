"""What cannot wait for a question: emergencies, what is due within a day, section 47."""

from datetime import datetime

from csescreen.core.outcome import CalledAction
from csescreen.core.reading import Reading
from csescreen.core.short_words import by_urgency
from csescreen.core.situation import Situation
from csescreen.core.union import UnitedAction
from csescreen.core.words import (
    counted,
    is_now,
    is_past,
    is_soon,
    moment_words,
    section_47_words,
)
from csescreen.shell.ask.aloud import sentence_of, spoken, under


def _required(reading: Reading) -> dict[str, UnitedAction]:
    """Return what is required, by the action, what is most urgent first."""
    actions = by_urgency(reading.actions)
    return {reading.key_of(one): one for one in actions if one.called.status == "required"}


def _actions_soon(situation: Situation) -> dict[str, str]:
    """Return what cannot wait, as it is said, by the action; emergencies first."""
    reading, found = situation.reading, {}
    for key, united in _required(reading).items():
        if is_soon(united.called, situation.now):
            lead = _lead(united.called, situation.now)
            found[key] = f"{lead}{under(reading, united.frameworks)}: " + (
                _action_and_contacts(reading, united)
            )
    return dict(sorted(found.items(), key=lambda one: not one[1].startswith("Emergency")))


def _lead(called: CalledAction, now: datetime) -> str:
    """Return how an action is announced that cannot wait."""
    if called.action.emergency:
        return "Emergency, do this now"
    if is_now(called):
        return "To do now"
    limit = called.action.time_limit
    unit = limit.unit if limit is not None else ""
    if called.due is None or (unit == "same_day" and not is_past(called, now)):
        return "To do today"
    before = "before " if unit == "before" else ""
    if is_past(called, now):
        return f"Was due {before}{spoken(moment_words(called.due))}"
    return f"To do {before or 'by '}{spoken(moment_words(called.due))}"


def _past(situation: Situation) -> list[str]:
    """Return the required actions that were due before now, the one that is most urgent first."""
    required = _required(situation.reading).items()
    return [key for key, united in required if is_past(united.called, situation.now)]


def _sections_47(reading: Reading) -> dict[str, str]:
    """Return what is said of section 47, by the framework."""
    return {
        outcome.framework.id: f"Section 47{under(reading, (outcome.framework.id,))}: "
        + sentence_of(spoken(section_47_words(outcome)))
        for outcome in reading.outcomes
    }


def _acted_on(reading: Reading) -> set[str]:
    """Return the frameworks under which section 47 is met, or has to be taken as met."""
    met = ("met", "presumed")
    return {one.framework.id for one in reading.outcomes if one.section_47.status in met}


def _action_and_contacts(reading: Reading, united: UnitedAction) -> str:
    callers = [one for one in reading.frameworks if one.id in united.frameworks]
    names = united.called.action.contacts
    known = (one.contacts[key] for one in callers for key in names if key in one.contacts)
    contacts = dict.fromkeys(f"{at.name}: {at.value}" for at in known if at.value)
    return " ".join(map(sentence_of, (spoken(united.called.action.text), *contacts)))


def urgent_lines(situation: Situation) -> list[str]:
    """Return all that cannot wait as things stand; of what was due before now, the most urgent."""
    reading = situation.reading
    acted_on = _acted_on(reading)
    soon, past = _actions_soon(situation), _past(situation)
    told = [text for key, text in soon.items() if key not in past]
    told += [soon[key] for key in past[:1]]
    if rest := len(past) - 1 if past else 0:
        were = "was" if rest == 1 else "were"
        told.append(
            f"{counted(rest, 'further action')} {were} due before now. "
            "outcome says everything, the most pressing first."
        )
    return told + [text for key, text in _sections_47(reading).items() if key in acted_on]


def news(before: Situation, after: Situation) -> list[str]:
    """Return what an answer made urgent, and what is not called for any more because of it."""
    old, new = _actions_soon(before), _actions_soon(after)
    told = [text for key, text in new.items() if key not in old]
    was, now = _sections_47(before.reading), _sections_47(after.reading)
    either = _acted_on(before.reading) | _acted_on(after.reading)
    told += [text for key, text in now.items() if key in either and was.get(key) != text]
    required = _required(after.reading)
    for key, text in old.items():
        if key not in new:
            changed = "due within 24 hours" if key in required else "called for"
            told.append(f"By what is answered now, this is not {changed}: {text}")
    return told
