"""Cheaper rounds: what every round would do again is done once, and nothing waits for a thread.

Nothing here changes what reaches the disk, or what is read from it.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Engine

from csescreen.store import engine, frames, owned_database
from csescreen.store.owner import Owner
from tests.stress.spoiling import instead

T = TypeVar("T")
FRAMES = 8192
"""So many pages of a log keep their checksums: neighbouring rounds read nearly the same log."""


def share() -> None:
    """Let every store that this process opens use what was worked out for those before.

    Statements are compiled for one dialect object, and the checksum of a page of the log is a loop
    in Python: a store that is opened anew would do both again.
    """
    usual = engine.open_engine
    cache: dict[Any, Any] = {}
    first: list[Engine] = []

    def open_engine(*values: Any) -> Engine:
        made = usual(*values)
        first.append(made)
        del first[1:]
        made.dialect = first[0].dialect
        made.update_execution_options(compiled_cache=cache)
        return made

    setattr(owned_database, "open_engine", open_engine)  # noqa: B010 - mypy would not have it
    remembered = lru_cache(FRAMES)(frames._checksum)
    setattr(frames, "_checksum", remembered)  # noqa: B010


def at_once() -> AbstractContextManager[None]:
    """Let stores that are opened meanwhile do their work on the thread that asks for it."""
    return instead(owned_database, "Owner", _AtOnce)


class _AtOnce(Owner):
    """One thread asks for everything, so there is none to hand over to."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._ended = False

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        if self._ended:
            raise RuntimeError
        future: Future[T] = Future()
        try:
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)
        return future

    def give_way(self) -> None:
        """Nothing waits."""

    def shutdown(self, last: Callable[[], object]) -> None:
        self._ended = True
        last()
