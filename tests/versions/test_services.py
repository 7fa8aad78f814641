"""A screening opens under its own version, and moves to another only where somebody asks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import ChosenLevel, Screening, SignAnswer
from csescreen.errors import UserError
from csescreen.frameworks.kept import read_kept
from csescreen.pinned import VersionMissingError
from csescreen.services import Services
from tests.terminal.app.fakes import FakeStore, services
from tests.versions.second import FIRST, RETIRED, SECOND, Shelf, edited, read, second_own

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
ANSWERED = Screening(
    frameworks=("telford",),
    reference="A-17",
    facts={"case_status": "early_help"},
    clocks={"referral_received": NOW},
    signs={
        "unknown-vehicles": SignAnswer("yes", note="a red car"),
        RETIRED: SignAnswer("no", note="asked"),
    },
    narrative={"judgement": "written"},
    judged_levels=(ChosenLevel("complex", "why"),),
)


def opened(store: FakeStore, *versions: object) -> Services:
    found = services(store, shelf=Shelf(*versions))  # type: ignore[arg-type]
    found.store = store
    return found


def first_record(store: FakeStore) -> Record:
    """Return a record that was made and saved while the first version was on file."""
    then = opened(store, FIRST)
    record = then.changed(then.new_record("telford", "A-17"), ANSWERED)
    store.save(record)
    return replace(record, files=())


def level(services: Services, record: Record) -> str:
    indicated = services.assess(record).first.indicated_level
    assert indicated is not None
    return indicated.level.name


@pytest.mark.parametrize("on_file", [(FIRST,), (FIRST, SECOND), (SECOND,)])
def test_a_screening_is_read_under_its_own_version_whatever_is_on_file(
    on_file: tuple[object, ...],
) -> None:
    store = FakeStore()
    record = first_record(store)
    later = opened(store, *on_file)
    assert later.framework_of(record).sha256 == FIRST.sha256
    assert level(later, record) == "Acute"
    changed = later.changed(record, record.screening.with_narrative("judgement", "more"))
    assert changed.pin == FrameworkPin.of(FIRST)
    summary = later.summary(record)
    assert summary.framework == {"id": "telford", "version": FIRST.version, "sha256": FIRST.sha256}
    assert (later.newer(record) is None) == (on_file == (FIRST,))


def test_a_new_screening_is_made_with_the_version_on_file() -> None:
    made = opened(FakeStore(), FIRST, SECOND).new_record("telford", "A-18")
    assert made.pin == FrameworkPin.of(SECOND)
    assert made.files == SECOND.files


def test_a_change_in_the_shared_files_alone_is_another_version() -> None:
    def reword(tables: dict[str, list[dict[str, str]]]) -> None:
        tables["indicators"][1]["name"] = "Anew"

    other = read(edited(catalogue=reword))
    store = FakeStore()
    record = first_record(store)
    later = opened(store, other)
    assert later.framework_of(record).indicators["unknown-vehicles"].name != "Anew"
    newer = later.newer(record)
    assert newer is not None
    assert newer.indicators["unknown-vehicles"].name == "Anew"


def test_a_change_that_means_nothing_is_not_told() -> None:
    def search(tables: dict[str, list[dict[str, list[str]]]]) -> None:
        tables["indicators"][1]["search"].append("minicab")

    store = FakeStore()
    record = first_record(store)
    later = opened(store, read(edited(catalogue=search)))
    assert later.newer(record) is None
    assert later.framework_of(record).shared == FIRST.shared


def test_a_record_that_noted_no_shared_files_notes_them_with_its_next_change() -> None:
    store = FakeStore()
    record = first_record(store)
    old = replace(record, pin=replace(record.pin, shared=()))
    now = opened(store, FIRST)
    assert now.framework_of(old).sha256 == FIRST.sha256
    assert now.newer(old) is None
    assert now.changed(old, old.screening).pin == FrameworkPin.of(FIRST)


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_without_the_version_nothing_is_worked_out(damage: str) -> None:
    store = FakeStore()
    record = first_record(store)
    own = store.files.pop(FIRST.sha256)
    if damage == "cut":
        store.files[FIRST.sha256] = own._replace(content=own.content[:-10])
    later = opened(store, SECOND)
    for call in (later.framework_of, later.assess):
        with pytest.raises(VersionMissingError) as caught:
            call(record)
        assert "version 1.1" in caught.value.what
        assert FIRST.sha256[:12] in caught.value.what
        assert "under the version that is on file" in caught.value.do_next
    summary = later.summary(record)
    assert summary.outcome == {}
    assert summary.framework["version"] == FIRST.version
    told = repr(summary.sections)
    assert "nor in the store" in told
    for text in ("a red car", "written", FIRST.indicators[RETIRED].name):
        assert text in told
    for level_name in ("Acute", "Complicated", "Highest"):
        assert level_name not in told
    review = later.review(record)
    assert review is not None
    assert (review.old, review.old_outcome) == (None, None)
    assert {change.kind for change in review.changes} == {"retired"}


def test_a_review_shows_both_and_changes_nothing() -> None:
    store = FakeStore()
    record = first_record(store)
    later = opened(store, SECOND)
    review = later.review(record)
    assert review is not None
    assert review.old_outcome is not None
    assert review.old_outcome.indicated_level is not None
    assert review.old_outcome.indicated_level.level.name == "Acute"
    assert review.new_outcome.indicated_level is not None
    assert review.new_outcome.indicated_level.level.name == "Complicated"
    assert [(one.kind, one.id) for one in review.left] == [
        ("sign", RETIRED),
        ("question", "case_status"),
    ]
    assert later.readings(record) == []
    assert store.read(record.key) == record


def test_reading_under_the_newer_keeps_both_outcomes_and_every_answer() -> None:
    store = FakeStore()
    record = first_record(store)
    later = opened(store, SECOND)
    review = later.review(record)
    assert review is not None
    moved = later.read_under_newer(review, "  asked by the manager  ")
    assert store.read(record.key) == moved
    assert (moved.key, moved.revision) == (record.key, record.revision + 1)
    assert moved.pin == FrameworkPin.of(SECOND)
    assert moved.screening.signs.keys() == {"unknown-vehicles"}
    assert moved.screening.facts == {}
    assert moved.screening.judged_levels == ANSWERED.judged_levels
    assert moved.wording == {"unknown-vehicles": record.wording["unknown-vehicles"]}
    assert level(later, moved) == "Complicated"
    assert later.newer(moved) is None
    before, after = later.readings(moved)
    assert (before.pin, before.screening, before.wording) == (
        FrameworkPin.of(FIRST),
        record.screening,
        record.wording,
    )
    assert before.outcome is not None
    assert after.outcome is not None
    assert before.outcome["indicated_level"]["name"] == "Acute"
    assert after.outcome["indicated_level"]["name"] == "Complicated"
    assert (after.pin, after.screening) == (moved.pin, moved.screening)
    assert before.why == after.why == "asked by the manager"
    assert [one["number"] for one in later.summary(moved).readings] == [1, 2]
    assert "Dated readings" in repr(later.summary(moved).sections)
    kept = [store.framework_file(file.sha256) for file in (*FIRST.files, *SECOND.files)]
    assert None not in kept
    back = opened(store, FIRST)
    assert level(back, moved) == "Complicated", "it stays under the version that it moved to"


def test_without_the_old_version_the_answers_are_kept_in_the_reading_all_the_same() -> None:
    store = FakeStore()
    record = first_record(store)
    store.files.clear()
    later = opened(store, SECOND)
    review = later.review(record)
    assert review is not None
    moved = later.read_under_newer(review)
    before, _ = later.readings(moved)
    assert (before.outcome, before.pin, before.screening) == (None, record.pin, record.screening)
    assert later.summary(moved).readings[0]["indicated_level"] is None
    assert "was not on file" in repr(later.summary(moved).sections)


def test_where_it_was_changed_meanwhile_nothing_moves() -> None:
    store = FakeStore()
    record = first_record(store)
    later = opened(store, SECOND)
    review = later.review(record)
    assert review is not None
    store.older = True
    with pytest.raises(UserError, match="changed meanwhile"):
        later.read_under_newer(review)
    assert later.readings(record) == []
    assert store.read(record.key) == record


def test_kept_files_go_through_the_strict_check() -> None:
    def wrong(tables: dict[str, object]) -> None:
        tables["no_such_key"] = 1

    def twisted(tables: dict[str, object]) -> None:
        second_own(tables)
        tables["urgent"] = ["no_such_question"]

    assert read_kept(FIRST.files) is not None
    for files in (
        edited(own=wrong),
        edited(own=twisted),
        edited(common=wrong),
        edited(catalogue=wrong),
        FIRST.files[:2],
        (),
        (FIRST.files[0]._replace(sha256="00" * 32), *FIRST.files[1:]),
    ):
        assert read_kept(files) is None
