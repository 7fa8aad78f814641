"""`csescreen train`: training with invented cases, and a trainer's own."""

from pathlib import Path
from typing import Annotated

import typer

from csescreen.cli.common import Format, one_of, print_as, print_lines, tell_problems

app = typer.Typer(
    help="Training with invented cases. Nothing is stored.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


@app.callback()
def train(
    context: typer.Context,
    cases: Annotated[
        list[str] | None,
        typer.Option("--case", metavar="FILE", help="A case of your own; may be repeated."),
    ] = None,
    facilitator: Annotated[
        bool, typer.Option("--facilitator", help="Show cases to a room, and count its votes.")
    ] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Show training in a browser on this computer.")
    ] = False,
    port: Annotated[
        int,
        typer.Option("--port", help="The port for --serve; 0 is any free one.", min=0, max=65535),
    ] = 8765,
    served: Annotated[bool, typer.Option("--served", hidden=True)] = False,
    from_app: Annotated[bool, typer.Option("--from-app", hidden=True)] = False,
) -> None:
    """Open training, where no command was given."""
    if context.invoked_subcommand is not None:
        return
    from csescreen.begin_training import open_training  # noqa: PLC0415

    if serve:
        if cases:
            from csescreen.errors import InputError  # noqa: PLC0415

            raise InputError(
                "A browser is shown the cases that come with csescreen, and no file of yours.",
                do_next="Leave --case out, or show your own case in a terminal.",
            )
        from csescreen.serving.serve import serve_training  # noqa: PLC0415 - where it is asked for

        serve_training(port, facilitator=facilitator)
        return
    files = [Path(case) for case in cases or ()]
    raise typer.Exit(
        open_training(files, facilitator=facilitator, served=served, from_app=from_app)
    )


@app.command("list")
def train_list(output_format: Format = "text") -> None:
    """List the training cases on file."""
    from csescreen.bootstrap import scenario_shelf  # noqa: PLC0415
    from csescreen.shell.training import list_json, list_lines  # noqa: PLC0415

    shelf = scenario_shelf()
    print_as(output_format, list_lines, list_json, shelf)
    for line in shelf.told():
        typer.echo(line, err=True)


@app.command("check")
def train_check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...")],
    output_format: Format = "text",
) -> None:
    """List every problem of training cases at once."""
    from csescreen.bootstrap import scenario_shelf, shelf  # noqa: PLC0415
    from csescreen.shell.training import check  # noqa: PLC0415

    one_of(output_format, "text", "json")
    found = check(scenario_shelf(), shelf(), [Path(file) for file in files])
    tell_problems(found, output_format)


@app.command("new")
def train_new(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Left out: my-case.toml in this folder."),
    ] = None,
) -> None:
    """Begin a training case of your own, from an example that explains the format."""
    from csescreen.bootstrap import scenario_shelf  # noqa: PLC0415
    from csescreen.paths import training_folder  # noqa: PLC0415
    from csescreen.shell.training import begin, begun_lines  # noqa: PLC0415

    print_lines(begun_lines(begin(scenario_shelf(), Path(), file), training_folder()))
