"""A Word document from elsewhere, opened without trust: bounded, and free of what could act.

What loads something, runs something or points outside is refused; a few things that name
somebody's computer or account are left out quietly. Every problem is told at once.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from csescreen.errors import Problem
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
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS: Final = ("http://", "https://", "mailto:")

_ACTS: Final = {
    "vbaProject": "a macro",
    "wordVbaData": "a macro",
    "attachedToolbars": "a macro",
    "keyMapCustomizations": "keys of its own",
    "control": "an ActiveX control",
    "activeXControlBinary": "an ActiveX control",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "aFChunk": "a part of another format",
    "subDocument": "another document",
    "frame": "a frame",
}
"""Relationships that bring something along which acts or which nobody sees through."""
_LEFT_OUT: Final = {
    "attachedTemplate",
    "mailMergeSource",
    "mailMergeHeaderSource",
    "mailMergeRecipientData",
    "printerSettings",
    "customXml",
    "custom-properties",
    "thumbnail",
}
"""Relationships that name a computer, an account or a source, and that no form needs."""
_LEFT_OUT_ELEMENTS: Final = tuple(
    qn(f"w:{name}") for name in ("attachedTemplate", "mailMerge", "printerSettings", "dataBinding")
)
_FIELDS: Final = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "NOTEREF"),
        *("STYLEREF", "SEQ", "TITLE", "SUBJECT", "DATE", "TIME", "CREATEDATE", "PRINTDATE"),
        *("SAVEDATE", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "HYPERLINK", "SYMBOL", "QUOTE"),
        *("=", "IF", "DOCPROPERTY"),
    )
)
"""Fields that count pages or stand in a form: none of them loads or runs anything."""


class Opened(NamedTuple):
    """The parts that may be used, and everything that is wrong with the file."""

    parts: dict[str, bytes]
    problems: tuple[Problem, ...]


class _NoFormError(Exception):
    """The file cannot be looked into at all; its one argument is the problem."""


def opened(content: bytes, name: str) -> Opened:
    """Look through a document; ``name`` is how problems call it."""
    try:
        parts = _unpacked(content, name)
        trees = {part: _parsed(part, text, name) for part, text in parts.items() if _is_xml(part)}
    except _NoFormError as refused:
        return Opened({}, (refused.args[0],))
    problems = [*_of_types(trees, name), *_of_relationships(trees, name), *_of_fields(trees, name)]
    gone = _leave_out(trees)
    kept = {part: text for part, text in parts.items() if part not in gone}
    for part, tree in trees.items():
        if part in kept:
            kept[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return Opened(kept, tuple(problems))


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
        raise _refused(name, "not-a-docx", "It is no Word document (.docx).", _SAVE_AS)
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
    raise _refused(name, "damaged", "It is damaged.", _SAVE_AS)


def _refuse_much(entries: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(entry.file_size for entry in entries)
    texts = [entry.file_size for entry in entries if _is_xml(entry.filename)]
    if len(entries) > _MOST_PARTS or total > _LARGEST_UNPACKED:
        raise _refused(name, "too-large", "It unpacks to too much.", _SAVE_AS)
    if max(texts, default=0) > _LARGEST_PART:
        raise _refused(
            name, "too-large", "Its text is longer than 2 MiB.", "Keep to the form itself."
        )
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise _refused(name, "damaged", "It has the same part twice.", _SAVE_AS)


_SAVE_AS: Final = "Open it in Word and save it as a Word document (.docx) again."


def _refused(name: str, code: str, what: str, remedy: str) -> _NoFormError:
    return _NoFormError(Problem(name, "", code, what, remedy))


def _is_xml(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels", ".vml"))


def _parsed(part: str, content: bytes, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None or tree.getroottree().docinfo.doctype:
        raise _refused(name, "damaged", f"Its part {shown(part)} cannot be read.", _SAVE_AS)
    return tree


def _of_types(trees: Mapping[str, Any], name: str) -> Iterator[Problem]:
    types = trees.get("[Content_Types].xml")
    told = [] if types is None else list(types)
    kinds = [kind.get("ContentType", "") for kind in told]
    documents = {
        kind.get("PartName", "").lstrip("/")
        for kind in told
        if kind.get("ContentType") == _DOCUMENT
    }
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds):
        yield Problem(
            name, "", "macro", "It can hold macros.", "Save it as a Word document (.docx) instead."
        )
    elif not documents & set(trees):
        yield Problem(name, "", "not-a-docx", "It is no Word document (.docx).", _SAVE_AS)


def _of_relationships(trees: Mapping[str, Any], name: str) -> Iterator[Problem]:
    for part, tree in trees.items():
        if not part.endswith(".rels"):
            continue
        for relationship in tree.iter(_RELATIONSHIP):
            kind = relationship.get("Type", "").rsplit("/", 1)[-1]
            target = relationship.get("Target", "")
            if kind in _LEFT_OUT:
                continue
            if kind in _ACTS:
                yield Problem(
                    name, "", "active-part", f"It has {_ACTS[kind]} in it.", "Take that out."
                )
            elif relationship.get("TargetMode", "").lower() == "external":
                if kind != "hyperlink":
                    what = f"It loads something from elsewhere when it is opened: {shown(target)}."
                    remedy = "Put it into the document itself, as a picture, or take it out."
                    yield Problem(name, "", "outside", what, remedy)
                elif not target.lower().startswith(_LINKS):
                    yield Problem(
                        name,
                        "",
                        "outside",
                        f"It has a link that is no web or email address: {shown(target)}.",
                        "Take the link out; its text may stay.",
                    )


def _of_fields(trees: Mapping[str, Any], name: str) -> Iterator[Problem]:
    found: dict[str, None] = {}
    for part, tree in trees.items():
        if part.startswith("word/"):
            found.update(dict.fromkeys(_field_names(tree)))
    for kind in found:
        if kind.upper() not in _FIELDS:
            yield Problem(
                name,
                "",
                "field",
                f"It has a field {shown(kind)}, which may load or run something, or "
                "name a computer.",
                "Take the field out; Ctrl+Shift+F9 in Word turns it into its text.",
            )


def _field_names(tree: Any) -> Iterator[str]:
    """Yield the first word of each field's instruction."""
    begun: list[str] = []
    for element in tree.iter(qn("w:fldSimple"), qn("w:fldChar"), qn("w:instrText")):
        if element.tag == qn("w:fldSimple"):
            yield _first(element.get(qn("w:instr"), ""))
        elif element.tag == qn("w:instrText"):
            if begun:
                begun[-1] += element.text or ""
            else:
                yield _first(element.text or "")
        elif element.get(qn("w:fldCharType")) == "begin":
            begun.append("")
        elif begun and begun[-1] and element.get(qn("w:fldCharType")) in ("separate", "end"):
            yield _first(begun.pop())
            begun.append("")
        if element.get(qn("w:fldCharType")) == "end" and begun:
            begun.pop()
    yield from map(_first, filter(None, begun))


def _first(instruction: str) -> str:
    words = instruction.split()
    return words[0] if words else "="


def _leave_out(trees: Mapping[str, Any]) -> set[str]:
    """Take out what names a computer or an account; return the parts that go with it."""
    gone = {part for part in trees if part.startswith(("customXml/", "docProps/custom"))}
    for part, tree in trees.items():
        if part.endswith(".rels"):
            for relationship in list(tree.iter(_RELATIONSHIP)):
                if relationship.get("Type", "").rsplit("/", 1)[-1] in _LEFT_OUT:
                    tree.remove(relationship)
        elif part == "[Content_Types].xml":
            for kind in list(tree.iter(f"{_TYPES}Override")):
                if kind.get("PartName", "").lstrip("/") in gone:
                    tree.remove(kind)
        elif part.startswith("word/"):
            for element in list(tree.iter(*_LEFT_OUT_ELEMENTS)):
                element.getparent().remove(element)
    return gone
