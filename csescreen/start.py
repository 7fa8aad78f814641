"""Opening the app: what must be right before the first paint, and nothing else."""

import sys


def open_app() -> int:
    """Open the terminal app and return its exit status."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from csescreen.errors import InputError  # noqa: PLC0415

        raise InputError(
            "The app needs a terminal.",
            do_next="`csescreen --help` lists what can be done without one.",
        )
    from csescreen.app import CsescreenApp  # noqa: PLC0415
    from csescreen.bootstrap import services, warm  # noqa: PLC0415

    app = CsescreenApp(services, warm=warm)
    app.run()
    return app.return_code or 0
