"""A Word document from elsewhere, opened without trust: bounded, and free of what could act.

What loads something, runs something or points outside is refused (`acting.py`); what names
somebody, their computer or their account is left out (`leftovers.py`). Every problem is told at
once. What is looked through is what is filled in: the parts to which the package leads.
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from csescreen.errors import Problem
from csescreen.export.word.acting import SAVE_AS, of_relations, of_text
from csescreen.export.word.leftovers import left_out, without_names
from csescreen.export.word.relations import (
    TYPES,
    Relation,
    Types,
    is_xml,
    main_part,
    relations,
    relations_part,
    stands_rightly,
)
from csescreen.validation.words import shown

LARGEST_FILE: Final = 10 * 1024 * 1024
_LARGEST_UNPACKED: Final = 40 * 1024 * 1024
_LARGEST_PART: Final = 2 * 1024 * 1024
"""Of a part with text; pictures may be larger."""
_MOST_PARTS: Final = 400
_ZIP, _OLD_OR_LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DOCUMENT: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_FILLED_IN: Final = frozenset(("header", "footer", "footnotes"))
"""What the document leads to and is filled in like the document itself."""


class Opened(NamedTuple):
    """The parts that may be used, everything that is wrong with the file, and what is to be told.

    ``main`` is the document itself; ``filled_in`` are the parts in which placeholders may stand,
    ``texts`` those that are XML at all.
    """

    parts: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    cautions: tuple[Problem, ...] = ()
    main: str = ""
    filled_in: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()


class _NoFormError(Exception):
    """The file cannot be looked into at all; its one argument is the problem."""


def opened(content: bytes, name: str) -> Opened:
    """Look through a document; ``name`` is how problems call it."""
    try:
        package = _Package(_unpacked(content, name), name)
    except _NoFormError as refused:
        return Opened({}, (refused.args[0],))
    problems = [
        *package.problems,
        *of_relations(package.relations, package.reached, name),
        *of_text(package.trees, name),
    ]
    cautions = without_names(package.trees, name)
    main = package.main
    texts = {one.part for one in package.relations if one.owner == main and one.kind in _FILLED_IN}
    return Opened(
        package.written(),
        tuple(problems),
        tuple(cautions),
        main,
        frozenset({main, *texts}),
        tuple(package.trees),
    )


def _unpacked(content: bytes, name: str) -> dict[str, bytes]:
    if len(content) > LARGEST_FILE:
        raise _refused(name, "too-large", "It is larger than 10 MiB.", "Take large pictures out.")
    if content.startswith(_OLD_OR_LOCKED):
        raise _refused(
            name,
            "not-a-docx",
            "It is an older Word document (.doc), or protected by a password.",
            "Open it in Word and save it as a Word document (.docx) without a password.",
        )
    if not content.startswith(_ZIP):
        raise _refused(name, "not-a-docx", "It is no Word document (.docx).", SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_much(package.infolist(), name)
            return {
                entry.filename: package.read(entry)
                for entry in package.infolist()
                if not entry.is_dir()
            }
    except _NoFormError:
        raise
    except Exception:  # noqa: S110 - whatever a broken package makes its reader raise
        pass
    raise _refused(name, "damaged", "It is damaged.", SAVE_AS)


def _refuse_much(entries: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_PARTS or total > _LARGEST_UNPACKED:
        raise _refused(name, "too-large", "It unpacks to too much.", SAVE_AS)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise _refused(name, "damaged", "It has the same part twice.", SAVE_AS)


def _refused(name: str, code: str, what: str, remedy: str) -> _NoFormError:
    return _NoFormError(Problem(name, "", code, what, remedy))


class _Package:
    """The parts of a document to which its package leads, those with XML read."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self._parts, self._name = parts, name
        self.trees: dict[str, Any] = {}
        self._leading: dict[str, Any] = {}
        self.relations: list[Relation] = []
        self.problems: list[Problem] = []
        if TYPES not in parts:
            raise self._no_document()
        self._types_tree = self._parsed(TYPES)
        self.types = Types(self._types_tree)
        self._walk()
        self.main = self._main()
        self._read()

    def _walk(self) -> None:
        """Go from part to part, beginning with the package, and leave out what no form needs."""
        owners = [""]
        for owner in owners:
            if relations_part(owner) not in self._parts:
                continue
            tree = self._leading[relations_part(owner)] = self._parsed(relations_part(owner))
            for relation in left_out(relations(tree, owner)):
                self.relations.append(relation)
                if relation.part in self._parts and relation.part not in owners:
                    owners.append(relation.part)
        self.reached = owners[1:]

    def _main(self) -> str:
        main = main_part(self.relations, self._parts)
        if any("macroenabled" in kind or "vbaproject" in kind for kind in self.types.every()):
            remedy = "Save it as a Word document (.docx) instead."
            raise _refused(self._name, "macro", "It can hold macros.", remedy)
        if not main or self.types.of(main) != (_DOCUMENT,):
            raise self._no_document()
        return main

    def _no_document(self) -> _NoFormError:
        return _refused(self._name, "not-a-docx", "It is no Word document (.docx).", SAVE_AS)

    def _read(self) -> None:
        leading: dict[str, list[Relation]] = {}
        for relation in self.relations:
            leading.setdefault(relation.part, []).append(relation)
        for part in self.reached:
            if not is_xml(part, self.types, leading[part]):
                continue
            if stands_rightly(part):
                self.trees[part] = self._parsed(part)
            else:
                what = f"Its part {shown(part)} is in no usual place."
                self.problems.append(Problem(self._name, "", "hidden-part", what, SAVE_AS))
        if self.main in self.trees and self.trees[self.main].tag != qn("w:document"):
            raise _refused(
                self._name,
                "not-a-docx",
                "It is no usual Word document: it may be a “Strict Open XML Document”.",
                SAVE_AS,
            )

    def _parsed(self, part: str) -> Any:
        if len(self._parts[part]) > _LARGEST_PART:
            what, remedy = "Its text is longer than 2 MiB.", "Keep to the form itself."
            raise _refused(self._name, "too-large", what, remedy)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            tree = etree.fromstring(self._parts[part], parser)
        except etree.XMLSyntaxError:
            tree = None
        if tree is None or tree.getroottree().docinfo.doctype:
            what = f"Its part {shown(part)} cannot be read."
            raise _refused(self._name, "damaged", what, SAVE_AS)
        return tree

    def written(self) -> dict[str, bytes]:
        """Return the parts as they were looked through: nothing else is in them."""
        trees = {TYPES: self._types_tree, **self._leading, **self.trees}
        found = {part: self._parts[part] for part in self.reached}
        return found | {
            part: etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
            for part, tree in trees.items()
        }
