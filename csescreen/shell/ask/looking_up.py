"""What is looked up while a screening is open: commands, terms, who does what.

A list is never said whole: somebody who listens can only wait for its end.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from csescreen.core.framework import Framework
from csescreen.core.reading import Reading
from csescreen.core.words import counted, sources_words
from csescreen.shell.ask.aloud import sentence_of, spoken, under
from csescreen.shell.ask.words import COMMANDS, HOW_TO_ANSWER, Command, command_in, numbered

NONE_NAMED: Final = "The document names no roles, no steps for a dispute and no services."
_ALSO: Final = 3
"""How many further terms are named beside the one that was asked for."""


class Entry(NamedTuple):
    """One thing of several to be looked up: what it is called, and what is said of it."""

    name: str
    lines: tuple[str, ...]


# -- who does what --------------------------------------------------------------------------------


def entries_of(reading: Reading, words: str = "") -> list[Entry]:
    """Return the steps of a dispute, the services and each role that the documents name.

    With ``words`` only what is called so, in whole or in part.
    """
    found = [one for framework in reading.frameworks for one in _entries(reading, framework)]
    wanted = words.casefold()
    return [one for one in found if wanted in one.name.casefold()]


def _entries(reading: Reading, framework: Framework) -> Iterator[Entry]:
    whose = under(reading, (framework.id,))
    if framework.dispute:
        where = spoken("; ".join(sources_words(framework, framework.dispute_sources)))
        steps = numbered([sentence_of(spoken(step)) for step in framework.dispute])
        yield Entry(
            f"If professionals disagree{whose}.", (*steps, f"Written in: {sentence_of(where)}")
        )
    if framework.support:
        services = [
            f"{spoken(one.name)}: {sentence_of(spoken(one.what))}" for one in framework.support
        ]
        count = counted(len(services), "service")
        yield Entry(f"Support for children and families{whose}: {count}.", tuple(services))
    for role in framework.roles:
        duties = (sentence_of(spoken(duty)) for duty in role.duties)
        yield Entry(f"{sentence_of(f'{spoken(role.name)}{whose}')}", tuple(duties))


# -- terms ----------------------------------------------------------------------------------------


def meaning_said(words: str) -> Iterator[str]:
    """Yield what a term means, and which others come close, by name alone."""
    from csescreen.glossary import find  # noqa: PLC0415 - where it is asked alone

    found = find(words) if words else []
    if not found:
        yield "Type means and a term that is in the glossary, such as means MASH."
        return
    term, *others = found
    # where it is written is a file's name, which no voice can say
    yield f"{spoken(term.name)}. {sentence_of(spoken(term.means))}"
    if others:
        names = ", ".join(spoken(one.term) for one in others[:_ALSO])
        yield f"See also: {sentence_of(names)}"


# -- commands -------------------------------------------------------------------------------------


def help_said(words: str = "") -> Iterator[str]:
    """Yield how to answer and which commands there are; with a command what that one does."""
    asked = command_in(words, free=False)
    if words.casefold() == "all":
        yield from map(_does, COMMANDS)
    elif asked is not None:
        yield from (_does(one) for one in COMMANDS if one.word == asked.word)
    else:
        if words:
            yield "There is no such command."
        yield from HOW_TO_ANSWER
        yield f"The commands: {', '.join(map(_called, COMMANDS))}."
        yield "Type help and one of them to hear what it does, such as help find."


def _does(command: Command) -> str:
    takes = f" {command.takes}" if command.takes else ""
    return f"{_called(command)}{takes}: {command.does}."


def _called(command: Command) -> str:
    return "a question mark" if command.word == "?" else command.word  # no voice says "?"
