"""The one thread that owns the store's connection, and long work on it that lets others through."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Owner:
    """Runs work in the order in which it is asked for, on a thread of its own.

    Work that takes long calls `give_way` now and then: what was asked for meanwhile is done then
    and there, so that a save never waits for a backup.
    """

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        """Have the work done; raises `RuntimeError` after `shutdown`."""
        future: Future[T] = Future()
        task = future, work
        self._waiting.append(task)
        try:
            self._thread.submit(self._next)
        except RuntimeError:
            with suppress(ValueError):
                self._waiting.remove(task)
            raise
        return future

    def give_way(self) -> None:
        """Do all that waits. Only for work that runs on the owner's thread."""
        while self._next():
            pass

    def shutdown(self, last: Callable[[], object]) -> None:
        """Do what was asked for, then the last work, and end the thread.

        The last work waits for the end of work that gives way: it takes the connection away.
        """
        self._thread.submit(last).result()
        self._thread.shutdown()

    def _next(self) -> bool:
        """Do the next piece of work; return whether there was one."""
        try:
            future, work = self._waiting.popleft()
        except IndexError:  # it was done while other work gave way
            return False
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)
                del error
        del future, work
        return True
