"""Opening the app: what must be right before the first paint, and nothing else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


def open_app() -> int:
    """Open the terminal app and return its exit status."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from csescreen.errors import InputError  # noqa: PLC0415

        raise InputError(
            "The app needs a terminal.",
            do_next="`csescreen --help` lists what can be done without one.",
        )
    with no_echo():
        from csescreen.app import CsescreenApp  # noqa: PLC0415
        from csescreen.bootstrap import services, warm  # noqa: PLC0415

        app = CsescreenApp(services, warm=warm)
        app.run()
    return app.return_code or 0


@contextmanager
def no_echo() -> Iterator[None]:
    """Keep the terminal from showing what is typed before the app is there: a passphrase, say."""
    try:
        import termios  # noqa: PLC0415 - not on Windows, whose console shows nothing unread
    except ImportError:
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    silent = [*before]
    silent[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, silent)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
