"""Every text of a summary, in whatever form it could leave the program."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass

from csescreen.core.summary import Summary
from csescreen.errors import UserError
from csescreen.export.formats import EXPORTERS


def texts_of(found: object) -> Iterator[str]:
    """Yield every text within, keys included."""
    if isinstance(found, str):
        yield str(found)
    elif is_dataclass(found) and not isinstance(found, type):
        for one in fields(found):
            yield from texts_of(getattr(found, one.name))
    elif isinstance(found, Mapping):
        for key, value in found.items():
            yield from texts_of(key)
            yield from texts_of(value)
    elif isinstance(found, tuple | list):
        for value in found:
            yield from texts_of(value)


COMPRESSED = frozenset({"docx", "pdf"})
"""Formats in whose bytes no text can be looked for; they are made of the same summary."""


def whole(summary: Summary) -> str:
    """Return every text of the summary, and what every format for its audience makes of it."""
    return "\n".join((*texts_of(summary), *_rendered(summary)))


def _rendered(summary: Summary) -> Iterator[str]:
    for name, exporter in EXPORTERS.items():
        if summary.audience in exporter.audiences and name not in COMPRESSED:
            with suppress(UserError):  # a calendar in which nothing falls due
                yield exporter.render(summary).decode()
