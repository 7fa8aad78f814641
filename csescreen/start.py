"""Opening the app: what must be right before the first paint, and nothing else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from csescreen.process import CAN_BEGIN_ANEW, Reason, begin_anew, begin_training, call_waiting

_CALM = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[Hcsescreen is locking. Everything is saved."
"""Shown until the door is painted, so that the shell does not come up in between."""
_TO_TRAINING = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[HEverything is saved. Opening training."
_USUAL = "\x1b[?1049l\x1b[?25h"


def open_app(locked: Reason | None = None, *, call_first: bool = False) -> int:
    """Open the terminal app and return its exit status.

    ``locked`` says that this process takes the place of one that locked, and why that did;
    ``call_first`` that a call begins as soon as the store is open. It was received now.
    """
    received = _received(locked) if call_first else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from csescreen.errors import InputError  # noqa: PLC0415

        raise InputError(
            "The app needs a terminal.",
            do_next="`csescreen --help` lists what can be done without one.",
        )
    with no_echo(silent_before=locked not in (None, "suspended")):
        from csescreen.app import CsescreenApp  # noqa: PLC0415
        from csescreen.bootstrap import services, warm  # noqa: PLC0415

        app = CsescreenApp(services, warm=warm, locked=locked, call_received=received)
        app.run()
        if app.locks_for is not None:
            _lock(app.locks_for, app.call_received)
    if app.goes_to_training and app.locks_for is None:
        return _train()
    return app.exit_status


def _train() -> int:
    """Have training take the place of this process, or run it here; either way without a store."""
    with suppress(OSError):
        _say(_TO_TRAINING)
        begin_training()
    _say(_USUAL)
    from csescreen.begin_training import open_training  # noqa: PLC0415

    status = open_training()
    return status or open_app()


def _received(locked: Reason | None) -> datetime | None:
    """Return when the call was received: now, or when the one came in that a lock kept waiting.

    After a lock there is none where it had begun: the store knows of it.
    """
    if locked is None:
        return datetime.now(UTC)
    with suppress(ValueError):
        return datetime.fromisoformat(call_waiting())
    return None


def _lock(reason: Reason, waiting: datetime | None) -> None:
    """Begin anew, or leave where that is not possible: either way nothing stays in memory."""
    if CAN_BEGIN_ANEW:
        calm = reason != "suspended"
        with suppress(OSError):  # as when the program was updated meanwhile
            _say(_CALM if calm else "")
            begin_anew(reason, waiting.isoformat() if waiting else "")
        _say(_USUAL if calm else "")
    _say("csescreen locked itself and closed. Everything is saved. Start it again to go on.\n")


def _say(text: str) -> None:
    with suppress(OSError):  # the window may be gone
        sys.stderr.write(text)
        sys.stderr.flush()


@contextmanager
def no_echo(*, silent_before: bool = False) -> Iterator[None]:
    """Keep the terminal from showing what is typed before the app is there: a passphrase, say.

    With ``silent_before`` another process of ours left it silent: it speaks again afterwards, and
    what was typed while that process locked is dropped.
    """
    try:
        import termios  # noqa: PLC0415 - not on Windows, whose console shows nothing unread
    except ImportError:
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    silent = [*before]
    both = termios.ECHO | termios.ICANON
    silent[3] &= ~both
    if silent_before:
        before[3] |= both
    termios.tcsetattr(sys.stdin, termios.TCSAFLUSH if silent_before else termios.TCSANOW, silent)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
