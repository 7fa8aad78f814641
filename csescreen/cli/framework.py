"""`csescreen framework`: the tools on file, and an author's own."""

from pathlib import Path
from typing import Annotated

import typer

from csescreen.cli.common import Format, one_of, print_as, print_lines, tell_problems, telling

app = typer.Typer(help="The tools on file.", rich_markup_mode=None, no_args_is_help=True)


@app.command("list")
def framework_list(output_format: Format = "text") -> None:
    """List the tools on file."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.shell.frameworks import list_json, list_lines  # noqa: PLC0415

    with telling(shelf()):
        print_as(output_format, list_lines, list_json, shelf())


@app.command("show")
def framework_show(
    framework_id: Annotated[str, typer.Argument(metavar="ID")],
    output_format: Annotated[
        str, typer.Option("--format", help="text, json, or fhir: what it asks, as FHIR R4")
    ] = "text",
) -> None:
    """Show one tool in full, with every sign, grade, rule and source."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.shell.frameworks import show_fhir, show_json, show_lines  # noqa: PLC0415

    one_of(output_format, "text", "json", "fhir")
    as_fhir = output_format == "fhir"
    with telling(shelf()):
        print_as(
            "json" if as_fhir else output_format,
            show_lines,
            show_fhir if as_fhir else show_json,
            shelf().get(framework_id),
        )


@app.command("check")
def framework_check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...")],
    output_format: Format = "text",
) -> None:
    """List every problem of framework files at once."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.shell.frameworks import check  # noqa: PLC0415

    one_of(output_format, "text", "json")
    found = check(shelf(), [Path(path) for path in paths])
    tell_problems(found, output_format)


@app.command("new")
def framework_new(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Left out: my-framework.toml in this folder."),
    ] = None,
    framework_id: Annotated[str | None, typer.Option("--id", help="The framework's id.")] = None,
    name: Annotated[str, typer.Option("--name", help="The name under which it is offered.")] = "",
    authority: Annotated[str, typer.Option("--authority", help="Whose tool it is.")] = "",
) -> None:
    """Begin a framework file of your own, with cases to try it."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.paths import frameworks_folder  # noqa: PLC0415
    from csescreen.shell.framework_new import begin, begun_lines  # noqa: PLC0415

    begun = begin(shelf(), Path(), file, framework_id, name, authority)
    print_lines(begun_lines(begun, frameworks_folder()))


@app.command("folder")
def framework_folder() -> None:
    """Print where your own frameworks lie, and shared ones where there are any."""
    from csescreen.bootstrap import framework_folders  # noqa: PLC0415
    from csescreen.shell.frameworks import folder_lines  # noqa: PLC0415

    folders, told = framework_folders()
    print_lines(folder_lines(folders))
    for line in told:
        typer.echo(line, err=True)


@app.command("test")
def framework_test(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...")],
    output_format: Format = "text",
) -> None:
    """Try the cases that an author keeps beside a framework file: NAME.cases.toml."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.shell.framework_trial import (  # noqa: PLC0415
        status_of,
        trial_json,
        trial_lines,
        try_frameworks,
    )

    one_of(output_format, "text", "json")
    trials = try_frameworks(shelf(), [Path(path) for path in paths])
    print_as(output_format, trial_lines, trial_json, trials)
    raise typer.Exit(status_of(trials))
