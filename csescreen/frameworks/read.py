"""From framework files to frameworks: every problem of a file at once, none guessed away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from csescreen.core.framework import (
    Action,
    ClockName,
    Contact,
    Criterion,
    Framework,
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
)
from csescreen.errors import Problem
from csescreen.frameworks import schema
from csescreen.frameworks.conditions import LEVEL_FORMS, read_condition
from csescreen.frameworks.files import TomlFile
from csescreen.frameworks.names import Names
from csescreen.frameworks.time_limits import read_time_limit
from csescreen.validation import Shape, shown

T = TypeVar("T")
Table = Mapping[str, Any]

SOFTWARE_TEXT = Source("software text", "")
"""The source of what is the program's own word."""

_FRAMEWORK, _COMMON, _CATALOGUE = (
    Shape(schema.FRAMEWORK),
    Shape(schema.COMMON),
    Shape(schema.CATALOGUE),
)


@dataclass(frozen=True, slots=True)
class Common:
    """What every framework shares."""

    signs: Mapping[str, Indicator]
    tables: Table


@dataclass(frozen=True, slots=True)
class ReadFramework:
    """A framework, or None, and every problem found."""

    framework: Framework | None
    problems: tuple[Problem, ...]


def read_common(common: TomlFile, catalogue: TomlFile) -> Common:
    """Return what frameworks share. Both files are the program's own and are tested with it."""
    assert common.tables is not None and catalogue.tables is not None  # noqa: S101 - our own files
    return Common(_signs(catalogue.tables["indicators"]), common.tables)


def common_problems(common: TomlFile, catalogue: TomlFile) -> list[Problem]:
    """Return everything that is wrong with the shared files."""
    problems = [*common.problems, *catalogue.problems]
    if common.tables is not None:
        problems += _COMMON.problems(common.tables, common.name)
    if catalogue.tables is not None:
        problems += _CATALOGUE.problems(catalogue.tables, catalogue.name)
    return problems


def read_framework(file: TomlFile, common: Common, *, trusted: bool = False) -> ReadFramework:
    """Return the framework that the file writes.

    A ``trusted`` file, one that ships with the program and was checked when it was built, is not
    held against the schema again.
    """
    if file.tables is None:
        return ReadFramework(None, file.problems)
    problems: list[Problem] = []
    if not trusted:
        problems, sound = _FRAMEWORK.check(file.tables, file.name)
        if not isinstance(sound, dict) or not sound.keys() >= set(schema.FRAMEWORK["required"]):
            return ReadFramework(None, tuple(problems))
        file = replace(file, tables=sound)
    framework, names = _build(file, common)
    problems += names.problems
    return ReadFramework(None if problems else framework, tuple(problems))


def _signs(written: Iterable[Table]) -> dict[str, Indicator]:
    return {
        sign["id"]: Indicator(
            **{key: sign[key] for key in _WORDING},
            search=tuple(sign["search"]),
            sources=tuple(
                Source(source["document"], source["lines"], source.get("ref", ""))
                for source in sign.get("sources", ())
            ),
        )
        for sign in written
    }


_WORDING = ("id", "domain", "name", "looks_like", "why_it_matters", "other_explanations")


def _build(file: TomlFile, common: Common) -> tuple[Framework, Names]:
    tables: Table = file.tables or {}
    shared = common.tables

    def both(part: str) -> list[Table]:
        return [*shared.get(part, ()), *tables.get(part, ())]

    levels = {
        level["id"]: Level(
            level["id"], level["name"], rank, level.get("description", ""), _sources(level)
        )
        for rank, level in enumerate(tables.get("levels", ()), 1)
    }
    questions = {**read_questions(shared), **read_questions(tables)}
    clocks = {**read_clocks(shared), **read_clocks(tables)}
    contacts = {c["id"]: Contact(c["id"], c["name"], c.get("value", "")) for c in both("contacts")}
    names = Names(file.name, common.signs, questions, clocks, contacts, levels)
    _refuse_twice(tables, shared, names)
    for name, condition in {**shared["conditions"], **tables.get("conditions", {})}.items():
        names.conditions[name] = read_condition(condition, names, f"conditions.{name}")
    for part, known in (
        ("urgent", questions),
        ("circumstances", questions),
        ("ask_clocks", clocks),
    ):
        for index, name in enumerate(tables.get(part, ()), 1):
            kind = "clock" if part == "ask_clocks" else "fact"
            names.found(kind, known, name, f"{part}[{index}]")
    _check_documents(tables, names)
    section_47 = tables.get("section_47", {})
    framework = Framework(
        id=tables["id"],
        version=tables["version"],
        name=tables["name"],
        authority=tables["authority"],
        sha256=file.sha256,
        source_date=tables["source_date"],
        documents=tables.get("documents", {}),
        indicators=common.signs,
        levels=tuple(levels.values()),
        grades=_grades(tables.get("grades", ()), names),
        level_rules=tuple(
            LevelRule(
                rule["id"],
                levels.get(rule["level"], _NO_LEVEL),
                rule["basis"],
                rule["text"],
                read_condition(
                    rule["when"], names, f"level_rules.{rule['id']}.when", before=LEVEL_FORMS
                ),
                _sources(rule),
            )
            for rule in tables.get("level_rules", ())
            if names.found("level", levels, rule["level"], f"level_rules.{rule['id']}.level")
        ),
        section_47=_section_47(section_47, names),
        actions=tuple(
            _action(action, names) for action in _with_shared_actions(tables, shared, names)
        ),
        questions=questions,
        urgent=tuple(tables.get("urgent", ())),
        circumstances=tuple(tables.get("circumstances", ())),
        clocks={name: clocks[name] for name in tables.get("ask_clocks", ()) if name in clocks},
        notices={notice["id"]: _notice(notice, names) for notice in both("notices")},
        contacts=_used_contacts(contacts, tables, shared),
        roles=tuple(
            Role(role["name"], tuple(role["duties"]), _sources(role))
            for role in tables.get("roles", ())
        ),
        dispute=tuple(tables.get("dispute", {}).get("steps", ())),
        dispute_sources=_sources(tables.get("dispute", {})),
        guidance=tuple(
            Guidance(part["part"], part["title"], tuple(part["prompts"]), _sources(part))
            for part in (tables.get("guidance") or shared["guidance"])
        ),
    )
    return framework, names


_NO_LEVEL = Level("", "", 0, "", ())


def _sources(table: Table) -> tuple[Source, ...]:
    if table.get("software_text"):
        return (SOFTWARE_TEXT,)
    return (Source(table["document"], table["lines"]),) if "lines" in table else ()


def read_questions(tables: Table) -> dict[str, Question]:
    """Return the questions of a file's tables, by id."""
    return {question["id"]: _question(question) for question in tables.get("questions", ())}


def read_clocks(tables: Table) -> dict[str, ClockName]:
    """Return the clocks of a file's tables, by id."""
    return {
        clock["id"]: ClockName(clock["id"], clock["ask"], clock.get("help", ""))
        for clock in tables.get("clocks", ())
    }


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
    )


def _grades(written: Iterable[Table], names: Names) -> dict[str, tuple[Grade, ...]]:
    grades: dict[str, tuple[Grade, ...]] = {}
    for index, table in enumerate(written, 1):
        place = f"grades[{index}]"
        if not names.found("level", names.levels, table["level"], f"{place}.level"):
            continue
        level = names.levels[table["level"]]
        for sign, lines in table["signs"].items():
            if names.found("sign", names.signs, sign, f"{place}.signs.{sign}"):
                source = Source(table["document"], lines)
                grade = Grade(level, table["basis"], table["because"], source)
                grades[sign] = (*grades.get(sign, ()), grade)
    return grades


def _section_47(written: Table, names: Names) -> Section47Rule:
    consider = written.get("consider_when")
    return Section47Rule(
        tuple(
            Criterion(
                criterion["id"],
                criterion["text"],
                read_condition(
                    criterion["when"],
                    names,
                    f"section_47.criteria.{criterion['id']}.when",
                    before=LEVEL_FORMS,
                ),
                _sources(criterion),
                criterion.get("presumed_if_unknown", False),
            )
            for criterion in written.get("criteria", ())
        ),
        consider
        and read_condition(
            consider, names, "section_47.consider_when", before=frozenset(("section_47",))
        ),
        written.get("consider_text", ""),
        _sources(written),
    )


def _with_shared_actions(tables: Table, shared: Table, names: Names) -> list[Table]:
    """Return the actions, with each shared one that nothing of the framework's own stands for."""
    stood_for = list(tables.get("section_47", {}).get("stands_for", ()))
    for action in tables["actions"]:
        stood_for += action.get("stands_for", ())
    shared_ids = {action["id"]: action for action in shared["actions"]}
    for name in stood_for:
        names.found("shared action", shared_ids, name, "stands_for")
    added = [action for name, action in shared_ids.items() if name not in stood_for]
    return [*added, *tables["actions"]]


def _action(written: Table, names: Names) -> Action:
    place = f"actions.{written['id']}"
    for contact in written.get("contacts", ()):
        names.found("contact", names.contacts, contact, f"{place}.contacts")
    possible = written.get("possible_when")
    limit = written.get("time_limit")
    return Action(
        id=written["id"],
        text=written["text"],
        status=written["status"],
        when=read_condition(written["when"], names, f"{place}.when"),
        sources=_sources(written),
        possible_when=possible and read_condition(possible, names, f"{place}.possible_when"),
        time_limit=limit and read_time_limit(limit, names, f"{place}.time_limit"),
        audience=written.get("audience", "all"),
        contacts=tuple(written.get("contacts", ())),
        emergency=written.get("emergency", False),
        stands_for=tuple(written.get("stands_for", ())),
    )


def _notice(written: Table, names: Names) -> Notice:
    when = written.get("when")
    place = f"notices.{written['id']}.when"
    return Notice(written["id"], written["text"], when and read_condition(when, names, place))


def _used_contacts(
    contacts: Mapping[str, Contact], tables: Table, shared: Table
) -> dict[str, Contact]:
    used = {contact["id"] for contact in tables.get("contacts", ())}
    for action in (*tables["actions"], *shared["actions"]):
        used.update(action.get("contacts", ()))
    return {name: contact for name, contact in contacts.items() if name in used}


def _check_documents(tables: Table, names: Names) -> None:
    documents = tables.get("documents", {})
    for part in ("levels", "grades", "level_rules", "actions", "roles", "guidance"):
        for index, table in enumerate(tables.get(part, ()), 1):
            label = table.get("id") or str(index)
            if "document" in table:
                place = f"{part}.{label}.document"
                names.found("document", documents, table["document"], place)
            if "lines" in table and "document" not in table:
                names.problem(f"{part}.{label}", "missing-key", "Lines need their document.")


def _refuse_twice(tables: Table, shared: Table, names: Names) -> None:
    for part in ("levels", "level_rules", "questions", "clocks", "contacts", "actions", "notices"):
        seen = {table["id"] for table in shared.get(part, ())}
        for index, table in enumerate(tables.get(part, ()), 1):
            if table["id"] in seen:
                place = f"{part}[{index}].id"
                names.problem(place, "twice", f"The id {shown(table['id'])} is used twice.")
            seen.add(table["id"])
