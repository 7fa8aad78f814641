"""From the tables of a framework file and of the shared one to a framework."""

from collections.abc import Iterable, Mapping
from typing import Any

from csescreen.core.conditions import AllOf, Unless
from csescreen.core.framework import Action, Contact, Framework, FrameworkFile, Indicator
from csescreen.frameworks.conditions import read_named_condition
from csescreen.frameworks.files import TomlFile
from csescreen.frameworks.names import Names
from csescreen.frameworks.parts import (
    placed,
    read_action,
    read_ask_when,
    read_clocks,
    read_grades,
    read_guidance,
    read_level_rules,
    read_levels,
    read_notice,
    read_questions,
    read_roles,
    read_section_47,
    read_support,
    sources,
)
from csescreen.frameworks.sections import (
    read_evidence,
    read_own_signs,
    read_sections,
    statement_rules,
    with_levels,
)
from csescreen.frameworks.sums import check_windows, read_sums, read_windows

Table = Mapping[str, Any]


def build(
    file: TomlFile,
    signs: Mapping[str, Indicator],
    shared: Table,
    shared_files: tuple[FrameworkFile, ...] = (),
) -> tuple[Framework, Names]:
    """Return the framework, and the names that it uses with every problem found among them."""
    tables: Table = file.tables or {}
    own_signs = read_own_signs(tables.get("signs", ()))
    names = _gathered(file.name, tables, {**own_signs, **signs}, shared)
    names.catalogue = frozenset(signs)
    names.grades = read_grades(tables.get("grades", ()), names)
    own_questions = with_levels(tables.get("questions", ()), names.questions, names)
    check_windows(tables.get("windows", ()), names)
    for name in names.written_conditions:
        read_named_condition(name, names)
    own = [
        read_action(place, action, names) for place, action in placed("actions", tables["actions"])
    ]
    shared_actions = [
        read_action(place, action, names)
        for place, action in placed("actions", _not_stood_for(tables, shared))
    ]
    notices = [*shared.get("notices", ()), *tables.get("notices", ())]
    dispute = tables.get("dispute", {})
    framework = Framework(
        id=tables["id"],
        version=tables["version"],
        name=tables["name"],
        authority=tables["authority"],
        sha256=file.sha256,
        source_date=tables["source_date"],
        documents=names.documents,
        shared_documents=shared.get("documents", {}),
        indicators=names.signs,
        levels=tuple(names.levels.values()),
        grades=names.grades,
        level_rules=(
            *read_level_rules(tables.get("level_rules", ()), names),
            *statement_rules(own_questions.values()),
        ),
        section_47=read_section_47(tables.get("section_47", {}), names),
        actions=(*(_unless_stood_for(action, own) for action in shared_actions), *own),
        questions={**names.questions, **own_questions},
        urgent=tuple(tables.get("urgent", ())),
        circumstances=tuple(tables.get("circumstances", ())),
        clocks={
            name: names.clocks[name]
            for name in tables.get("ask_clocks", ())
            if name in names.clocks
        },
        own_clocks=read_clocks(tables),
        known_clocks=frozenset(names.clocks),
        notices={
            notice["id"]: read_notice(place, notice, names)
            for place, notice in placed("notices", notices)
        },
        contacts=_used_contacts(names.contacts, tables, shared),
        roles=read_roles(tables.get("roles", ())),
        support=read_support(tables.get("support", ())),
        dispute=tuple(dispute.get("steps", ())),
        dispute_sources=sources(dispute),
        guidance=read_guidance(tables.get("guidance") or shared["guidance"]),
        ask_when=read_ask_when(tables.get("ask_when", {}), names),
        own_questions=own_questions,
        own_signs=tuple(own_signs),
        overall_level=tables.get("overall_level", "worked_out"),
        possible_answer=names.possible_answer,
        windows=read_windows(tables.get("windows", ())),
        sums=read_sums(tables, names),
        sections=read_sections(tables.get("sections", ()), names),
        evidence=read_evidence(tables.get("evidence"), names),
        wording=tables.get("wording", {}),
        files=(
            FrameworkFile(file.sha256, tables["id"], tables["version"], file.content),
            *shared_files,
        ),
    )
    return framework, names


def _gathered(file: str, tables: Table, signs: Mapping[str, Indicator], shared: Table) -> Names:
    contacts = [*shared.get("contacts", ()), *tables.get("contacts", ())]
    return Names(
        file=file,
        signs=signs,
        questions={**read_questions(shared), **read_questions(tables)},
        clocks={**read_clocks(shared), **read_clocks(tables)},
        contacts={c["id"]: Contact(c["id"], c["name"], c.get("value", "")) for c in contacts},
        levels=read_levels(tables),
        documents=tables.get("documents", {}),
        written_conditions={**shared["conditions"], **tables.get("conditions", {})},
        sums=_named(tables, "sums"),
        sections=_named(tables, "sections"),
        windows=_named(tables, "windows"),
        possible_answer=bool(tables.get("possible_answer")),
        own_questions=frozenset(_ids(tables.get("questions", ()))),
    )


def _not_stood_for(tables: Table, shared: Table) -> list[Table]:
    """Return each shared action that nothing of the framework's own stands for."""
    stood_for = set(tables.get("section_47", {}).get("stands_for", ()))
    for action in tables["actions"]:
        stood_for.update(action.get("stands_for", ()))
    return [action for action in shared["actions"] if action["id"] not in stood_for]


def _unless_stood_for(shared: Action, own: Iterable[Action]) -> Action:
    """Return a shared action that gives way where one is called for that stands for it then.

    Where that one is only possible, both are shown.
    """
    instead = tuple(
        Unless(action.when) for action in own if shared.id in action.stands_for_where_called
    )
    return shared._replace(when=AllOf((shared.when, *instead))) if instead else shared


def _used_contacts(
    contacts: Mapping[str, Contact], tables: Table, shared: Table
) -> dict[str, Contact]:
    used = _ids(tables.get("contacts", ()))
    for action in (*tables["actions"], *shared["actions"]):
        used.update(action.get("contacts", ()))
    return {name: contact for name, contact in contacts.items() if name in used}


def _named(tables: Table, part: str) -> dict[str, str]:
    return {table["id"]: table["name"] for table in tables.get(part, ())}


def _ids(tables: Iterable[Table]) -> set[str]:
    return {table["id"] for table in tables}
