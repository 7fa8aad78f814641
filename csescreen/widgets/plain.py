"""User text is text: the one way to give a widget words that a person, file or database supplied.

Textual reads a plain `str` as markup. A `Content` is not parsed; `clean` leaves nothing in it that
could steer the terminal.
"""

from collections.abc import Iterable

from textual.content import Content

from csescreen.core.text import clean


def plain(text: str) -> Content:
    """Return the text as content that is shown as it is."""
    return Content(clean(text))


def styled(template: str, **texts: str) -> Content:
    """Return our own markup with texts put in its ``$names``; the texts are never parsed."""
    return Content.from_markup(template, **{name: clean(text) for name, text in texts.items()})


def stacked(parts: Iterable[Content], between: str = "\n") -> Content:
    """Return the parts under each other."""
    return Content(between).join(parts)
