"""From the tables of a framework file to the parts of a framework."""

from collections.abc import Iterable, Mapping
from typing import Any

from csescreen.core.conditions import Condition
from csescreen.core.framework import (
    Action,
    ClockName,
    Criterion,
    Grade,
    Guidance,
    Indicator,
    Level,
    LevelRule,
    Notice,
    Question,
    Role,
    Section47Rule,
    Source,
    Support,
)
from csescreen.core.levels import SOFTWARE_TEXT
from csescreen.frameworks.conditions import LEVEL_FORMS, read_condition
from csescreen.frameworks.names import Names
from csescreen.frameworks.time_limits import read_time_limit
from csescreen.validation import short

Table = Mapping[str, Any]

_WORDING = ("id", "domain", "name", "looks_like", "why_it_matters", "other_explanations")


def placed(part: str, tables: Iterable[Table]) -> list[tuple[str, Table]]:
    """Return the tables of a list with their places: by id, or by number where one has none."""
    return [
        (f"{part}.{short(table['id'])}" if table.get("id") else f"{part}[{number}]", table)
        for number, table in enumerate(tables, 1)
    ]


def sources(table: Table) -> tuple[Source, ...]:
    """Return where the table says that it is written."""
    if table.get("software_text"):
        return (SOFTWARE_TEXT,)
    places = [table] if "lines" in table and "document" in table else []
    places += table.get("sources", ())
    return tuple(Source(place["document"], place["lines"]) for place in places)


def read_signs(written: Iterable[Table]) -> dict[str, Indicator]:
    """Return the signs of the catalogue, by id."""
    return {
        sign["id"]: Indicator(
            **{key: sign[key] for key in _WORDING},
            search=tuple(sign["search"]),
            sources=tuple(
                Source(source["document"], source["lines"], source.get("ref", ""))
                for source in sign.get("sources", ())
            ),
            serious=sign.get("serious", False),
        )
        for sign in written
    }


def read_questions(tables: Table) -> dict[str, Question]:
    """Return the questions of a file's tables, by id."""
    return {question["id"]: _question(question) for question in tables.get("questions", ())}


def _question(written: Table) -> Question:
    implied = written.get("implied_yes_by", {})
    return Question(
        written["id"],
        written["kind"],
        written["ask"],
        written["statement"],
        written.get("help", ""),
        written.get("choices", {}),
        {fact: tuple(values) for fact, values in implied.items()},
        written.get("domain", ""),
        {},
        written.get("protective", False),
        written.get("previous", ""),
        sources(written),
    )


def read_clocks(tables: Table) -> dict[str, ClockName]:
    """Return the clocks of a file's tables, by id."""
    return {
        clock["id"]: ClockName(clock["id"], clock["ask"], clock.get("help", ""))
        for clock in tables.get("clocks", ())
    }


def read_levels(tables: Table) -> dict[str, Level]:
    """Return the levels of a file's tables, by id; the lowest has rank 1."""
    return {
        level["id"]: Level(
            level["id"],
            level["name"],
            rank,
            level.get("description", ""),
            sources(level),
            level.get("outcome", ""),
        )
        for rank, level in enumerate(tables.get("levels", ()), 1)
    }


def read_grades(written: Iterable[Table], names: Names) -> dict[str, tuple[Grade, ...]]:
    """Return the grades of every sign, by the sign's id."""
    grades: dict[str, tuple[Grade, ...]] = {}
    for place, table in placed("grades", written):
        level = _level(table["level"], names, place)
        for sign, lines in table["signs"].items():
            if names.found("sign", names.signs, sign, f"{place}.signs.{short(sign)}") and level:
                source = Source(table["document"], lines)
                grade = Grade(level, table["basis"], table["because"], source)
                grades[sign] = (*grades.get(sign, ()), grade)
    return grades


def read_level_rules(written: Iterable[Table], names: Names) -> tuple[LevelRule, ...]:
    """Return the rules that set at least a level."""
    rules = []
    for place, rule in placed("level_rules", written):
        when = read_condition(rule["when"], names, f"{place}.when", before=LEVEL_FORMS)
        section = rule.get("section", "")
        if section:
            names.found("section", names.sections, section, f"{place}.section")
        if level := _level(rule["level"], names, place):
            given = (rule["id"], level, rule["basis"], rule["text"], when, sources(rule))
            rules.append(LevelRule(*given, section))
    return tuple(rules)


def _level(level: str, names: Names, place: str) -> Level | None:
    return (
        names.levels[level] if names.found("level", names.levels, level, f"{place}.level") else None
    )


def read_section_47(written: Table, names: Names) -> Section47Rule:
    """Return what the document says of section 47 enquiries."""
    consider = written.get("consider_when")
    return Section47Rule(
        tuple(
            Criterion(
                criterion["id"],
                criterion["text"],
                read_condition(criterion["when"], names, f"{place}.when", before=LEVEL_FORMS),
                sources(criterion),
                criterion.get("presumed_if_unknown", False),
            )
            for place, criterion in placed("section_47.criteria", written.get("criteria", ()))
        ),
        consider
        and read_condition(
            consider, names, "section_47.consider_when", before=frozenset(("section_47",))
        ),
        written.get("consider_text", ""),
        sources(written),
        tuple(written.get("stands_for", ())),
    )


def read_action(place: str, written: Table, names: Names) -> Action:
    """Return an action."""
    for contact in written.get("contacts", ()):
        names.found("contact", names.contacts, contact, f"{place}.contacts")
    possible = written.get("possible_when")
    limit = written.get("time_limit")
    return Action(
        id=written["id"],
        text=written["text"],
        status=written["status"],
        when=read_condition(written["when"], names, f"{place}.when"),
        sources=sources(written),
        possible_when=possible and read_condition(possible, names, f"{place}.possible_when"),
        time_limit=limit and read_time_limit(limit, names, f"{place}.time_limit"),
        audience=written.get("audience", "all"),
        contacts=tuple(written.get("contacts", ())),
        emergency=written.get("emergency", False),
        stands_for=tuple(written.get("stands_for", ())),
        stands_for_where_called=tuple(written.get("stands_for_where_called", ())),
    )


def read_ask_when(written: Table, names: Names) -> dict[str, Condition]:
    """Return what must hold for a question to be asked, by the question's id."""
    return {
        fact: read_condition(when, names, f"ask_when.{short(fact)}", before=LEVEL_FORMS)
        for fact, when in written.items()
    }


def read_notice(place: str, written: Table, names: Names) -> Notice:
    """Return a notice."""
    when = written.get("when")
    return Notice(
        written["id"],
        written["text"],
        when and read_condition(when, names, f"{place}.when"),
        frozenset(written.get("with_actions", ())),
    )


def read_roles(written: Iterable[Table]) -> tuple[Role, ...]:
    """Return who does what."""
    return tuple(Role(role["name"], tuple(role["duties"]), sources(role)) for role in written)


def read_support(written: Iterable[Table]) -> tuple[Support, ...]:
    """Return the services that the document names."""
    return tuple(Support(one["name"], one["what"], sources(one)) for one in written)


def read_guidance(written: Iterable[Table]) -> tuple[Guidance, ...]:
    """Return what to think of in each part of the narrative."""
    return tuple(
        Guidance(part["part"], part["title"], tuple(part["prompts"]), sources(part))
        for part in written
    )
