"""A second version of Telford's tool, made from the shipped one, and a shelf that has it."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import tomli
import tomli_w

from csescreen.bootstrap import shelf
from csescreen.core.framework import Framework, FrameworkFile
from csescreen.frameworks.kept import read_kept

Tables = dict[str, Any]
Edit = Callable[[Tables], None]
FIRST = shelf().get("telford")
RETIRED = "sex-work-areas"


def nothing(tables: Tables) -> None:
    """Change nothing."""


def edited(
    own: Edit = nothing, common: Edit = nothing, catalogue: Edit = nothing
) -> tuple[FrameworkFile, ...]:
    """Return Telford's files with changes in their tables."""
    made = []
    for file, edit in zip(FIRST.files, (own, common, catalogue), strict=True):
        tables = tomli.loads(file.content.decode())
        edit(tables)
        content = file.content if edit is nothing else tomli_w.dumps(tables).encode()
        version = tables.get("version", "")
        made.append(FrameworkFile(sha256(content).hexdigest(), file.id, version, content))
    return tuple(made)


def read(files: tuple[FrameworkFile, ...]) -> Framework:
    found = read_kept(files)
    assert found is not None
    return found


def by_id(tables: list[Tables], wanted: str) -> Tables:
    return next(table for table in tables if table["id"] == wanted)


def second_own(tables: Tables) -> None:
    """Regrade a sign, retire another, rename a level, change actions and a criterion."""
    tables["version"] = "2.0"
    by_id(tables["levels"], "complex")["name"] = "Complicated"
    for grade in tables["grades"]:
        grade["signs"].pop(RETIRED, None)
        if (grade["level"], grade["basis"]) == ("acute", "published"):
            lines = grade["signs"].pop("unknown-vehicles")
    complex_published = next(
        grade
        for grade in tables["grades"]
        if (grade["level"], grade["basis"]) == ("complex", "published")
    )
    complex_published["signs"]["unknown-vehicles"] = lines
    complex_published["signs"]["new-sign"] = lines
    decision = by_id(tables["actions"], "tw-decision")
    decision["time_limit"] = {"hours": 48, "clock": "referral_received"}
    by_id(tables["actions"], "tw-contact")["status"] = "consider"
    by_id(tables["actions"], "tw-safeguarding-lead")["text"] = "Discuss it with your lead."
    tables["actions"] = [one for one in tables["actions"] if one["id"] != "tw-feedback"]
    tables["actions"].append({**decision, "id": "tw-new", "text": "Do what is new."})
    criterion = by_id(tables["section_47"]["criteria"], "carer_encourages")
    criterion["when"] = {"fact": "serious_harm_risk"}


def second_common(tables: Tables) -> None:
    """Retire one answer to choose."""
    del by_id(tables["questions"], "case_status")["choices"]["early_help"]


def second_catalogue(tables: Tables) -> None:
    """Retire one sign, reword another, add a third."""
    signs = tables["indicators"]
    signs.remove(by_id(signs, RETIRED))
    reworded = by_id(signs, "secretive-withdrawn")
    reworded["name"] = "Other words for the same sign"
    signs.append({**reworded, "id": "new-sign", "name": "A sign that is new"})


def second() -> Framework:
    """Return the second version."""
    return read(edited(second_own, second_common, second_catalogue))


SECOND = second()


class Shelf:
    """Frameworks on file: the versions of Telford's that are given, the last one current."""

    def __init__(self, *versions: Framework) -> None:
        self.versions = versions

    def ids(self) -> tuple[str, ...]:
        return ("telford",)

    def get(self, framework_id: str) -> Framework:
        return self.versions[-1]

    def version(self, framework_id: str, sha256: str) -> Framework | None:
        found = [one for one in self.versions if (one.id, one.sha256) == (framework_id, sha256)]
        return found[-1] if found else None

    def told(self) -> tuple[str, ...]:
        return ()
