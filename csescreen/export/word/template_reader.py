"""Reads the tags of a template in their order: what they use, and what is wrong with them."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from jinja2 import nodes

from csescreen.errors import Problem
from csescreen.export.word.gate import Known, only_names
from csescreen.export.word.tags import Tag
from csescreen.validation.words import nearest, shown

_KINDS: Final = ("p", "tr", "tc", "r")
"""What docxtpl takes away with a tag: its paragraph, its row, its cell, its run."""
_ENDS: Final = {"endfor": "for", "endif": "if"}
_FOR: Final = "Go through a list so: {% for action in actions %}{{ action.action }}{% endfor %}."
_PLAIN: Final = "A placeholder is one name alone: {{ child_name }}."


class Read(NamedTuple):
    """What a part uses, by name, with every place; and what is wrong with it."""

    used: dict[str, list[str]]
    problems: list[Problem]


class Reader:
    """Reads the tags of one part in their order."""

    def __init__(self, known: Known, name: str) -> None:
        """Begin a part. ``name`` is how problems call the file."""
        self._known, self._name = known, name
        self._open: list[tuple[str, str, str, Tag]] = []  # for or if, its kind, its variable
        self.read = Read({}, [])

    def take(self, tag: Tag) -> None:
        """Read the next tag."""
        if tag.text.startswith("{#"):
            return
        inside = tag.text[2:-2]
        kind = next((k for k in _KINDS if inside.startswith(f"{k} ")), "")
        inside = inside[len(kind) :].strip()
        if tag.text.startswith("{{"):
            if kind:
                self._problem(tag, "unknown-form", f"{shown(tag.text)} is no placeholder.")
            else:
                self._names(tag, inside, output=True)
        else:
            self._statement(tag, kind, inside)

    def end(self) -> Read:
        """Say what is still open, and return what was read."""
        for word, _, _, tag in self._open:
            self._problem(tag, "no-end", f"{shown(tag.text)} has no end{word}.")
        return self.read

    def _statement(self, tag: Tag, kind: str, inside: str) -> None:
        word, _, rest = inside.partition(" ")
        if word == "for":
            self._for(tag, kind, rest)
        elif word == "if":
            self._open.append(("if", kind, "", tag))
            self._names(tag, rest)
        elif word in ("elif", "else"):
            if not self._open or self._open[-1][0] != "if":
                self._problem(tag, "out-of-place", f"{shown(tag.text)} has no if before it.")
            if word == "elif":
                self._names(tag, rest)
        elif word in _ENDS:
            self._close(tag, kind, word)
        else:
            self._problem(tag, "unknown-form", f"csescreen does not know {shown(tag.text)}.")

    def _for(self, tag: Tag, kind: str, rest: str) -> None:
        words = rest.split()
        variable = words[0] if words else ""
        rows = words[2] if len(words) == 3 and words[1] == "in" else ""
        if any(word == "for" for word, *_ in self._open):
            self._problem(tag, "unknown-form", "A list inside a list cannot be filled in.")
        if not rows or not variable.isidentifier() or variable in self._known.texts:
            self._problem(tag, "unknown-form", f"{shown(tag.text)} cannot be read.", _FOR)
        elif rows not in self._known.rows:
            self._unknown(tag, rows, self._known.rows)
        else:
            self._use(rows, tag)
        self._open.append(("for", kind, f"{variable} {rows}", tag))

    def _close(self, tag: Tag, kind: str, word: str) -> None:
        if not self._open or self._open[-1][0] != _ENDS[word]:
            what = f"{shown(tag.text)} has no {_ENDS[word]} before it."
            self._problem(tag, "out-of-place", what)
            return
        _, begun_as, _, begun = self._open.pop()
        if begun_as != kind:
            remedy = f"Begin and end it alike: {{%{begun_as} … %}} and {{%{begun_as} {word} %}}."
            self._problem(tag, "out-of-place", f"{shown(begun.text)} ends otherwise.", remedy)

    def _names(self, tag: Tag, expression: str, *, output: bool = False) -> None:
        found = only_names(expression)
        if found is None:
            self._problem(tag, "unknown-form", f"{shown(tag.text)} cannot be read.", _PLAIN)
            return
        if output and not isinstance(found, nodes.Name | nodes.Getattr):
            self._problem(tag, "unknown-form", f"{shown(tag.text)} cannot be read.", _PLAIN)
            return
        fields = found.find_all(nodes.Getattr) if not isinstance(found, nodes.Getattr) else [found]
        own = set()
        for field in fields:
            assert isinstance(field.node, nodes.Name)  # noqa: S101 - `_only` let in no other
            own.add(id(field.node))
            self._field(tag, field.node.name, field.attr)
        names = [found] if isinstance(found, nodes.Name) else list(found.find_all(nodes.Name))
        for name in names:
            if id(name) not in own:
                self._text(tag, name.name, output=output)

    def _text(self, tag: Tag, name: str, *, output: bool) -> None:
        if name in self._known.texts or (not output and name in self._known.rows):
            self._use(name, tag)
        elif name in self._known.rows or name in self._variables():
            what = f"{shown(name)} is a list: it has no text of its own."
            self._problem(tag, "a-list", what, _FOR)
        else:
            self._unknown(tag, name, (*self._known.texts, *self._known.rows))

    def _field(self, tag: Tag, variable: str, field: str) -> None:
        rows = self._variables().get(variable)
        if rows is None:
            what = f"{shown(f'{variable}.{field}')} stands outside of its list."
            self._problem(tag, "out-of-place", what, _FOR)
        elif rows in self._known.rows and field not in self._known.rows[rows]:
            self._unknown(
                tag, field, self._known.rows[rows], f" {rows} have no field {shown(field)}."
            )
        elif rows in self._known.rows:
            self._use(f"{rows}.{field}", tag)

    def _variables(self) -> dict[str, str]:
        said = [variable.partition(" ") for word, _, variable, _ in self._open if word == "for"]
        return {name: rows for name, _, rows in said}

    def _use(self, name: str, tag: Tag) -> None:
        self.read.used.setdefault(name, []).append(tag.place)

    def _unknown(self, tag: Tag, name: str, names: Iterable[str], what: str = "") -> None:
        what = what or f"csescreen knows no placeholder {shown(name)}."
        remedy = nearest(name, names) or "`csescreen template list` has every name."
        self._problem(tag, "unknown-placeholder", what, remedy)

    def _problem(self, tag: Tag, code: str, what: str, remedy: str = "") -> None:
        self.read.problems.append(Problem(self._name, tag.place, code, what, remedy))
