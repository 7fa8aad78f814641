"""A written export carries the audit trail's head, and has its row in the trail."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csescreen.core.audit import AuditHead
from csescreen.core.export_order import ExportOrder
from csescreen.core.summarise_audit import with_head
from csescreen.errors import UserError
from csescreen.export.formats import EXPORTERS
from csescreen.services import Services
from tests.export.builder import summary
from tests.export.reading import read_html, read_markdown
from tests.terminal.app import fakes

HEAD = AuditHead(1234, "ab12" * 16)


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_the_last_line_says_the_head(name: str) -> None:
    read = {"html": read_html, "markdown": read_markdown}[name]
    text = read(EXPORTERS[name].render(with_head(summary(), HEAD))).text.strip()
    last = text.splitlines()[-1]
    assert last.startswith(f"Audit head {HEAD} – keep this")
    assert "csescreen audit verify --head" in last
    without = read(EXPORTERS[name].render(with_head(summary(), None))).text
    assert "could not be noted in the audit trail" in without.strip().splitlines()[-1]


def test_the_head_is_copied_from_markdown_as_it_stands() -> None:
    last = EXPORTERS["markdown"].render(with_head(summary(), HEAD)).decode().splitlines()[-1]
    head, command = re.findall("`([^`]*)`", last)
    assert AuditHead.parse(head) == HEAD
    assert command == "csescreen audit verify --head"


def test_json_has_the_head_apart_from_the_public_outcome() -> None:
    document = json.loads(EXPORTERS["json"].render(with_head(summary(), HEAD)))
    plain = json.loads(EXPORTERS["json"].render(summary()))
    assert document.pop("audit_head") == str(HEAD)
    assert document == plain
    assert AuditHead.parse(str(HEAD)) == HEAD


@pytest.fixture
def store() -> fakes.FakeStore:
    return fakes.FakeStore(fakes.record())


@pytest.fixture
def services(store: fakes.FakeStore) -> Services:
    made = fakes.services(store)
    made.store = store
    made.exporters = EXPORTERS
    made.now = lambda: datetime(2026, 3, 2, tzinfo=UTC)
    return made


def test_an_export_is_noted_and_its_files_carry_the_head(
    services: Services, store: fakes.FakeStore, tmp_path: Path
) -> None:
    paths = services.export(fakes.record(), ExportOrder(("markdown", "json")), tmp_path).written
    assert store.noted == [("exported", "key-A-17", "markdown, json")]
    head = str(store.audit_head())
    assert all(head in path.read_text(encoding="utf-8") for path in paths)


def test_an_export_that_breaks_off_is_noted_as_well(
    services: Services, store: fakes.FakeStore, tmp_path: Path
) -> None:
    files = services.files
    assert isinstance(files, fakes.FakeFiles)
    files.error = UserError("There is no room left.")
    with pytest.raises(UserError, match="no room"):
        services.export(fakes.record(), ExportOrder(("markdown",)), tmp_path)
    assert store.noted[-1] == ("not exported", "key-A-17", "")


def test_a_store_that_cannot_be_written_bars_no_referral(
    services: Services, store: fakes.FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: str) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(store, "note", full)
    (path,) = services.export(fakes.record(), ExportOrder(("markdown",)), tmp_path).written
    assert "could not be noted in the audit trail" in path.read_text(encoding="utf-8")


def test_showing_notes_nothing(services: Services, store: fakes.FakeStore) -> None:
    services.summary(fakes.record())
    assert store.noted == []
