"""A Word document as a package of parts: written so that the same parts give the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

PROGRAM: Final = "csescreen"
LANGUAGE: Final = "en-GB"
_THE_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a package can carry: it says nothing of when or where it was made."""
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CORE: Final = f"{_PACKAGE}/metadata/core-properties"
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_EXTENDED: Final = f"{_OFFICE}/extended-properties"
_TYPES, _LEADS = "[Content_Types].xml", "_rels/.rels"
_PROPERTIES: Final = {
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE}/relationships/metadata/core-properties",
    ),
    "docProps/app.xml": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"{_OFFICE}/relationships/extended-properties",
    ),
}
"""The parts that say what a document is, with the type of each and of what leads to it."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as one file, in their order, without a clock or a machine's name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _THE_FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # on every machine the same
            package.writestr(info, content)
    return file.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package that we wrote ourselves."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_properties(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """Return the parts with all that is said of the document itself: nothing of who or where."""
    said = {
        "docProps/core.xml": _properties(
            f"{{{_CORE}}}coreProperties",
            {
                f"{{{_DUBLIN_CORE}}}title": title[:_LONGEST_TITLE],
                f"{{{_DUBLIN_CORE}}}creator": PROGRAM,
                f"{{{_DUBLIN_CORE}}}language": LANGUAGE,
            },
        ),
        "docProps/app.xml": _properties(
            f"{{{_EXTENDED}}}Properties", {f"{{{_EXTENDED}}}Application": PROGRAM}
        ),
    }
    named = {name: said.get(name, content) for name, content in parts.items()}
    for name, content in said.items():
        if name not in parts:
            _add(named, name, content)
    return named


def _add(parts: dict[str, bytes], name: str, content: bytes) -> None:
    """Add a part of properties, with its type and what leads to it."""
    kind, leads = _PROPERTIES[name]
    types, relationships = tree_of(parts[_TYPES]), tree_of(parts[_LEADS])
    said = {"PartName": f"/{name}", "ContentType": kind}
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", said)
    of = f"rId{name.rpartition('/')[2].removesuffix('.xml')}"
    led = {"Id": of, "Type": leads, "Target": name}
    etree.SubElement(relationships, f"{{{_PACKAGE}/relationships}}Relationship", led)
    parts[_TYPES], parts[_LEADS], parts[name] = written(types), written(relationships), content


_LONGEST_TITLE: Final = 255
"""What the standard takes for a property of a document."""


def _properties(root: str, values: Mapping[str, str]) -> bytes:
    names = {None: root[1:].partition("}")[0]}
    if root.startswith(f"{{{_CORE}}}"):
        names = {"cp": _CORE, "dc": _DUBLIN_CORE}  # type: ignore[dict-item]
    made = etree.Element(root, nsmap=names)
    for name, text in values.items():
        etree.SubElement(made, name).text = text
    return written(made)


def tree_of(content: bytes) -> Any:
    """Return a part as a tree; nothing outside of it is ever read."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def written(tree: Any) -> bytes:
    """Return a tree as a part."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
