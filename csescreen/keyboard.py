"""What comes from the terminal as keys: a paste is text to its end, whatever stands in it.

Textual reads an escape character within a paste as the beginning of a key, and then hands the
next letters on as key presses: a pasted text could open, mark or quit. Bytes that are no UTF-8
ended the thread that reads the keys, and the app with it. Both are private names of a pinned
version; tests hold them through a real terminal.
"""

import os
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Final

from textual import _xterm_parser
from textual.message import Message

ESCAPE: Final = "\x1b"
SHOWN: Final = "\N{SYMBOL FOR ESCAPE}"
BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"


class Pastes:
    """Passes on what a terminal sends, with no escape character left within a paste."""

    def __init__(self) -> None:
        self._pasting = False
        self._before = ""
        """The last characters outside of a paste: a mark may come in two pieces."""
        self._held = ""
        """What may be the beginning of the mark that ends a paste."""

    def pass_on(self, data: str) -> str:
        """Return what the parser may see of this."""
        passed = []
        while data:
            take = self._within if self._pasting else self._outside
            part, data = take(data)
            passed.append(part)
        return "".join(passed)

    def _outside(self, data: str) -> tuple[str, str]:
        seen = self._before + data
        at = seen.find(BEGIN)
        if at < 0:
            self._before = seen[-len(BEGIN) + 1 :]
            return data, ""
        self._pasting, begun = True, at + len(BEGIN) - len(self._before)
        self._before = ""
        return data[:begun], data[begun:]

    def _within(self, data: str) -> tuple[str, str]:
        text, ended, rest = (self._held + data).partition(END)
        self._held = ""
        if ended:
            self._pasting = False
            return text.replace(ESCAPE, SHOWN) + END, rest
        begun = next((size for size in range(len(END) - 1, 0, -1) if text.endswith(END[:size])), 0)
        text, self._held = text[: len(text) - begun], text[len(text) - begun :]
        return text.replace(ESCAPE, SHOWN), ""


class Parser(_xterm_parser.XTermParser):
    """Textual's parser of keys, behind `Pastes`."""

    def __init__(self, debug: bool = False) -> None:
        """Begin outside of a paste."""
        super().__init__(debug)
        self._pastes = Pastes()

    def feed(self, data: str) -> Iterable[Message]:
        """Parse what the terminal sent; nothing is the end of it."""
        if not data:
            return super().feed(data)
        passed = self._pastes.pass_on(data)
        return super().feed(passed) if passed else ()


def guard() -> None:
    """Have Textual's drivers read keys in this way."""
    if "web_driver" in os.environ.get("TEXTUAL_DRIVER", ""):  # a browser shows the app
        from textual.drivers import web_driver  # noqa: PLC0415

        setattr(web_driver, "XTermParser", Parser)  # noqa: B010 - no public name
        setattr(web_driver, "getincrementaldecoder", _forgiving)  # noqa: B010
    with suppress(ImportError):  # Windows has another
        from textual.drivers import linux_driver  # noqa: PLC0415

        setattr(linux_driver, "XTermParser", Parser)  # noqa: B010 - no public name
        setattr(linux_driver, "getincrementaldecoder", _forgiving)  # noqa: B010
    with suppress(ImportError):  # and Windows alone has this
        from textual.drivers import win32  # noqa: PLC0415

        setattr(win32, "XTermParser", Parser)  # noqa: B010


def _forgiving(encoding: str) -> object:
    return partial(getincrementaldecoder(encoding), "replace")
