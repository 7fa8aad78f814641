"""`csescreen framework list|show|check`: the tools on file, and what is wrong with a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from csescreen.core.framework import DOMAINS, Action, Framework
from csescreen.core.text import clean_line
from csescreen.core.versions import VersionOrder, order_of
from csescreen.core.words import BASES
from csescreen.errors import Problem
from csescreen.frameworks.files import TomlFile, read_toml
from csescreen.frameworks.folders import CASES_SUFFIX, Folder, framework_files
from csescreen.frameworks.headers import read_header
from csescreen.frameworks.lint import warnings
from csescreen.frameworks.shelf import FrameworkShelf
from csescreen.shell.framework_tool import places, sources_json, tool_json, tool_lines


def list_lines(shelf: FrameworkShelf) -> Iterator[str]:
    """Yield one line for each framework on file."""
    for framework_id in shelf.ids():
        framework = shelf.get(framework_id)
        yield (
            f"{framework.id}  {framework.version}  {_origin(shelf, framework)}  {framework.name} "
            f"({framework.source_date})"
        )


def folder_lines(folders: Iterable[Folder]) -> Iterator[str]:
    """Yield the folders into which frameworks may be put, each with its origin."""
    for folder in folders:
        there = "" if folder.path.is_dir() else "  (it is not there yet: make it)"
        yield f"{folder.origin}  {clean_line(str(folder.path))}{there}"


def list_json(shelf: FrameworkShelf) -> list[dict[str, object]]:
    """Return the frameworks on file as data."""
    found = [shelf.get(framework_id) for framework_id in shelf.ids()]
    return [_header_json(framework) | {"origin": _origin(shelf, framework)} for framework in found]


def _origin(shelf: FrameworkShelf, framework: Framework) -> str:
    """Return where it comes from: shipped, yours or shared."""
    versions = shelf.versions(framework.id)
    return next(version.origin for version in versions if version.sha256 == framework.sha256)


def _header_json(framework: Framework) -> dict[str, object]:
    return {
        "id": framework.id,
        "version": framework.version,
        "name": framework.name,
        "authority": framework.authority,
        "source_date": framework.source_date,
        "sha256": framework.sha256,
    }


def show_json(framework: Framework) -> dict[str, object]:
    """Return one framework in full as data; conditions in words."""
    return _header_json(framework) | {
        "documents": dict(framework.documents),
        "levels": [
            {"id": v.id, "name": v.name, "description": v.description, **sources_json(v.sources)}
            for v in framework.levels
        ],
        "section_47": [
            {"id": c.id, "text": c.text, "when": c.when.says(), **sources_json(c.sources)}
            for c in framework.section_47.criteria
        ],
        "level_rules": [
            {
                "id": rule.id,
                "level": rule.level.id,
                "basis": rule.basis,
                "text": rule.text,
                "when": rule.when.says(),
                **sources_json(rule.sources),
            }
            for rule in framework.level_rules
        ],
        "indicators": [
            {
                "id": sign.id,
                "domain": sign.domain,
                "name": sign.name,
                "grades": [
                    {
                        "level": grade.level.id,
                        "basis": grade.basis,
                        "because": grade.because,
                        **sources_json([grade.source]),
                    }
                    for grade in framework.grades.get(sign.id, ())
                ],
                **sources_json(sign.sources),
            }
            for sign in framework.indicators.values()
        ],
        "actions": [_action_json(action) for action in framework.actions],
        "contacts": {contact.id: contact.name for contact in framework.contacts.values()},
        **tool_json(framework),
        "dispute": list(framework.dispute),
        "roles": [
            {"name": role.name, "duties": list(role.duties), **sources_json(role.sources)}
            for role in framework.roles
        ],
        "support": [
            {"name": one.name, "what": one.what, **sources_json(one.sources)}
            for one in framework.support
        ],
    }


def show_fhir(framework: Framework) -> dict[str, object]:
    """Return what one framework asks, as a FHIR R4 Questionnaire."""
    from csescreen.export.as_fhir import questionnaire  # noqa: PLC0415

    return questionnaire(framework)


def _action_json(action: Action) -> dict[str, object]:
    return {
        "id": action.id,
        "text": action.text,
        "status": action.status,
        "when": action.when.says(),
        "possible_when": action.possible_when and action.possible_when.says(),
        "time_limit": action.time_limit and action.time_limit.words,
        "clock": (action.time_limit and action.time_limit.clock) or None,
        "audience": action.audience,
        **sources_json(action.sources),
    }


def show_lines(framework: Framework) -> Iterator[str]:
    """Yield one framework in full: every level, sign, grade, rule, action and source."""
    yield f"{framework.name}, version {framework.version}"
    yield f"Authority: {framework.authority}"
    yield f"Documents of {framework.source_date}:"
    yield from (f"  {file}: {title}" for file, title in framework.documents.items())
    yield f"Hash: {framework.sha256}"
    yield from ("", "Levels, the lowest first")
    yield from (
        f"  {level.id}: {level.name}. {level.description} {places(level.sources)}"
        for level in framework.levels
    )
    yield from ("", "Section 47")
    yield from _section_47(framework)
    yield from ("", "Rules that set a level")
    yield from (
        f"  {rule.id}: {rule.text}: {rule.level.name}, when {rule.when.says()} "
        f"{places(rule.sources)}"
        for rule in framework.level_rules
    )
    for domain, title in DOMAINS.items():
        yield from ("", f"Signs: {title}")
        for sign in framework.indicators.values():
            if sign.domain == domain:
                yield f"  {sign.id}: {sign.name}"
                for grade in framework.grades.get(sign.id, ()):
                    basis = BASES[grade.basis]
                    where = places([grade.source])
                    yield f"    {grade.level.name} ({basis}): {grade.because} {where}"
    yield from tool_lines(framework)
    yield from ("", "Actions")
    for action in framework.actions:
        limit = f", {action.time_limit.words}" if action.time_limit else ""
        yield f"  {action.id} ({action.status}{limit}): {action.text} {places(action.sources)}"
        yield f"    when {action.when.says()}"
        if action.possible_when is not None:
            yield f"    possible when {action.possible_when.says()}"
    yield from ("", "Contacts, blank until the authority enters its own")
    yield from (f"  {c.id}: {c.name}: {c.value}" for c in framework.contacts.values())
    if framework.dispute:
        yield from ("", f"Where professionals disagree {places(framework.dispute_sources)}")
        yield from (f"  {step}" for step in framework.dispute)
    for role in framework.roles:
        yield from ("", f"Role: {role.name} {places(role.sources)}")
        yield from (f"  {duty}" for duty in role.duties)
    if framework.support:
        yield from ("", "Services that the document names: ask locally whether they still exist")
        yield from (f"  {one.name}: {one.what} {places(one.sources)}" for one in framework.support)


def _section_47(framework: Framework) -> Iterator[str]:
    rule = framework.section_47
    for criterion in rule.criteria:
        yield f"  {criterion.id}: {criterion.text} {places(criterion.sources)}"
    if rule.consider_text:
        yield f"  {rule.consider_text} {places(rule.sources)}"
    if not rule.criteria and not rule.consider_text:
        yield "  The document states no rule."


def check(shelf: FrameworkShelf, paths: Iterable[Path]) -> list[Problem]:
    """Return every problem and every warning of the files, and of those in the folders."""
    found: list[Problem] = []
    seen: dict[tuple[str, VersionOrder], tuple[Path, str]] = {}
    for path in _files(paths):
        if path.name.lower().endswith(CASES_SUFFIX):
            what, remedy = "It is a file of cases.", "`csescreen framework test` tries them."
            found.append(Problem(clean_line(path.name), "", "cases-file", what, remedy))
            continue
        file = read_toml(path)
        read = shelf.check_file(file)
        found += read.problems
        if read.framework is not None:
            found += warnings(read.framework, file.name)
        if differing := _same_version(path, file, seen):
            found.append(differing)
    return found


def _same_version(
    path: Path, file: TomlFile, seen: dict[tuple[str, VersionOrder], tuple[Path, str]]
) -> Problem | None:
    """Return the problem of a file that says something else under the id and version of another.

    ``seen`` holds those that were looked at before, and takes this one.
    """
    header = read_header(file.content)
    if header is None:
        return None
    other, hashed = seen.setdefault((header.id, order_of(header.version)), (path, file.sha256))
    if hashed == file.sha256:
        return None
    same_name = other.name == path.name
    what = (
        f"{clean_line(str(other) if same_name else other.name)} is {header.id} {header.version} "
        "too, but says something else: neither would be offered."
    )
    remedy = "Raise the version of the newer one, or take the wrong one away."
    return Problem(file.name, "version", "same-version", what, remedy)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from framework_files(path) if path.is_dir() else (path,)
