"""`csescreen template`: your authority's own referral form, filled in by csescreen."""

from typing import Annotated

import typer

from csescreen.cli.common import Format, one_of, print_as, print_lines

app = typer.Typer(
    help="Your authority's own Word form.", rich_markup_mode=None, no_args_is_help=True
)


@app.command("list")
def template_list(output_format: Format = "text") -> None:
    """List every placeholder that a form can have, with its meaning."""
    from csescreen.shell.assess import dump  # noqa: PLC0415
    from csescreen.shell.template import list_json, list_lines  # noqa: PLC0415

    one_of(output_format, "text", "json")
    print_lines(list_lines() if output_format == "text" else [dump(list_json(), indent=1)])


@app.command("check")
def template_check(
    file: Annotated[str, typer.Argument(metavar="FILE")], output_format: Format = "text"
) -> None:
    """List the placeholders that a form uses, those it misses, and everything wrong with it."""
    from csescreen.core.words import counted  # noqa: PLC0415
    from csescreen.shell.template import check, check_json, check_lines  # noqa: PLC0415

    one_of(output_format, "text", "json")
    look = check(file)
    print_as(output_format, check_lines, check_json, look)
    typer.echo(f"{counted(len(look.problems), 'problem')}.", err=True)
    raise typer.Exit(2 if look.problems else 0)


@app.command("example")
def template_example(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="A file that is not there yet.")
    ] = ".",
) -> None:
    """Write a worked example of a form, to begin with."""
    from csescreen.shell.template import example_lines, write_example  # noqa: PLC0415

    print_lines(example_lines(write_example(output)))
