"""What is probably wrong with a file that is no TOML, in words for people who write few such files.

The TOML reader says where it stopped; what stands there says what the writer meant.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from csescreen.core.text import clean_line
from csescreen.validation import short, shown

_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
# a text that is not closed is one token too, to the end of its line: nothing is looked at twice
_TOKEN = re.compile(
    r'"""[\s\S]*?(?:"""|\Z)|\'\'\'[\s\S]*?(?:\'\'\'|\Z)'
    r'|"(?:\\.|[^"\\\n])*+"?|\'[^\'\n]*+\'?|\#[^\n]*+|[\[\]{}]'
)
_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
_CAPITALS = re.compile(r"[=\[,]\s*(True|TRUE|False|FALSE)\b")
_HEADER = re.compile(r"\s*(\[{1,2})\s*([^\[\]]+?)\s*\]")
_NO_QUOTES = re.compile(r"^\s*([\w.-]+)\s*=\s*([A-Za-z][^\n\"\[\]{}=]*?)\s*$")
_BEGINS_ANEW = re.compile(r"\s*(\[{1,2}\s*[\w.-]+\s*\]|[\w.-]+\s*=)")
_IN_QUOTES = re.compile(r"'([^']+)'")
_CLOSES = {"[": "]", "{": "}"}
_HIDES = "Until it is mended, mistakes after it do not show."
_SEEN_BEFORE = 30
_WIDE = 50


class Mistake(NamedTuple):
    """Where a file cannot be read, what is probably wrong, and what to do."""

    place: str
    what: str
    remedy: str


class _Stopped(NamedTuple):
    """Where the TOML reader stopped, and what it says."""

    message: str
    line: str
    before: str
    text: str

    @property
    def bare(self) -> str:
        """The line without its comment and what stands in quotes."""
        return _bare(self.line)


class _Guess(NamedTuple):
    what: str
    remedy: str
    line: int = 0
    """Another line than that at which the reader stopped."""


def explained(text: str, message: str) -> Mistake:
    """Return the mistake that the TOML reader's message is about."""
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    at = _AT.search(message)
    number, column = (int(at[1]), int(at[2])) if at and at[1] else (0, 0)
    ended = not number
    if ended:
        number = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
        column = len(lines[number - 1]) + 1
    before = "\n".join([*lines[: number - 1], lines[number - 1][: column - 1]])
    stopped = _Stopped(message, lines[number - 1], before, text)
    guess = _guess(stopped)
    if guess.line and guess.line != number:
        number, column = guess.line, 1
    place = f"line {number}" if column == 1 else f"line {number}, column {column}"
    if ended and not guess.line:
        place = "end of document"
    line = clean_line(_around(lines[number - 1], column)).strip()
    seen = f" It reads `{short(line)}`." if line else ""
    return Mistake(place, f"{guess.what}{seen}", f"{guess.remedy} {_HIDES}")


def _around(line: str, column: int) -> str:
    return f"…{line[column - _SEEN_BEFORE :]}" if column > _WIDE else line


def _guess(stopped: _Stopped) -> _Guess:
    message, bare = stopped.message, stopped.bare
    if curly := _CURLY.findall(bare):
        return _Guess(
            f"It has curly quotes, {' and '.join(dict.fromkeys(curly))}, as Word writes them.",
            'Type straight ones in their place: "like this".',
        )
    if message.startswith(("Illegal character '\\n'", "Unterminated string", 'Expected "\'"')):
        opened = max(_open_texts(stopped.before), default=0)
        what = "A text is not closed: its last quote is missing."
        return _Guess(what, 'Put a " at its end.', opened)
    if '"' in bare:
        what = 'The quotes " on this line do not come in pairs.'
        return _Guess(what, 'Put one at each end of the text: "like this".')
    if capitals := _CAPITALS.search(bare):
        what = "true and false are written in small letters."
        return _Guess(what, f"Write {capitals[1].lower()}.")
    for begins, guessed in _BY_MESSAGE.items():
        if message.startswith(begins):
            return guessed(stopped)
    return _Guess(
        "It cannot be read here.",
        "Look for a quote, a bracket or a comma that is missing, here or just before.",
    )


def _bare(line: str) -> str:
    """Return the line without its comment and what stands in quotes; an open quote stays."""

    def kept(token: re.Match[str]) -> str:
        found = token[0]
        if found[0] == "#":
            return ""
        closed = found[0] in "\"'" and len(found) > 1 and found[-1] == found[0]
        return "''" if closed else found

    return _TOKEN.sub(kept, line)


def _open_texts(text: str) -> Iterator[int]:
    """Yield the lines in which a text begins that is not closed."""
    for token in _TOKEN.finditer(text):
        found = token[0]
        quote = found[:3] if found[:3] in ('"""', "'''") else found[0]
        if quote[0] in "\"'" and (len(found) < 2 * len(quote) or not found.endswith(quote)):
            yield text.count("\n", 0, token.start()) + 1


def _not_closed(stopped: _Stopped) -> _Guess:
    bracket, number = _open_bracket(stopped.before) or ("[", 0)
    what = f"The {bracket} of this line is not closed, or a comma is missing after it."
    remedy = f"Put a {_CLOSES[bracket]} at its end, and a comma between any two parts."
    return _Guess(what, remedy, number)


def _open_bracket(text: str) -> tuple[str, int] | None:
    """Return the last bracket that is opened and not closed, with its line."""
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(text):
        if token[0] in _CLOSES:
            opened.append((token[0], token.start()))
        elif token[0] in _CLOSES.values() and opened:
            opened.pop()
    if not opened:
        return None
    bracket, start = opened[-1]
    return bracket, text.count("\n", 0, start) + 1


def _said_twice(stopped: _Stopped) -> _Guess:
    header = _HEADER.match(stopped.bare)
    if header is None:
        inner = _IN_QUOTES.search(stopped.message)
        key = inner[1] if inner else stopped.line.split("=", maxsplit=1)[0].strip()
        return _Guess(
            f"The key {shown(key)} stands twice in one table.",
            "Leave one out; or, where a new one of several begins, a line such as [[levels]] is "
            "missing before it.",
        )
    name = short(header[2])
    brackets = {
        one[1] for one in map(_HEADER.match, stopped.text.split("\n")) if one and one[2] == name
    }
    if len(brackets) > 1:
        what = f"It stands in single brackets and in double ones: [{name}] and [[{name}]]."
        return _Guess(what, f"One of several begins with [[{name}]], each time.")
    return _Guess(
        f"There are two tables [{name}].",
        f"Put what they say into one. If there may be several, each begins with [[{name}]].",
    )


def _no_value(stopped: _Stopped) -> _Guess:
    earlier = _open_bracket(stopped.before.rpartition("\n")[0])
    ended = "end of document" in stopped.message
    if earlier and (ended or _BEGINS_ANEW.match(stopped.bare)):
        return _not_closed(stopped._replace(before=stopped.before.rpartition("\n")[0]))
    if found := _NO_QUOTES.match(stopped.bare):
        what = "A text stands without its quotes."
        return _Guess(what, f'Write {short(found[1])} = "{short(found[2])}".')
    if stopped.bare.rstrip().endswith("="):
        return _Guess("Nothing stands after the =.", "Give a value, or leave the key out.")
    what = "What stands here is no text, number, list or table."
    return _Guess(what, 'Text stands in quotes, "like this"; a list in [ ]; a table in { }.')


def _no_equals(stopped: _Stopped) -> _Guess:
    what = "There is no = between a key and its value."
    return _Guess(what, 'Write key = "value"; a note for people begins with a #.')


def _header_brackets(stopped: _Stopped) -> _Guess:
    what = "The brackets of this line do not match."
    return _Guess(what, "A table begins with [name], and one of several with [[name]].")


def _too_much(stopped: _Stopped) -> _Guess:
    return _Guess(
        "The line goes on after its value.",
        "Give each key a line of its own. A date stands in quotes; quotes inside a text are "
        'written \\".',
    )


def _backslash(stopped: _Stopped) -> _Guess:
    return _Guess("A \\ in a text means something else.", "Write \\\\ or / in its place.")


def _unseen(stopped: _Stopped) -> _Guess:
    what = "A character stands here that cannot be seen: a control character."
    return _Guess(what, "Delete it: it was perhaps pasted along with other text.")


_BY_MESSAGE = {
    "Illegal character": _unseen,
    "Found invalid character": _unseen,
    "Unclosed": _not_closed,
    "Cannot": _said_twice,
    "Duplicate": _said_twice,
    "Invalid value": _no_value,
    "Invalid hex": _backslash,
    "Unescaped '\\'": _backslash,
    "Expected '='": _no_equals,
    "Expected ']": _header_brackets,
    "Expected newline": _too_much,
}
"""By how the reader's message begins: what is probably meant."""
