"""`csescreen glossary`: the terms of the field, in plain words."""

from collections.abc import Iterator
from typing import Annotated

import typer

from csescreen.cli.common import print_lines


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(glossary)


def glossary(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD...]", help="Left out: every term.")
    ] = None,
) -> None:
    """Explain a term of the field, or a word in the program."""
    from csescreen.core.text import clean_line  # noqa: PLC0415
    from csescreen.errors import InputError  # noqa: PLC0415
    from csescreen.glossary import Term, find  # noqa: PLC0415

    wanted = clean_line(" ".join(words or ()))
    found = find(wanted)
    if not found:
        raise InputError(
            f"The glossary has nothing about “{wanted}”.",
            do_next="Try another word, or `csescreen glossary` for every term.",
        )

    def lines(terms: list[Term]) -> Iterator[str]:
        for at, term in enumerate(terms):
            if at:
                yield ""
            yield term.name
            yield f"  {term.means}"
            if term.source:
                yield f"  {term.source}"

    print_lines(lines(found))
