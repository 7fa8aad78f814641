"""Which backups may go: one a day stays, then one a week, then one a month.

Days, weeks and months are counted where they have a backup, not on the calendar: a clock that is
wrong, or a long absence, thins nothing.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from typing import Final

from csescreen.core.backups import BEFORE_MIGRATION, BEFORE_RESTORE, Backup
from csescreen.core.timelimits import LONDON

ALL_FOR: Final = timedelta(hours=24)
BEFORE_FOR: Final = timedelta(days=30)
"""How long what was made before a migration or a restore stays in any case."""


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month


KEPT: Final[tuple[tuple[int, Callable[[datetime], Hashable]], ...]] = (
    (14, datetime.date),
    (8, _week),
    (24, _month),
)
"""How many days, weeks and months keep the last backup that was made in them."""


def may_go(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Return the backups that are not needed any more, the oldest first; never the newest.

    Those that are not whole neither count nor go.
    """
    times = {
        backup.stamp: (backup.made_at.astimezone(LONDON), backup)
        for backup in backups
        if backup.whole and backup.made_at is not None
    }
    newest_first = sorted(
        times.values(), key=lambda found: (found[0].timestamp(), found[1].stamp), reverse=True
    )
    stay = {backup.stamp for made_at, backup in newest_first if _stays(backup, now - made_at)}
    for most, part_of in KEPT:
        last_in: dict[Hashable, str] = {}
        for made_at, backup in newest_first:
            last_in.setdefault(part_of(made_at), backup.stamp)
        stay.update(list(last_in.values())[:most])
    return [backup for _, backup in reversed(newest_first) if backup.stamp not in stay]


def _stays(backup: Backup, age: timedelta) -> bool:
    before = backup.why.startswith((BEFORE_MIGRATION, BEFORE_RESTORE))
    return age <= (BEFORE_FOR if before else ALL_FOR)
