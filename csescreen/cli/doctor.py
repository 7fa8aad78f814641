"""`csescreen doctor`: what is right and what is wrong with the store, and what to do."""

from pathlib import Path
from typing import Annotated

import typer

from csescreen.cli.common import Format, PassphraseFile, one_of, print_lines


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    quick: Annotated[
        bool, typer.Option("--quick", help="Ask for no passphrase, and look at less.")
    ] = False,
    salvage: Annotated[
        bool, typer.Option("--salvage", help="Make a new store of what can be read.")
    ] = False,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="FOLDER", help="Make it there, and leave this store as it is."
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Without --to: put the new store in place, unasked.")
    ] = False,
    output_format: Format = "text",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Look at the store and all that it rests on; nothing is changed, unless you say --salvage."""
    from csescreen.errors import InputError  # noqa: PLC0415
    from csescreen.shell.assess import dump  # noqa: PLC0415
    from csescreen.shell.doctor import as_json, examined, lines_of, status_of  # noqa: PLC0415
    from csescreen.shell.store import passphrase  # noqa: PLC0415

    one_of(output_format, "text", "json")
    if salvage:
        from csescreen.shell.salvaging import ask, salvage_lines  # noqa: PLC0415

        if quick or output_format != "text":
            raise InputError("--salvage goes with neither --quick nor --format json.")
        place = Path(to) if to else None
        given = passphrase_file
        print_lines(salvage_lines(lambda: passphrase(given), place, yes=yes, ask=ask))
        return
    if to or yes:
        raise InputError("--to and --yes go with --salvage.")
    from csescreen.chosen_keys import read_keys  # noqa: PLC0415

    findings = list(examined(None if quick else lambda: passphrase(passphrase_file), read_keys))
    text = lines_of(findings) if output_format == "text" else [dump(as_json(findings), indent=1)]
    print_lines(text)
    raise typer.Exit(status_of(findings))
