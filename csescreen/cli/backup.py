"""`csescreen backup|restore`: copies of the store, and putting one in its place."""

from typing import Annotated

import typer

from csescreen.cli.common import PassphraseFile, print_lines


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (backup, restore):
        app.command()(command)


def backup(
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help="Copy it to a folder that is there, too: on a stick, say.",
        ),
    ] = None,
    list_them: Annotated[bool, typer.Option("--list", help="List the backups.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Back the store up now, encrypted and checked; or list the backups that there are."""
    from csescreen.bootstrap import restorer  # noqa: PLC0415
    from csescreen.shell.backup import back_up, folder_named, list_lines  # noqa: PLC0415
    from csescreen.shell.store import unlocked  # noqa: PLC0415

    if list_them:
        print_lines(list_lines(restorer().listed(thoroughly=True)))
        return
    place = folder_named(to)  # before a passphrase is asked for
    with unlocked(passphrase_file) as services:
        print_lines(back_up(services.open_store, place))


def restore(
    date: Annotated[
        str | None,
        typer.Argument(metavar="[DATE]", help="A day (2026-11-22) or a time as listed."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="FOLDER", help="Where the backup lies.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would change, and change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for scripts.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show what a backup would bring back, and put it in the store's place; or list them."""
    from csescreen.bootstrap import restorer  # noqa: PLC0415
    from csescreen.shell.backup import folder_named, list_lines  # noqa: PLC0415
    from csescreen.shell.restore import choose, restored  # noqa: PLC0415

    found = restorer().listed(folder_named(source), thoroughly=date is None)
    if date is None:
        print_lines(list_lines(found))
        return
    chosen, told = choose(found, date)
    print_lines(told)
    print_lines(restored(restorer(), chosen, passphrase_file, only_show=preview, asked=not yes))
