"""The ways in: each changes without the others, is noted, and never leaves a store without one."""

import errno
import json
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError  # type: ignore[import-untyped]

from csescreen.core.vault import Unfinished
from csescreen.errors import (
    InputError,
    StoreDamagedError,
    StoreLockedError,
    TooManyAttemptsError,
    UserError,
    WrongPassphraseError,
)
from csescreen.store import attempts, backup_folder, copying, envelope_files, rekeying
from csescreen.store.envelope import decode
from csescreen.store.fault_words import HEALED, OLDER_KEYS
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.opening import by_secret
from csescreen.store.pages import salt_of
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.restore import Restorer
from csescreen.store.vault import FileVault
from tests.store.failing import CrashError, Failing
from tests.store.helpers import NEEDLE, PASSPHRASE, QUICK, new_store, record, typed_back

NEW = "another three words"
FIRST_KEY = bytes(range(32))
FIRST_FORMAT = (
    b'{"check":"49f35cfba06eaf1cda318d1a8ed23d20776d49ac86aebb63fe0ed946693c4a4e","content":'
    b'{"format":1,"serial":1,"slots":[{"kind":"passphrase","nonce":"36603cd64ce87ef1258a1a55",'
    b'"parameters":{"iterations":1,"kdf":"argon2id","lanes":1,"memory_kib":32,'
    b'"salt":"d0d529fd88a62507476839cd3b123a37"},"wrapped":"507140c1c6ed17a0c4524985989e18c9'
    b'b48fbdc32c7a404c1ec7188d424d03ba787046ebde844d6862fc330033b8d1b6"}],'
    b'"vault":"d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4"}}\n'
)
"""What an earlier program wrote for this key and passphrase."""


def opens(vault: FileVault, secret: str) -> bool:
    """Whether the secret opens the store, with its record whole."""
    try:
        store = vault.unlock(secret)
    except WrongPassphraseError:
        return False
    try:
        assert store.read(record().key) == record()
        return True
    finally:
        store.close()


def store_keys(layout: Layout, secret: str) -> Keys:
    envelope = decode(layout.envelope.read_bytes())
    contents = by_secret(envelope, secret).contents
    return contents.keys(envelope.vault_id, *contents.data)


def actions(vault: FileVault, secret: str = PASSPHRASE) -> list[str]:
    store = vault.unlock(secret)
    try:
        return [str(entry.action) for entry in store.audit()]
    finally:
        store.close()


@pytest.fixture
def code(vault: FileVault) -> str:
    """Make a store with a record, and return its recovery code."""
    unfinished = vault.begin(PASSPHRASE)
    store = typed_back(unfinished)
    assert store.save(record())
    store.close()
    return unfinished.code


@pytest.fixture
def old(vault: FileVault, folder: Path) -> Layout:
    """A store as an earlier program left it."""
    folder.mkdir(mode=0o700)
    layout = Layout(folder)
    layout.envelope.write_bytes(FIRST_FORMAT)
    layout.envelope_copy.write_bytes(FIRST_FORMAT)
    layout.database.touch(mode=0o600)
    keys = Keys.of(decode(FIRST_FORMAT).vault_id, FIRST_KEY)
    store = SqlScreeningStore.create(layout.database, keys)
    assert store.save(record())
    store.close()
    return layout


# --- the recovery code -------------------------------------------------------------------------


def test_nothing_is_made_before_the_code_was_typed_back(vault: FileVault, folder: Path) -> None:
    unfinished = vault.begin(PASSPHRASE)
    groups = unfinished.code.split("-")
    others = " ".join(group for at, group in enumerate(groups, 1) if at not in unfinished.asked)[:9]
    for wrong in ("", "0000 0000", unfinished.code, others):
        with pytest.raises(InputError, match="not groups"):
            unfinished.finish(wrong)
    assert not folder.exists()
    typed_back(unfinished).close()
    with pytest.raises(UserError, match="a store already"):
        typed_back(unfinished)
    with pytest.raises(UserError, match="a store already"):
        vault.begin(PASSPHRASE)


def test_the_code_opens_the_store_however_it_is_typed(vault: FileVault, code: str) -> None:
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('0', 'o')}\n"):
        assert opens(vault, typed)
    assert vault.ways_in().recovery_code


def test_a_new_code_takes_the_place_of_the_former(vault: FileVault, code: str) -> None:
    begun = vault.begin_recovery_code(PASSPHRASE)
    with pytest.raises(InputError):
        begun.finish("0000 0000")
    assert opens(vault, code)
    typed_back(begun)
    assert opens(vault, begun.code)
    assert not opens(vault, code)
    assert opens(vault, PASSPHRASE)
    assert actions(vault)[-1] == "recovery code changed"


def test_who_has_the_code_alone_chooses_a_new_passphrase(vault: FileVault, code: str) -> None:
    vault.change_passphrase(code, NEW)
    assert opens(vault, NEW)
    assert opens(vault, code)
    assert not opens(vault, PASSPHRASE)


# --- changes -----------------------------------------------------------------------------------


def test_the_passphrase_changes_while_the_store_is_open(vault: FileVault, code: str) -> None:
    store = vault.unlock(PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        vault.change_passphrase("wrong", NEW)
    vault.change_passphrase(PASSPHRASE, NEW)
    assert store.audit()[-1].action == "passphrase changed"
    assert store.save(record(2))
    with pytest.raises(StoreLockedError):  # the lock was held all the while
        FileVault(vault._layout.folder, kdf=QUICK).unlock(NEW)
    store.close()
    for secret, fits in ((PASSPHRASE, False), (NEW, True), (code, True)):
        if fits:
            vault.unlock(secret).close()
        else:
            assert not opens(vault, secret)


def test_the_passphrase_changes_while_the_store_is_closed(vault: FileVault, code: str) -> None:
    before = vault.ways_in()
    vault.change_passphrase(PASSPHRASE, NEW)
    assert not opens(vault, PASSPHRASE)
    assert opens(vault, NEW)
    assert actions(vault, NEW)[-1] == "passphrase changed"
    assert vault.ways_in() == before
    assert Layout(vault._layout.folder).envelope.read_bytes() == (
        Layout(vault._layout.folder).envelope_copy.read_bytes()
    )


def test_another_instance_keeps_the_keys_as_they_are(vault: FileVault, code: str) -> None:
    store = vault.unlock(PASSPHRASE)
    other = FileVault(vault._layout.folder, kdf=QUICK)
    changes: list[Callable[[], object]] = [
        lambda: other.change_passphrase(PASSPHRASE, NEW),
        lambda: other.begin_recovery_code(PASSPHRASE),
        lambda: other.use_keyring(PASSPHRASE, False),
        lambda: other.rekey(PASSPHRASE, print),
        lambda: vault.rekey(PASSPHRASE, print),
    ]
    for change in changes:
        with pytest.raises(StoreLockedError):
            change()
    store.close()
    assert opens(vault, PASSPHRASE)


def test_an_empty_passphrase_is_refused_and_no_store_is_told(vault: FileVault) -> None:
    with pytest.raises(InputError):
        vault.change_passphrase(PASSPHRASE, "")
    changes: list[Callable[[], object]] = [
        lambda: vault.change_passphrase(PASSPHRASE, NEW),
        lambda: vault.begin_recovery_code(PASSPHRASE),
        lambda: vault.use_keyring(PASSPHRASE, True),
        lambda: vault.rekey(PASSPHRASE, print),
        vault.unlock_by_keyring,
    ]
    for change in changes:
        with pytest.raises(UserError, match="no store yet"):
            change()
    assert vault.ways_in().passphrase is False


def test_a_trail_that_cannot_be_written_is_said_and_the_change_stands(
    vault: FileVault, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(SqlScreeningStore, "note", full)
        with pytest.raises(UserError, match=r"It was done, but .* The disk is full") as caught:
            vault.change_passphrase(PASSPHRASE, NEW)
    assert caught.value.__context__ is None
    assert opens(vault, NEW)


# --- the first format --------------------------------------------------------------------------


def test_a_store_of_an_earlier_program_opens_and_stays_as_it_is(
    vault: FileVault, old: Layout
) -> None:
    ways = vault.ways_in()
    assert (ways.passphrase, ways.recovery_code, ways.keyring) == (True, False, False)
    assert opens(vault, PASSPHRASE)
    assert old.envelope.read_bytes() == old.envelope_copy.read_bytes() == FIRST_FORMAT


def test_a_store_of_an_earlier_program_gets_a_recovery_code(vault: FileVault, old: Layout) -> None:
    begun = vault.begin_recovery_code(PASSPHRASE)
    assert old.envelope.read_bytes() == FIRST_FORMAT
    typed_back(begun)
    assert decode(old.envelope.read_bytes()).format == 2
    assert opens(vault, begun.code)
    assert opens(vault, PASSPHRASE)
    assert actions(vault)[-1] == "recovery code changed"


def test_a_store_of_an_earlier_program_is_encrypted_anew(vault: FileVault, old: Layout) -> None:
    vault.rekey(PASSPHRASE, lambda _: None)
    assert opens(vault, PASSPHRASE)
    with pytest.raises(StoreDamagedError):
        SqlScreeningStore.open(old.database, Keys.of(decode(FIRST_FORMAT).vault_id, FIRST_KEY))
    old.envelope.write_bytes(FIRST_FORMAT)
    old.envelope_copy.write_bytes(FIRST_FORMAT)
    with pytest.raises(StoreDamagedError):
        vault.unlock(PASSPHRASE)


def test_who_left_with_an_old_envelope_and_passphrase_reads_nothing_new(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    kept = by_secret(decode(layout.envelope.read_bytes()), PASSPHRASE)
    vault.change_passphrase(PASSPHRASE, NEW)
    typed_back(vault.begin_recovery_code(NEW))
    vault.rekey(NEW, lambda _: None)
    now = decode(layout.envelope.read_bytes())
    with pytest.raises(StoreDamagedError):
        SqlScreeningStore.open(
            layout.database, kept.contents.keys(now.vault_id, *kept.contents.data)
        )
    # nor by putting the slots that they can open beside the contents of now
    with pytest.raises(StoreDamagedError):
        by_secret(replace(now, slots=kept.envelope.slots), PASSPHRASE)
    assert opens(vault, NEW)


def narratives(database: Path, key: bytes) -> list[str]:
    """What somebody reads who has this key and the file."""
    with closing(copying.open_for_reading(database, key)) as connection:
        found = connection.execute("SELECT json_extract(screening, '$.narrative') FROM screening")
        return [row[0] for row in found]


def test_a_former_passphrase_and_an_early_backup_open_nothing_after_the_three_steps(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    store = vault.unlock(PASSPHRASE)
    early = store.back_up("asked", lambda _: None)
    store.close()
    vault.change_passphrase(PASSPHRASE, NEW)
    typed_back(vault.begin_recovery_code(NEW))
    vault.rekey(NEW, lambda _: None)
    store = vault.unlock(NEW)
    assert store.save(record(2, "written after all three"))
    late = store.back_up("asked", lambda _: None)
    # the early one is still the store's own
    assert {one.stamp for one in store.backups.holding(record().key).held} == {
        early.stamp,
        late.stamp,
    }
    store.close()
    kept = by_secret(decode((early.place / "vault.json").read_bytes()), PASSPHRASE).contents
    assert backup_folder.read(early.place).opened_by([kept.backup])
    with pytest.raises(DatabaseError):
        narratives(layout.database, kept.data[0])
    note = backup_folder.read(late.place)
    assert note.opened_by([kept.backup]) is None
    with pytest.raises(DatabaseError):
        narratives(late.place / "store.db", note.key(kept.backup))
    with pytest.raises(WrongPassphraseError):
        by_secret(decode((late.place / "vault.json").read_bytes()), PASSPHRASE)


def test_a_backup_from_before_a_rekey_is_restored_under_the_present_keys(
    vault: FileVault, code: str, folder: Path
) -> None:
    store = vault.unlock(PASSPHRASE)
    early = store.back_up("asked", lambda _: None)
    store.close()
    for _ in range(2):
        vault.rekey(PASSPHRASE, lambda _: None)
    vault.change_passphrase(PASSPHRASE, NEW)
    with Restorer(folder).opened(early, lambda _: NEW) as restoration:
        restoration.go(lambda _: None)
    assert opens(vault, NEW)
    assert not opens(vault, PASSPHRASE)


def test_a_rekey_makes_a_new_master_key_where_no_code_is_lost(
    vault: FileVault, old: Layout
) -> None:
    begun = vault.begin_recovery_code(PASSPHRASE)
    typed_back(begun)
    masters = []
    for _ in range(2):
        masters.append(by_secret(decode(old.envelope.read_bytes()), PASSPHRASE).master)
        vault.rekey(PASSPHRASE, lambda _: None)
    assert masters[0] == masters[1]
    assert opens(vault, begun.code)
    without = by_secret(decode(old.envelope.read_bytes()), PASSPHRASE).without("recovery")
    envelope_files.write(old, without.envelope)
    vault.rekey(PASSPHRASE, lambda _: None)
    assert by_secret(decode(old.envelope.read_bytes()), PASSPHRASE).master != masters[0]
    assert opens(vault, PASSPHRASE)


# --- keys that somebody changed or put back ----------------------------------------------------


def tampered(layout: Layout, serial: int) -> bytes:
    """Return the envelope without its recovery slot, its serial raised, under a right check."""
    sealed = decode(layout.envelope.read_bytes())
    slots = tuple(slot for slot in sealed.slots if slot.kind != "recovery")
    return replace(sealed, slots=slots, serial=sealed.serial + serial).encode()


@pytest.mark.parametrize("serial", [0, 1])
@pytest.mark.parametrize("name", ["envelope", "envelope_copy"])
def test_a_copy_that_somebody_changed_is_healed_from_the_other_and_told(
    vault: FileVault, code: str, folder: Path, name: str, serial: int
) -> None:
    layout = Layout(folder)
    whole = layout.envelope.read_bytes()
    path: Path = getattr(layout, name)
    path.write_bytes(tampered(layout, serial))
    vault.prove(PASSPHRASE)
    store = vault.unlock(PASSPHRASE)
    assert store.notices() == (HEALED,)
    store.close()
    assert layout.envelope.read_bytes() == layout.envelope_copy.read_bytes() == whole
    assert opens(vault, code)


def test_both_copies_changed_have_a_message_of_their_own(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    raw = tampered(layout, 1)
    for path in (layout.envelope, layout.envelope_copy):
        path.write_bytes(raw)
    with pytest.raises(StoreDamagedError, match="changed other than by csescreen") as caught:
        vault.unlock(PASSPHRASE)
    assert caught.value.fault == "copies changed"
    assert layout.envelope.read_bytes() == layout.envelope_copy.read_bytes() == raw


def test_an_older_copy_of_the_keys_is_told_and_noted_once(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    former = layout.envelope.read_bytes()
    vault.change_passphrase(PASSPHRASE, NEW)
    store = vault.unlock(NEW)
    assert (store.notices(), store.audit()[-1].detail) == ((), "keys number 2")
    store.close()
    for path in (layout.envelope, layout.envelope_copy):
        path.write_bytes(former)
    for notices in ((OLDER_KEYS,), ()):
        store = vault.unlock(PASSPHRASE)
        assert store.notices() == notices
        rows = [row for row in store.audit() if row.action == "older keys"]
        assert [row.detail for row in rows] == ["keys number 1"]
        check = store.verify_audit()
        assert check.sound
        assert [row.action for row in check.notes] == ["older keys"]
        store.close()
    vault.change_passphrase(PASSPHRASE, NEW)
    vault.rekey(NEW, lambda _: None)
    store = vault.unlock(NEW)
    assert store.notices() == ()
    store.close()


# --- throttling --------------------------------------------------------------------------------


def wrong(vault: FileVault, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassphraseError) as caught:
            vault.unlock("wrong")
        assert not isinstance(caught.value, TooManyAttemptsError)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock()
    monkeypatch.setattr(attempts, "time", standing)
    return standing


def test_wrong_attempts_cost_time_even_after_a_restart(
    vault: FileVault, code: str, folder: Path, clock: Clock
) -> None:
    wrong(vault, 2)
    assert vault.ways_in().wait_seconds == 0
    wrong(vault, 1)
    again = FileVault(folder, kdf=QUICK)
    for seconds in (1, 2, 4, 8, 16, 32, 60, 60):
        assert again.ways_in().wait_seconds == seconds
        with pytest.raises(TooManyAttemptsError, match="wrong attempts") as caught:
            again.unlock(PASSPHRASE)
        assert caught.value.seconds == seconds
        assert f"Wait {seconds} second" in caught.value.do_next
        assert caught.value.exit_status == 4
        clock.now += seconds
        wrong(again, 1)
    clock.now += 60
    assert opens(again, PASSPHRASE)
    assert again.ways_in().wait_seconds == 0
    assert not Layout(folder).attempts.exists()


@pytest.mark.usefixtures("clock")
def test_a_change_of_keys_is_slowed_too_and_nothing_secret_is_kept(
    vault: FileVault, code: str, folder: Path
) -> None:
    store = vault.unlock(PASSPHRASE)
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            vault.change_passphrase("wrong", NEW)
    with pytest.raises(TooManyAttemptsError):
        vault.change_passphrase(PASSPHRASE, NEW)
    store.close()
    file = Layout(folder).attempts
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(file.read_bytes())) == {"wrong", "last"}


@pytest.mark.parametrize("count", [3, 9, 10, 1000])
def test_no_count_and_no_clock_locks_anyone_out_for_longer_than_a_minute(
    vault: FileVault, code: str, folder: Path, clock: Clock, count: int
) -> None:
    file = Layout(folder).attempts
    file.write_text(json.dumps({"wrong": count, "last": clock.now}))
    assert 0 < vault.ways_in().wait_seconds <= 60
    for last in (clock.now - 60, clock.now + 1, clock.now + 10**7, -1.0):
        file.write_text(json.dumps({"wrong": count, "last": last}))
        assert vault.ways_in().wait_seconds == 0
    file.write_text(json.dumps({"wrong": count, "last": clock.now + 3600}))
    assert opens(vault, PASSPHRASE)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\xff",
        b"[1]",
        b'{"wrong": 9}',
        b'{"wrong": true, "last": 9e99}',
        b'{"wrong": -1, "last": 0}',
        b'{"wrong": 9, "last": "now"}',
        b'{"wrong": 9, "last": NaN}',
        b"[" * 10_000,
        b'{"wrong": 1' + b"0" * 400 + b', "last": 0}',
    ],
)
def test_a_damaged_count_keeps_nobody_out(
    vault: FileVault, code: str, folder: Path, note: bytes
) -> None:
    Layout(folder).attempts.write_bytes(note)
    assert vault.ways_in().wait_seconds == 0
    assert opens(vault, PASSPHRASE)


# --- full rekey --------------------------------------------------------------------------------


def test_everything_is_encrypted_anew_and_every_way_in_stays(
    vault: FileVault, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_STEPS", 1)
    layout = Layout(folder)
    former = layout.database.read_bytes()
    store = vault.unlock(PASSPHRASE)
    head = store.audit_head()
    store.close()
    told: list[float] = []
    vault.rekey(PASSPHRASE, told.append)
    assert told[-1] == 1.0
    assert told == sorted(told)
    assert 0 <= told[0] < 0.8
    assert opens(vault, PASSPHRASE)
    assert opens(vault, code)
    store = vault.unlock(code)
    entries = store.audit()
    assert [entry.action for entry in entries[-2:]] == ["rekeyed", "keys noted"]
    assert store.audit_head().number == head.number + 2
    store.close()
    assert {path.name for path in folder.iterdir()} <= {
        *("vault.json", "vault.copy.json", "store.db", "store.head", "store.lock"),
    }
    assert stat.S_IMODE(layout.database.stat().st_mode) == 0o600
    now = layout.database.read_bytes()
    keys = store_keys(layout, code)
    assert now[:16] == salt_of(keys.data, keys.vault_id)
    assert NEEDLE.encode() not in now
    pages = range(0, min(len(now), len(former)), 4096)
    assert all(now[at : at + 4096] != former[at : at + 4096] for at in pages)


def test_a_rekey_with_a_wrong_passphrase_changes_nothing(
    vault: FileVault, code: str, folder: Path
) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("vault*")}
    with pytest.raises(WrongPassphraseError):
        vault.rekey("wrong", lambda _: None)
    assert {path.name: path.read_bytes() for path in folder.glob("vault*")} == before


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), BrokenPipeError()])
def test_a_rekey_that_is_stopped_leaves_the_store_as_it_was(
    vault: FileVault,
    code: str,
    folder: Path,
    stop: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(_: float) -> None:
        raise stop

    before = Layout(folder).database.read_bytes()
    monkeypatch.setattr(rekeying, "_STEPS", 1)
    with pytest.raises((KeyboardInterrupt, UserError)):
        vault.rekey(PASSPHRASE, told)
    assert not list(folder.glob("store.db.rekeying*"))
    assert Layout(folder).database.read_bytes() == before
    assert opens(vault, code)
    assert "rekeyed" not in actions(vault)


def test_a_copy_that_lost_a_row_is_not_put_in_place(
    vault: FileVault, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = rekeying._count
    patch = pytest.MonkeyPatch()
    patch.setattr(rekeying, "_count", lambda c: {**counted(c), "table screening": id(c)})
    with pytest.raises(StoreDamagedError, match="not whole"):
        vault.rekey(PASSPHRASE, lambda _: None)
    patch.undo()
    assert not Layout(folder).rekeying.exists()
    assert opens(vault, PASSPHRASE)


# --- broken off at every moment ----------------------------------------------------------------


def change(vault: FileVault) -> None:
    vault.change_passphrase(PASSPHRASE, NEW)


def rekey(vault: FileVault) -> None:
    vault.rekey(PASSPHRASE, lambda _: None)


@pytest.mark.parametrize("work", [change, rekey])
@pytest.mark.parametrize("once", [False, True], ids=["killed", "failed"])
def test_a_change_that_breaks_off_anywhere_leaves_a_way_in(
    vault: FileVault, code: str, folder: Path, work: Callable[[FileVault], None], once: bool
) -> None:
    error = OSError(errno.ENOSPC, "No space", "secret") if once else CrashError()
    at = 0
    reached = True
    while reached:
        at += 3 if once and work is rekey else 1  # it has many, and each takes a while
        home = folder.with_name(f"home{at}")
        shutil.copytree(folder, home)
        one = FileVault(home, kdf=QUICK)
        told: BaseException | None = None
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(at, error, once=once).install(patch)
            try:
                work(one)
            except (CrashError, UserError) as caught:
                told = caught
        reached = failing.reached
        again = FileVault(home, kdf=QUICK)
        former = opens(again, PASSPHRASE)
        assert former or (work is change and opens(again, NEW)), at
        assert opens(again, code), at
        assert not list(home.glob("store.db.rekeying*")), at
        assert "older keys" not in actions(again, code), at
        assert envelope_files.read(Layout(home)).to_heal == (), at
        if isinstance(told, UserError):
            assert told.__context__ is None
            if "Nothing was changed" in told.safe and work is change:
                assert former, at
        shutil.rmtree(home)
    assert at > 10


def test_a_rekey_that_was_killed_is_ended_and_noted_by_whoever_opens_next(
    vault: FileVault, code: str, folder: Path
) -> None:
    def killed(*_: object) -> None:
        raise CrashError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rekeying, "sync_folder", killed)
        patch.setattr(rekeying, "drop_unfinished", lambda _: None)
        patch.setattr(rekeying, "_fold_away_log", lambda _: None)
        with pytest.raises(CrashError):
            vault.rekey(PASSPHRASE, lambda _: None)
    begun: Unfinished[None] = FileVault(folder, kdf=QUICK).begin_recovery_code(code)
    assert begun.code
    assert actions(vault, code)[-2:] == ["rekeyed", "keys noted"]
    assert actions(vault).count("rekeyed") == 1


def test_a_store_that_fits_neither_key_of_a_rekey_is_damaged(
    vault: FileVault, code: str, folder: Path, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rekeying, "encrypt_anew", lambda *_: (_ for _ in ()).throw(CrashError()))
        with pytest.raises(CrashError):
            vault.rekey(PASSPHRASE, lambda _: None)
    new_store(FileVault(tmp_path / "other", kdf=QUICK)).close()
    shutil.copy(tmp_path / "other" / "store.db", folder / "store.db")
    before = (folder / "store.db").read_bytes()
    with pytest.raises(StoreDamagedError, match="neither of the keys"):
        vault.unlock(PASSPHRASE)
    assert (folder / "store.db").read_bytes() == before
