"""An authority's own Word form, filled in: its placeholders become what the summary says.

A template is not trusted. It is looked through before anything is made of it
(`word/untrusted.py`, `word/tags.py`); it can name placeholders, go through lists and leave parts
out, and nothing else.
"""

import stat
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from csescreen.core.audience import PROFESSIONALS
from csescreen.core.summary import Summary
from csescreen.core.text import clean_line
from csescreen.errors import InputError, Problem, UserError
from csescreen.export.placeholders import PLACEHOLDERS, ROWS

if TYPE_CHECKING:
    from csescreen.export.word.gate import Known
    from csescreen.export.word.untrusted import Opened

BLANK: Final = "_" * 24
"""Stands where there is no text: a line to write on."""


_MOST_TAGS: Final = 2000
"""No form has as many: what is made of them takes time."""


class Look(NamedTuple):
    """What a template uses, with every place, by name; what is wrong; and the form itself."""

    used: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    form: "Opened"

    @property
    def cautions(self) -> tuple[Problem, ...]:
        """What bars nothing, and what somebody may want to settle before the form is used."""
        return self.form.cautions

    @property
    def unused(self) -> tuple[str, ...]:
        """The names that there are and that it does not use, in the list's order."""
        began = {name.partition(".")[0] for name in self.used}
        names = (one.name for one in (*PLACEHOLDERS, *ROWS))
        return tuple(name for name in names if name not in began)

    @property
    def lacks(self) -> tuple[str, ...]:
        """Those that it does not use though a referral can hardly do without them."""
        matters = {one.name for one in (*PLACEHOLDERS, *ROWS) if one.matters}
        return tuple(name for name in self.unused if name in matters)


class TemplateExporter:
    """Fills in an authority's own Word form, for the hub and professionals."""

    format = "docx"
    suffix = ".docx"
    says = "Word: your authority's own form"
    audiences = frozenset({PROFESSIONALS.id})

    def __init__(self, content: bytes, name: str) -> None:
        """Look through the template at once; ``name`` is how problems call it.

        Raises `InputError` with everything that is wrong with it.
        """
        look = look_through(content, name)
        if look.problems:
            raise InputError(
                "This template cannot be filled in as it is.",
                look.problems,
                safe="Nothing was written.",
                do_next="Mend it in Word. `csescreen template list` has every placeholder, and "
                "without --template the referral is written in csescreen's own form.",
            )
        self._form, self._name = look.form, name

    def render(self, summary: Summary) -> bytes:
        """Return the form, filled in; the same summary always gives the same bytes."""
        from csescreen.export.word.filling import TooLongError, filled  # noqa: PLC0415

        values, rows = values_of(summary)
        try:
            return filled(self._form, known(), values, rows, clean_line(summary.headline), BLANK)
        except TooLongError as error:
            problem = Problem(self._name, "", "too-large", str(error))
        except Exception as error:
            what = f"Word cannot read what becomes of it ({type(error).__name__})."
            remedy = "Begin and end each list and each condition in the same row or paragraph."
            problem = Problem(self._name, "", "not-whole", what, remedy)
        raise InputError(
            "This template cannot be filled in as it is.",
            (problem,),
            safe="Nothing was written; the screening is saved.",
            do_next="Mend it in Word, or export without --template.",
        )


def values_of(summary: Summary) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """Return the text of every placeholder, and the rows of every list."""
    texts = {one.name: one.value(summary) for one in PLACEHOLDERS}
    return texts, {many.name: many.of(summary) for many in ROWS}


def read_form(path: Path) -> TemplateExporter:
    """Return what fills in the form in a file. Raises `UserError` where that cannot be used."""
    return TemplateExporter(*read_template(path))


def read_template(path: Path) -> tuple[bytes, str]:
    """Return the content of a template's file, and its name. Raises `UserError` otherwise."""
    from csescreen.export.word.untrusted import LARGEST_FILE  # noqa: PLC0415 - loads a library

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"{clean_line(str(path))} is no file.")
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1), clean_line(path.name)
    except OSError as error:
        reason = error.strerror
    raise UserError(
        f"The template {clean_line(str(path))} cannot be read: {reason}.",
        safe="Nothing was changed.",
        do_next="Name a Word document (.docx) that is there and that you may read.",
    )


def look_through(content: bytes, name: str) -> Look:
    """Return what a template uses, and everything that is wrong with it."""
    from csescreen.export.word.package import tree_of  # noqa: PLC0415
    from csescreen.export.word.tags import Tag, outside_of_text, tags_of  # noqa: PLC0415
    from csescreen.export.word.template_reader import Reader  # noqa: PLC0415
    from csescreen.export.word.untrusted import opened  # noqa: PLC0415

    form = opened(content, name)
    found, used, tags = list(form.problems), dict[str, list[str]](), 0
    for part in form.texts:
        if b"{" not in form.parts[part]:
            continue
        tree = tree_of(form.parts[part])
        where = "" if part == form.main else _where(part)
        if outside_of_text(tree):
            what = "Braces stand in an address, a field or a description, not in the text."
            found.append(Problem(name, where, "out-of-place", what, "Take them out."))
        reader = Reader(known(), name)
        for tag in tags_of(tree, where, name):
            tags += 1
            if tags > _MOST_TAGS:
                what = f"It has more than {_MOST_TAGS} placeholders."
                return Look({}, (Problem(name, "", "too-large", what, "Keep to one form."),), form)
            if isinstance(tag, Problem):
                found.append(tag)
            elif part not in form.filled_in:
                what = f"Placeholders are not filled in here: {tag.text}"
                found.append(Problem(name, tag.place, "out-of-place", what))
            elif isinstance(tag, Tag):
                reader.take(tag)
        read = reader.end()
        found += read.problems
        for one, places in read.used.items():
            used.setdefault(one, []).extend(places)
    if form.parts and not used and not found:
        what = "It has no placeholder: every export would be the same empty form."
        remedy = "Write {{ reference }}, say, where the reference is to stand."
        found.append(Problem(name, "", "no-placeholder", what, remedy))
    return Look({one: tuple(places) for one, places in used.items()}, tuple(found), form)


def _where(part: str) -> str:
    """Return what a part is called in Word."""
    file = part.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    return {"header": "page header", "footer": "page footer"}.get(file, file)


@cache
def known() -> "Known":
    """Return every name that a template may use."""
    from csescreen.export.word.gate import Known  # noqa: PLC0415

    rows = {many.name: frozenset(field.name for field in many.fields) for many in ROWS}
    return Known(frozenset(one.name for one in PLACEHOLDERS), rows)
