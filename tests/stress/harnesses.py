"""Every harness, once: the quick run, the long run and the table are made from this list."""

from typing import Final

from tests.stress.harness import Harness

HARNESSES: Final[tuple[Harness, ...]] = ()
