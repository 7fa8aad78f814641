"""The quick run of every harness; the long one is `python -m tests.stress`."""

import pytest

from tests.stress.harness import Harness, nothing
from tests.stress.harnesses import HARNESSES

EVERY = [pytest.param(one, id=one.name) for one in HARNESSES]
NAMED = [pytest.param(one, id=one.name) for one in HARNESSES if not one.spoilt_apart]


@pytest.mark.parametrize("harness", EVERY)
def test_nothing_is_lost_or_leaked(harness: Harness) -> None:
    _can_run(harness)
    result = harness.load()(harness.quick, 0, nothing)
    assert not result.failures, "\n".join(result.failures)
    assert result.rounds == harness.quick


@pytest.mark.parametrize("harness", NAMED)
def test_the_harness_finds_what_was_spoilt(harness: Harness) -> None:
    _can_run(harness)
    assert harness.load()(harness.to_fail, 0, nothing, broken=True).failures


def _can_run(harness: Harness) -> None:
    if reason := harness.why_not():
        pytest.skip(reason)
