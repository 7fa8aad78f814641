"""A worker is described in words of its own: Textual would write its arguments into its log."""

import ast
from pathlib import Path

import csescreen

PACKAGE = Path(csescreen.__file__).parent


def workers() -> list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.expr]]:
    """Every function that is run as a worker, with what makes it one."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in PACKAGE.rglob("*.py")]
    return [
        (function, made_by)
        for tree in trees
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for made_by in function.decorator_list
        if ast.unparse(made_by).startswith("work(") or ast.unparse(made_by) == "work"
    ]


def test_no_worker_is_described_by_what_it_is_given() -> None:
    given = [(function, by) for function, by in workers() if len(function.args.args) > 1]
    assert given
    for function, by in given:
        described = isinstance(by, ast.Call) and any(k.arg == "description" for k in by.keywords)
        assert described, f"{function.name} takes arguments, and has no description"
