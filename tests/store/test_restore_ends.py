"""A restore that is killed, or that fails, at any moment: the old store or the new one opens."""

import multiprocessing
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from csescreen.store.present import DAMAGED, NONE, OPEN
from tests.store.restoring import (
    DAMAGE,
    GONE,
    NEW,
    OLD,
    end_at,
    found_in,
    interrupted,
    made,
    restore,
    revisions,
)

PATIENCE = 60.0


def killed(number: int, here: Path) -> bool:
    """Do it in a process that is gone at the file operation of this number.

    It is forked from one that has no threads: a fork takes along the locks that other threads hold.
    """
    try:
        context = multiprocessing.get_context("forkserver")
    except ValueError:
        pytest.skip("processes are not forked on this system")
    context.set_forkserver_preload([end_at.__module__])
    child = context.Process(target=end_at, args=(number, here))
    child.start()
    child.join(PATIENCE)
    if child.exitcode is None:
        child.kill()
    assert child.exitcode in (0, GONE)
    return child.exitcode == GONE


def failing(number: int, here: Path) -> bool:
    """Do it, with one file operation that fails."""

    def fail() -> None:
        raise OSError(5, "Input/output error")

    return interrupted(number, lambda: restore(here, made(here)), fail)


@pytest.mark.parametrize(
    ("state", "end", "every"),
    [(OPEN, killed, 2), (OPEN, failing, 5), (DAMAGED, killed, 3), (NONE, killed, 3)],
)
@pytest.mark.usefixtures("backed_up")
def test_an_end_at_any_moment_leaves_the_old_or_the_new(
    tmp_path: Path, folder: Path, state: str, end: Callable[[int, Path], bool], every: int
) -> None:
    started = tmp_path / "started"
    shutil.copytree(folder, started)
    if state == DAMAGED:
        (started / "store.db").write_bytes(DAMAGE)
    elif state == NONE:
        for path in (*started.glob("store.*"), *started.glob("vault.*")):
            path.unlink()
    seen, number, going = set(), 0, True
    while going:
        number += every
        here = tmp_path / f"try-{number}"
        shutil.copytree(started, here)
        going = end(number, here)
        after = found_in(here, state)
        assert after in (OLD, NEW if state == OPEN else None)
        seen.add(after == OLD)
        if number % 8 == 0:  # what was left of it does not keep anybody from restoring
            restore(here, made(here))
            assert revisions(here) == OLD
        shutil.rmtree(here)
    assert seen == {True, False}
    assert number > 10
