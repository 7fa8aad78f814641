"""Wrong attempts cost time, also after a restart, and lock nobody out for long."""

import json
import stat
from pathlib import Path

import pytest

from csescreen.errors import (
    TooManyAttemptsError,
    WrongPassphraseError,
)
from csescreen.store import attempts
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK
from tests.store.ways_in import NEW, opens


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
