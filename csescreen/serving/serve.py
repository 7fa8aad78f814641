"""`csescreen train --serve`: what is said, and what is missing where it cannot be done."""

import sys
from typing import Final

from csescreen.begin_training import FACILITATOR
from csescreen.errors import InputError

_SERVED_AT: Final = """Training is at this address, in a browser on this computer alone:

  {address}

Whoever has the address can use it while this runs. Ctrl+C ends it.
"""


def serve_training(port: int, *, facilitator: bool = False) -> None:
    """Show training in browsers of this computer until somebody ends it."""
    try:
        from csescreen.serving.server import serve  # noqa: PLC0415 - knows a network
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("csescreen"):
            raise
        missing = True
    else:
        missing = False
    if missing:
        raise InputError(
            "Serving training to a browser needs packages that are not installed.",
            do_next="Install them with `pip install 'csescreen[serve]'`, or use `csescreen train`.",
        )

    def say(address: str) -> None:
        sys.stderr.write(_SERVED_AT.format(address=address))
        sys.stderr.flush()

    serve(port, (FACILITATOR,) if facilitator else (), say)
    sys.stderr.write("Training is not served any more. Nothing of it was kept.\n")
