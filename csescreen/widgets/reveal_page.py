"""The document's reading beside a trainee's, as blocks: in two columns where there is room."""

from collections.abc import Iterator

from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from csescreen.core.framework import Source
from csescreen.core.scenario import Scenario
from csescreen.core.side_by_side import Row
from csescreen.core.training import (
    AGREED,
    LEFT,
    MISSED,
    NOT_SHOWN,
    OTHERWISE,
    VERDICTS,
    Compared,
    Comparison,
)
from csescreen.core.words import counted, listed, sources_words
from csescreen.widgets.plain import plain, stacked, styled

YOURS = "Yours"
DOCUMENT = "The document's reading"
STORY = "The story"
_ACTION = "action"
_TOLD_OF = (MISSED, NOT_SHOWN, OTHERWISE, LEFT, AGREED)


class Beside(Container):
    """Two texts beside each other; under each other where the screen does not put it wide."""

    DEFAULT_CSS = """
    Beside { height: auto; layout: vertical; }
    Beside Static { height: auto; }
    """


def reveal_page(case: Scenario, step: int, comparison: Comparison) -> Iterator[Widget]:
    """Yield what was marked beside the document's reading, and why the story shows it."""
    rows = comparison.rows
    yield _heading("What the marks come to, and what the story comes to")
    for row in rows:
        if row.part != _ACTION:
            yield from _row(row)
    for verdict in _TOLD_OF:
        yield from _compared(comparison, verdict)
    yield _heading("What must happen")
    called = [row for row in rows if row.part == _ACTION]
    for row in called:
        if row.differs:
            yield from _row(row)
    yield from _the_same([row for row in called if not row.differs])
    yield from _reasons(comparison)
    if discuss := case.steps[step].discuss:
        yield _heading("To talk about")
        yield Static(plain("\n".join(f"- {one}" for one in discuss)))


def _heading(text: str) -> Static:
    return Static(plain(text), classes="heading")


def _both(yours: str, whose: str, other: str) -> Beside:
    return Beside(
        Static(styled("$who: $what", who=YOURS, what=yours or "not marked")),
        Static(styled("[b]$who: $what[/]", who=whose, what=other or "does not tell of it")),
    )


def _row(row: Row) -> Iterator[Widget]:
    if row.differs:
        yield Static(styled("[b]$title[/]", title=row.title))
        yield _both(row.yours, DOCUMENT, row.document)
    else:
        text = {"title": _without_stop(row.title), "what": row.document}
        yield Static(styled("[b]$title[/]: $what. The same in both.", **text))


def _the_same(rows: list[Row]) -> Iterator[Widget]:
    lines = [f"- {_without_stop(row.title)}: {row.document}" for row in rows]
    if lines:
        yield Static(styled("[b]The same in both[/]"))
        yield Static(plain("\n".join(lines)))


def _without_stop(title: str) -> str:
    return title.rstrip().rstrip(".")


def _compared(comparison: Comparison, verdict: str) -> Iterator[Widget]:
    found = comparison.of(verdict)
    if not found:
        return
    yield _heading(f"{VERDICTS[verdict]} ({len(found)})")
    for one in found:
        trap = "  (easily marked here)" if one.trap else ""
        yield Static(styled("[b]$name[/]$trap", name=one.name, trap=trap))
        if verdict != AGREED:
            yield _both(one.marked, STORY, one.shown)
        yield Static(stacked(_why(comparison, one)), classes="why")


def _why(comparison: Comparison, one: Compared) -> Iterator[Content]:
    if one.because:
        told = f" (step {one.step + 1})" if one.step is not None else ""
        yield plain(f"{one.because}{told}")
    if one.changes:
        yield styled("[b]By itself it changes:[/] $what", what=_changes(one.changes))
    where = sources_words(comparison.framework, _sources(comparison, one))
    for line in where if one.kind == "sign" else ():
        yield styled("[$text-muted]$line[/]", line=f"Written in: {line}")


def _changes(changes: tuple[Row, ...]) -> str:
    first, *others = changes
    words = f"{_without_stop(first.title)}: {first.yours}, instead of {first.document}"
    return f"{words}; and {counted(len(others), 'other thing')}" if others else words


def _sources(comparison: Comparison, one: Compared) -> tuple[Source, ...]:
    framework = comparison.framework
    if one.id not in framework.indicators:
        return ()
    grades = tuple(grade.source for grade in framework.grades.get(one.id, ()))
    return grades or framework.indicators[one.id].sources


def _reasons(comparison: Comparison) -> Iterator[Widget]:
    framework, reasons = comparison.framework, comparison.document.reasons
    if not reasons:
        return
    yield _heading("What the document's reading rests on")
    for reason in reasons:
        where = listed(sources_words(framework, reason.sources))
        yield Static(styled("- $text [$text-muted]($where)[/]", text=reason.text, where=where))
