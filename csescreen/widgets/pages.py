"""Explanations as text: of a sign, a question, an action. What they say is `core.about`'s."""

from collections.abc import Iterable

from textual.content import Content

from csescreen.core import about
from csescreen.core.about import Block, grade_lines, weight_lines, written
from csescreen.core.framework import Framework, Source
from csescreen.core.union import UnitedAction
from csescreen.keymap import with_keys
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.situation import Situation

__all__ = ["about_action", "about_question", "about_sign", "grade_lines", "weight_lines"]


def section(title: str, text: str) -> Content:
    """Return a heading with a text under it."""
    return styled("[bold $primary]$title[/]\n$text", title=title, text=text)


def sources_text(framework: Framework, sources: Iterable[Source]) -> str:
    """Return each source on a line of its own."""
    return _text(written(framework, sources))


def _text(block: Block) -> str:
    lead = "- " if block.listed else ""
    return "\n".join(f"{lead}{line}" for line in block.lines)


def _contents(blocks: list[Block]) -> list[Content]:
    """Return the blocks to be read, the first of which says what it is all about."""
    contents: list[Content] = []
    for place, block in enumerate(blocks):
        if not block.lines:
            continue
        if block.title:
            title = block.title
            if title == about.EVIDENCE:
                title = with_keys(f"{title}: {{sign.note}}")
            contents.append(section(title, _text(block)))
        elif block.listed:  # it goes on with the section before it
            contents[-1] = Content.assemble(contents[-1], "\n", plain(_text(block)))
        else:
            contents.append(plain(_text(block)).stylize("bold" if place == 0 else ""))
    return contents


def about_sign(situation: Situation, sign: str) -> list[Content]:
    """Return what a sign looks like, why it matters, its grades, and where it is written."""
    return _contents(about.about_sign(situation, sign))


def about_question(situation: Situation, fact: str) -> list[Content]:
    """Return a question's help, its answer, and what it could change."""
    return _contents(about.about_question(situation, fact))


def about_action(situation: Situation, united: UnitedAction) -> list[Content]:
    """Return an action with its limit, its reasons, whom to contact, and where it is written."""
    return _contents(about.about_action(situation, united))
