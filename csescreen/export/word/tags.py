"""What stands between braces in a Word template, each with its place, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from docx.oxml.ns import qn
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from csescreen.errors import Problem
from csescreen.validation.words import nearest, short, shown

_LONGEST_TAG: Final = 300
_CLOSES: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_KINDS: Final = ("p", "tr", "tc", "r")
"""What docxtpl takes away with a tag: its paragraph, its row, its cell, its run."""
_ENDS: Final = {"endfor": "for", "endif": "if"}


class Tag(NamedTuple):
    """One tag as it stands in the document, ``{{ name }}`` say, and where."""

    text: str
    place: str


class Known(NamedTuple):
    """The names that a template may use: texts, and rows with their fields."""

    texts: frozenset[str]
    rows: Mapping[str, frozenset[str]]


class Read(NamedTuple):
    """What a part uses, by name, with every place; and what is wrong with it."""

    used: dict[str, list[str]]
    problems: list[Problem]


def environment() -> SandboxedEnvironment:
    """Return where templates are rendered: nothing is called, and every text is escaped."""
    made = SandboxedEnvironment(autoescape=True)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def tags_of(tree: Any, where: str, name: str) -> Iterator[Tag | Problem]:
    """Yield every tag in the text of a part, and a problem where one has no end.

    ``where`` names the part, "" for the document itself; ``name`` is how problems call the file.
    """
    number, heading = 0, ""
    for paragraph in tree.iter(qn("w:p")):
        text = "".join(_own_text(paragraph))
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        number += row is None
        if _is_heading(paragraph):
            heading = short(text)
        start = _next(text, 0)
        if start < 0:
            continue
        place = where or (_in_table(row) if row is not None else f"paragraph {number}")
        if heading and not where:
            place += f", under {shown(heading)}"
        while start >= 0:
            end = text.find(_CLOSES[text[start : start + 2]], start + 2)
            comment = text.startswith("{#", start)
            if end < 0 or (end - start > _LONGEST_TAG and not comment):
                what = f"{shown(text[start:])} begins and does not end in the same paragraph."
                yield Problem(name, place, "no-end", what, "Close it with }} or %}.")
                break
            yield Tag(text[start : end + 2], place)
            start = _next(text, end + 2)


def _next(text: str, start: int) -> int:
    found = [at for at in (text.find(opens, start) for opens in _CLOSES) if at >= 0]
    return min(found, default=-1)


def _own_text(paragraph: Any) -> Iterator[str]:
    """Yield the text of a paragraph, without that of a text box in it."""
    for text in paragraph.iter(qn("w:t")):
        if next(text.iterancestors(qn("w:p"))) is paragraph:
            yield text.text or ""


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val"), "").startswith("Heading")


def _in_table(row: Any) -> str:
    table = row.getparent()
    tables = list(row.getroottree().iter(qn("w:tbl")))
    rows = table.findall(qn("w:tr"))
    return f"table {tables.index(table) + 1}, row {rows.index(row) + 1}"


def outside_of_text(tree: Any) -> bool:
    """Return whether braces stand where no text is: in an address, a field, a description."""
    in_code = 0
    for element in tree.iter():
        if element.tag == qn("w:fldChar"):
            in_code += {"begin": 1, "separate": -1}.get(element.get(qn("w:fldCharType"), ""), 0)
            in_code = max(in_code, 0)
        own = element.text or ""
        if _next(own, 0) >= 0 and (element.tag != qn("w:t") or in_code):
            return True
        if any(_next(value, 0) >= 0 for value in element.attrib.values()):
            return True
        if element.tag == qn("w:instrText") and ("{" in own or "}" in own):
            return True
    return False


class Reader:
    """Reads the tags of one part in their order."""

    def __init__(self, known: Known, name: str) -> None:
        """Begin a part. ``name`` is how problems call the file."""
        self._known, self._name = known, name
        self._environment = environment()
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
        try:
            tree = self._environment.parse(f"{{{{ {expression} }}}}")
        except TemplateError:
            tree = None
        except RecursionError:
            tree = None
        found = _only(tree) if tree is not None else None
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
            self._unknown(tag, field, self._known.rows[rows], f" {rows} have no field {shown(field)}.")
        elif rows in self._known.rows:
            self._use(f"{rows}.{field}", tag)

    def _variables(self) -> dict[str, str]:
        said = [variable.partition(" ") for word, _, variable, _ in self._open if word == "for"]
        return {name: rows for name, _, rows in said}

    def _use(self, name: str, tag: Tag) -> None:
        self.read.used.setdefault(name, []).append(tag.place)

    def _unknown(self, tag: Tag, name: str, names: Any, what: str = "") -> None:
        what = what.strip() or f"csescreen knows no placeholder {shown(name)}."
        remedy = nearest(name, names) or "`csescreen template list` has every name."
        self._problem(tag, "unknown-placeholder", what, remedy)

    def _problem(self, tag: Tag, code: str, what: str, remedy: str = "") -> None:
        self.read.problems.append(Problem(self._name, tag.place, code, what, remedy))


_FOR: Final = "Go through a list so: {% for action in actions %}{{ action.action }}{% endfor %}."
_PLAIN: Final = "A placeholder is one name alone: {{ child_name }}."


def _only(tree: nodes.Template) -> nodes.Expr | None:
    """Return the one expression of a tag; None where it is more than names, not, and, or."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], nodes.Output):
        return None
    inside = tree.body[0].nodes
    if len(inside) != 1 or not _is_plain(inside[0]):
        return None
    return inside[0]


def _is_plain(node: nodes.Node) -> bool:
    match node:
        case nodes.Name():
            return True
        case nodes.Getattr():
            return isinstance(node.node, nodes.Name)
        case nodes.Not():
            return _is_plain(node.node)
        case nodes.And() | nodes.Or():
            return _is_plain(node.left) and _is_plain(node.right)
    return False


def is_allowed(tree: nodes.Template, known: Known) -> bool:
    """Return whether a whole part holds nothing but text, known names, if and for.

    It is asked of what the template really became, as the last gate before it is rendered.
    """
    return all(_allowed(node, known, {}) for node in tree.body)


def _allowed(node: nodes.Node, known: Known, inside: Mapping[str, str]) -> bool:
    match node:
        case nodes.Output():
            return all(
                isinstance(part, nodes.TemplateData)
                or (isinstance(part, nodes.Name) and part.name in known.texts)
                or (isinstance(part, nodes.Getattr) and _allowed(part, known, inside))
                for part in node.nodes
            )
        case nodes.Name():
            return node.name in known.texts or node.name in known.rows
        case nodes.Getattr():
            rows = inside.get(node.node.name, "") if isinstance(node.node, nodes.Name) else ""
            return node.attr in known.rows.get(rows, ())
        case nodes.Not():
            return _allowed(node.node, known, inside)
        case nodes.And() | nodes.Or():
            return _allowed(node.left, known, inside) and _allowed(node.right, known, inside)
        case nodes.If():
            parts = [node.test, *node.body, *node.elif_, *node.else_]
            return all(_allowed(part, known, inside) for part in parts)
        case nodes.For():
            return _allowed_loop(node, known, inside)
    return False


def _allowed_loop(node: nodes.For, known: Known, inside: Mapping[str, str]) -> bool:
    if inside or node.test is not None or node.recursive or node.else_:
        return False
    if not isinstance(node.target, nodes.Name) or not isinstance(node.iter, nodes.Name):
        return False
    if node.iter.name not in known.rows or node.target.name in known.texts:
        return False
    own = {node.target.name: node.iter.name}
    return all(_allowed(part, known, own) for part in node.body)
