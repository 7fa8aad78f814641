"""Which backups may go, by laws that hold for any backups at any time."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.backups import BEFORE_MIGRATION, BEFORE_RESTORE, DAILY, Backup
from csescreen.core.timelimits import LONDON
from csescreen.store.thinning import KEPT, may_go

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
WHYS = (DAILY, "asked", BEFORE_RESTORE, f"{BEFORE_MIGRATION} 0003")


def backup(number: int, made_at: datetime, why: str = DAILY, trouble: str = "") -> Backup:
    stamp = f"{made_at:%Y%m%dT%H%M%SZ}-{number}"
    return Backup(stamp, Path("backups") / stamp, made_at, why, 3, "vault", trouble)


@st.composite
def several(draw: st.DrawFn) -> list[Backup]:
    hours = draw(st.lists(st.integers(-48, 24 * 1200), max_size=60))
    return [
        backup(
            number,
            NOW - timedelta(hours=hour),
            draw(st.sampled_from(WHYS)),
            draw(st.sampled_from(("", "", "", "store.db is damaged"))),
        )
        for number, hour in enumerate(hours)
    ]


def staying(backups: list[Backup], now: datetime = NOW) -> list[Backup]:
    gone = {one.stamp for one in may_go(backups, now)}
    return [one for one in backups if one.stamp not in gone]


def moment(one: Backup) -> datetime:
    assert one.made_at is not None
    return one.made_at


@settings(deadline=None)
@given(several(), st.integers(-(10**6), 10**6))
def test_never_to_nothing_whatever_the_clock_says(backups: list[Backup], hours: int) -> None:
    stay = staying(backups, NOW + timedelta(hours=hours))
    whole = [one for one in backups if one.whole]
    if whole:
        assert max(whole, key=lambda one: (moment(one), one.stamp)) in stay
    # a wrong clock changes nothing about the last of each day, week and month
    for most, part_of in KEPT:
        parts: dict[Hashable, list[Backup]] = defaultdict(list)
        for one in whole:
            parts[part_of(moment(one).astimezone(LONDON))].append(one)
        for part in sorted(parts, key=str, reverse=True) if len(parts) <= most else ():
            assert max(parts[part], key=lambda one: (moment(one), one.stamp)) in stay


@settings(deadline=None)
@given(several())
def test_what_is_not_whole_neither_counts_nor_goes(backups: list[Backup]) -> None:
    whole = [one for one in backups if one.whole]
    assert may_go(backups, NOW) == may_go(whole, NOW)
    assert all(one.whole for one in may_go(backups, NOW))


@settings(deadline=None)
@given(several())
def test_thinning_twice_is_thinning_once(backups: list[Backup]) -> None:
    assert may_go(staying(backups), NOW) == []


@settings(deadline=None)
@given(several())
def test_the_last_day_and_what_was_made_before_a_change_stay(backups: list[Backup]) -> None:
    for one in may_go(backups, NOW):
        assert NOW - moment(one) > timedelta(hours=24)
        if one.why.startswith(("before migration", "before restore")):
            assert NOW - moment(one) > timedelta(days=30)


@settings(deadline=None)
@given(several(), st.randoms())
def test_the_order_on_disk_makes_no_difference(
    backups: list[Backup], random: "Callable[..., object]"
) -> None:
    mixed = list(backups)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert may_go(mixed, NOW) == may_go(backups, NOW)


def test_three_years_of_daily_backups_leave_days_weeks_and_months() -> None:
    kept: list[Backup] = []
    for day in range(3 * 366):
        now = NOW - timedelta(days=3 * 366 - day)
        kept = staying([*kept, backup(day, now)], now)
        assert len(kept) <= 14 + 8 + 24
    ages = sorted((now - moment(one)).days for one in kept)
    assert ages[:14] == list(range(14))
    weeks = {moment(one).isocalendar()[:2] for one in kept}
    assert {(now - timedelta(weeks=w)).isocalendar()[:2] for w in range(8)} <= weeks
    months = {(moment(one).year, moment(one).month) for one in kept}
    assert len(months) == 24


def test_a_long_absence_thins_nothing() -> None:
    days = [backup(day, NOW - timedelta(days=day)) for day in range(14)]
    back = NOW + timedelta(days=900)
    assert may_go([*days, backup(99, back)], back) == [days[-1]]
