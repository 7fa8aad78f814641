"""Text that a person, a file or a database supplied, made harmless at every entrance.

Nothing is thrown away that a reader could see: control characters become visible pictures, and
only what could steer a terminal or reorder a line is replaced.
"""

import unicodedata


class OwnWords(str):
    """Text that a person typed, in a field, a list or a table; exporters set it apart."""

    __slots__ = ()


class Code(str):
    """Text of the program's own that is to be copied as it stands, such as a command."""

    __slots__ = ()


TAB_WIDTH = 4
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _table() -> dict[int, str]:
    table: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x09] = " " * TAB_WIDTH
    table[0x0A] = "\n"
    table[0x7F] = "\N{SYMBOL FOR DELETE}"
    table[0x2028] = table[0x2029] = "\n"
    replaced = [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
    replaced += [*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)]
    replaced += [plane * 0x10000 + end for plane in range(17) for end in (0xFFFE, 0xFFFF)]
    table.update(dict.fromkeys(replaced, REPLACEMENT))
    return table


_TABLE = _table()


def clean(text: str) -> str:
    r"""Return the text with line ends as ``\n``, in NFC, and with no control character left.

    Other C0 characters become control pictures, a tab four spaces; C1 characters, surrogates,
    noncharacters and the bidirectional overrides and isolates become U+FFFD. U+200C to U+200F
    stay, because names need them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def clean_line(text: str) -> str:
    """Return the cleaned text on one line: line ends become spaces."""
    return clean(text).replace("\n", " ")
