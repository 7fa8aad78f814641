"""`csescreen list|show|export|compare|purge`: the screenings in the store."""

from typing import Annotated

import typer

from csescreen.cli.common import Format, PassphraseFile, one_of, print_lines, telling

Audience = Annotated[
    str, typer.Option("--audience", help="professionals, family, supervision or call")
]


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
    audience: Audience = "professionals",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show one screening with its outcome, as an export for the audience would say it."""
    from csescreen.shell.exporting import known_audience  # noqa: PLC0415
    from csescreen.shell.store import show_text, unlocked  # noqa: PLC0415

    for_whom = known_audience(audience)
    with unlocked(passphrase_file) as services, telling(services.shelf):
        typer.echo(show_text(services, reference, for_whom))


def export(  # noqa: PLR0917 - one for each option
    references: Annotated[list[str] | None, typer.Argument(metavar="REF...")] = None,
    formats: Annotated[
        str, typer.Option("--format", help="docx,pdf,html,markdown,json,csv,fhir,ics")
    ] = "docx,pdf",
    audience: Audience = "professionals",
    folder: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help="The folder to write to.")
    ] = ".",
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="FILE", help="Your authority's own form, in Word."),
    ] = None,
    password_file: Annotated[
        str | None,
        typer.Option(
            "--password-file", metavar="FILE", help="Put Word and PDF under the password in FILE."
        ),
    ] = None,
    marking: Annotated[
        str, typer.Option("--marking", metavar="TEXT", help="The protective marking.")
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Write every screening.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the referrals of screenings. Without a password the files are not encrypted."""
    from csescreen.errors import InputError  # noqa: PLC0415
    from csescreen.paths import named  # noqa: PLC0415
    from csescreen.shell.exporting import every_reference, order_of  # noqa: PLC0415
    from csescreen.shell.exporting import export as write  # noqa: PLC0415
    from csescreen.shell.store import unlocked  # noqa: PLC0415

    if bool(references) == everything:
        raise InputError(
            "Say which screenings to write.",
            do_next="Name one or more references, or give --all for every screening.",
        )
    with unlocked(passphrase_file) as services, telling(services.shelf):
        order = order_of(services, formats, audience, template, password_file, marking)
        wanted = references or every_reference(services)
        print_lines(write(services, wanted, order, named(folder)))


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
