"""`csescreen ask`: a whole screening line by line."""

from typing import Annotated

import typer

from csescreen.cli.common import PassphraseFile


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    reference: Annotated[str, typer.Argument(metavar="[REF]")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Screen a child line by line: for screen readers, plain terminals and slow links."""
    from csescreen.shell.ask.running import ask as talk  # noqa: PLC0415

    raise typer.Exit(talk(reference, passphrase_file))
