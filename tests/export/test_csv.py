"""The signs as a spreadsheet reads them."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given

from csescreen.core.summary import SignLine, Summary
from csescreen.core.text import clean
from csescreen.export.as_csv import GUARD, HEADER, CsvExporter
from tests.export.builder import framework, screening, summary
from tests.export.hostile import FRAGMENTS, texts

FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "＝1")
BLANKS = tuple(" \t\n\r\xa0\u3000\u2028\u200b\u200e\ufeff")
BEGINS = tuple("=+-@＝＋－＠")


def rows(of: Summary) -> list[dict[str, str]]:
    content = CsvExporter().render(of)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def shown(cell: str) -> str:
    """What was typed, as a spreadsheet shows a cell: the guard says that it is text."""
    return cell.removeprefix(GUARD)


def with_text(text: str) -> Summary:
    line = SignLine(text, text, text, text, text, text, text, text)
    return replace(summary(), signs=(line,), reference=text, marking=text)


def test_every_sign_is_a_row_whether_or_not_it_was_asked() -> None:
    found = rows(summary())
    assert [row["Id"] for row in found] == list(framework().indicators)
    by_id = {row["Id"]: row for row in found}
    assert by_id["vehicles"]["Answer"] == "Not asked"
    assert by_id["low-esteem"]["Answer"] == "No"
    gifts = by_id["gifts"]
    assert gifts["Evidence"] == screening().signs["gifts"].note
    assert (gifts["Answer"], gifts["When"], gifts["Said by"]) == ("Yes", "Recent", "foster carer")
    assert (
        "Regraded Acute by the practitioner: It began" in by_id["secretive"]["Grade and its basis"]
    )
    assert {row["Marking"] for row in found} == {"OFFICIAL-SENSITIVE"}


def test_a_spreadsheet_knows_the_encoding() -> None:
    assert CsvExporter().render(summary()).startswith(b"\xef\xbb\xbf")


def stripped(cell: str) -> str:
    """The cell as a spreadsheet has it that takes off what is not seen before the text."""
    return re.sub(r"^[\s\u200b-\u200f\u2060\ufeff]+", "", cell)


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("blanks", ("", "\r\n", *BLANKS))
def test_no_cell_begins_as_a_formula(blanks: str, text: str) -> None:
    (row,) = rows(with_text(blanks + text))
    assert all(cell.startswith(GUARD) for cell in row.values())
    assert {shown(cell) for cell in row.values()} == {clean(blanks + text)}


def test_what_begins_with_the_guard_comes_back_with_it() -> None:
    for text in ("'=1", "''", "' quoted'"):
        (row,) = rows(with_text(text))
        assert {shown(cell) for cell in row.values()} == {text}


def test_what_is_no_formula_has_no_guard() -> None:
    for text in ("grey car", " 1+1", "a=b", "", "  "):
        (row,) = rows(with_text(text))
        assert set(row.values()) == {text}


@given(texts)
def test_hostile_text_comes_back_as_it_was_typed(text: str) -> None:
    (row,) = rows(with_text(text))
    assert tuple(row) == HEADER
    assert {shown(cell) for cell in row.values()} == {clean(text)}
    assert not any(stripped(cell).startswith(BEGINS) for cell in row.values())


def test_each_hostile_fragment_comes_back() -> None:
    for fragment in FRAGMENTS:
        (row,) = rows(with_text(fragment))
        assert {shown(cell) for cell in row.values()} == {clean(fragment)}
