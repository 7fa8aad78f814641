"""What the parts of a framework file say of one another, beside conditions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from csescreen.frameworks.names import Names
from csescreen.frameworks.parts import placed
from csescreen.validation import short, shown

Table = Mapping[str, Any]

_WITH_IDS = (
    "levels",
    "level_rules",
    "questions",
    "clocks",
    "contacts",
    "actions",
    "notices",
    "windows",
    "sections",
    "sums",
)
_ASKED = ("urgent", "circumstances")
_SOURCED = (
    "levels",
    "grades",
    "level_rules",
    "actions",
    "roles",
    "support",
    "guidance",
    "questions",
    "signs",
    "sections",
    "sums",
    "weights",
)


def check_references(tables: Table, shared: Table, names: Names) -> None:
    """Note every id used twice, every source without its document and every name not on file."""
    for part in _WITH_IDS:
        _refuse_twice(part, tables.get(part, ()), names, shared.get(part, ()))
    _refuse_twice(
        "signs", tables.get("signs", ()), names, ({"id": sign} for sign in names.catalogue)
    )
    section_47 = tables.get("section_47", {})
    _refuse_twice("section_47.criteria", section_47.get("criteria", ()), names)
    for name in tables.get("conditions", {}).keys() & shared["conditions"].keys():
        _twice(f"conditions.{short(name)}", name, names)
    _check_asked(tables, names)
    _check_stood_for(tables, shared, names)
    actions = {action["id"]: action for action in (*shared["actions"], *tables["actions"])}
    for place, notice in placed("notices", tables.get("notices", ())):
        for name in notice.get("with_actions", ()):
            names.found("action", actions, name, f"{place}.with_actions")
    for place, table in _sourced(tables):
        _check_documents(table, names, place)


def _check_asked(tables: Table, names: Names) -> None:
    asked = {name for part in _ASKED for name in tables.get(part, ())}
    for part in _ASKED:
        for number, name in enumerate(tables.get(part, ()), 1):
            names.found("fact", names.questions, name, f"{part}[{number}]")
    for number, name in enumerate(tables.get("ask_clocks", ()), 1):
        names.found("clock", names.clocks, name, f"ask_clocks[{number}]")
    for name in tables.get("ask_when", {}):
        place = f"ask_when.{short(name)}"
        if names.found("fact", names.questions, name, place) and name not in asked:
            what = f"The question {shown(name)} is not asked here at all."
            names.problem(place, "not-asked", what, "Add it to urgent or circumstances.")


def _check_stood_for(tables: Table, shared: Table, names: Names) -> None:
    actions = {action["id"]: action for action in shared["actions"]}
    own = placed("actions", tables["actions"])
    for place, table in [("section_47", tables.get("section_47", {})), *own]:
        for key in ("stands_for", "stands_for_where_called"):
            for name in table.get(key, ()):
                names.found("shared-action", actions, name, f"{place}.{key}")
    for place, action in own:
        if action.get("stands_for_where_called") and action["status"] == "consider":
            names.problem(
                f"{place}.stands_for_where_called",
                "too-weak",
                "What may only be considered cannot stand for what is required.",
                'Make its status "required", or leave this out.',
            )


def _check_documents(table: Table, names: Names, place: str) -> None:
    for number, source in enumerate(table.get("sources", ()), 1):
        where = f"{place}.sources[{number}].document"
        names.found("document", names.documents, source["document"], where)
    if "document" in table:
        names.found("document", names.documents, table["document"], f"{place}.document")
    elif "lines" in table:
        what = "Lines need their document."
        names.problem(f"{place}.document", "missing-key", what, "Add the document they are in.")


def _sourced(tables: Table) -> Iterator[tuple[str, Table]]:
    """Yield every table that may say where it is written, with its place."""
    for part in _SOURCED:
        yield from placed(part, tables.get(part, ()))
    section_47 = tables.get("section_47", {})
    yield "section_47", section_47
    yield from placed("section_47.criteria", section_47.get("criteria", ()))
    yield "dispute", tables.get("dispute", {})
    yield "evidence", tables.get("evidence", {})
    for place, table in placed("sums", tables.get("sums", ())):
        for number, band in enumerate(table.get("bands", ()), 1):
            yield f"{place}.bands[{number}]", band


def _refuse_twice(
    part: str, written: Iterable[Table], names: Names, shared: Iterable[Table] = ()
) -> None:
    seen = {table["id"] for table in shared}
    for number, table in enumerate(written, 1):
        if table["id"] in seen:
            _twice(f"{part}[{number}].id", table["id"], names)
        elif table["id"]:  # an empty one stands in for another problem
            seen.add(table["id"])


def _twice(place: str, name: str, names: Names) -> None:
    what = f"The id {shown(name)} is used twice."
    names.problem(place, "twice", what, "Give this one an id of its own.")
