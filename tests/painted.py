"""What a terminal shows by the bytes that came so far. It is worked out once for each change."""

import pyte


class Painted:
    """A terminal's screen as text, one line a row."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._shown: str | None = None

    def feed(self, content: bytes) -> None:
        """Take what the program wrote."""
        self._stream.feed(content)
        self._shown = None

    @property
    def shown(self) -> str:
        """What is on the screen. Whoever waits looks at it often, and it is slow to make."""
        if self._shown is None:
            self._shown = "\n".join(self._screen.display)
        return self._shown
