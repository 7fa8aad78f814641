"""The rule: no text that is not our own constant reaches a slot that Textual parses as markup.

A slot takes a constant, or what `plain`, `styled`, `Content`, `Text` or a function annotated to
return one of these gives. A name is followed to its assignments in the same function.
"""

import ast
import re
from collections.abc import Iterator

MAKERS = {"plain", "styled", "Content", "Text", "Option"}  # an Option is checked by itself
WIDGETS = {
    "Static",
    "Label",
    "Button",
    "Checkbox",
    "RadioButton",
    "Collapsible",
    "TabPane",
    "Option",
    "OptionList",
    "Select",
    "SelectionList",
    "Tree",
    "Link",
}
METHODS = {
    "update",
    "notify",
    "add_column",
    "add_columns",
    "add_row",
    "add_rows",
    "add_option",
    "add_options",
    "add_leaf",
    "update_cell",
    "update_cell_at",
    "set_options",
    "replace_option_prompt",
    "replace_option_prompt_at_index",
}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label"}
TEXT_KEYWORDS = {"content", "label", "title", "prompt", "renderable", "message", "tooltip"}
PLAIN_ARGUMENTS = {  # positions that are keys, not text
    "update_cell": (0, 1),
    "update_cell_at": (0,),
    "replace_option_prompt": (0,),
    "replace_option_prompt_at_index": (0,),
}
_SAFE_RETURN = re.compile(r"\b(Content|Text)\b")


def makers_in(source: str) -> set[str]:
    """Return the names of functions that are annotated to return content."""
    return {
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.returns is not None
        and _SAFE_RETURN.search(ast.unparse(node.returns))
        and "str" not in ast.unparse(node.returns)
    }


def violations(source: str, makers: set[str]) -> list[str]:
    """Return each slot that is given a string which is not constant."""
    tree = ast.parse(source)
    found: list[str] = []
    _look(tree, _Scope(makers | MAKERS, {}), found)
    return found


class _Scope:
    """What is known of names in one function."""

    def __init__(
        self, makers: set[str], names: dict[str, list[ast.expr]], widget: str = ""
    ) -> None:
        self.makers = makers
        self.names = names
        self.widget = widget  # the parsing widget from which the class around is derived

    def safe(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
        """Return whether the expression cannot be a string that a person supplied."""
        match node:
            case ast.Constant():
                return True
            case ast.Call(func=ast.Attribute(value=ast.Call() as content, attr="join")):
                return self.safe(content, seen)  # Content.join parses nothing
            case ast.Call(func=func):
                return _name(func) in self.makers or ast.unparse(func).startswith("Content.")
            case ast.IfExp(body=body, orelse=other):
                return self.safe(body, seen) and self.safe(other, seen)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                return all(self.safe(part, seen) for part in parts)
            case ast.Starred(value=value):
                return self.safe(value, seen)
            case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part):
                return self.safe(part, seen)
            case ast.BinOp(left=left, right=right):
                return self.safe(left, seen) and self.safe(right, seen)
            case ast.Name(id=name) if name in self.names and name not in seen:
                given = self.names[name]
                return bool(given) and all(self.safe(one, seen | {name}) for one in given)
        return False


def _look(node: ast.AST, scope: _Scope, found: list[str]) -> None:
    for child in ast.iter_child_nodes(node):
        inner = scope
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inner = _Scope(scope.makers, {**scope.names, **_names(child)}, scope.widget)
        elif isinstance(child, ast.ClassDef):
            bases = [_name(base) for base in child.bases if _name(base) in WIDGETS]
            inner = _Scope(scope.makers, scope.names, bases[0] if bases else "")
        for slot, given in _slots(child, inner.widget):
            if not inner.safe(given):
                found.append(f"line {given.lineno}: {slot} takes {ast.unparse(given)}")
        _look(child, inner, found)


def _names(
    function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
) -> dict[str, list[ast.expr]]:
    names: dict[str, list[ast.expr]] = {}
    ours = ast.Call(func=ast.Name(id="Content"), args=[], keywords=[])
    for argument in [*function.args.args, *function.args.kwonlyargs]:
        said = ast.unparse(argument.annotation) if argument.annotation else ""
        names[argument.arg] = [ours] if _SAFE_RETURN.search(said) and "str" not in said else []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _assign(names, target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value:
            _assign(names, node.target, node.value)
        elif isinstance(node, ast.For):
            looped = node.iter
            if isinstance(looped, ast.Call) and _name(looped.func) == "zip":
                looped = ast.Tuple(elts=looped.args)
            _assign(names, node.target, looped)
    return names


def _assign(names: dict[str, list[ast.expr]], target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Name):
        names.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Tuple):
        pairs = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        for part, given in zip(target.elts, pairs, strict=False):
            _assign(names, part, given)


def _slots(node: ast.AST, widget: str) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES:
                yield target.attr, node.value
    if not isinstance(node, ast.Call):
        return
    name = _name(node.func)
    if name == "__init__" and widget and ast.unparse(node.func).startswith("super()"):
        name = widget
    method = isinstance(node.func, ast.Attribute)
    if not (name in WIDGETS or (method and name in METHODS)):
        return
    if any(word.arg == "markup" and _is_false(word.value) for word in node.keywords):
        return
    skipped = PLAIN_ARGUMENTS.get(name, ())
    only_first = name in WIDGETS - {"OptionList", "SelectionList"} or name == "notify"
    for at, given in enumerate(node.args[:1] if only_first else node.args):
        if at not in skipped:
            is_options = name == "Select" and isinstance(given, ast.ListComp | ast.List)
            yield name, _first_parts(given) if is_options else given
    for word in node.keywords:
        if word.arg in TEXT_KEYWORDS:
            yield f"{name} {word.arg}", word.value


def _first_parts(options: ast.expr) -> ast.expr:
    """Return the texts of a Select's options, without their values."""

    def text(option: ast.expr) -> ast.expr:
        return option.elts[0] if isinstance(option, ast.Tuple) and option.elts else option

    if isinstance(options, ast.List):
        texts: list[ast.expr] = [text(option) for option in options.elts]
        return ast.Tuple(elts=texts, lineno=options.lineno)
    return text(options.elt) if isinstance(options, ast.ListComp) else options


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
