"""The quick run of every harness; the long one is `python -m tests.stress`."""

import pytest

from tests.stress.harness import Harness, divided, nothing
from tests.stress.harnesses import HARNESSES

PARTS = [
    pytest.param(harness, part, id=f"{harness.name}-{part + 1}")
    for harness in HARNESSES
    for part in range(harness.parts)
]
NAMED = [pytest.param(one, id=one.name) for one in HARNESSES if not one.spoilt_apart]


@pytest.mark.parametrize(("harness", "part"), PARTS)
def test_nothing_is_lost_or_leaked(harness: Harness, part: int) -> None:
    _can_run(harness)
    parts = divided(harness.quick, harness.parts)
    result = harness.load()(parts[part], harness.starts(0, parts)[part], nothing)
    assert not result.failures, "\n".join(result.failures)
    assert result.rounds == parts[part]


@pytest.mark.parametrize("harness", NAMED)
def test_the_harness_finds_what_was_spoilt(harness: Harness) -> None:
    _can_run(harness)
    assert harness.load()(harness.to_fail, 0, nothing, broken=True).failures


def _can_run(harness: Harness) -> None:
    if reason := harness.why_not():
        pytest.skip(reason)
