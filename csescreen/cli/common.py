"""What the commands share: options, and how an answer is printed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from csescreen.errors import Problem
    from csescreen.services import Shelf

T = TypeVar("T")

# Paths are taken as plain text: the parser would load a validation library for a `Path`.
PassphraseFile = Annotated[
    str | None,
    typer.Option("--passphrase-file", metavar="FILE", help="Read the passphrase from FILE."),
]
Format = Annotated[str, typer.Option("--format", help="text or json")]


@contextmanager
def telling(shelf: "Shelf") -> Iterator[None]:
    """Say beside the result, and before an error, which framework files are not offered."""
    try:
        yield
    finally:
        for line in shelf.told():
            typer.echo(line, err=True)


def one_of(value: str, *allowed: str) -> None:
    """Refuse a value that is not among those allowed; raises `InputError`."""
    if value not in allowed:
        from csescreen.errors import InputError  # noqa: PLC0415
        from csescreen.validation import shown  # noqa: PLC0415

        raise InputError(f"{shown(value)} is not one of: {', '.join(allowed)}.")


def print_as(
    output_format: str,
    as_lines: Callable[[T], Iterable[str]],
    as_json: Callable[[T], object],
    what: T,
) -> None:
    """Print something as text or as JSON; raises `InputError` for any other format."""
    from csescreen.shell.assess import dump  # noqa: PLC0415

    one_of(output_format, "text", "json")
    print_lines(as_lines(what) if output_format == "text" else [dump(as_json(what), indent=1)])


def print_lines(lines: Iterable[str]) -> None:
    """Print the lines of an answer."""
    for line in lines:
        typer.echo(line)


def tell_problems(found: "Sequence[Problem]", output_format: str) -> NoReturn:
    """Print what is wrong with an author's files; the exit status is 2 beyond warnings."""
    from csescreen.core.words import counted  # noqa: PLC0415
    from csescreen.shell.assess import dump  # noqa: PLC0415

    errors = [problem for problem in found if not problem.warning]
    if output_format == "json":
        typer.echo(dump([problem.as_json() for problem in found], indent=1))
    else:
        print_lines(problem.line() for problem in found)
        warnings = counted(len(found) - len(errors), "warning")
        typer.echo(f"{counted(len(errors), 'problem')}, {warnings}.", err=True)
    raise typer.Exit(2 if errors else 0)
