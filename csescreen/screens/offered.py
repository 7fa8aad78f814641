"""The frameworks that can be offered: one damaged file must not keep the others away."""

from collections.abc import Iterator
from typing import Final

from textual.widgets import Static

from csescreen.core.framework import Framework
from csescreen.core.words import counted
from csescreen.services import Services
from csescreen.widgets.plain import plain

_MOST_TOLD: Final = 20


def offered(services: Services) -> list[Framework]:
    """Return the frameworks on file that can be used, in their order."""
    return services.offered()


def not_offered_in_brief(services: Services) -> Iterator[Static]:
    """Yield the same in one line, where there is no room for more."""
    told = services.shelf.told()
    if told:
        number = len(told)
        what = "1 file is not offered" if number == 1 else f"{number} files are not offered"
        if not all(".toml is not offered" in message for message in told):  # a folder, for one
            what = counted(number, "message")
        words = f"{what}: `csescreen framework list` says why."
        yield Static(plain(words), classes="told")


def not_offered(services: Services, at_most: int = _MOST_TOLD) -> Iterator[Static]:
    """Yield what is to be told of framework files that are not offered, if there are any."""
    told = services.shelf.told()
    lines = [*told[:at_most]]
    if len(told) > at_most:
        lines.insert(0, f"{len(told)} messages; `csescreen framework list` tells all of them.")
    if lines:
        yield Static(plain("\n".join(lines)), classes="told")
