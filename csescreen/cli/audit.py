"""`csescreen audit`: what was recorded, and whether it is still what was recorded."""

from typing import Annotated

import typer

from csescreen.cli.common import Format, PassphraseFile, one_of, print_lines

app = typer.Typer(
    help="What was recorded, and whether it was changed since.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.command("verify")
def verify(
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="NUMBER:CODE", help="A head from the end of an export."),
    ] = None,
    output_format: Format = "text",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Check the whole trail, and what is stored against it."""
    from csescreen.shell.assess import dump  # noqa: PLC0415
    from csescreen.shell.audit import check_json, check_lines, head_given  # noqa: PLC0415
    from csescreen.shell.store import unlocked  # noqa: PLC0415

    one_of(output_format, "text", "json")
    given = head_given(head)
    with unlocked(passphrase_file) as services:
        check = services.open_store.verify_audit(given)
    lines = check_lines(check, given)
    print_lines(lines if output_format == "text" else [dump(check_json(check, given), indent=1)])
    raise typer.Exit(0 if check.sound else 5)


@app.command("show")
def show(
    reference: Annotated[str, typer.Argument(metavar="[REF]")] = "",
    output_format: Format = "text",
    passphrase_file: PassphraseFile = None,
) -> None:
    """List what was done when: to all screenings, or to one, also where it was purged."""
    from csescreen.shell.assess import dump  # noqa: PLC0415
    from csescreen.shell.audit import row_lines, rows_json, rows_of  # noqa: PLC0415
    from csescreen.shell.store import unlocked  # noqa: PLC0415

    one_of(output_format, "text", "json")
    with unlocked(passphrase_file) as services:
        entries, lines = rows_of(services, reference), services.open_store.lines()
    if output_format == "text":
        print_lines(row_lines(entries, lines))
    else:
        print_lines([dump(rows_json(entries), indent=1)])


@app.command("accept")
def accept(
    reason: Annotated[
        str, typer.Option("--reason", help="Why this copy is older.", show_default=False)
    ] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Go on with an older copy of the store that was put back, knowing what is not in it."""
    from csescreen.shell.audit import accept as go_on  # noqa: PLC0415
    from csescreen.shell.store import locked, passphrase  # noqa: PLC0415

    services = locked()
    print_lines(go_on(services, lambda: passphrase(passphrase_file), reason))
