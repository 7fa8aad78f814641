"""Wrong attempts to open the store: counted, and answered with a wait that outlives a restart.

It slows somebody who tries passphrases at this computer. It cannot slow somebody who has a copy of
the files: there the cost of the key derivation alone does. So the count is a plain file, and a
file that is missing, damaged or cannot be written keeps nobody from their work.
"""

import json
import math
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from csescreen.errors import TooManyAttemptsError
from csescreen.private_files import replace_private

FREE: Final = 3
"""So many wrong attempts in a row cost nothing but the last; then the wait doubles each time."""
LONGEST: Final = 60.0
_MOST: Final = 1000
_MAX_BYTES: Final = 200


class Attempts:
    """The wrong attempts since the store was last opened. Count them under the store's lock."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def wait_seconds(self) -> float:
        """Return how long the next attempt has to wait; 0.0 where it need not.

        A last attempt that seems to lie in the future says that the clock was set back: then
        nobody has to wait, so that no clock can lock anyone out.
        """
        wrong, last = self._read()
        since = time.time() - last
        if wrong < FREE or since < 0:
            return 0.0
        return max(0.0, min(LONGEST, 2.0 ** (wrong - FREE)) - since)

    def check(self) -> None:
        """Raise `TooManyAttemptsError` where the next attempt has to wait."""
        wait = self.wait_seconds()
        if wait > 0:
            raise TooManyAttemptsError(wait)

    def wrong(self) -> None:
        """Count a wrong attempt."""
        count = min(self._read()[0] + 1, _MOST)
        with suppress(OSError):
            # never rounded up, or the last attempt would seem to lie in the future
            note = json.dumps({"wrong": count, "last": math.floor(time.time() * 1000) / 1000})
            replace_private(self._file, note.encode("ascii"))

    def forget(self) -> None:
        """Forget them: the store was opened."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> tuple[int, float]:
        try:
            with self._file.open("rb") as file:
                note = json.loads(file.read(_MAX_BYTES))
            wrong, last = note["wrong"], note["last"]
            if type(wrong) is int and 0 <= wrong <= _MOST and type(last) in (int, float):
                return wrong, float(last)
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            pass
        return 0, 0.0
