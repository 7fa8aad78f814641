"""`csescreen audit` and `purge` as a user runs them, on a real store."""

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from csescreen.cli import app
from csescreen.core.audit import Action, AuditCheck, AuditEntry, AuditHead
from csescreen.core.backups import Backup, Holding
from csescreen.core.purging import retention_note, stays
from csescreen.errors import InputError, StoreDamagedError, UserError
from csescreen.shell.audit import check_lines, row_lines
from csescreen.store.vault import FileVault
from tests.shell.command import run
from tests.shell.test_compare import EARLIER, made
from tests.store.helpers import PASSPHRASE, QUICK, new_store, sql

Run = Callable[..., Result]
SECRET = "She was seen at the bus station"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("CSESCREEN_HOME", str(home))
    (tmp_path / "secret").write_text(PASSPHRASE)
    store = new_store(FileVault(home, kdf=QUICK))
    told = replace(EARLIER, narrative={"worried_about": SECRET}, details={"child_name": SECRET})
    assert store.save(made("A-17", told))
    assert store.save(made("B-20", EARLIER, day=1))
    store.close()
    return home


@pytest.fixture
def csescreen(home: Path, tmp_path: Path) -> Run:
    def command(*arguments: str, stdin: str = "") -> Result:
        secret = ("--passphrase-file", str(tmp_path / "secret"))
        return CliRunner().invoke(app, [*arguments, *secret], input=stdin)

    return command


def error(done: Result) -> UserError:
    assert isinstance(done.exception, UserError), done.output
    assert SECRET not in str(done.exception.lines())
    return done.exception


def tamper(home: Path, *statements: str) -> None:
    store = FileVault(home).unlock(PASSPHRASE)
    for statement in statements:
        sql(store, statement)
    store.close()


def test_a_whole_trail_is_said_to_be_whole_and_what_that_proves(csescreen: Run) -> None:
    done = csescreen("audit", "verify")
    assert done.exit_code == 0
    assert "Nothing is wrong" in done.stdout
    assert "Without a head that left this computer" in done.stdout
    assert "It cannot tell who sat at the computer" in done.stdout
    head = re.search(r"Head: (\S+)", done.stdout)
    assert head
    done = csescreen("audit", "verify", "--head", head[1], "--format", "json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["sound"], found["rows"]) == (0, True, 3)
    assert found["head"] == found["head_given"] == head[1]
    proved = csescreen("audit", "verify", "--head", head[1]).stdout
    assert "proves that everything recorded up to row 3" in proved
    assert "Without a head" not in proved


def test_what_was_changed_is_listed_in_plain_words(csescreen: Run, home: Path) -> None:
    tamper(home, "UPDATE screening SET wording = '{}' WHERE reference = 'A-17'")
    done = csescreen("audit", "verify")
    assert done.exit_code == 5
    assert "1 thing found" in done.stdout
    assert "Screening A-170000 is not as it was last saved, in row 2" in done.stdout
    assert SECRET not in done.stdout
    found = json.loads(csescreen("audit", "verify", "--format", "json").stdout)
    assert [at["code"] for at in found["findings"]] == ["screening-changed"]
    assert found["sound"] is False


def test_a_head_of_another_trail_is_not_found(csescreen: Run) -> None:
    done = csescreen("audit", "verify", "--head", f"2:{'0f' * 32}")
    assert done.exit_code == 5
    assert "Row 2 is not the one of the head that was printed" in done.stdout
    wrong = error(csescreen("audit", "verify", "--head", "2:nonsense"))
    assert wrong.exit_status == 2


def test_show_lists_what_was_done_and_no_text(csescreen: Run) -> None:
    done = csescreen("audit", "show")
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("1  ")
    assert lines[0].endswith("The audit trail began")
    assert lines[1].endswith("Saved, revision 1  [A-170000 A-17]")
    assert SECRET not in done.stdout
    assert csescreen("audit", "show", "B-20").stdout.splitlines() == lines[2:]
    found = json.loads(csescreen("audit", "show", "A-17", "--format", "json").stdout)
    (row,) = found["rows"]
    assert (row["number"], row["action"], row["revision"]) == (2, "saved", 1)
    assert AuditHead.parse(row["head"]) is not None
    assert error(csescreen("audit", "show", "nobody")).exit_status == 2


def test_an_export_has_its_row_and_the_head_that_it_prints_is_found(
    csescreen: Run, tmp_path: Path
) -> None:
    csescreen("export", "A-17", "--format", "markdown,json", "-o", str(tmp_path))
    (data,) = tmp_path.glob("*.json")
    head = json.loads(data.read_text())["audit_head"]
    assert (
        csescreen("audit", "show", "A-17")
        .stdout.splitlines()[-1]
        .endswith("Exported: markdown, json  [A-170000 A-17]")
    )
    assert csescreen("audit", "verify", "--head", head).exit_code == 0
    csescreen("show", "A-17")
    assert len(csescreen("audit", "show").stdout.splitlines()) == 4


def test_an_older_copy_is_refused_until_it_is_accepted(csescreen: Run, home: Path) -> None:
    shutil.copy(home / "store.db", home / "older.db")
    csescreen("purge", "B-20", "--reason", "a trial", "--yes")
    (home / "older.db").replace(home / "store.db")
    refused = error(csescreen("list"))
    assert refused.exit_status == 5
    assert "An older copy of the store was put back" in refused.what
    assert isinstance(error(csescreen("audit", "verify")), StoreDamagedError)
    assert isinstance(error(csescreen("audit", "accept")), InputError)
    done = csescreen("audit", "accept", "--reason", "the disk was replaced")
    assert done.exit_code == 0, done.output
    assert "What was purged since then may be back" in done.stdout
    assert "B-20" in csescreen("list").stdout
    verified = csescreen("audit", "verify")
    assert verified.exit_code == 0
    assert "the disk was replaced" in verified.stdout
    assert "what was purged or changed between may be back or missing" in verified.stdout
    assert error(csescreen("audit", "verify", "--head", "")).exit_status == 2
    again = error(csescreen("audit", "accept", "--reason", "once more"))
    assert "not an older copy" in again.what


def test_a_purge_says_what_goes_and_what_stays(csescreen: Run, home: Path) -> None:
    done = csescreen("purge", "A-17", "--reason", "six years, as our policy says", "--yes")
    assert done.exit_code == 0
    assert "A-17" in done.stderr
    assert "goes for good" in done.stderr
    assert "every export that was written" in done.stderr
    assert "backup" in done.stderr
    assert SECRET not in done.output
    assert "A-17" not in csescreen("list").stdout
    shown = csescreen("audit", "show", "A-170000").stdout.splitlines()
    assert shown[-1].endswith(
        "Purged: removed for good, with its dated readings: six years, as our policy says  "
        "[A-170000 (not in the store)]"
    )
    assert csescreen("audit", "verify").exit_code == 0


def test_a_purge_needs_a_reason_and_somebody_who_says_yes(csescreen: Run) -> None:
    assert error(csescreen("purge", "A-17", "--yes")).exit_status == 2
    assert error(csescreen("purge", "A-17", "--yes", "--reason", "  ")).exit_status == 2
    assert error(csescreen("purge", "nobody", "--yes", "--reason", "why")).exit_status == 2
    asked = error(csescreen("purge", "A-17", "--reason", "why", stdin="A-17\n"))
    assert "Nobody can be asked here" in asked.what, "what is piped is nobody's word"
    assert "A-17" in csescreen("list").stdout


@pytest.mark.parametrize(("typed", "gone"), [("A-17", True), (" A-17 ", True), ("a-17", False)])
def test_on_a_terminal_the_reference_is_typed_back(
    csescreen: Run, monkeypatch: pytest.MonkeyPatch, typed: str, gone: bool
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return f"{typed}\n"

    class System:
        stdin = Terminal()
        stderr = sys.stderr

    monkeypatch.setattr("csescreen.shell.purge.sys", System)
    done = csescreen("purge", "A-17", "--reason", "why")
    assert (done.exit_code == 0) == gone
    assert ("A-17" not in csescreen("list").stdout) == gone


def test_the_list_tells_what_is_past_the_period_and_removes_nothing(
    csescreen: Run, home: Path
) -> None:
    assert "past the" not in csescreen("list").stdout
    (home / "settings.toml").write_text("retention_years = 1\n")
    store = FileVault(home).unlock(PASSPHRASE)
    assert store.save(made("C-old", EARLIER, day=-3000))
    store.close()
    told = csescreen("list").stdout
    (line,) = (line for line in told.splitlines() if "C-old" in line)
    assert re.search(r"past the 1 year of your policy; purge is yours to decide\)$", line)


@pytest.mark.parametrize("wrong", ["-1", "1.5", '"6"', "true", "1000"])
def test_a_period_that_is_none_is_told(csescreen: Run, home: Path, wrong: str) -> None:
    (home / "settings.toml").write_text(f"retention_years = {wrong}\n")
    assert "retention_years" in str(error(csescreen("list")).lines())


def test_the_period_is_counted_in_whole_years() -> None:
    changed = datetime(2020, 3, 2, 12, tzinfo=UTC)
    six = datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert retention_note(changed, six - timedelta(days=1), 6) == ""
    told = "last changed 6 years ago: past the 6 years of your policy; purge is yours to decide"
    assert retention_note(changed, six, 6) == told
    assert "7 years ago" in retention_note(changed, six + timedelta(days=400), 6)
    assert retention_note(changed, six, 0) == ""


def test_backups_are_named_or_said_not_to_be_known() -> None:
    made_at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    told = "\n".join(stays(Holding((Backup("20260302T100000", Path("/b/1"), made_at),))))
    assert "1 backup until they are thinned" in told
    assert "Mon 2 March 2026, 10:00: /b/1" in told
    assert "could not be looked into" in "\n".join(stays(None))
    spoilt = Backup("20260303T100000", Path("/b/2"), trouble="store.db is damaged")
    told = "\n".join(stays(Holding((), (spoilt,), (Path("/s/set-aside"),))))
    assert "1 backup could not be asked, and may hold it" in told
    assert "No backup in csescreen's own folder" not in told
    for place in ("20260303T100000: /b/2", "- /s/set-aside"):
        assert place in told
    assert "No backup in csescreen's own folder" in "\n".join(stays(Holding()))


@pytest.mark.parametrize(
    "found",
    [
        Holding(),
        Holding((Backup("20260302T100000", Path("/b/1")),)),
        Holding((), (Backup("20260302T100000", Path("/b/1")),)),
    ],
)
def test_a_copy_elsewhere_is_named_whatever_the_backups_hold(found: Holding) -> None:
    told = "\n".join(stays(found))
    assert "memory stick" in told
    assert "`csescreen backup --to`" in told


def test_what_a_spoilt_row_holds_is_shown_as_text() -> None:
    odd = AuditEntry(1, "never", "\x1b[31mred", "k\x07", 0, "", "\x9b2J\n\u202e", "00")
    told = "\n".join(row_lines([odd], []))
    assert all(part.isprintable() or part == "\u202e" for part in told)
    assert "an unknown time" in told
    noted = replace(odd, action=Action.ACCEPTED)
    check = AuditCheck(1, "never", None, (), (noted,))
    assert "\x9b" not in "\n".join(check_lines(check, None))


def test_the_exit_status_reaches_the_shell(home: Path, tmp_path: Path) -> None:
    tamper(home, "UPDATE screening SET wording = '{}'")
    done = run(
        "audit", "verify", "--passphrase-file", str(tmp_path / "secret"), CSESCREEN_HOME=str(home)
    )
    assert done.returncode == 5
    assert b"2 things found" in done.stdout
