"""The commands that may be typed at a question, and how a typed line is read."""

from collections.abc import Container, Mapping
from typing import Final, NamedTuple

from csescreen.core.screening import POSSIBLE


class Command(NamedTuple):
    """A command: its word, what else is understood, what follows it, and what it does."""

    word: str
    does: str
    others: tuple[str, ...] = ()
    takes: str = ""
    """What may stand behind the word; "" for nothing."""


COMMANDS: Final = (
    Command("?", "explains the question or the sign", ("about", "explain")),
    Command("again", "says the question again", ("repeat",)),
    Command("back", "goes to the question before"),
    Command("skip", "goes on and leaves this as it is"),
    Command("next", "goes on to the next step"),
    Command("unknown", "answers not known"),
    Command("clear", "makes this question not asked again, or a field blank"),
    Command("undo", "takes back the last change"),
    Command("redo", "brings back what was undone"),
    Command("summary", "the level, section 47, what must happen by when, what could change it"),
    Command("outcome", "everything that the screening comes to, and why"),
    Command("why", "explains an action by its number", takes="NUMBER"),
    Command("open", "asks what is not known and could change the outcome most"),
    Command("find", "finds a sign by any word, and goes to it", takes="WORDS"),
    Command("note", "writes a note on this sign, or on the sign before, and who said it"),
    Command("when", "says how recent this sign is"),
    Command("regrade", "gives this sign another level or weight, with a reason"),
    Command("judge", "sets the level that you judge, with a reason"),
    Command("means", "explains a term, such as MASH or section 47", takes="WORDS"),
    Command(
        "roles",
        "who does what, steps where professionals disagree, and support services",
        takes="WORDS",
    ),
    Command("call", "what was said in the call with which this screening began"),
    Command("steps", "how far each step is"),
    Command("go", "goes to a step", takes="STEP"),
    Command("tools", "reads the screening under other authorities' frameworks", ("frameworks",)),
    Command("export", "writes the referral"),
    Command("save", "says whether everything is saved; it is saved as you go"),
    Command("quit", "saves and leaves", ("exit", "leave")),
    Command("brief", "says less before each answer, or as much as at first"),
    Command("help", "says what a command does; help all says it of each", takes="COMMAND"),
)
_NUMBERED: Final = ("NUMBER", "STEP")
_MOST_WORDS: Final = 2
"""How many words are looked for at most, where a text could be meant."""
_BY_WORD: Final = {word: one for one in COMMANDS for word in (one.word, *one.others)}

ANSWER_WORDS: Final = {
    "y": "yes",
    "yes": "yes",
    "n": "no",
    "no": "no",
    "p": POSSIBLE,
    "possible": POSSIBLE,
    "maybe": POSSIBLE,
    "u": "unknown",
    "unknown": "unknown",
    "not known": "unknown",
    "don't know": "unknown",
}
"""How the usual answers may be typed."""

_QUOTES: Final = (" ", '"', "'")

HOW_TO_ANSWER: Final = (
    "Answer with the number of a choice, or with its words: y, n and u do for yes, no and not "
    "known.",
    "Enter alone goes on and changes nothing.",
    "Everything is saved after each line that you enter. quit leaves, and so does Ctrl+D.",
    "Where you are asked for a text, a command counts only if it stands alone on the line, or with "
    "a number or a step. To write such a word as text, begin the line with a space or a quotation "
    "mark.",
    "While you write a narrative nothing is a command. A full stop alone on a line ends it.",
)


class Typed(NamedTuple):
    """A command that was typed, and what stood behind it."""

    word: str
    rest: str = ""


def command_in(line: str, *, free: bool, steps: Container[str] = ()) -> Typed | None:
    """Return the command that a line is, or None.

    Where any ``free`` text is taken, a command is a word alone, or with a number or one of the
    ``steps``.
    """
    if free and line.startswith(_QUOTES):
        return None
    word, _, rest = line.strip().partition(" ")
    found = _BY_WORD.get(word.casefold())
    if found is None and word.startswith("?") and not free:
        found, rest = _BY_WORD["?"], word[1:]
    if found is None or (rest and not found.takes):
        return None
    with_number = found.takes in _NUMBERED and rest.strip().isdecimal()
    to_step = found.takes == "STEP" and rest.strip().casefold() in steps
    if rest and free and not (with_number or to_step):
        return None  # "go home" may well be what somebody said
    return Typed(found.word, rest.strip())


def command_or_text(line: str) -> Typed | None:
    """Return the command with its words that a line is, where a text could be typed as well.

    What has more words than anybody looks for is a text: "find out who drives the car".
    """
    typed = command_in(line, free=False)
    words = len(typed.rest.split()) if typed else 0
    by_word = typed is not None and _BY_WORD[typed.word].takes not in ("", "NUMBER")
    return typed if by_word and 0 < words <= _MOST_WORDS else None


def is_text(line: str) -> bool:
    """Return whether a line that is no choice has words in it, and is no answer to a question."""
    text = " ".join(line.casefold().strip(" .").split())
    return any(letter.isalpha() for letter in text) and text not in ANSWER_WORDS


def own_text(line: str) -> str:
    """Return a free text without the mark that kept it from being a command."""
    text = line.strip()
    if line.startswith(('"', "'")):
        mark = line[0]
        inner = line[1:].rstrip()
        closes = inner.endswith(mark) and mark not in inner[:-1]
        bare = inner[:-1] if closes else inner
        if bare.strip().casefold() in _BY_WORD:
            return bare.strip()
    return text


def exact_text(line: str) -> str:
    """Return a free text with the spaces around it, unless they kept it from being a command."""
    text = own_text(line)
    return text if text.casefold() in _BY_WORD else line


def choice_in(line: str, choices: Mapping[str, str]) -> str | None:
    """Return the choice that a line names: by number, by its words, or by a usual short form."""
    text = " ".join(line.casefold().strip(" .").split())
    if text.isascii() and text.isdigit() and len(text) <= 3:
        place = int(text) - 1
        return list(choices)[place] if 0 <= place < len(choices) else None
    named = ANSWER_WORDS.get(text)
    if named in choices:
        return named
    exact = [key for key, words in choices.items() if text in (key.casefold(), words.casefold())]
    begun = [key for key, words in choices.items() if text and words.casefold().startswith(text)]
    return (exact or begun)[0] if exact or len(begun) == 1 else None


def numbers_in(line: str, most: int) -> tuple[int, ...] | None:
    """Return the numbers of a line from 1 to ``most``, each once; None where it is none."""
    parts = line.replace(",", " ").replace(" and ", " ").split()
    if not parts or not all(one.isascii() and one.isdigit() and len(one) <= 3 for one in parts):
        return None
    numbers = tuple(dict.fromkeys(int(one) for one in parts))
    return numbers if all(1 <= one <= most for one in numbers) else None


def choices_line(choices: Mapping[str, str]) -> str:
    """Return short choices on one line, each behind its number: "1 yes, 2 no"."""
    return ", ".join(f"{number} {words}" for number, words in enumerate(choices.values(), 1))


def numbered(lines: list[str]) -> list[str]:
    """Return longer choices, each on a line of its own behind its number."""
    return [f"{number}. {words}" for number, words in enumerate(lines, 1)]
