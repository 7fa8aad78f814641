"""What a terminal of 80 by 24 shows after the bytes that a program wrote to it."""

import pyte

COLUMNS, LINES = 80, 24


class Terminal:
    """A terminal that paints into memory."""

    def __init__(self) -> None:
        """Start with an empty screen."""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, written: bytes) -> None:
        """Take what a program wrote."""
        self._stream.feed(written)

    def text(self, first: int = 0, last: int = LINES) -> str:
        """Return what the lines show; the last one is not counted in."""
        return "\n".join(self._screen.display[first:last])
