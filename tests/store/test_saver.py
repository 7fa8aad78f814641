"""The saver: the newest text wins, a failure keeps the text, flush says the truth."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

import pytest

from csescreen.core.audit import AuditCheck, AuditEntry, AuditHead
from csescreen.core.backups import Backup, Backups, Progress
from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, LeftOpen, Record, RecordLine, ScreeningStore
from csescreen.errors import UserError
from csescreen.saver import Saver
from tests.store.helpers import record, sql

WAIT = 5.0


class SlowStore:
    """A store in memory that can be held up and made to fail."""

    def __init__(self) -> None:
        self.held: dict[str, Record] = {}
        self.saved: list[int] = []
        self.failing: Exception | None = None
        self.fails_after_commit = False
        self.go = threading.Event()
        self.go.set()
        self.entered = threading.Event()

    def save(self, record: Record, readings: Sequence[DatedReading] = ()) -> bool:
        self.entered.set()
        assert self.go.wait(WAIT)
        if self.failing is not None and not self.fails_after_commit:
            raise self.failing
        held = self.held.get(record.key)
        if held is not None and held.revision >= record.revision:
            return False
        self.held[record.key] = record
        self.saved.append(record.revision)
        if self.failing is not None:
            raise self.failing
        return True

    def read(self, key: str) -> Record:
        return self.held[key]

    def readings(self, key: str) -> list[DatedReading]:
        return []

    def framework_file(self, sha256: str) -> FrameworkFile | None:
        return None

    def lines(self) -> list[RecordLine]:
        return []

    def find(self, reference: str) -> list[RecordLine]:
        return []

    def note(self, action: str, key: str = "", detail: str = "") -> None:
        pass

    def audit(self, key: str = "") -> list[AuditEntry]:
        return []

    def audit_head(self) -> AuditHead:
        return AuditHead(0, "")

    @property
    def backups(self) -> Backups:
        raise NotImplementedError

    def back_up(self, why: str, progress: Progress) -> Backup:
        raise NotImplementedError

    def verify_audit(self, given: AuditHead | None = None) -> AuditCheck:
        return AuditCheck(0, "", None, ())

    def purge(self, key: str, reason: str) -> None:
        self.held.pop(key)

    def notices(self) -> tuple[str, ...]:
        return ()

    def mark_open(self, key: str | None, step: str = "") -> None:
        pass

    def left_open(self) -> LeftOpen | None:
        return None

    def close(self) -> None:
        pass


class Told:
    def __init__(self) -> None:
        self.saved: list[Record] = []
        self.failed: list[tuple[Record, UserError]] = []

    def on_saved(self, record: Record) -> None:
        self.saved.append(record)

    def on_failed(self, record: Record, error: UserError) -> None:
        self.failed.append((record, error))


FULL = UserError("The disk is full.")


@pytest.fixture
def slow() -> SlowStore:
    return SlowStore()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def saver(slow: SlowStore, told: Told) -> Saver:
    return Saver(slow, told.on_saved, told.on_failed)


def test_the_latest_replaces_what_waits(saver: Saver, slow: SlowStore, told: Told) -> None:
    slow.go.clear()
    saver.submit(record(1))
    assert slow.entered.wait(WAIT)
    for revision in range(2, 50):
        saver.submit(record(revision))
    saver.submit(record(3, "an older one comes late"))
    assert [waiting.revision for waiting in saver.unsaved()] == [49]
    slow.go.set()
    assert saver.flush(WAIT)
    assert saver.close()
    assert slow.saved == [1, 49]
    assert [saved.revision for saved in told.saved] == [1, 49]


def test_each_key_is_saved(saver: Saver, slow: SlowStore) -> None:
    slow.go.clear()
    for key in ("a", "b", "c"):
        saver.submit(record(1, key=key))
    slow.go.set()
    assert saver.flush(WAIT)
    assert set(slow.held) == {"a", "b", "c"}
    saver.close()


def test_a_failed_save_is_kept_and_tried_again_at_the_next_flush(
    saver: Saver, slow: SlowStore, told: Told
) -> None:
    slow.failing = FULL
    saver.submit(record(1))
    start = monotonic()
    assert not saver.flush(WAIT)
    assert monotonic() - start < 1
    assert saver.unsaved() == [record(1)]
    assert told.failed[0] == (record(1), FULL)
    slow.failing = None
    assert saver.flush(WAIT)
    assert saver.close()
    assert slow.held[record().key] == record(1)
    assert told.saved == [record(1)]


def test_a_failed_save_is_tried_again_at_the_next_submit_of_another(
    saver: Saver, slow: SlowStore
) -> None:
    slow.failing = FULL
    saver.submit(record(1, key="a"))
    assert not saver.flush(WAIT)
    slow.failing = None
    saver.submit(record(1, key="b"))
    assert saver.flush(WAIT)
    assert set(slow.held) == {"a", "b"}
    saver.close()


def test_a_newer_text_takes_the_place_of_a_failed_one(saver: Saver, slow: SlowStore) -> None:
    slow.failing = FULL
    saver.submit(record(1))
    assert not saver.flush(WAIT)
    slow.failing = None
    saver.submit(record(2))
    saver.submit(record(1))
    assert saver.flush(WAIT)
    assert slow.saved == [2]
    saver.close()


def test_an_error_after_the_commit_ends_as_saved(saver: Saver, slow: SlowStore, told: Told) -> None:
    slow.failing, slow.fails_after_commit = FULL, True
    saver.submit(record(1))
    assert not saver.flush(WAIT)
    slow.failing = None
    assert saver.flush(WAIT)
    saver.close()
    assert told.saved == [record(1)]


def test_another_text_under_the_same_revision_is_never_called_saved(
    saver: Saver, slow: SlowStore, told: Told
) -> None:
    slow.held[record().key] = record(1, "what is stored")
    saver.submit(record(1, "what was typed"))
    assert not saver.flush(WAIT)
    assert told.saved == []
    assert saver.unsaved() == [record(1, "what was typed")]
    saver.submit(record(2, "what was typed"))
    assert saver.close()
    assert slow.held[record().key] == record(2, "what was typed")


def test_flush_says_when_time_runs_out(saver: Saver, slow: SlowStore) -> None:
    slow.go.clear()
    saver.submit(record(1))
    assert not saver.flush(0.02)
    assert saver.unsaved() == [record(1)]
    slow.go.set()
    assert saver.flush(WAIT)
    assert saver.close()


def test_no_fault_ends_the_thread(slow: SlowStore) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the screen is gone")

    saver = Saver(slow, broken, broken)
    slow.failing = ValueError("not a fault for people")
    saver.submit(record(1))
    assert not saver.flush(WAIT)
    slow.failing = None
    assert saver.flush(WAIT)
    assert saver.close()
    assert slow.saved == [1]


def test_after_closing_nothing_is_taken_in_silence(saver: Saver, slow: SlowStore) -> None:
    slow.failing = FULL
    saver.submit(record(1))
    assert not saver.close()
    assert saver.unsaved() == [record(1)]
    assert not saver.close()
    with pytest.raises(UserError, match="closed"):
        saver.submit(record(2))


def test_an_unused_saver_closes_at_once(saver: Saver) -> None:
    assert saver.flush(0)
    assert saver.close()


def test_with_the_real_store(store: ScreeningStore, told: Told) -> None:
    saver = Saver(store, told.on_saved, told.on_failed)
    for revision in range(1, 100):
        saver.submit(record(revision, f"text {revision}"))
    assert saver.flush(WAIT)
    assert store.read(record().key) == record(99, "text 99")
    sql(store, "PRAGMA query_only = ON")
    saver.submit(record(100))
    assert not saver.flush(WAIT)
    assert "read-only" in told.failed[0][1].what
    sql(store, "PRAGMA query_only = OFF")
    assert saver.close()
    assert store.read(record().key) == record(100)
    assert told.saved[-1] == record(100)


def test_finishing_saves_and_takes_nothing_more(saver: Saver, slow: SlowStore) -> None:
    saver.submit(record(1))
    assert saver.finish(WAIT)
    assert slow.saved == [1]
    with pytest.raises(UserError, match="closed"):
        saver.submit(record(2))


def test_finishing_refuses_where_something_is_not_saved_and_saving_goes_on(
    saver: Saver, slow: SlowStore, told: Told
) -> None:
    slow.failing = FULL
    saver.submit(record(1))
    assert not saver.finish(WAIT)
    saver.submit(record(2))
    slow.failing = None
    assert saver.finish(WAIT)
    assert slow.saved == [2]
    assert told.saved[-1].revision == 2


def test_what_is_submitted_while_finishing_keeps_the_saver_going(
    saver: Saver, slow: SlowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = saver.flush

    def flush_and_type(timeout: float) -> bool:
        done = flush(timeout)
        slow.go.clear()
        saver.submit(record(2))  # a moment after the flush, before the thread is told to end
        return done

    saver.submit(record(1))
    monkeypatch.setattr(saver, "flush", flush_and_type)
    assert not saver.finish(WAIT)
    monkeypatch.undo()
    slow.go.set()
    assert saver.finish(WAIT)
    assert slow.held[record().key].revision == 2


@pytest.mark.parametrize("end", ["finish", "close"])
def test_a_revision_is_saved_or_refused_whatever_the_moment_of_the_end(
    saver: Saver, slow: SlowStore, end: str
) -> None:
    taken: list[int] = []
    begun = threading.Event()

    def types() -> None:
        with suppress(UserError):
            for revision in range(1, 100_000):
                saver.submit(record(revision))
                taken.append(revision)
                if revision == 20:
                    begun.set()

    typing = threading.Thread(target=types)
    typing.start()
    assert begun.wait(WAIT)
    while not getattr(saver, end)():
        assert typing.is_alive()
        if end == "close":
            break
    typing.join(WAIT)
    assert not typing.is_alive()
    assert slow.held[record().key].revision == taken[-1]


def test_flushing_and_ending_at_once_from_several_threads_loses_nothing(
    saver: Saver, slow: SlowStore
) -> None:
    slow.go.clear()
    for key in ("a", "b", "c"):
        saver.submit(record(1, key=key))
    ended: list[bool] = []
    threads = [
        threading.Thread(target=lambda act=act: ended.append(act()))
        for act in (saver.finish, saver.close, lambda: saver.flush(WAIT), saver.finish)
    ]
    for thread in threads:
        thread.start()
    slow.go.set()
    for thread in threads:
        thread.join(WAIT)
    assert ended == [True] * 4
    assert set(slow.held) == {"a", "b", "c"}


def test_a_save_of_what_was_purged_is_dropped_and_holds_nothing_up(
    store: ScreeningStore, told: Told
) -> None:
    store.save(record(1))
    saver = Saver(store, told.on_saved, told.on_failed)
    sql(store, "PRAGMA query_only = ON")
    saver.submit(record(2))
    assert not saver.flush(WAIT)
    sql(store, "PRAGMA query_only = OFF")
    store.purge(record().key, "a reason")
    saver.submit(record(1, key="b2" * 16))
    assert saver.flush(WAIT)
    assert saver.unsaved() == []
    assert saver.finish(WAIT)
    assert [line.key for line in store.lines()] == ["b2" * 16]
    assert [failed.revision for failed, _ in told.failed] == [2], "told once, before the purge"
