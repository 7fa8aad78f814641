"""The open store: the newest text wins, from any thread; faults are calm and say nothing."""

import random
import shutil
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from csescreen.core.ports import ScreeningStore
from csescreen.core.screening import Screening
from csescreen.errors import StoreDamagedError, UserError
from csescreen.store import engine, schema
from csescreen.store.vault import FileVault
from tests.store.helpers import NEEDLE, PASSPHRASE, START, below, new_store, record, sql


def test_an_older_text_never_takes_the_place_of_a_newer(store: ScreeningStore) -> None:
    assert store.save(record(2, "second"))
    assert not store.save(record(1, "first"))
    assert not store.save(record(2, "another second"))
    assert store.read(record().key) == record(2, "second")
    assert store.save(record(5, "fifth"))
    assert store.read(record().key) == record(5, "fifth")


def test_from_eight_threads_the_newest_wins(store: ScreeningStore) -> None:
    revisions = list(range(1, 201))
    random.Random(7).shuffle(revisions)  # noqa: S311 - not for secrets

    def save(revision: int) -> bool:
        written = store.save(record(revision, f"text {revision}"))
        assert store.lines()[0].revision >= revision
        return written

    with ThreadPoolExecutor(8) as threads:
        written = list(threads.map(save, revisions))
    assert written[revisions.index(200)]
    assert store.read(record().key) == record(200, "text 200")
    assert len(store.lines()) == 1


def test_lines_and_find_show_the_last_changed_first(store: ScreeningStore) -> None:
    for number, key in enumerate(("aaaa", "bbbb", "cccc")):
        later = START + timedelta(seconds=number)
        store.save(replace(record(key=key * 8), updated_at=later))
    assert [line.key[:4] for line in store.lines()] == ["cccc", "bbbb", "aaaa"]
    (line,) = store.find("CASE-bbbb")
    assert (line.key, line.framework, line.revision) == ("bbbb" * 8, "national", 1)
    assert (line.created_at, line.updated_at) == (START, START + timedelta(seconds=1))
    assert store.find("case-bbbb") == store.find("CASE-bbb") == store.find("%") == []


def test_a_reference_that_no_encoding_can_hold_is_saved_and_found(store: ScreeningStore) -> None:
    odd = replace(record(), screening=Screening(reference="a\ud800\x00'b"))
    assert store.save(odd)
    assert store.read(odd.key) == odd
    assert len(store.find("a\ud800\x00'b")) == 1


def test_what_is_not_there_is_said_calmly(store: ScreeningStore) -> None:
    with pytest.raises(UserError, match="not in the store"):
        store.read("00" * 16)


def test_a_closed_store_says_so_and_closes_twice(vault: FileVault) -> None:
    store = new_store(vault)
    store.close()
    store.close()
    for call in (store.lines, lambda: store.save(record()), lambda: store.read("x")):
        with pytest.raises(UserError, match="store is closed"):
            call()


def assert_says_nothing(error: UserError) -> None:
    assert error.__context__ is None
    assert error.__cause__ is None
    shown = "".join(traceback.format_exception(error)) + repr(error) + "".join(error.lines())
    assert NEEDLE not in shown
    assert "INSERT" not in shown


def test_a_full_disk_is_said_calmly_and_saving_goes_on_after(store: ScreeningStore) -> None:
    store.save(record(1, "first"))
    ((pages,),) = sql(store, "PRAGMA page_count")
    sql(store, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError, match="disk is full") as caught:
        store.save(record(2, NEEDLE * 10_000))
    assert caught.value.safe == "Your text is still on screen."
    assert_says_nothing(caught.value)
    assert store.read(record().key) == record(1, "first")
    sql(store, "PRAGMA max_page_count = 1000000")
    assert store.save(record(2, NEEDLE * 10_000))


def test_a_read_only_store_can_be_read(store: ScreeningStore) -> None:
    store.save(record(1, "first"))
    sql(store, "PRAGMA query_only = ON")
    with pytest.raises(UserError, match="read-only") as caught:
        store.save(record(2))
    assert_says_nothing(caught.value)
    assert store.read(record().key) == record(1, "first")
    assert len(store.lines()) == 1
    sql(store, "PRAGMA query_only = OFF")
    assert store.save(record(2))


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken as on Unix")
def test_a_database_in_use_by_another_program_is_said_calmly(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_store(vault).close()
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.01)
    # The 512 bytes from one gigabyte on are SQLite's locks.
    code = (
        "import fcntl, sys\n"
        f"f = open({str(folder / 'store.db')!r}, 'r+b')\n"
        "fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB, 512, 2**30)\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(UserError, match="Another program") as caught:
            vault.unlock(PASSPHRASE)
        other.communicate()
    assert_says_nothing(caught.value)
    vault.unlock(PASSPHRASE).close()


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is taken as on Unix")
def test_no_other_program_gets_in_while_the_store_is_open(
    store: ScreeningStore, folder: Path
) -> None:
    store.save(record())
    assert not (folder / "store.db-shm").exists()
    code = f"import fcntl; fcntl.lockf(open({str(folder / 'store.db')!r}, 'r+b'), 6, 512, 2**30)"
    other = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert b"BlockingIOError" in other.stderr


def test_a_record_that_cannot_be_stored_is_said_calmly(store: ScreeningStore) -> None:
    naive = replace(record(), updated_at=datetime(2026, 3, 2))  # noqa: DTZ001 - meant
    with pytest.raises(UserError) as caught:
        store.save(naive)
    assert_says_nothing(caught.value)


def test_a_document_of_a_later_format_is_refused(store: ScreeningStore) -> None:
    store.save(record())
    sql(
        store, "UPDATE screening SET screening = replace(screening, '\"format\":1', '\"format\":2')"
    )
    with pytest.raises(UserError, match="cannot be read") as caught:
        store.read(record().key)
    assert_says_nothing(caught.value)


def test_the_connection_is_set_up_as_it_must_be(store: ScreeningStore) -> None:
    for name, value in {
        "cipher_status": "1",
        "foreign_keys": 1,
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "cipher_memory_security": "1",
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 5000,
    }.items():
        assert sql(store, f"PRAGMA {name}") == [(value,)], name
    assert sql(store, "PRAGMA mmap_size") in ([(0,)], [])
    assert below(store, lambda used: str(used.url)) == "sqlite://"
    assert below(store, lambda used: used.hide_parameters)


@pytest.mark.parametrize("status", [None, ("0",)])
def test_without_encryption_it_refuses(status: tuple[str] | None) -> None:
    class PlainDriver:
        """As the standard library's driver: it takes the key, and writes clear text."""

        def execute(self, _: str) -> "PlainDriver":
            return self

        def fetchone(self) -> tuple[str] | None:
            return status

        def set_key(self, _: str) -> None:
            pass

    with pytest.raises(StoreDamagedError, match="would not be encrypted"):
        engine._secure(PlainDriver(), bytes(32))


def test_a_store_of_a_newer_program_says_so(vault: FileVault) -> None:
    store = new_store(vault)
    sql(store, "UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(UserError, match="newer csescreen") as caught:
        vault.unlock(PASSPHRASE)
    assert_says_nothing(caught.value)


def test_the_migrations_make_the_tables_that_the_program_expects(store: ScreeningStore) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from sqlmodel import SQLModel

    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    versions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(versions)) == schema.VERSIONS

    def differences(used: object) -> object:
        with used.connect() as connection:  # type: ignore[attr-defined]
            context = MigrationContext.configure(connection)
            return compare_metadata(context, SQLModel.metadata)

    assert below(store, differences) == []


NEXT = '''"""The next."""
from alembic import op
revision = "9999"
down_revision = "{last}"
def upgrade():
    op.execute("CREATE TABLE half (a)")
    op.execute("INSERT INTO meta VALUES ('half', 'done')")
    {work}
'''


def test_a_failed_migration_leaves_nothing_and_can_be_run_again(
    vault: FileVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(vault)
    store.save(record())
    store.close()
    later = tmp_path / "100%" / "migrations"
    shutil.copytree(schema.MIGRATIONS, later)
    following = later / "versions" / "v9999_next.py"
    usual = schema.VERSIONS
    following.write_text(NEXT.format(last=usual[-1], work='op.execute("NONSENSE")'))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    monkeypatch.setattr(schema, "VERSIONS", (*usual, "9999"))
    with pytest.raises(UserError):
        vault.unlock(PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSIONS", usual)
        store = vault.unlock(PASSPHRASE)
        assert sql(store, "SELECT name FROM sqlite_master WHERE name = 'half'") == []
        assert sql(store, "SELECT value FROM meta WHERE name = 'half'") == []
        store.close()
    following.write_text(NEXT.format(last=usual[-1], work="pass"))
    store = vault.unlock(PASSPHRASE)
    assert sql(store, "SELECT value FROM meta WHERE name = 'half'") == [("done",)]
    assert sql(store, "SELECT version_num FROM alembic_version") == [("9999",)]
    assert store.read(record().key) == record()
    store.close()
