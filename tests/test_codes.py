"""Every code that a problem may have is documented, once, and none that there is not."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from csescreen.frameworks.expectations import EXPECTATIONS, UNION
from csescreen.frameworks.names import _WHERE as KINDS_OF_NAMES
from csescreen.validation.explain import _CODES as CODES_OF_SHAPES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "csescreen"
FILES = [
    *(PACKAGE / "frameworks").rglob("*.py"),
    *(PACKAGE / "validation").glob("*.py"),
    *(PACKAGE / "casefile" / f"{name}.py" for name in ("read", "chosen", "signs")),
    PACKAGE / "shell" / "frameworks.py",
    PACKAGE / "shell" / "framework_trial.py",
]
PLACE_OF_CODE = {
    "Problem": 2,
    "problem": 1,
    "_problem": 1,
    "_note": 1,
    "_failed": 1,
    "Warned": 1,
}
"""By the name of what is called: which of its arguments is the code."""


def written(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield each code as it is written where a problem is made."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = PLACE_OF_CODE.get(called)
            if place is not None and len(node.args) > place:
                yield node.args[place]


def codes() -> set[str]:
    found = {*CODES_OF_SHAPES.values(), "wrong-value"}
    found |= {f"unknown-{kind}" for kind in KINDS_OF_NAMES}
    for expected in (*EXPECTATIONS.values(), UNION):
        kinds = (getattr(expected, "kind", ""), getattr(expected, "counted", ""))
        found |= {f"unknown-{kind}" for kind in kinds if kind}
    for file in FILES:
        for code in written(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(code, ast.Constant):
                found.add(str(code.value))
    return found


def test_every_code_is_documented_once() -> None:
    text = (ROOT / "docs" / "framework-codes.md").read_text(encoding="utf-8")
    documented = Counter(re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE))
    assert set(documented) == codes()
    assert max(documented.values()) == 1


def test_the_codes_are_found() -> None:
    assert {"circle", "silent-sign", "not-toml", "no-cases", "unknown-sign"} <= codes()
