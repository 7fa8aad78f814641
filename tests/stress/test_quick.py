"""The quick run of every harness; the long one is `python -m tests.stress`."""

import pytest

from tests.stress.harness import Harness, nothing
from tests.stress.harnesses import HARNESSES

PARTS = [
    pytest.param(harness, part, id=f"{harness.name}-{part + 1}")
    for harness in HARNESSES
    for part in range(harness.parts)
]
NAMED = [pytest.param(harness, id=harness.name) for harness in HARNESSES]


@pytest.mark.parametrize(("harness", "part"), PARTS)
def test_nothing_is_lost_or_leaked(harness: Harness, part: int) -> None:
    rounds = harness.quick // harness.parts + (part < harness.quick % harness.parts)
    result = harness.load()(rounds, part, nothing)
    assert not result.failures, "\n".join(result.failures)
    assert result.rounds == rounds


@pytest.mark.parametrize("harness", NAMED)
def test_the_harness_finds_what_was_spoilt(harness: Harness) -> None:
    assert harness.load()(harness.to_fail, 0, nothing, broken=True).failures
