"""An open database that one thread owns, and that is left for good where damage is found in it."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from csescreen.errors import UserError
from csescreen.store.engine import abandon, checkpoint, has_damage, open_engine
from csescreen.store.faults import NOTHING_CHANGED, fault, is_damage, may_be_damage
from csescreen.store.owner import Owner
from csescreen.store.reading_store import ReadingStore

T = TypeVar("T")


class OwnedDatabase:
    """A database whose work is all done on one thread, in the order in which it was asked for.

    A connection that two threads shared has acknowledged commits that were then gone. What fails
    here is told as a `UserError`, which holds nothing of a screening's text.
    """

    def __init__(self, file: Path, key: bytes, rescue: Callable[[], ReadingStore]) -> None:
        """Take how to make what is read instead once damage was found."""
        self.file = file
        self._key, self._rescue = key, rescue
        self._owner = Owner("csescreen-store")
        self._engine: Engine | None = None
        self._rescued: ReadingStore | None = None
        """What is read instead once damage was found; nothing is written from then on."""

    def open(self, salt: bytes, prepare: Callable[[Engine], None]) -> None:
        """Open it and have it prepared; where that fails, it is not written to."""

        def work() -> None:
            engine = open_engine(self.file, self._key, salt)
            try:
                prepare(engine)
            except BaseException:  # what is refused is not written to, by closing either
                abandon(engine)
                raise
            self._engine = engine

        _result(self._owner.submit(work), NOTHING_CHANGED)

    def run(
        self,
        work: Callable[[Engine], T],
        instead: Callable[[ReadingStore], T] | None = None,
        *,
        safe: str = NOTHING_CHANGED,
    ) -> T:
        """Do the work on the owner's thread; ``instead`` is how it is done on a damaged store.

        ``safe`` is what is safe where it fails.
        """

        def on_owner() -> T:
            if self._engine is not None and self._rescued is None:
                done = self._undamaged(work, self._engine)
                if done is not None:
                    return done[0]
            if self._rescued is None:
                raise _closed(safe)
            if instead is None:
                raise self._rescued.refused(safe)
            return instead(self._rescued)

        try:
            future = self._owner.submit(on_owner)
        except RuntimeError:
            future = None
        if future is None:
            raise _closed(safe)
        return _result(future, safe)

    def run_quietly(self, work: Callable[[Engine], object]) -> None:
        """Have the work done in its turn; nothing waits for it, nor hears of it where it fails."""

        def on_owner() -> None:
            if self._engine is not None:
                with suppress(Exception):
                    work(self._engine)

        with suppress(RuntimeError):  # it is closed
            self._owner.submit(on_owner)

    def is_left(self) -> bool:
        """Look whether a page is damaged, and return whether the database is left for that."""

        def on_owner() -> bool:
            if self._engine is not None and has_damage(self._engine):
                self._leave(self._engine)
            return self._rescued is not None

        return _result(self._owner.submit(on_owner), NOTHING_CHANGED)

    def give_way(self) -> None:
        """Do all that waits. Only for work that runs on the owner's thread."""
        self._owner.give_way()

    def close(self, then: Callable[[], object]) -> None:
        """Do what was asked for, close the database, do what comes ``then``, and end the thread."""
        self._owner.shutdown(lambda: self._shut(then))

    def _shut(self, then: Callable[[], object]) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            with suppress(Exception):
                checkpoint(engine)
            engine.dispose()
            then()

    def _undamaged(self, work: Callable[[Engine], T], engine: Engine) -> tuple[T] | None:
        """Do the work; where damage is found, leave the database for good and return None."""
        try:
            return (work(engine),)
        except Exception as error:
            if not (is_damage(error) or (may_be_damage(error) and has_damage(engine))):
                raise
        self._leave(engine)
        return None

    def _leave(self, engine: Engine) -> None:
        self._engine = None
        abandon(engine)
        self._rescued = self._rescue()


def _result(future: "Future[T]", safe: str) -> T:
    try:
        return future.result()
    except Exception as error:
        problem = fault(error, safe)
    # Outside of the block, so that the technical error, which holds text, is not its context.
    problem.__traceback__ = None
    raise problem


def _closed(safe: str) -> UserError:
    return UserError("The store is closed.", safe=safe, do_next="Unlock it, and try again.")
