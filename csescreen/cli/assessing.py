"""`csescreen assess` and `schema`: what needs no store."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from csescreen.cli.common import Format, one_of, telling


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (assess, schema):
        app.command()(command)


def assess(
    file: Annotated[str, typer.Argument(help="A case file (.json or .jsonl); - reads input.")],
    output_format: Format = "text",
    as_of: Annotated[str | None, typer.Option("--as-of", help="The time of assessment.")] = None,
) -> None:
    """Assess one case file, or one case a line; nothing is stored."""
    from csescreen.bootstrap import case_reader, shelf  # noqa: PLC0415
    from csescreen.shell.assess import Assessor, assess_file, parse_as_of  # noqa: PLC0415

    one_of(output_format, "text", "json")
    when = parse_as_of(as_of) if as_of is not None else None
    assessor = Assessor(case_reader(), shelf(), when, datetime.now(UTC))
    with telling(shelf()):
        raise typer.Exit(assess_file(assessor, Path(file), output_format, sys.stdout))


def schema(what: Annotated[str, typer.Argument(help="case, outcome or framework")]) -> None:
    """Print a JSON Schema of the public formats."""
    from csescreen.bootstrap import case_reader  # noqa: PLC0415
    from csescreen.casefile.outcome_schema import outcome_schema  # noqa: PLC0415
    from csescreen.frameworks.schema import FRAMEWORK  # noqa: PLC0415
    from csescreen.frameworks.schema_words import described  # noqa: PLC0415
    from csescreen.shell.assess import dump  # noqa: PLC0415

    one_of(what, "case", "outcome", "framework")
    if what == "case":
        printed = case_reader().schema()
    else:
        printed = outcome_schema() if what == "outcome" else described(FRAMEWORK)
    typer.echo(dump(printed, indent=1))
