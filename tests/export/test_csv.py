"""The signs as a spreadsheet reads them."""

import csv
import io
from dataclasses import replace

from hypothesis import given

from csescreen.core.summary import SignLine, Summary
from csescreen.core.text import clean
from csescreen.export.as_csv import GUARD, HEADER, CsvExporter
from tests.export.builder import framework, screening, summary
from tests.export.hostile import FRAGMENTS, texts

FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "＝1", "\t=1", "'=1")


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


def test_no_cell_begins_as_a_formula() -> None:
    for text in FORMULAS:
        (row,) = rows(with_text(text))
        assert all(cell.startswith(GUARD) or cell[0] == " " for cell in row.values()), text


@given(texts)
def test_hostile_text_comes_back_as_it_was_typed(text: str) -> None:
    (row,) = rows(with_text(text))
    assert tuple(row) == HEADER
    assert {shown(cell) for cell in row.values()} == {clean(text)}
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_each_hostile_fragment_comes_back() -> None:
    for fragment in FRAGMENTS:
        (row,) = rows(with_text(fragment))
        assert {shown(cell) for cell in row.values()} == {clean(fragment)}
