"""The real app, with what its environment asks for put in: faults of the world, or of the program.

`STRESS` names them with spaces between. It is run as `python -m tests.stress.spoilt_app`.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

CRASH: Final = "crash"
"""An exception within a screen, with a text in its message and in a local variable."""
THREAD: Final = "thread"
"""An exception in a thread."""
EXPORTER: Final = "failing-exporter"
"""An exception in every exporter, with the whole referral in its message and in a variable."""
FULL: Final = "full-disk"
"""No file can grow beyond a few pages, so that the next save fails."""
ROOM: Final = 12 * 1024
KILLED_EXPORT: Final = "killed-export"
"""The process is killed when an export's text is on the disk, and has not its name yet."""
LEAKY_CRASH: Final = "leaky-crash"
"""Spoils the program: a crash writes the values of variables to a file."""
NO_SWEEP: Final = "no-sweep"
"""Spoils the program: what killed exports left stays."""
COVER_ONLY: Final = "cover-only"
"""Spoils the program: locking covers the screen and does nothing else."""
NO_GATE: Final = "no-gate"
"""Spoils the program: text is neither cleaned nor held at the last gate."""

SOCKETS: Final = "sockets"
"""Nothing is spoilt: every use of a socket is written down, and what of a network was loaded."""
NETWORK: Final = frozenset({"http.client", "urllib.request", "ftplib", "smtplib", "requests"})


def main() -> None:
    """Put in what was asked for, and run the program."""
    for name in os.environ.get("STRESS", "").split():
        FAULTS[name]()
    from csescreen.__main__ import main as program

    sys.argv[0] = "csescreen"
    program()


def _crash() -> None:
    from csescreen.screens.workspace import WorkspaceScreen

    def fail(screen: Any) -> None:
        text = repr(screen.record.screening)
        raise ValueError(text)

    WorkspaceScreen.action_outcome = fail  # type: ignore[method-assign,assignment]


def _thread() -> None:
    import threading

    from csescreen.screens.workspace import WorkspaceScreen

    def fail(screen: Any) -> None:
        text = repr(screen.record.screening)

        def work() -> None:
            raise ValueError(text)

        threading.Thread(target=work).start()

    WorkspaceScreen.action_outcome = fail  # type: ignore[method-assign,assignment]


def _failing_exporter() -> None:
    from csescreen.export.formats import EXPORTERS

    def fail(_exporter: Any, summary: Any) -> None:
        text = repr(summary)
        raise ValueError(text)

    for exporter in EXPORTERS.values():
        type(exporter).render = fail  # type: ignore[method-assign,assignment]


def _full() -> None:
    import resource

    # Python ignores the signal for it, so that every longer write fails with an error
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def _killed_export() -> None:
    from csescreen.export import files

    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    files._publish = killed  # type: ignore[assignment]


def _leaky_crash() -> None:
    from csescreen.app import CsescreenApp

    usual = CsescreenApp._handle_exception

    def leak(app: Any, error: Exception) -> None:
        with (Path(os.environ["HOME"]) / "crash.log").open("a", encoding="utf-8") as log:
            log.write(str(error))
        usual(app, error)

    CsescreenApp._handle_exception = leak  # type: ignore[assignment,method-assign]


def _no_sweep() -> None:
    from csescreen.export import files

    def sweep(folder: Path) -> int:
        return 0

    files.sweep = sweep


def _cover_only() -> None:
    from csescreen.app import CsescreenApp
    from csescreen.screens.locking import LockCover

    def cover(app: Any) -> None:
        screen = LockCover()
        app.push_screen(screen)
        screen.call_after_refresh(screen.ask, tried_again=False)

    CsescreenApp.action_lock = cover  # type: ignore[method-assign,assignment]


def _no_gate() -> None:
    from csescreen import terminal
    from csescreen.core import text

    text._TABLE.clear()
    terminal.Gate.apply = lambda _gate, segments, _ground: segments  # type: ignore[method-assign,assignment]


def _sockets() -> None:
    import atexit
    import socket

    log = (Path(os.environ["HOME"]) / "sockets.log").open("a", encoding="utf-8")

    def note(event: str, given: tuple[Any, ...]) -> None:
        if event.startswith("socket."):
            family = socket.AddressFamily(given[1]).name if event == "socket.__new__" else ""
            log.write(f"{event} {family}\n")
            log.flush()

    def loaded() -> None:
        log.write("".join(f"loaded {name}\n" for name in NETWORK & {*sys.modules}))
        log.write("ended\n")
        log.flush()

    sys.addaudithook(note)
    atexit.register(loaded)


FAULTS: Final[dict[str, Callable[[], None]]] = {
    CRASH: _crash,
    THREAD: _thread,
    EXPORTER: _failing_exporter,
    FULL: _full,
    KILLED_EXPORT: _killed_export,
    LEAKY_CRASH: _leaky_crash,
    NO_SWEEP: _no_sweep,
    COVER_ONLY: _cover_only,
    NO_GATE: _no_gate,
    SOCKETS: _sockets,
}


if __name__ == "__main__":
    main()
