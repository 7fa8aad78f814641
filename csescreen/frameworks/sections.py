"""From the sections, statements, evidence and own signs of a framework file to its parts."""

from collections.abc import Iterable, Mapping
from typing import Any

from csescreen.core.beside import LEVEL
from csescreen.core.framework import Evidence, Indicator, Question, Section
from csescreen.core.levels import LevelRule
from csescreen.frameworks.facts import fact_is
from csescreen.frameworks.names import Names
from csescreen.frameworks.parts import placed, sources
from csescreen.frameworks.sums import refuse_falling, weighed_answers
from csescreen.validation import short, shown

Table = Mapping[str, Any]


def read_own_signs(written: Iterable[Table]) -> dict[str, Indicator]:
    """Return the signs that only this framework has, by id."""
    return {
        table["id"]: Indicator(
            table["id"],
            table["domain"],
            table["name"],
            table.get("looks_like", ""),
            table.get("why_it_matters", ""),
            table.get("other_explanations", ""),
            tuple(table.get("search", ())),
            sources(table),
            table.get("serious", False),
        )
        for table in written
    }


def read_sections(written: Iterable[Table], names: Names) -> tuple[Section, ...]:
    """Return the sections; an item belongs to one of them only."""
    seen: set[str] = set()
    sections = []
    for place, table in placed("sections", written):
        signs = _known("sign", names.signs, table.get("signs", ()), names, f"{place}.signs")
        asked = _known(
            "fact", names.questions, table.get("questions", ()), names, f"{place}.questions"
        )
        for item in (*signs, *asked):
            if item in seen:
                what = f"{shown(item)} is in two sections."
                names.problem(place, "twice", what, "Leave it in one.")
            seen.add(item)
        sections.append(
            Section(table["id"], table["name"], table.get("help", ""), signs, asked, sources(table))
        )
    return tuple(sections)


def _known(
    kind: str, known: Mapping[str, object], written: Iterable[str], names: Names, place: str
) -> tuple[str, ...]:
    return tuple(
        name
        for number, name in enumerate(written, 1)
        if names.found(kind, known, name, f"{place}[{number}]")
    )


def with_levels(
    written: Iterable[Table], questions: Mapping[str, Question], names: Names
) -> dict[str, Question]:
    """Return the framework's own questions with the levels that their answers set."""
    own = {}
    for place, table in placed("questions", written):
        question = questions.get(table["id"])
        if question is None:
            continue
        own[question.id] = question._replace(
            levels={
                answer: names.levels[level]
                for answer, level in table.get("levels", {}).items()
                if names.found("level", names.levels, level, f"{place}.levels.{short(answer)}")
            }
        )
        answers = weighed_answers(question, possible=names.possible_answer)
        for answer in table.get("levels", {}):
            names.found("answer", answers, answer, f"{place}.levels.{short(answer)}")
        ranks = {answer: level.rank for answer, level in own[question.id].levels.items()}
        refuse_falling(ranks, question, names, f"{place}.levels")
        if question.protective and question.kind != "yes_no":
            what = f"What protects the child is asked as yes or no, not as a {question.kind}."
            names.problem(f"{place}.kind", "protective-form", what, 'Give kind = "yes_no".')
        if question.previous:
            _check_previous(question, names, place)
    return own


def _check_previous(question: Question, names: Names, place: str) -> None:
    """Note where a question cannot hold what it says it holds of the screening before."""
    of_level = question.previous == LEVEL
    if not of_level and not names.found("sum", names.sums, question.previous, f"{place}.previous"):
        return
    if question.kind != ("choice" if of_level else "number"):
        what = f"The {question.previous} of the screening before is no {question.kind}."
        remedy = "Ask a level as a choice of levels, and a sum as a number."
        names.problem(f"{place}.kind", "previous-form", what, remedy)
    elif of_level:
        for choice in question.choices:
            if choice != "unknown":
                names.found("level", names.levels, choice, f"{place}.choices.{short(choice)}")


def statement_rules(own: Iterable[Question]) -> tuple[LevelRule, ...]:
    """Return a rule for every answer that sets a level by itself."""
    return tuple(
        LevelRule(
            f"{question.id}-{answer}",
            level,
            "published",
            f"{question.statement}: {question.choices.get(answer, answer)}",
            fact_is(question, (answer,)),
            question.sources,
        )
        for question in own
        for answer, level in question.levels.items()
    )


def read_evidence(written: Table | None, names: Names) -> Evidence | None:
    """Return what must be written down of present signs, or None."""
    if not written:
        return None
    signs = _known("sign", names.signs, written.get("signs", ()), names, "evidence.signs")
    return Evidence(written["ask"], frozenset(signs), sources(written))
