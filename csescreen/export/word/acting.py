"""What in a form loads something, runs something or leads elsewhere: each is a problem."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from csescreen.errors import Problem
from csescreen.export.word.relations import Relation, local
from csescreen.validation.words import shown

SAVE_AS: Final = "Open it in Word and save it as a Word document (.docx) again."
_LINKS: Final = ("http://", "https://", "mailto:")

_ACTS: Final = {
    "vbaproject": "a macro",
    "wordvbadata": "a macro",
    "attachedtoolbars": "a macro",
    "keymapcustomizations": "keys of its own",
    "extensibility": "a menu of its own",
    "control": "an ActiveX control",
    "activexcontrolbinary": "an ActiveX control",
    "oleobject": "an embedded object",
    "package": "an embedded file",
    "afchunk": "a part of another format",
    "subdocument": "another document",
    "frame": "a frame",
}
"""Relationships that bring something along which acts or which nobody sees through."""
_FIELDS: Final = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "NOTEREF"),
        *("STYLEREF", "SEQ", "TITLE", "SUBJECT", "DATE", "TIME", "CREATEDATE", "PRINTDATE"),
        *("SAVEDATE", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "HYPERLINK", "SYMBOL", "QUOTE"),
        *("=", "IF", "DOCPROPERTY"),
    )
)
"""Fields that count pages or stand in a form: none of them loads or runs anything."""
_LEADS: Final = frozenset(("href", "src", "althref"))
"""Attributes that lead elsewhere, in VML and SVG; Word itself has relationships for it."""
_NESTED: Final = " { "
"""Stands in an instruction where another field makes a part of it, which cannot be foreseen."""
_ARGUMENT: Final = re.compile(
    r'\\(?P<switch>[a-z*])(?=[\s"]|$)|"(?P<quoted>[^"]*)"?|(?P<bare>\S+)', re.IGNORECASE
)
_WITH_ARGUMENT, _WITHOUT = "lot*", "nmh"
"""The switches of a link: those with a text of their own, and those without."""


def of_relations(found: Iterable[Relation], parts: Collection[str], name: str) -> Iterator[Problem]:
    """Yield what relationships bring along, load or lead to; ``parts`` are those that are there."""
    for relation in found:
        target = relation.target
        if relation.kind in _ACTS:
            what = f"It has {_ACTS[relation.kind]} in it."
            yield Problem(name, "", "active-part", what, "Take that out.")
        elif relation.kind == "hyperlink":
            if not target.lower().startswith(_LINKS if not relation.part else "#"):
                yield _no_address(target, name)
        elif relation.part in parts:
            continue
        elif relation.part:
            what = f"A picture or another part is not there: {shown(target)}."
            yield Problem(name, "", "damaged", what, SAVE_AS)
        else:
            what = f"It loads something from elsewhere when it is opened: {shown(target)}."
            remedy = "Put it into the document itself, as a picture, or take it out."
            yield Problem(name, "", "outside", what, remedy)


def _no_address(target: str, name: str) -> Problem:
    what = f"It has a link that is no web or email address: {shown(target)}."
    return Problem(name, "", "outside", what, "Take the link out; its text may stay.")


def of_text(trees: Mapping[str, Any], name: str) -> Iterator[Problem]:
    """Yield what the parts themselves load or run, each once."""
    instructions = dict.fromkeys(one for tree in trees.values() for one in _instructions(tree))
    kinds = dict.fromkeys(map(_first, instructions))
    for kind in kinds:
        if kind.upper() not in _FIELDS:
            yield Problem(
                name,
                "",
                "field",
                f"It has a field {shown(kind)}, which may load or run something, or "
                "name a computer.",
                "Take the field out; Ctrl+Shift+F9 in Word turns it into its text.",
            )
    for instruction in instructions:
        if _first(instruction).upper() == "HYPERLINK" and not _is_address(instruction):
            yield _no_address(instruction.strip(), name)
    for led in dict.fromkeys(one for tree in trees.values() for one in _leads(tree)):
        what = f"It has a drawing that loads or leads to something elsewhere: {shown(led)}."
        remedy = "Put the picture into the document itself, without a link, or take it out."
        yield Problem(name, "", "outside", what, remedy)


def _instructions(tree: Any) -> Iterator[str]:
    """Yield the instruction of each field, whatever it is made of."""
    begun: list[tuple[str, bool]] = []  # the instruction so far, and whether it is over
    for element in tree.iter(
        "{*}fldSimple", "{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}t"
    ):
        kind = local(element)
        if kind == "fldSimple":
            yield _attribute(element, "instr")
        elif kind == "fldChar":
            step = _attribute(element, "fldCharType")
            if step == "begin":
                if begun and not begun[-1][1]:
                    begun[-1] = (begun[-1][0] + _NESTED, False)
                begun.append(("", False))
            elif begun:
                instruction, over = begun.pop()
                if not over or instruction:
                    yield instruction
                if step != "end":
                    begun.append(("", True))
        elif begun and not (kind == "t" and begun[-1][1]):
            begun[-1] = (begun[-1][0] + (element.text or ""), begun[-1][1])
        elif kind != "t":
            yield element.text or ""
    yield from (instruction for instruction, over in begun if instruction or not over)


def _attribute(element: Any, wanted: str) -> str:
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == wanted)
    return str(next(found, ""))


def _first(instruction: str) -> str:
    words = instruction.split()
    return words[0] if words else "="


def _is_address(instruction: str) -> bool:
    """Return whether a link leads to a web or email address, or to a place in the document."""
    arguments = _ARGUMENT.finditer(instruction.strip()[len("HYPERLINK") :])
    addresses, place = [], False
    for argument in arguments:
        switch = (argument["switch"] or "").lower()
        if not switch:
            addresses.append(argument["quoted"] or argument["bare"] or "")
        elif switch in _WITH_ARGUMENT:
            text = next(arguments, None)
            if text is None or text["switch"] or _NESTED.strip() in text[0]:
                return False
            place = place or switch == "l"
        elif switch not in _WITHOUT:
            return False
    return all(one.strip().lower().startswith(_LINKS) for one in addresses) and bool(
        addresses or place
    )


_URL: Final = re.compile(r"url\(\s*+['\"]?+(?!#)|@import", re.IGNORECASE)
_WITHIN: Final = ("#", "data:image/")
_IN_AN_SVG: Final = ("script", "foreignObject")


def _leads(tree: Any) -> Iterator[str]:
    """Yield where drawings lead: everything but a place in the drawing itself."""
    drawing = local(tree) == "svg"
    for element in tree.iter("*"):
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].lower()
            within = value.strip().lower().startswith(_WITHIN)
            acts = drawing and (attribute.startswith("on") or _URL.search(value))
            if acts or (attribute in _LEADS and not within):
                yield value
        if drawing and (local(element) in _IN_AN_SVG or _URL.search(element.text or "")):
            yield local(element)
