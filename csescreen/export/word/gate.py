"""What a template may say: names, if and for. Everything else is shut out before it is rendered."""

from collections.abc import Mapping
from typing import NamedTuple

from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment


class Known(NamedTuple):
    """The names that a template may use: texts, and rows with their fields."""

    texts: frozenset[str]
    rows: Mapping[str, frozenset[str]]


def environment() -> SandboxedEnvironment:
    """Return where templates are rendered: nothing is called, and every text is escaped."""
    made = SandboxedEnvironment(autoescape=True)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def only_names(expression: str) -> nodes.Expr | None:
    """Return what stands in a tag; None where it is more than names, not, and, or."""
    try:
        tree = environment().parse(f"{{{{ {expression} }}}}")
    except (TemplateError, RecursionError):
        return None
    if len(tree.body) != 1 or not isinstance(tree.body[0], nodes.Output):
        return None
    inside = tree.body[0].nodes
    return inside[0] if len(inside) == 1 and _is_plain(inside[0]) else None


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
            return all(_is_text(part, known, inside) for part in node.nodes)
        case nodes.If():
            tests = (node.test, *(other.test for other in node.elif_))
            bodies = (
                *node.body,
                *node.else_,
                *(part for other in node.elif_ for part in other.body),
            )
            return all(_is_test(test, known, inside) for test in tests) and all(
                _allowed(part, known, inside) for part in bodies
            )
        case nodes.For():
            return _allowed_loop(node, known, inside)
    return False


def _is_text(node: nodes.Node, known: Known, inside: Mapping[str, str]) -> bool:
    """Return whether it is text of the form, a placeholder, or a field of the list around it."""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return node.attr in known.rows.get(inside.get(node.node.name, ""), ())
    if isinstance(node, nodes.Name):
        return node.name in known.texts
    return isinstance(node, nodes.TemplateData)


def _is_test(node: nodes.Node, known: Known, inside: Mapping[str, str]) -> bool:
    match node:
        case nodes.Not():
            return _is_test(node.node, known, inside)
        case nodes.And() | nodes.Or():
            return _is_test(node.left, known, inside) and _is_test(node.right, known, inside)
        case nodes.Name():
            return node.name in known.texts or node.name in known.rows
    return isinstance(node, nodes.Getattr) and _is_text(node, known, inside)


def _allowed_loop(node: nodes.For, known: Known, inside: Mapping[str, str]) -> bool:
    if inside or node.test is not None or node.recursive or node.else_:
        return False
    if not isinstance(node.target, nodes.Name) or not isinstance(node.iter, nodes.Name):
        return False
    if node.iter.name not in known.rows or node.target.name in known.texts:
        return False
    own = {node.target.name: node.iter.name}
    return all(_allowed(part, known, own) for part in node.body)
