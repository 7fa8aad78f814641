"""`csescreen export` as a user runs it, on a real store."""

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from csescreen.cli import app
from csescreen.errors import InputError, UserError
from csescreen.store.vault import FileVault
from tests.shell.test_compare import EARLIER, made
from tests.store.helpers import PASSPHRASE, QUICK, new_store

Run = Callable[..., Result]


@pytest.fixture
def csescreen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CSESCREEN_HOME", str(tmp_path / "home"))
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    store = new_store(FileVault(tmp_path / "home", kdf=QUICK))
    named = replace(EARLIER, details={"child_name": "Example Child"})
    assert store.save(made("A-17", named))
    assert store.save(made("B-20", EARLIER, day=1))
    assert store.save(made("C-3", replace(EARLIER, clocks={}), day=2))
    store.close()

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--passphrase-file", str(secret)])

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def references(folder: Path) -> list[str]:
    return sorted(json.loads(path.read_text())["reference"] for path in folder.glob("*.json"))


def test_many_at_once_and_one_bad_screening_stops_no_other(csescreen: Run, folder: Path) -> None:
    done = csescreen("export", "A-17", "nobody", "B-20", "--format", "json", "-o", str(folder))
    assert references(folder) == ["A-17", "B-20"]
    assert len(done.stdout.splitlines()) == 2
    assert 'nobody:\n  There is no screening with the reference "nobody".' in done.stderr
    assert isinstance(done.exception, UserError)
    assert done.exception.exit_status == 1
    assert "1 screening of 3" in done.exception.what


def test_a_format_that_cannot_be_made_is_said_and_the_others_are_written(
    csescreen: Run, folder: Path
) -> None:
    done = csescreen("export", "A-17", "C-3", "--format", "json,ics", "-o", str(folder))
    assert references(folder) == ["A-17", "C-3"]
    assert "C-3:\n  There is nothing to put in a calendar" in done.stderr
    assert isinstance(done.exception, UserError)


def test_a_form_that_is_gone_keeps_no_referral_from_being_written(
    csescreen: Run, folder: Path
) -> None:
    done = csescreen(
        *("export", "A-17", "--format", "docx,html", "--template", "gone.docx", "-o", str(folder))
    )
    assert sorted(path.suffix for path in folder.iterdir()) == [".docx", ".html"]
    assert "Your authority's own form was not used" in done.stderr
    assert "csescreen's own Word document" in done.stderr
    assert isinstance(done.exception, UserError)


def test_a_tilde_stands_for_the_users_own_folder(
    csescreen: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder))
    example = files("csescreen.export.word").joinpath("example-template.docx").read_bytes()
    (folder / "form.docx").write_bytes(example)
    (folder / "out").mkdir()
    done = csescreen(
        *("export", "A-17", "--format", "docx", "--template", "~/form.docx", "--output=~/out")
    )
    assert done.exit_code == 0, done.output
    (path,) = (folder / "out").iterdir()
    assert path.suffix == ".docx"


def test_what_cannot_be_ordered_is_refused_once_and_before_the_first(
    csescreen: Run, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    secret.write_text("short")
    secret.chmod(0o600)
    done = csescreen(
        *("export", "--all", "--format", "pdf", "--password-file", str(secret), "-o", str(folder))
    )
    assert isinstance(done.exception, InputError)
    assert "This password will not do" in done.exception.what
    assert "A-17" not in done.stderr
    assert not list(folder.iterdir())


def test_every_screening(csescreen: Run, folder: Path) -> None:
    done = csescreen("export", "--all", "--format", "json", "-o", str(folder))
    assert done.exit_code == 0, done.output
    assert references(folder) == ["A-17", "B-20", "C-3"]
    assert "not encrypted" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("A-17", "--all")])
def test_it_is_said_which_screenings(csescreen: Run, arguments: tuple[str, ...]) -> None:
    done = csescreen("export", *arguments)
    assert isinstance(done.exception, InputError)
    assert "Say which screenings" in done.exception.what


def test_a_copy_for_somebody_else_says_so_in_its_name(csescreen: Run, folder: Path) -> None:
    done = csescreen(
        *("export", "A-17", "--audience", "family", "--format", "html", "-o", str(folder))
    )
    assert done.exit_code == 0, done.output
    assert "A-17: before you hand it on:\n  - " in done.stderr
    (path,) = folder.iterdir()
    assert path.name.startswith("paper-A-17-")
    assert path.name.endswith("-for-family.html")
    assert f"A-17: {path.name}" in done.stderr
    assert path.stat().st_mode & 0o777 == 0o600


def test_everything_that_does_not_go_together_is_said_at_once(csescreen: Run, folder: Path) -> None:
    done = csescreen(
        *("export", "A-17", "--audience", "family", "--format", "csv,json,html", "-o", str(folder))
    )
    assert isinstance(done.exception, InputError)
    assert [problem.place for problem in done.exception.problems] == ["csv", "json"]
    assert not list(folder.iterdir())
    unknown = csescreen("export", "A-17", "--audience", "press", "--format", "html")
    assert isinstance(unknown.exception, InputError)
    assert "professionals, family, supervision" in unknown.exception.do_next


def test_show_is_what_the_audience_would_read(csescreen: Run) -> None:
    assert "Section 47" in csescreen("show", "A-17").stdout
    done = csescreen("show", "A-17", "--audience", "family")
    assert "before you hand it on" in done.stderr
    assert done.exit_code == 0
    assert "Section 47" not in done.stdout
