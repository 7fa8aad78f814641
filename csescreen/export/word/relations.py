"""What a Word package says of its parts: of what type each is, and which part leads to which.

It is read once, for checking a form and for filling it in: what stands in the file without anything
leading to it is no part of the document, whatever it is called.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

TYPES: Final = "[Content_Types].xml"
_XML_TYPES: Final = ("+xml", "/xml", "vmldrawing")
_XML_ENDINGS: Final = (".xml", ".vml", ".svg")
_BINARY: Final = frozenset(("image", "hdphoto", "font", "audio", "video", "media"))
"""The kinds of relationship that lead to something that no reader takes for XML."""


class Relation(NamedTuple):
    """How one part leads to another, or to something outside; ``part`` is "" where it is outside.

    ``owner`` is "" for the package itself. ``kind`` is the last word of its type, in small letters.
    """

    owner: str
    kind: str
    target: str
    part: str
    element: Any


def local(element: Any) -> str:
    """Return an element's name without its namespace: there are two of Word's own."""
    return str(element.tag).rpartition("}")[2]


def relations_part(owner: str) -> str:
    """Return the part in which stands what a part leads to."""
    folder, _, file = owner.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def relations(tree: Any, owner: str) -> Iterator[Relation]:
    """Yield what a part leads to, as its part of relationships has it."""
    for element in tree.iter("{*}Relationship"):
        target = element.get("Target", "").strip()
        outside = element.get("TargetMode", "").strip().lower() == "external"
        kind = element.get("Type", "").strip().rpartition("/")[2].lower()
        within = posixpath.join("/", posixpath.dirname(owner), target)
        part = "" if outside else posixpath.normpath(within).lstrip("/")
        yield Relation(owner, kind, target, part, element)


class Types:
    """The content types of a package's parts."""

    def __init__(self, tree: Any) -> None:
        """Read them: by ending, and by part, where names differ in no more than case."""
        self._named: dict[str, list[str]] = {}
        self._endings: dict[str, str] = {}
        for element in tree.iter("{*}Override", "{*}Default"):
            kind = element.get("ContentType", "").strip().lower()
            if local(element) == "Default":
                self._endings[element.get("Extension", "").lower()] = kind
            else:
                part = element.get("PartName", "").lstrip("/").lower()
                self._named.setdefault(part, []).append(kind)

    def of(self, part: str) -> tuple[str, ...]:
        """Return the types that are given to a part: more than one only by a forger."""
        named = self._named.get(part.lower())
        return tuple(named) if named else (self._endings.get(part.lower().rpartition(".")[2], ""),)

    def every(self) -> Iterator[str]:
        """Yield every type that is named at all."""
        yield from self._endings.values()
        for named in self._named.values():
            yield from named


def is_xml(part: str, types: Types, leading: Iterable[Relation]) -> bool:
    """Return whether some reader could take a part for XML: by its name, type, or what leads to it.

    Word goes by the type, others by what leads there: nothing that either takes for a part of the
    document may go unread.
    """
    if part.lower().endswith(_XML_ENDINGS):
        return True
    if any(kind.endswith(_XML_TYPES) for kind in types.of(part)):
        return True
    return any(relation.kind not in _BINARY for relation in leading)


def stands_rightly(part: str) -> bool:
    """Return whether XML stands where Word, LibreOffice and Google Docs put it."""
    return part.startswith("word/") and part.endswith(_XML_ENDINGS)


def main_part(every: Iterable[Relation], parts: Mapping[str, object]) -> str:
    """Return the document itself, as the package says; "" where it does not say one."""
    found = [one.part for one in every if not one.owner and one.kind == "officedocument"]
    return found[0] if len(found) == 1 and found[0] in parts else ""
