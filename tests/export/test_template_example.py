"""The worked example of a form, the list of placeholders and the page that has it."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from csescreen.export.placeholders import PLACEHOLDERS, ROWS
from csescreen.export.template import look_through
from csescreen.export.word.package import unpacked
from tests.export import reading_word as word
from tests.export.builder import screening, summary
from tests.export.forms import EXAMPLE, ROOT, fill, filled


def test_the_example_uses_what_matters_and_has_no_problem() -> None:
    look = look_through(EXAMPLE, "example")
    assert look.problems == ()
    assert look.lacks == ()
    shown = filled(EXAMPLE)
    assert "What must happen now" in shown
    assert not any("{" in text or "example of an authority" in text for text in shown)


@pytest.mark.parametrize("name", ("templates", "word_template"))
def test_what_is_generated_is_current(name: str) -> None:
    script = load(name)
    if name == "templates":
        text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
        assert script.with_placeholders(text) == text, "run: python docs/templates.py"
    else:
        assert unpacked(EXAMPLE) == unpacked(script.example()), "run: python docs/word_template.py"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_names_are_plain_and_told_apart() -> None:
    names = [one.name for one in (*PLACEHOLDERS, *ROWS)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    for many in ROWS:
        assert many.one not in names
        assert len({field.name for field in many.fields}) == len(many.fields)


def test_libreoffice_opens_the_filled_in_example(tmp_path: Path) -> None:
    shown = word.pdf_words(word.as_pdf(fill(EXAMPLE, summary()), tmp_path))
    for text in ("Exampleshire: child exploitation referral", "Example Child", "Threshold met"):
        assert text in shown
    assert "{{" not in shown


def test_the_xml_that_word_reads_is_in_its_order() -> None:
    """Word refuses a document whose properties stand in another order than the schema's."""
    of = summary(screening(details={"child_name": "محمد"}))
    document = parse_xml(unpacked(fill(EXAMPLE, of))["word/document.xml"])
    order = ("pStyle", "keepNext", "shd", "bidi", "spacing", "ind", "jc", "rPr")
    for properties in document.iter(qn("w:pPr")):
        found = [child.tag.split("}")[1] for child in properties]
        assert found == sorted(found, key=order.index)
