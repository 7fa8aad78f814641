"""When nobody is there any more: no key for a while, or the computer was asleep."""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from csescreen.process import Reason

LOOK_EVERY: Final = 2.0
"""How often, in seconds, to look whether it is time; looking draws nothing."""
ASLEEP: Final = 5.0
"""From how many seconds on it counts that the computer was asleep."""


class Moment(NamedTuple):
    """Now, by two clocks."""

    awake: float
    """Seconds by a clock that stands still while the computer sleeps, where the system has one."""
    always: float
    """Seconds by one that goes on: since the start on Linux, else the clock on the wall."""


def now() -> Moment:
    """Return the moment."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    always = time.time() if boot is None else time.clock_gettime(boot)
    return Moment(time.monotonic(), always)


class Watch:
    """Knows when the last key, click, scroll or paste came, and whether it is time to lock."""

    def __init__(self, clock: Callable[[], Moment] = now) -> None:
        """Begin as if a key had come."""
        self._clock = clock
        self.touch()

    def touch(self) -> None:
        """Take note that somebody is there."""
        self._touched = self._looked = self._clock()

    def due(self, after: float) -> Reason | None:
        """Return why it is time to lock, where it is; ``after`` so many seconds without a key."""
        here, looked = self._clock(), self._looked
        self._looked = here
        if (here.always - looked.always) - (here.awake - looked.awake) >= ASLEEP:
            return "slept"
        # the wall's clock can be set back; the other one cannot
        gone = max(here.awake - self._touched.awake, here.always - self._touched.always)
        return "idle" if gone >= after else None
