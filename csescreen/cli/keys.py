"""`csescreen keys`: the ways to open the store."""

from typing import TYPE_CHECKING, Annotated

import typer

from csescreen.cli.common import one_of, print_lines

if TYPE_CHECKING:
    from csescreen.core.vault import Vault

app = typer.Typer(
    help="The ways to open the store: passphrase, recovery code, this computer's keyring.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
Secret = Annotated[
    str | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="Read the present passphrase, or the recovery code, from FILE.",
    ),
]


@app.command("show")
def keys_show() -> None:
    """Show which ways there are to open the store; no secret, and none is asked for."""
    from csescreen.shell.keys import show_lines, ways_in  # noqa: PLC0415

    print_lines(show_lines(ways_in(_vault())))


@app.command("passphrase")
def keys_passphrase(
    secret: Secret = None,
    new: Annotated[
        str | None,
        typer.Option(
            "--new-passphrase-file", metavar="FILE", help="Read the new passphrase from FILE."
        ),
    ] = None,
) -> None:
    """Change the passphrase. The other ways in stay, and earlier backups open with the former one.

    To shut out somebody who knew it, make a new recovery code then, run `csescreen keys rekey`, and
    remove the earlier backups and copies.
    """
    from csescreen.shell.keys import change_passphrase  # noqa: PLC0415

    change_passphrase(_vault(), secret, new)
    typer.echo(
        "The passphrase was changed. The former one opens the store no longer.\n"
        "Backups and copies from before still open with it. To shut out somebody who knew it, run\n"
        "`csescreen keys recovery` and then `csescreen keys rekey`, and remove the earlier backups."
    )


@app.command("recovery")
def keys_recovery(secret: Secret = None) -> None:
    """Make a new recovery code, and print it once. It needs a terminal."""
    from csescreen.shell.keys import new_recovery_code  # noqa: PLC0415

    new_recovery_code(_vault(), secret, typer.echo)
    typer.echo("The new recovery code opens the store. Destroy any code that you had before.")


@app.command("keyring")
def keys_keyring(
    turn: Annotated[str, typer.Argument(metavar="on|off")], secret: Secret = None
) -> None:
    """Let this computer's keyring open the store as well, or no longer."""
    from csescreen.shell.keys import use_keyring  # noqa: PLC0415

    one_of(turn, "on", "off")
    use_keyring(_vault(), secret, use=turn == "on")
    typer.echo(
        "This computer's keyring opens the store as well, for whoever is logged in as you."
        if turn == "on"
        else "This computer's keyring opens the store no longer."
    )


@app.command("rekey")
def keys_rekey(secret: Secret = None) -> None:
    """Encrypt everything anew, where somebody may have seen the present key.

    To shut out somebody who knew the passphrase and kept a copy of the store, change the passphrase
    and make a new recovery code first.
    """
    from csescreen.shell.keys import rekey  # noqa: PLC0415

    rekey(_vault(), secret)
    typer.echo(
        "Everything is encrypted under a new key, and so are backups from now on. All ways to open "
        "the store stay."
    )


def _vault() -> "Vault":
    from csescreen.bootstrap import services  # noqa: PLC0415

    return services().vault
