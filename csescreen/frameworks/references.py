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
_SOURCED = (
    "levels",
    "grades",
    "level_rules",
    "actions",
    "roles",
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
    for part in ("urgent", "circumstances"):
        for number, name in enumerate(tables.get(part, ()), 1):
            names.found("fact", names.questions, name, f"{part}[{number}]")
    for number, name in enumerate(tables.get("ask_clocks", ()), 1):
        names.found("clock", names.clocks, name, f"ask_clocks[{number}]")
    shared_actions = {action["id"]: action for action in shared["actions"]}
    for place, table in [("section_47", section_47), *placed("actions", tables["actions"])]:
        for name in table.get("stands_for", ()):
            names.found("shared-action", shared_actions, name, f"{place}.stands_for")
    for place, table in _sourced(tables):
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
