"""`csescreen list|show|export|compare|purge`: the screenings in the store."""

from pathlib import Path
from typing import Annotated

import typer

from csescreen.cli.common import Format, PassphraseFile, one_of, print_lines, telling


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("list")(list_screenings)
    for command in (show, export, compare, purge):
        app.command()(command)


def list_screenings(passphrase_file: PassphraseFile = None) -> None:
    """List the screenings in the store."""
    from csescreen.shell.store import list_lines, unlocked  # noqa: PLC0415

    with unlocked(passphrase_file) as services:
        print_lines(list_lines(services))


def show(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show one screening with its outcome."""
    from csescreen.shell.store import show_text, unlocked  # noqa: PLC0415

    with unlocked(passphrase_file) as services, telling(services.shelf):
        typer.echo(show_text(services, reference))


def export(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    formats: Annotated[str, typer.Option("--format", help="markdown,html,json")] = "html",
    folder: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write to.")
    ] = Path(),
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the referral of one screening. The files are not encrypted."""
    from csescreen.shell.store import export_formats, find, unencrypted, unlocked  # noqa: PLC0415

    with unlocked(passphrase_file) as services, telling(services.shelf):
        names = export_formats(services, formats)
        record = services.open_store.read(find(services, reference).key)
        written = services.export(record, names, Path(folder))
        print_lines(str(path) for path in written)
        typer.echo(unencrypted(len(written)), err=True)


def compare(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    other: Annotated[str | None, typer.Argument(metavar="OTHER")] = None,
    output_format: Format = "text",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Compare the readings of one screening, or two screenings of one child: facts alone."""
    from csescreen.shell.assess import dump  # noqa: PLC0415
    from csescreen.shell.compare import compared, compared_json, compared_lines  # noqa: PLC0415
    from csescreen.shell.store import find, unlocked  # noqa: PLC0415

    one_of(output_format, "text", "json")
    with unlocked(passphrase_file) as services:
        records = [
            services.open_store.read(find(services, name).key)
            for name in (reference, other)
            if name
        ]
        found = compared(services, records)
    lines = compared_lines(found)
    print_lines(lines if output_format == "text" else [dump(compared_json(found), indent=1)])


def purge(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    reason: Annotated[
        str, typer.Option("--reason", help="Why it may go. Name no child.", show_default=False)
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: for scripts.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Remove one screening for good, with a reason. Exports and backups keep it."""
    from csescreen.shell.purge import purge as remove  # noqa: PLC0415
    from csescreen.shell.store import unlocked  # noqa: PLC0415

    with unlocked(passphrase_file) as services:
        print_lines(remove(services, reference, reason, yes=yes))
