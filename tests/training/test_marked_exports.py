"""What training writes says TRAINING on every page, for everybody, whatever the settings say."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from csescreen.core.audience import AUDIENCES, CALL, SUPERVISION
from csescreen.core.export_order import ExportOrder
from csescreen.core.ports import Record
from csescreen.core.training import Marks
from csescreen.errors import UserError
from csescreen.services.training import TRAINING, TrainingServices
from csescreen.settings import Settings
from csescreen.wiring import training


@pytest.fixture(scope="module")
def services() -> Iterator[TrainingServices]:
    made = training()
    made.settings = Settings(marking="OFFICIAL", worker={"worker_name": "Sam Real"})
    yield made


@pytest.fixture(scope="module")
def record(services: TrainingServices) -> Record:
    case = next(one for one in services.cases.all() if one.id == "the-tablet-under-the-pillow")
    last = len(case.steps) - 1
    shown = case.screening_at(last)
    marks = Marks({sign: answer.answer for sign, answer in shown.signs.items()}, shown.facts)
    return services.training_record(case, last, services.frameworks_for(case)[0], marks)


@pytest.fixture(scope="module")
def written(
    services: TrainingServices, record: Record, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Path]:
    """Return every file that can be written of a case, by format and audience."""
    found: dict[tuple[str, str], Path] = {}
    for audience in AUDIENCES.keys() - {CALL.id}:  # no case begins with a call
        fit = [one for one, made in services.exporters.items() if audience in made.audiences]
        folder = tmp_path_factory.mktemp(audience)
        done = services.export(record, ExportOrder(tuple(fit), audience), folder)
        assert done.noted
        assert not done.refused
        found |= {(name, audience): path for name, path in zip(fit, done.written, strict=True)}
    return found


def test_every_file_says_so_in_its_name_and_in_itself(
    written: dict[tuple[str, str], Path],
) -> None:
    assert len(written) >= 15
    for (name, _), path in written.items():
        assert path.name.startswith(f"{TRAINING}-")
        content = path.read_bytes()
        if name not in ("pdf", "docx"):
            assert TRAINING.encode() in content
        assert b"OFFICIAL" not in content
        assert b"Sam Real" not in content


def test_every_page_of_a_pdf_says_so(written: dict[tuple[str, str], Path]) -> None:
    for (name, _), path in written.items():
        if name == "pdf":
            pages = PdfReader(path).pages
            assert pages
            assert all(TRAINING in page.extract_text() for page in pages)
    assert len(PdfReader(written["pdf", "professionals"]).pages) > 2


def test_the_head_of_every_page_of_a_word_document_says_so(
    written: dict[tuple[str, str], Path],
) -> None:
    for (name, _), path in written.items():
        if name == "docx":
            with ZipFile(BytesIO(path.read_bytes())) as package:
                parts = {part: package.read(part).decode() for part in package.namelist()}
            heads = [text for part, text in parts.items() if re.match(r"word/header\d*\.xml", part)]
            assert heads
            assert all(TRAINING in head for head in heads)
            section = re.findall(r"<w:sectPr.*?</w:sectPr>", parts["word/document.xml"], re.DOTALL)
            assert all("headerReference" in one for one in section)
            assert "titlePg" not in parts["word/document.xml"]  # no first page without it


def test_every_printed_page_of_the_html_says_so(written: dict[tuple[str, str], Path]) -> None:
    for (name, _), path in written.items():
        if name == "html":
            text = path.read_text(encoding="utf-8")
            assert re.search(r'@page\{@top-left\{content:"TRAINING"', text)
            assert text.count(f'<p class="marking">{TRAINING}</p>') == 2


def test_it_is_written_as_at_the_time_of_the_story(services: TrainingServices) -> None:
    """A class sees what falls due, not what somebody seems to have let pass."""
    case = next(one for one in services.cases.all() if one.id == "the-last-bus")
    first = services.training_record(case, 0, services.frameworks_for(case)[0], Marks())
    for audience in AUDIENCES.keys() - {CALL.id, SUPERVISION.id}:  # whose dates are moved
        assert services.summary(first, audience).made_at == first.screening.as_of
    shown = Marks({sign: one.answer for sign, one in case.screening_at(1).signs.items()})
    called = services.training_record(case, 1, services.frameworks_for(case)[0], shown)
    assert "Was due" not in repr(services.summary(called))


def test_a_marking_that_was_ordered_changes_nothing(
    services: TrainingServices, record: Record, tmp_path: Path
) -> None:
    order = replace(ExportOrder(("markdown",)), marking="OFFICIAL-SENSITIVE")
    [path] = services.export(record, order, tmp_path).written
    assert "OFFICIAL" not in path.read_text(encoding="utf-8")


def test_an_authoritys_own_form_is_not_filled_in(
    services: TrainingServices, record: Record, tmp_path: Path
) -> None:
    order = ExportOrder(("docx",), template=tmp_path / "form.docx")
    with pytest.raises(UserError, match="might not say TRAINING"):
        services.export(record, order, tmp_path)
    assert not list(tmp_path.iterdir())


def test_nothing_can_be_written_where_a_browser_shows_it(record: Record, tmp_path: Path) -> None:
    served = training(served=True)
    assert not served.may_export
    with pytest.raises(UserError, match="Nothing can be written"):
        served.export(record, ExportOrder(("html",)), tmp_path)
    assert not list(tmp_path.iterdir())
