"""Ages, dates and times as people type them."""

from datetime import UTC, date, datetime

import pytest

from csescreen.core.timelimits import LONDON
from csescreen.core.typed import (
    TypedError,
    moment_text,
    typed_age,
    typed_birth,
    typed_moment,
)

NOW = datetime(2026, 7, 2, 10, 15, tzinfo=UTC)  # 11:15 in London


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        ("now", datetime(2026, 7, 2, 11, 15, tzinfo=LONDON)),
        ("today", date(2026, 7, 2)),
        ("Yesterday 16:30", datetime(2026, 7, 1, 16, 30, tzinfo=LONDON)),
        ("9.05", datetime(2026, 7, 2, 9, 5, tzinfo=LONDON)),
        ("1/7/2026", date(2026, 7, 1)),
        ("01-07-2026 at 8:00", datetime(2026, 7, 1, 8, tzinfo=LONDON)),
        ("2026-07-01T08:00", datetime(2026, 7, 1, 8, tzinfo=LONDON)),
    ],
)
def test_moments(text: str, moment: object) -> None:
    found = typed_moment(text, NOW)
    assert found == moment
    if found is not None:
        assert typed_moment(moment_text(found), NOW) == found


@pytest.mark.parametrize("text", ["3/7/2026", "11:16", "25:00", "31/2/2026", "soon", "1/7/26", "٣"])
def test_what_cannot_be_a_moment(text: str) -> None:
    with pytest.raises(TypedError):
        typed_moment(text, NOW)


def test_some_moments_lie_ahead() -> None:
    assert typed_moment("3/7/2026", NOW, future=True) == date(2026, 7, 3)


@pytest.mark.parametrize("text", ["-1", "26", "150", "fifteen", "1.5", "²", "9" * 5000])
def test_what_cannot_be_an_age(text: str) -> None:
    with pytest.raises(TypedError):
        typed_age(text)


def test_births() -> None:
    today = date(2026, 7, 2)
    assert typed_birth("29/2/2012", today) == date(2012, 2, 29)
    for text in ("3/7/2026", "1/1/1980", "29/2/2011", "2010"):
        with pytest.raises(TypedError):
            typed_birth(text, today)
