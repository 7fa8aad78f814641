"""The command line. Each command is a few lines; what it does is in `csescreen.shell`."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from csescreen import __version__

if TYPE_CHECKING:
    from csescreen.services import Shelf

T = TypeVar("T")

app = typer.Typer(
    name="csescreen",
    help="Screen a child for sexual exploitation with an authority's own published framework. "
    "Without a command it opens the app. The program informs; people decide.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
framework_app = typer.Typer(help="The tools on file.", rich_markup_mode=None)
app.add_typer(framework_app, name="framework", no_args_is_help=True)

# Paths are taken as plain text: the parser would load a validation library for a `Path`.
PassphraseFile = Annotated[
    str | None,
    typer.Option("--passphrase-file", metavar="FILE", help="Read the passphrase from FILE."),
]


Format = Annotated[str, typer.Option("--format", help="text or json")]


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
def assess(
    file: Annotated[str, typer.Argument(help="A case file (.json or .jsonl); - reads input.")],
    output_format: Format = "text",
    as_of: Annotated[str | None, typer.Option("--as-of", help="The time of assessment.")] = None,
) -> None:
    """Assess one case file, or one case a line; nothing is stored."""
    from csescreen.bootstrap import case_reader, shelf  # noqa: PLC0415
    from csescreen.shell.assess import Assessor, assess_file, parse_as_of  # noqa: PLC0415

    _one_of(output_format, "text", "json")
    when = parse_as_of(as_of) if as_of is not None else None
    assessor = Assessor(case_reader(), shelf(), when, datetime.now(UTC))
    with _telling(shelf()):
        raise typer.Exit(assess_file(assessor, Path(file), output_format, sys.stdout))


@app.command()
def schema(what: Annotated[str, typer.Argument(help="case, outcome or framework")]) -> None:
    """Print a JSON Schema of the public formats."""
    from csescreen.bootstrap import case_reader  # noqa: PLC0415
    from csescreen.casefile.outcome_schema import outcome_schema  # noqa: PLC0415
    from csescreen.frameworks.schema import FRAMEWORK  # noqa: PLC0415
    from csescreen.frameworks.schema_words import described  # noqa: PLC0415
    from csescreen.shell.assess import dump  # noqa: PLC0415

    _one_of(what, "case", "outcome", "framework")
    if what == "case":
        printed = case_reader().schema()
    else:
        printed = outcome_schema() if what == "outcome" else described(FRAMEWORK)
    typer.echo(dump(printed, indent=1))


@framework_app.command("list")
def framework_list(output_format: Format = "text") -> None:
    """List the tools on file."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.shell.frameworks import list_json, list_lines  # noqa: PLC0415

    with _telling(shelf()):
        _print_as(output_format, list_lines, list_json, shelf())


@framework_app.command("show")
def framework_show(
    framework_id: Annotated[str, typer.Argument(metavar="ID")], output_format: Format = "text"
) -> None:
    """Show one tool in full, with every sign, grade, rule and source."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.shell.frameworks import show_json, show_lines  # noqa: PLC0415

    with _telling(shelf()):
        _print_as(output_format, show_lines, show_json, shelf().get(framework_id))


@framework_app.command("check")
def framework_check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...")],
    output_format: Format = "text",
) -> None:
    """List every problem of framework files at once."""
    from csescreen.bootstrap import shelf  # noqa: PLC0415
    from csescreen.shell.assess import dump  # noqa: PLC0415
    from csescreen.shell.frameworks import check  # noqa: PLC0415

    _one_of(output_format, "text", "json")
    found = check(shelf(), [Path(path) for path in paths])
    errors = [problem for problem in found if not problem.warning]
    if output_format == "json":
        typer.echo(dump([problem.as_json() for problem in found], indent=1))
    else:
        _print(problem.line() for problem in found)
        typer.echo(f"{len(errors)} problems, {len(found) - len(errors)} warnings.", err=True)
    raise typer.Exit(2 if errors else 0)


@framework_app.command("new")
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
    _print(begun_lines(begun, frameworks_folder()))


@framework_app.command("folder")
def framework_folder() -> None:
    """Print where your own frameworks lie, and shared ones where there are any."""
    from csescreen.bootstrap import framework_folders  # noqa: PLC0415
    from csescreen.shell.frameworks import folder_lines  # noqa: PLC0415

    folders, told = framework_folders()
    _print(folder_lines(folders))
    for line in told:
        typer.echo(line, err=True)


@framework_app.command("test")
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

    _one_of(output_format, "text", "json")
    trials = try_frameworks(shelf(), [Path(path) for path in paths])
    _print_as(output_format, trial_lines, trial_json, trials)
    raise typer.Exit(status_of(trials))


@app.command("list")
def list_screenings(passphrase_file: PassphraseFile = None) -> None:
    """List the screenings in the store."""
    from csescreen.shell.store import list_lines, unlocked  # noqa: PLC0415

    with unlocked(passphrase_file) as services:
        _print(list_lines(services.open_store.lines()))


@app.command()
def show(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show one screening with its outcome."""
    from csescreen.shell.store import show_text, unlocked  # noqa: PLC0415

    with unlocked(passphrase_file) as services, _telling(services.shelf):
        typer.echo(show_text(services, reference))


@app.command()
def export(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    formats: Annotated[str, typer.Option("--format", help="markdown,html,json")] = "html",
    folder: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write to.")
    ] = Path(),
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the referral of one screening. The files are not encrypted."""
    from csescreen.shell.store import export_formats, find, unlocked  # noqa: PLC0415

    with unlocked(passphrase_file) as services, _telling(services.shelf):
        names = export_formats(services, formats)
        record = services.open_store.read(find(services, reference).key)
        _print(str(path) for path in services.export(record, names, Path(folder)))


@app.command()
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

    _one_of(output_format, "text", "json")
    with unlocked(passphrase_file) as services:
        records = [
            services.open_store.read(find(services, name).key)
            for name in (reference, other)
            if name
        ]
        found = compared(services, records)
    lines = compared_lines(found)
    _print(lines if output_format == "text" else [dump(compared_json(found), indent=1)])


@contextmanager
def _telling(shelf: "Shelf") -> Iterator[None]:
    """Say beside the result, and before an error, which framework files are not offered."""
    try:
        yield
    finally:
        for line in shelf.told():
            typer.echo(line, err=True)


def _one_of(value: str, *allowed: str) -> None:
    if value not in allowed:
        from csescreen.errors import InputError  # noqa: PLC0415
        from csescreen.validation import shown  # noqa: PLC0415

        raise InputError(f"{shown(value)} is not one of: {', '.join(allowed)}.")


def _print_as(
    output_format: str,
    as_lines: Callable[[T], Iterable[str]],
    as_json: Callable[[T], object],
    what: T,
) -> None:
    from csescreen.shell.assess import dump  # noqa: PLC0415

    _one_of(output_format, "text", "json")
    _print(as_lines(what) if output_format == "text" else [dump(as_json(what), indent=1)])


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
