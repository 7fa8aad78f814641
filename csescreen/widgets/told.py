"""What a form says under its fields: what it is doing, what went wrong, how long to wait."""

from math import ceil
from time import monotonic
from typing import Final

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from csescreen.widgets.plain import plain, stacked

_MINUTE: Final = 60
_TOO_MANY: Final = "Too many wrong attempts."
AGAIN: Final = "You can try again now."


def in_words(seconds: int) -> str:
    """Return a time to wait as people say it: "8 seconds", "2 minutes 5 seconds"."""
    minutes, left = divmod(seconds, _MINUTE)
    parts = [(minutes, "minute"), (left, "second")]
    return " ".join(f"{n} {name}{'s' if n > 1 else ''}" for n, name in parts if n)


class Told(Static):
    """The message of a form. A time to wait counts down in it, once a second."""

    def __init__(self) -> None:
        """Begin with nothing to say."""
        super().__init__("", id="message")
        self._error: Content | None = None
        self._until = 0.0
        self._counting: Timer | None = None

    @property
    def waiting(self) -> bool:
        """Whether the next attempt has to wait."""
        return monotonic() < self._until

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Say something in place of what was said."""
        self._stop()
        self.set_class(trouble, "-trouble")
        self.update(plain(text))

    def complain(self, error: Content, wait_seconds: float = 0.0) -> None:
        """Say an error in full, and how long the next attempt has to wait."""
        self._stop()
        self._error = error
        self.add_class("-trouble")
        self.update(error)
        self.wait(wait_seconds)

    def wait(self, seconds: float) -> None:
        """Count the seconds down, under what is said already; 0.0 is no wait."""
        if seconds > 0:
            self._until = monotonic() + seconds
            self._counting = self.set_interval(1.0, self._count)
            self._count()

    def _count(self) -> None:
        left = ceil(self._until - monotonic())
        if left > 0:
            words = plain(f"{_TOO_MANY} You can try again in {in_words(left)}.")
            self.add_class("-trouble")
            self.update(words if self._error is None else stacked([self._error, words]))
        else:
            said, again = self._error, plain(AGAIN)
            self._stop()
            self.set_class(said is not None, "-trouble")
            self.update(again if said is None else stacked([said, again]))

    def _stop(self) -> None:
        if self._counting is not None:
            self._counting.stop()
        self._counting, self._error, self._until = None, None, 0.0
