"""Whatever is done to the trail or beside it is found; a trail that is whole is found whole."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from csescreen.core.audit import AuditCheck, AuditEntry, AuditHead
from csescreen.core.ports import ScreeningStore
from csescreen.store.chain import FIRST, mac_of
from csescreen.store.verifying import Held, verify
from tests.store.helpers import below, record, sql
from tests.store.test_versions import reading

KEY = bytes(range(32))
ROWS = 40


def trail(rows: int = ROWS, key: bytes = KEY) -> list[AuditEntry]:
    made: list[AuditEntry] = []
    before = FIRST
    for number in range(1, rows + 1):
        action = "begun" if number == 1 else "exported"
        at = f"2026-03-02T09:30:00.{number:06}+00:00"
        entry = AuditEntry(number, at, action, "a1" * (number % 3), number, "", "html", "")
        before = mac_of(key, entry, before)
        made.append(replace(entry, mac=before))
    return made


WHOLE = trail()
HEAD = WHOLE[-1].head


def codes(check: AuditCheck) -> list[str]:
    return [finding.code for finding in check.findings]


def test_a_whole_trail_is_sound_with_and_without_heads() -> None:
    for head in (None, HEAD, WHOLE[3].head):
        for given in (None, HEAD, WHOLE[0].head):
            check = verify(WHOLE, KEY, head=head, given=given)
            assert check.sound
            assert (check.rows, check.since, check.head) == (ROWS, WHOLE[0].at, HEAD)


def edited(rows: Sequence[AuditEntry], at: int) -> list[AuditEntry]:
    return [*rows[:at], replace(rows[at], detail="other"), *rows[at + 1 :]]


def deleted(rows: Sequence[AuditEntry], at: int) -> list[AuditEntry]:
    return [*rows[:at], *rows[at + 1 :]]


def deleted_and_renumbered(rows: Sequence[AuditEntry], at: int) -> list[AuditEntry]:
    return [*rows[:at], *(replace(row, number=row.number - 1) for row in rows[at + 1 :])]


def inserted(rows: Sequence[AuditEntry], at: int) -> list[AuditEntry]:
    later = (replace(row, number=row.number + 1) for row in rows[at:])
    return [*rows[:at], replace(rows[at], detail="put in"), *later]


def swapped(rows: Sequence[AuditEntry], at: int) -> list[AuditEntry]:
    other = (at + 1) % len(rows)
    made = [*rows]
    one, two = replace(rows[at], number=other + 1), replace(rows[other], number=at + 1)
    made[at], made[other] = two, one
    return made


def cut(rows: Sequence[AuditEntry], at: int) -> list[AuditEntry]:
    return [*rows[:at]]


def replayed(rows: Sequence[AuditEntry], at: int) -> list[AuditEntry]:
    return [*rows, replace(rows[at], number=len(rows) + 1)]


ATTACKS = (edited, deleted, deleted_and_renumbered, inserted, swapped, cut, replayed)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("at", [0, 1, ROWS // 2, ROWS - 1])
def test_every_attack_is_found_against_the_head(
    attack: Callable[[Sequence[AuditEntry], int], list[AuditEntry]], at: int
) -> None:
    spoilt = attack(WHOLE, at)
    assert not verify(spoilt, KEY, head=HEAD).sound
    assert not verify(spoilt, KEY, given=HEAD).sound


def test_a_trail_that_was_written_anew_is_found_against_the_head_alone() -> None:
    """Whoever has the key can write a trail; what left the machine before tells it."""
    other = [*WHOLE[:10], *trail(ROWS)[10:]]
    other[20] = replace(other[20], detail="other")
    before = other[19].mac
    for place in range(20, ROWS):
        before = mac_of(KEY, other[place], before)
        other[place] = replace(other[place], mac=before)
    assert verify(other, KEY).sound
    assert codes(verify(other, KEY, given=HEAD)) == ["head-differs"]
    assert verify(other, KEY, given=WHOLE[19].head).sound, "what was before it is proved still"


def test_each_fault_is_told_once_and_located() -> None:
    check = verify(edited(edited(WHOLE, 5), 20), KEY, head=HEAD)
    assert [(at.code, at.first, at.last) for at in check.findings] == [
        ("row-changed", 6, 6),
        ("row-changed", 21, 21),
    ]
    check = verify(deleted(WHOLE, 7), KEY, head=HEAD)
    assert [(at.code, at.first) for at in check.findings] == [("row-gap", 9)]
    check = verify(trail(key=bytes(32)), KEY)
    assert [(at.code, at.first, at.last) for at in check.findings] == [("row-changed", 1, ROWS)]
    assert codes(verify([], KEY)) == ["row-empty"]
    assert codes(verify(WHOLE[:5], KEY, head=HEAD)) == ["head-missing"]
    assert "ends at row 5" in verify(WHOLE[:5], KEY, head=HEAD).findings[0].text


def test_a_spoilt_row_of_any_kind_is_a_finding_and_no_crash() -> None:
    odd = random.Random(5)  # noqa: S311 - not for secrets
    values = (b"bytes", None, 3.5, "", "\ud800", float("nan"), 2**70, "é")
    names = ("at", "action", "key", "revision", "content", "detail", "mac")
    for value in values:
        for name in names:
            at = odd.randrange(ROWS)
            spoilt = [*WHOLE]
            spoilt[at] = replace(WHOLE[at], **{name: value})  # type: ignore[arg-type]
            if spoilt[at] != WHOLE[at]:
                assert not verify(spoilt, KEY, head=HEAD).sound


def test_what_is_stored_is_held_against_the_rows() -> None:
    rows = [
        replace(WHOLE[0], action="begun", key=""),
        replace(WHOLE[1], action="found", key="a", revision=4, content="c4"),
        replace(WHOLE[2], action="saved", key="b", revision=1, content="c1"),
        replace(WHOLE[3], action="saved", key="b", revision=2, content="c2"),
        replace(WHOLE[4], action="reading", key="b", content="r1", detail="1"),
        replace(WHOLE[5], action="saved", key="c", revision=1, content="c9"),
        replace(WHOLE[6], action="reading", key="c", content="r9", detail="1"),
        replace(WHOLE[7], action="purged", key="c"),
    ]
    before = FIRST
    for place, row in enumerate(rows):
        before = mac_of(KEY, row, before)
        rows[place] = replace(row, mac=before)
    a, b, one = Held("a", 4, "c4"), Held("b", 2, "c2"), Held("b", 1, "r1")

    def found(screenings: Sequence[Held], readings: Sequence[Held]) -> list[str]:
        return codes(verify(rows, KEY, screenings=screenings, readings=readings))

    assert found([a, b], [one]) == []
    assert found([a], [one]) == ["screening-removed"]
    assert found([a, b, Held("c", 1, "c9")], [one]) == ["screening-put-in"]
    assert found([a, b, Held("d", 1, "c9")], [one]) == ["screening-put-in"]
    assert found([a, Held("b", 1, "c1")], [one]) == ["screening-changed"]
    assert found([a, Held("b", 2, "cx")], [one]) == ["screening-changed"]
    assert found([a, b], []) == ["reading-removed"]
    assert found([a, b], [Held("b", 1, "rx")]) == ["reading-changed"]
    assert found([a, b], [one, Held("b", 2, "r2")]) == ["reading-put-in"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE screening SET screening = replace(screening, 'second', 'other')", "changed"),
        ("UPDATE screening SET updated_at = '2027' || substr(updated_at, 5)", "changed"),
        ("UPDATE screening SET reference = 'other'", "changed"),
        ("UPDATE screening SET code = 'other'", "changed"),
        ("DROP TRIGGER screening_goes_by_purge_alone; DELETE FROM screening", "removed"),
        ("INSERT INTO screening SELECT 'b2', revision, reference, framework_id, framework_version, "
         "framework_sha256, created_at, updated_at, screening, wording, framework_shared, "
         "code FROM screening", "put-in"),
    ],
)  # fmt: skip
def test_what_is_done_beside_the_program_is_found(
    store: ScreeningStore, statement: str, code: str
) -> None:
    store.save(record(1, "first"))
    store.save(record(2, "second"), [reading()])
    assert store.verify_audit().sound
    for part in statement.split(";"):
        sql(store, part)
    assert codes(store.verify_audit()) == [f"screening-{code}"]


def test_a_reading_that_was_changed_or_removed_is_found(store: ScreeningStore) -> None:
    store.save(record(1), [reading(0), reading(1)])
    sql(store, "DROP TRIGGER reading_is_never_changed")
    sql(store, "DROP TRIGGER reading_goes_by_purge_alone")
    sql(store, "UPDATE reading SET why = 'other' WHERE number = 1")
    sql(store, "DELETE FROM reading WHERE number = 2")
    assert codes(store.verify_audit()) == ["reading-changed", "reading-removed"]


def test_the_head_that_was_printed_is_looked_for(store: ScreeningStore) -> None:
    store.save(record(1))
    printed = store.audit_head()
    store.save(record(2))
    assert store.verify_audit(printed).sound
    assert codes(store.verify_audit(AuditHead(2, "0f" * 32))) == ["head-differs"]
    assert codes(store.verify_audit(AuditHead(9, "0f" * 32))) == ["head-missing"]


def test_checking_writes_nothing(store: ScreeningStore) -> None:
    store.save(record())
    sql(store, "PRAGMA query_only = ON")
    assert store.verify_audit().sound
    assert below(store, lambda used: store._trail.head_file.read()) is not None  # type: ignore[attr-defined]
