"""What the services write when something fails: the referral goes out, and nothing is hidden."""

from collections.abc import Callable
from pathlib import Path

import pytest

from csescreen.core.export_order import ExportOrder
from csescreen.core.ports import Exporter
from csescreen.core.summary import Summary
from csescreen.errors import UserError
from csescreen.services import Services
from csescreen.settings import Settings
from tests.terminal.app import fakes

FORM = Path("form.docx")


class Fails(fakes.FakeExporter):
    """An exporter, or a form, that cannot be filled in for this screening."""

    def render(self, summary: Summary) -> bytes:
        raise UserError(f"{self.format} cannot be made.")


class FullDisk(fakes.FakeFiles):
    """A folder that takes the first file alone."""

    def write(self, folder: Path, name: str, content: bytes) -> Path:
        if list(folder.iterdir()):
            raise UserError(f"{name} could not be written: the disk is full.")
        return super().write(folder, name, content)


@pytest.fixture
def store() -> fakes.FakeStore:
    return fakes.FakeStore(fakes.record("A-17"))


@pytest.fixture
def services(store: fakes.FakeStore) -> Services:
    made = fakes.services(store)
    made.store = store
    made.exporters = {**made.exporters, "docx": fakes.FakeExporter("docx", ".docx")}
    return made


def a_form(exporter: Exporter) -> Callable[[Path], Exporter]:
    return lambda _path: exporter


def test_a_form_that_does_not_fit_this_screening_is_replaced_by_our_own(
    services: Services, store: fakes.FakeStore, tmp_path: Path
) -> None:
    services.form = a_form(Fails("their form", ".docx"))
    done = services.export(
        store.records["key-A-17"], ExportOrder(("docx",), template=FORM), tmp_path
    )
    assert [path.name for path in done.written] == ["A-17.docx"]
    (why,) = done.refused
    assert "Your authority's own form was not used. their form cannot be made." in why.what
    assert "own Word document instead" in why.safe


def test_it_is_not_said_that_our_own_was_written_where_it_was_not(
    services: Services, store: fakes.FakeStore, tmp_path: Path
) -> None:
    services.form = a_form(Fails("their form", ".docx"))
    services.exporters = {"docx": Fails("docx", ".docx")}
    with pytest.raises(UserError) as failed:
        services.export(store.records["key-A-17"], ExportOrder(("docx",), template=FORM), tmp_path)
    assert "instead" not in " ".join(failed.value.lines())
    assert not list(tmp_path.iterdir())


def test_what_was_written_before_the_disk_was_full_is_told(
    services: Services, store: fakes.FakeStore, tmp_path: Path
) -> None:
    services.files = FullDisk()
    done = services.export(store.records["key-A-17"], ExportOrder(("docx", "html")), tmp_path)
    assert [path.name for path in done.written] == ["A-17.docx"]
    assert [error.what for error in done.refused] == [
        "A-17.html could not be written: the disk is full."
    ]


def test_what_the_audit_trail_does_not_have_is_told(
    services: Services, store: fakes.FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = ExportOrder(("html",), "family")
    assert services.export(store.records["key-A-17"], order, tmp_path).noted

    def full(action: str, key: str = "", detail: str = "") -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(store, "note", full)
    assert not services.export(store.records["key-A-17"], order, tmp_path).noted


def test_the_marking_is_that_of_the_order_then_of_the_settings_then_the_usual(
    services: Services, store: fakes.FakeStore
) -> None:
    record = store.records["key-A-17"]
    assert services.summary(record).marking == "OFFICIAL-SENSITIVE"
    services.settings = Settings(marking="PROTECT")
    assert services.summary(record).marking == "PROTECT"
    assert services.summary(record, "supervision").marking == "PROTECT"
    assert services.summary(record, "supervision", "TRAINING").marking == "TRAINING"
    assert services.summary(record, "family").marking != "PROTECT"
