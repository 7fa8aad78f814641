"""The command line. Each command is a few lines; what it does is in `csescreen.shell`."""

from typing import Annotated

import typer

from csescreen import __version__
from csescreen.cli import (
    asking,
    assessing,
    audit,
    backup,
    doctor,
    framework,
    glossary,
    keys,
    screenings,
    template,
    train,
)

app = typer.Typer(
    name="csescreen",
    help="Screen a child for sexual exploitation with an authority's own published framework. "
    "Without a command it opens the app. The program informs; people decide.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Open the app where no command was given."""
    if version:
        typer.echo(f"csescreen {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from csescreen.start import open_app  # noqa: PLC0415 - only where it is needed

        raise typer.Exit(open_app())


@app.command()
def triage() -> None:
    """Take a call: open the app at the first question; signs are found as you type."""
    from csescreen.start import open_app  # noqa: PLC0415 - only where it is needed

    raise typer.Exit(open_app(call_first=True))


# in the order in which `csescreen --help` lists them
assessing.add_to(app)
asking.add_to(app)
app.add_typer(framework.app, name="framework")
screenings.add_to(app)
app.add_typer(template.app, name="template")
app.add_typer(train.app, name="train")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")
backup.add_to(app)
doctor.add_to(app)
glossary.add_to(app)
