"""What every part of the conversation is made of: saying, asking, and commands in between."""

import unicodedata
from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from csescreen.core.text import OwnWords, clean, clean_line
from csescreen.services import Services
from csescreen.shell.ask.words import (
    Typed,
    choice_in,
    choices_line,
    command_in,
    command_or_text,
    exact_text,
    is_text,
    numbered,
    numbers_in,
    own_text,
)

T = TypeVar("T")


class Prompt(NamedTuple):
    """What stands before the line that is typed.

    ``kept`` says that any text is taken, and is part of the screening then: half a line of it is
    better kept than lost. ``commands`` says that a command may be typed there all the same.
    """

    text: str
    kept: bool = False
    commands: bool = True

    def keeps(self, half: str) -> bool:
        """Return whether half a line that was never entered is kept: a text is, a command not."""
        text = self.kept and bool(half.strip())
        return text and not (self.commands and command_in(half, free=True))


Asking = Generator[Prompt, str | None, T]
"""A conversation: it yields prompts, takes the line typed at each (None at the end of input).

A line is just as it was typed; what is kept or said of it is cleaned here.
"""

SHORT: Final = 12
"""Up to how many letters a choice is short, so that several are said on one line."""
SHOWN: Final = 9
"""How many entries of a list are said at a time."""

_SHORT_TEXT: Final = 60
YES_NO: Final = {"yes": "Yes", "no": "No"}


ODD_KEY: Final = (
    "That line has an arrow key in it, or another key that is no letter. It is kept as a sign."
)


class Turn(Exception):  # noqa: N818 - no error: a command that leads elsewhere
    """A command leads away from the question."""

    def __init__(self, typed: Typed) -> None:
        super().__init__(typed.word)
        self.typed = typed


class Leave(Exception):  # noqa: N818 - no error: the user leaves
    """The user leaves, or the input ended."""


class Talk:
    """A conversation with somebody who reads or hears one line after another."""

    def __init__(self, services: Services) -> None:
        """Say nothing yet."""
        self.services = services
        self._said: list[str] = []
        self.brief = False
        """Whether prompts are short, because the answers are known by now."""
        self.steps: frozenset[str] = frozenset()
        """What the steps are called to which `go` leads, while a screening is open."""

    def say(self, text: str) -> None:
        """Say a text: a line for each of its lines."""
        self._said += clean(text).split("\n")

    def say_all(self, lines: Iterable[str]) -> None:
        """Say several lines."""
        for line in lines:
            self.say(line)

    def harmless(self, line: str) -> str:
        """Return a line of the user's own as it is kept, and say where a key in it is no letter."""
        if any(unicodedata.category(letter) == "Cc" and letter != "\t" for letter in line):
            self.say(ODD_KEY)
        return clean_line(line)

    def take(self) -> list[str]:
        """Return what was said since the last time; it is free of control characters."""
        said, self._said = self._said, []
        return said

    def inform(self, typed: Typed) -> Asking[bool]:
        """Answer a command that only tells something; return whether it was one."""
        raise NotImplementedError

    # -- asking -------------------------------------------------------------------------------

    def ask(
        self,
        lines: Iterable[str],
        prompt: str,
        *,
        free: bool = False,
        kept: bool = False,
        exact: bool = False,
        brief: str = "",
    ) -> Asking[str]:
        """Ask until something is typed that is no command; a command may lead elsewhere.

        ``free`` says that any text is taken, ``kept`` that it is part of the screening as well,
        ``exact`` that it is taken as it was typed: spaces around it, tabs and all. ``brief`` is the
        prompt where prompts are short.
        """
        free = free or kept or exact
        said = list(lines)
        while True:
            self.say_all(said)
            said_now = brief if self.brief and brief else prompt
            line = yield Prompt(clean_line(said_now), kept)
            if line is None:
                raise Leave
            typed = command_in(clean_line(line), free=free, steps=self.steps)
            if typed is None and exact:
                return exact_text(line)
            if typed is None and kept:
                line = self.harmless(line)
            line = clean_line(line)
            if typed is None:
                return own_text(line) if free else line.strip()
            if not (yield from self.inform(typed)):
                raise Turn(typed)

    def choose(
        self,
        lines: Iterable[str],
        choices: Mapping[str, str],
        otherwise: str,
        *,
        clears: bool = False,
        known: bool = False,
        short: bool = False,
    ) -> Asking[str | None]:
        """Ask for one of the choices; None where Enter alone was typed, which means ``otherwise``.

        Returns "" where the answer is taken back, if that is possible. ``known`` says that the
        choices are the usual ones, which are not said where prompts are short; ``short`` that all
        are said on one line, however long.
        """
        said = [*lines]
        few = len(choices) <= 5 and all(len(words) <= SHORT for words in choices.values())
        if short or few:
            lower = {key: words.lower() for key, words in choices.items()}
            prompt = f"{choices_line(lower)}. Enter {otherwise}:"
        else:
            said += numbered([*choices.values()])
            prompt = f"1 to {len(choices)}. Enter {otherwise}:"
        while True:
            try:
                line = yield from self.ask(said, prompt, brief="Answer:" if known else "")
            except Turn as turn:
                if turn.typed.word == "clear" and clears:
                    return ""
                if turn.typed.word != "unknown" or "unknown" not in choices:
                    raise
                return "unknown"
            if not line:
                return None
            chosen = choice_in(line, choices)
            if chosen is not None:
                return chosen
            self._no_choice(line)

    def choose_or_write(
        self, lines: Iterable[str], choices: Mapping[str, str], otherwise: str
    ) -> Asking[str | OwnWords | None]:
        """Ask as `choose` does where a text can be begun at once: such a text is returned.

        One word may be a slip, so it is asked for again.
        """
        said = [*lines]
        lower = {key: words.lower() for key, words in choices.items()}
        prompt = f"{choices_line(lower)}, or begin to write. Enter {otherwise}:"
        while True:
            try:
                line = yield from self.ask(said, prompt, kept=True)
            except Turn as turn:
                if turn.typed.word != "clear":
                    raise
                return ""
            if not line:
                return None
            chosen = choice_in(line, choices)
            if chosen is not None:
                return chosen
            typed = command_or_text(line)
            if typed is not None:
                if not (yield from self.inform(typed)):
                    raise Turn(typed)
            elif not is_text(line):
                self._no_choice(line)
            elif " " in line or (yield from self._meant(line)):
                return OwnWords(line)

    def _meant(self, word: str) -> Asking[bool]:
        """Ask whether a word that is no choice is text, to be written here."""
        asked = [f"{_quoted(word)} is none of the choices. Is it text, to be written here?"]
        return (yield from self.choose(asked, YES_NO, "takes no")) == "yes"

    def pick(
        self, lines: Iterable[str], names: Sequence[str], does: str, otherwise: str
    ) -> Asking[int | None]:
        """Ask for one entry of a list, a few said at a time; None where Enter alone was typed."""
        said, at = [*lines], 0
        while True:
            page = [*names[at : at + SHOWN]]
            more = len(names) > at + SHOWN
            further = "more says further ones. " if more else ""
            prompt = f"A number {does}. {further}Enter {otherwise}:"
            text = yield from self.ask([*said, *numbered(page)], prompt)
            if not text:
                return None
            numbers = numbers_in(text, len(page))
            if numbers and len(numbers) == 1:
                return at + numbers[0] - 1
            if text.casefold() == "more":
                at = at + SHOWN if more else 0
            else:
                self.say(f"Type one number from 1 to {len(page)}, or Enter alone.")

    def _no_choice(self, line: str) -> None:
        self.say(f"{_quoted(line)} is none of the choices. Type help to hear the commands.")


def taken(text: str) -> str:
    """Return that a text was taken; a short one is said again, so that a slip is heard."""
    return f"Taken: {text}" if len(text) <= _SHORT_TEXT else "Taken."


def _quoted(line: str) -> str:
    return f'"{line}"' if len(line) <= 40 else "That"
