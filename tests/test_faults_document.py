"""docs/faults.md says what the program says, word for word."""

import importlib.util
from pathlib import Path
from types import ModuleType

DOCS = Path(__file__).parent.parent / "docs"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("faults", DOCS / "faults.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_the_programs_own() -> None:
    text = (DOCS / "faults.md").read_text(encoding="utf-8")
    assert script().with_faults(text) == text, "run: python docs/faults.py"
