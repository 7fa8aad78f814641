"""Several frameworks from the command line: one text side by side, and the store."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from csescreen import bootstrap
from csescreen.cli import app
from csescreen.core.screening import SignAnswer
from tests.shell.command import CASE, case_file, run
from tests.store.helpers import PASSPHRASE, new_store

BOTH: dict[str, Any] = {
    **CASE,
    "framework": ["telford", "llr"],
    "indicators": {"unknown-vehicles": "yes", "despair": "unknown"},
    "facts": {"carer_encourages": "yes"},
}


def test_the_text_sets_the_levels_side_by_side_and_tells_every_action_once(tmp_path: Path) -> None:
    done = run("assess", str(case_file(tmp_path, **BOTH)))
    assert (done.returncode, done.stderr) == (0, b"")
    text = " ".join(done.stdout.decode().split())
    levels = text[: text.index("What must happen")]
    assert "Highest sign present: Acute" in levels
    assert "Highest sign present: High Risk" in levels
    assert "Section 47: Threshold met" in levels
    assert "Section 47: May be considered" in levels
    assert text.count("Act at once: one High Risk sign is enough.") == 1
    assert "sign is enough. [Leicester, Leicestershire and Rutland]" in text
    assert text.index("Telford & Wrekin: why") < text.index("Rutland: why")


def test_one_framework_is_told_as_ever(tmp_path: Path) -> None:
    done = run("assess", str(case_file(tmp_path)))
    text = done.stdout.decode()
    assert text.startswith("Telford & Wrekin, version")
    assert "Several frameworks" not in text


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the options that open a store with one screening under two frameworks."""
    monkeypatch.setenv("CSESCREEN_HOME", str(tmp_path / "home"))
    services = bootstrap.services()
    store = new_store(services.vault)
    new = services.new_record(("telford", "llr"), "A-17")
    store.save(
        services.changed(new, new.screening.with_sign("unknown-vehicles", SignAnswer("yes")))
    )
    store.close()
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    return ["--passphrase-file", str(secret)]


def test_list_show_and_export_know_all_frameworks(stored: list[str], tmp_path: Path) -> None:
    listed = CliRunner().invoke(app, ["list", *stored])
    assert listed.exit_code == 0
    assert "  telford, llr  " in listed.stdout

    shown = CliRunner().invoke(app, ["show", "A-17", *stored])
    assert shown.exit_code == 0
    assert "Outcome under each authority" in shown.stdout

    folder = tmp_path / "out"
    folder.mkdir()
    options = ["--format", "markdown,html,json", "-o", str(folder), *stored]
    written = CliRunner().invoke(app, ["export", "A-17", *options])
    assert written.exit_code == 0
    assert "The files are not encrypted" in written.stderr
    assert "encrypted" not in written.stdout
    assert {path.suffix for path in folder.iterdir()} == {".md", ".html", ".json"}
