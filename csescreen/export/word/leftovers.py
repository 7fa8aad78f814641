"""What a form is left without: whatever names a person, a computer, an account or a source.

None of it is needed to fill the form in. What somebody may miss, or has yet to settle, is told.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from csescreen.errors import Problem
from csescreen.export.word.relations import Relation, local

RELATIONS: Final = frozenset(
    (
        *("core-properties", "extended-properties", "custom-properties", "thumbnail"),
        *("people", "classificationlabels", "origin", "customxml", "printersettings"),
        *("attachedtemplate", "mailmergesource", "mailmergeheadersource", "recipientdata"),
        *("mailmergerecipientdata", "webextension", "webextensiontaskpanes"),
    )
)
"""The kinds of relationship that lead to no more than who made it, where, with what."""
_ELEMENTS: Final = tuple(
    f"{{*}}{name}"
    for name in (
        *("attachedTemplate", "mailMerge", "printerSettings", "dataBinding", "docVars"),
        *("entryMacro", "exitMacro"),
    )
)
_WORDS_OWN: Final = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org/wordprocessingml|purl\.oclc\.org/ooxml"
    r"|schemas\.microsoft\.com/office/word)/"
)
_OF_A_PERSON: Final = frozenset(("initials", "date", "dateUtc", "ed", "userId", "providerId"))
_NOBODY: Final = "Author"
"""What Word itself writes where it takes a name out: the name cannot be missing."""
_DESCRIBES: Final = frozenset(("descr", "name", "title", "alt"))
_PATH: Final = re.compile(r"(?:[a-z]:[\\/]|\\\\|file:).*[\\/]", re.IGNORECASE)
"""A picture's own name may be the file on somebody's computer that it came from."""


def left_out(found: Iterable[Relation]) -> list[Relation]:
    """Take what names somebody out of the relationships; return the others."""
    kept = []
    for relation in found:
        if relation.kind in RELATIONS:
            relation.element.getparent().remove(relation.element)
        else:
            kept.append(relation)
    return kept


def without_names(trees: Mapping[str, Any], name: str) -> list[Problem]:
    """Take names, times and sources out of the parts; return what is to be told of it."""
    marked: set[str] = set()
    for tree in trees.values():
        for element in list(tree.iter(*_ELEMENTS)):
            element.getparent().remove(element)
        for element in tree.iter("*"):
            for key, value in element.attrib.items():
                attribute = key.rpartition("}")[2]
                if attribute in _DESCRIBES:
                    element.set(key, _PATH.sub("", value, count=1))
                elif not _WORDS_OWN.match(key):
                    continue
                elif attribute == "author":
                    element.set(key, _NOBODY)
                    marked.add("comment" if local(element) == "comment" else "change")
                elif attribute in _OF_A_PERSON:
                    del element.attrib[key]
    return [_CAUTIONS[one](name) for one in sorted(marked)]


def _of_changes(name: str) -> Problem:
    what = "It has tracked changes: they would stand in every referral, without who made them."
    return Problem(name, "", "tracked-changes", what, "Accept or reject them in Word first.")


def _of_comments(name: str) -> Problem:
    what = "It has comments: they would stand in every referral, without who wrote them."
    return Problem(name, "", "comments", what, "Delete them in Word first.")


_CAUTIONS: Final = {"change": _of_changes, "comment": _of_comments}
