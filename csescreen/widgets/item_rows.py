"""Signs and questions as rows of a list: the mark, the words, and what else was said of each."""

from collections.abc import Iterable, Iterator

from csescreen.core.answers import counted_level
from csescreen.core.framework import Framework, Question
from csescreen.core.items import Item, rows_of
from csescreen.core.reading import Reading
from csescreen.core.screening import SignAnswer, chosen_for
from csescreen.core.steps import section_of
from csescreen.core.weighing import row_weight
from csescreen.core.windows import window_answers
from csescreen.core.words import answer_words
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.situation import Situation, placed_elsewhere
from csescreen.widgets.words import MARKS, NO_MARK, elsewhere_words, what_it_sets

EVIDENCE_MISSING = "evidence?"


def item_rows(situation: Situation, names: Iterable[str]) -> list[ListRow]:
    """Return signs and questions as rows: a sign has one for each time window, if there are any."""
    framework, rows = situation.framework, list[ListRow]()
    could = open_facts(situation.reading)
    for name in names:
        if name not in framework.indicators:
            rows.append(question_row(situation, name, could))
        elif framework.windows:
            rows += _window_rows(situation, name)
        else:
            rows.append(sign_row(situation, name))
    return rows


def sign_row(situation: Situation, sign: str) -> ListRow:
    """Return a sign as a row: its mark, its name, and what else was said of it."""
    answer = situation.screening.signs.get(sign)
    said = [] if answer is None else [answer.when or "", *_said(situation, sign, answer)]
    given = answer.answer if answer else ""
    weight = _weight(situation.reading, Item(sign), answer, given)
    return _row(sign, situation.framework.indicators[sign].name, given, [weight, *said])


def _window_rows(situation: Situation, sign: str) -> Iterator[ListRow]:
    framework = situation.framework
    answer = situation.screening.signs.get(sign)
    answers = window_answers(answer, framework.windows)
    for place, item in enumerate(rows_of(framework, sign)):
        name = f"- {framework.windows[item.window].name}"
        given = answers[item.window] or ""
        said = [_weight(situation.reading, item, answer, given)]
        if place == 0:  # the rows below belong to the same sign
            name = f"{framework.indicators[sign].name} {name}"
            said += _said(situation, sign, answer) if answer else ()
            if answer and answer.answer == "yes" and "yes" not in answers.values():
                said.append("yes, but not in which time")
        yield _row(item.key, name, given, said)


def _row(key: str, name: str, given: str, said: Iterable[str]) -> ListRow:
    return ListRow(
        key,
        name,
        MARKS.get(given, NO_MARK),
        tail=_joined(*said),
        tone="strong" if given == "yes" else "",
        lead_tone="warning" if given == "yes" else "",
    )


def _weight(reading: Reading, item: Item, answer: SignAnswer | None, given: str) -> str:
    """Return what the row weighs under each framework that adds up, if it is not no."""
    found = []
    for framework in reading.frameworks if given != "no" else ():
        words = row_weight(framework, item, answer)
        if words:
            short = f"{reading.short_names[framework.id]}: " if reading.several else ""
            found.append(f"{short}{words}")
    return _joined(*found)


def _said(situation: Situation, sign: str, answer: SignAnswer) -> list[str]:
    reading, heard = situation.reading, " ".join(answer.heard_from.split())
    missing = any(sign in outcome.missing_evidence for outcome in reading.outcomes)
    return [
        *(_grades(reading, sign, answer) if reading.several else (_regraded(reading, answer),)),
        heard if len(heard) <= 24 else f"{heard[:23]}…",
        "note" if answer.note.strip() else "",
        EVIDENCE_MISSING if missing else "",
    ]


def _regraded(reading: Reading, answer: SignAnswer) -> str:
    framework = reading.first.framework
    chosen = chosen_for(answer.grades, framework.id)
    level = framework.level(chosen.level) if chosen else None
    return f"regraded {level.name}" if level else ""


def _grades(reading: Reading, sign: str, answer: SignAnswer) -> Iterator[str]:
    """Yield what the sign counts for under each framework that has levels, if it is not no."""
    names = reading.short_names
    for framework in reading.frameworks:
        level = counted_level(framework, sign, answer)
        if level and answer.answer != "no":
            own = " (regraded)" if chosen_for(answer.grades, framework.id) else ""
            yield f"{names[framework.id]}: {level.name}{own}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def question_row(situation: Situation, fact: str, open_now: frozenset[str]) -> ListRow:
    """Return a question as a row; one that cannot change the outcome now says so.

    Where the framework says when to ask it, that it is asked says that it matters.
    """
    framework = situation.framework
    question = framework.questions.get(fact)
    ask = question.ask if question else fact.replace("_", " ")
    value = situation.screening.facts.get(fact)
    mark = MARKS.get(value, "[ x ]") if isinstance(value, str) else "[ x ]"
    if value is None:
        mark = NO_MARK
    matters = fact in open_now or fact in framework.ask_when or _beside(framework, question)
    idle = value in (None, "unknown") and not matters
    marked = value is None or mark in MARKS.values()
    words = "" if marked or value is None else answer_words(framework, fact, value)
    sets = "" if value is None else what_it_sets(situation.reading, fact, str(value))
    statement = _joined(words, sets) if sets and words else ""
    elsewhere = elsewhere_words() if fact == "out_of_area" and placed_elsewhere(situation) else ""
    tail = "" if statement else _joined(words, sets)
    return ListRow(
        fact,
        ask,
        mark,
        tail=_joined(tail, "no effect now" if idle else "", elsewhere),
        note=statement,
        tone="muted" if idle else ("strong" if value == "yes" else ""),
        lead_tone="warning" if value == "yes" else "",
        note_tone="strong" if statement else "muted",
    )


def _beside(framework: Framework, question: Question | None) -> bool:
    """Return whether the answer is wanted by itself: beside the result, or in a section."""
    return question is not None and (
        question.protective
        or bool(question.previous)
        or section_of(framework, question.id) is not None
    )


def open_facts(reading: Reading) -> frozenset[str]:
    """Return the ids of the questions that could still change an outcome."""
    return frozenset(united.question.id for united in reading.open_questions)
