"""Opening the training app: at a terminal, or as what a browser shows. No store is ever loaded."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from csescreen.errors import InputError
from csescreen.process import begin_app_again

SERVED: Final = "--served"
"""The option with which a server begins the app for a browser."""
FACILITATOR: Final = "--facilitator"
"""The option with which cases open for a room."""


def open_training(
    files: Sequence[Path] = (),
    *,
    facilitator: bool = False,
    served: bool = False,
    from_app: bool = False,
) -> int:
    """Open the training app and return its exit status; ``from_app`` leads back to the app.

    ``served`` is what a browser sees: without the user's own files, and without exports.
    """
    if not served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "Training needs a terminal.",
            do_next="`csescreen train --help` lists what can be done without one.",
        )
    from csescreen.training_app import TrainingApp  # noqa: PLC0415 - the terminal's library
    from csescreen.wiring import training  # noqa: PLC0415

    server = os.getppid() if served else None
    load = partial(training, files, served=served)
    app = TrainingApp(load, facilitator=facilitator, server=server)
    app.run()
    if from_app and not app.exit_status:
        with suppress(OSError):
            begin_app_again()
    return app.exit_status
