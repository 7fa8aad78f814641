"""Files are written whole or not at all, for the user's eyes alone, and never over another."""

import errno
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csescreen.bootstrap import services
from csescreen.errors import UserError
from csescreen.export import files
from csescreen.export.files import SafeFiles, file_name, sweep
from csescreen.paths import settings_file
from csescreen.settings import Settings, write_settings
from tests.export.builder import MADE_AT

posix = pytest.mark.skipif(os.name == "nt", reason="permissions and signals of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_never_overwrites(tmp_path: Path) -> None:
    written = [SafeFiles().write(tmp_path, "a.html", text) for text in (b"1", b"2", b"3")]
    assert [path.name for path in written] == ["a.html", "a (2).html", "a (3).html"]
    assert [path.read_bytes() for path in written] == [b"1", b"2", b"3"]
    assert names(tmp_path) == ["a (2).html", "a (3).html", "a.html"]


def test_never_writes_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "elsewhere")
    assert SafeFiles().write(tmp_path, "a.html", b"1").name == "a (2).html"
    assert not (tmp_path / "elsewhere").exists()


@pytest.fixture(params=[0o000, 0o022, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@posix
@pytest.mark.usefixtures("umask")
def test_is_readable_by_the_user_alone(tmp_path: Path) -> None:
    path = SafeFiles().write(tmp_path, "a.md", b"1")
    assert path.stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_does_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", no_links)
    for text in (b"1", b"2"):
        SafeFiles().write(tmp_path, "a.md", text)
    assert names(tmp_path) == ["a (2).md", "a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"1"
    assert (tmp_path / "a (2).md").stat().st_mode & 0o777 == 0o600


FAILURES = {
    "a full disk": (errno.ENOSPC, "no room"),
    "a quota": (errno.EDQUOT, "no room"),
    "a disk that may not be written": (errno.EROFS, "may not write"),
    "a broken disk": (errno.EIO, "could not be written"),
}


@pytest.mark.parametrize("call", ["fsync", "open", "link"])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: str, call: str
) -> None:
    if call == "link" and os.name == "nt":
        pytest.skip("Windows renames")
    number, said = FAILURES[failure]

    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fails)
        with pytest.raises(UserError, match=said) as caught:
            SafeFiles().write(tmp_path, "a.md", b"secret")
    assert caught.value.safe
    assert caught.value.do_next
    assert caught.value.__context__ is None
    assert names(tmp_path) == []


def test_whoever_is_told_that_it_failed_finds_one_document_after_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(files, "sync_folder", fails)
        with pytest.raises(UserError):
            SafeFiles().write(tmp_path, "a.md", b"secret")
    assert SafeFiles().write(tmp_path, "a.md", b"secret").name == "a.md"
    assert names(tmp_path) == ["a.md"]


def test_a_document_that_is_there_is_no_failure_where_its_first_name_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", fails)
        written = SafeFiles().write(tmp_path, "a.md", b"secret")
    assert written.read_bytes() == b"secret"


def test_says_that_the_folder_is_missing(tmp_path: Path) -> None:
    for folder in (tmp_path / "gone", Path(__file__)):
        with pytest.raises(UserError, match="There is no folder"):
            SafeFiles().write(folder, "a.md", b"")


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../a.md", "/etc/a", "a/b", "a\\b", "c:a", "NUL", "con.md", "a\0", "a.", ".a"],
)
def test_refuses_a_name_that_is_a_path_or_reserved(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="file name"):
        SafeFiles().write(tmp_path, name, b"")
    assert names(tmp_path) == []


def test_a_long_name_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="too long"):
        SafeFiles().write(tmp_path, "a" * 400, b"")
    assert names(tmp_path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from csescreen.export.files import SafeFiles
setattr(os, sys.argv[2], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
SafeFiles().write(Path(sys.argv[1]), "a.md", b"secret")
"""


@posix
@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_killed_write_leaves_only_what_a_sweep_removes(tmp_path: Path, call: str) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), call]
    done = subprocess.run(command, check=False)
    assert done.returncode < 0
    [orphan] = tmp_path.iterdir()
    assert orphan.name.startswith(".csescreen-")
    assert orphan.stat().st_mode & 0o777 == 0o600
    assert sweep(tmp_path) == 1  # at once: who wrote it is gone
    assert names(tmp_path) == []


def old_orphan(folder: Path) -> Path:
    orphan = folder / ".csescreen-export-0123.part"
    orphan.write_text("half a referral", encoding="utf-8")
    hour_ago = time.time() - 3600
    os.utime(orphan, (hour_ago, hour_ago))
    return orphan


def test_a_sweep_leaves_what_another_process_is_writing(tmp_path: Path) -> None:
    """It began before this process did: the app exports, and a command is started meanwhile."""
    orphan = old_orphan(tmp_path)
    orphan = orphan.rename(tmp_path / f".csescreen-export-{os.getpid()}-0123.part")
    minutes_ago = time.time() - 300
    os.utime(orphan, (minutes_ago, minutes_ago))
    assert sweep(tmp_path) == 0
    assert orphan.exists()


def test_the_next_export_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    orphan = old_orphan(tmp_path)
    SafeFiles().write(tmp_path, "a.md", b"whole")
    assert not orphan.exists()


def test_the_next_start_removes_what_a_killed_export_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    orphan = old_orphan(exports)
    monkeypatch.setenv("CSESCREEN_HOME", str(tmp_path / "home"))
    write_settings(settings_file(), Settings(export_folder=str(exports)))
    services()
    assert not orphan.exists()


def test_a_sweep_leaves_everything_else(tmp_path: Path) -> None:
    old = time.time() - 3600
    for name in ("a.md", ".csescreen-vault", ".csescreen-export-new.part"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".csescreen-export-folder").mkdir()
    for name in ("a.md", ".csescreen-vault", ".csescreen-export-folder"):
        os.utime(tmp_path / name, (old, old))
    before = names(tmp_path)
    assert sweep(tmp_path) == 0
    assert names(tmp_path) == before
    assert sweep(tmp_path / "gone") == 0


def test_the_name_carries_reference_and_day() -> None:
    assert file_name("A-17", MADE_AT, ".html") == "cse-screening-A-17-2026-03-02.html"
    assert file_name("", MADE_AT, ".md") == "cse-screening-2026-03-02.md"
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert file_name("CON", late, ".md") == "cse-screening-CON-2026-07-01.md"


def test_a_copy_says_for_whom_and_one_with_moved_dates_has_no_day() -> None:
    family = file_name("A-17", MADE_AT, ".pdf", "family")
    assert family == "paper-A-17-2026-03-02-for-family.pdf"
    moved = file_name("Anonymised", MADE_AT, ".pdf", "supervision")
    assert moved == "cse-screening-Anonymised-for-supervision.pdf"


@given(st.text(), st.sampled_from([".md", ".html", ".json", ""]))
def test_the_name_is_plain_on_every_computer(reference: str, suffix: str) -> None:
    name = file_name(reference, MADE_AT, suffix)
    assert re.fullmatch(r"[A-Za-z0-9-]{1,80}(\.[a-z]+)?", name)
    assert name.endswith(suffix)
