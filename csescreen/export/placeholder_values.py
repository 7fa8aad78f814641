"""Where each placeholder of a template finds its text in a summary."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from csescreen.core.summary import (
    Bullets,
    Fields,
    Heading,
    LevelLine,
    Paragraph,
    Section,
    SignLine,
    Summary,
    Table,
    TimeLine,
    lines_of,
)
from csescreen.core.words import ANSWERS, day_words


def detail(key: str) -> Callable[[Summary], str]:
    """Return what finds a detail of the child, the carers or the practitioner."""
    return lambda summary: summary.details.get(key, "")


def written(part: str) -> Callable[[Summary], str]:
    """Return what finds a part of the narrative."""
    return lambda summary: _in_case(summary, "narrative", part)


def _in_case(summary: Summary, group: str, key: str) -> str:
    found = summary.case.get(group)
    value = found.get(key) if isinstance(found, Mapping) else None
    return "" if value is None else str(value)


def date_of_birth(summary: Summary) -> str:
    """Return the date of birth in words."""
    born = _in_case(summary, "child", "date_of_birth")
    return day_words(date.fromisoformat(born)) if born else ""


def said(label: str) -> Callable[[Summary], str]:
    """Return what stands beside a label: of several frameworks, each text once."""

    def value(summary: Summary) -> str:
        blocks = [block for section in summary.sections for block in section.blocks]
        found = [
            "\n".join(lines_of(cell))
            for block in (summary.at_a_glance, *blocks)
            if isinstance(block, Fields)
            for name, cell in block.rows
            if name == label
        ]
        return "\n".join(dict.fromkeys(found))

    return value


def level(of: Callable[[LevelLine], str]) -> Callable[[Summary], str]:
    """Return what a framework makes of it; of several, each with its name on a line of its own."""

    def value(summary: Summary) -> str:
        if len(summary.levels) == 1:
            return of(summary.levels[0])
        return "\n".join(f"{line.framework}: {of(line)}" for line in summary.levels if of(line))

    return value


def frameworks(summary: Summary) -> str:
    """Return the name of each framework, a line each."""
    return "\n".join(line.framework for line in summary.levels) or said("Framework")(summary)


def _section(summary: Summary, name: str) -> Section | None:
    return next((section for section in summary.sections if section.id == name), None)


def _texts(section: Section | None) -> Iterator[str]:
    for block in section.blocks if section else ():
        match block:
            case Paragraph() | Heading():
                yield block.text
            case Bullets():
                for item in block.items:
                    yield from lines_of(item)


def now(summary: Summary) -> str:
    """Return what must happen now, a line each."""
    return "\n".join(_texts(_section(summary, "urgent")))


def actions(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield the actions."""
    for line in summary.actions:
        yield (
            line.action,
            line.status,
            line.by_when,
            "\n".join(line.because),
            "\n".join(line.called_for_by),
            "\n".join(line.written_in),
        )


def signs(answer: str) -> Callable[[Summary], Iterator[tuple[str, ...]]]:
    """Return what finds the signs with one answer."""

    def rows(summary: Summary) -> Iterator[tuple[str, ...]]:
        wanted = ANSWERS[answer]
        return (_sign(line) for line in summary.signs if line.answer == wanted)

    return rows


def _sign(line: SignLine) -> tuple[str, ...]:
    return line.sign, line.domain, line.when, line.grade, line.evidence, line.said_by


def due(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield the time line."""
    for section in summary.sections:
        for block in section.blocks:
            if isinstance(block, TimeLine):
                yield from block.points


def contacts(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield whom to contact."""
    for section in summary.sections:
        follows = False
        for block in section.blocks:
            if follows and isinstance(block, Fields):
                yield from ((name, "\n".join(lines_of(cell))) for name, cell in block.rows)
            follows = isinstance(block, Heading) and block.text == "Contacts"


def questions(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield what is still open."""
    for section in summary.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.header == ("Question", "So far", "Could change"):
                for row in block.rows:
                    question, so_far, change = ("\n".join(lines_of(cell)) for cell in row)
                    yield question, so_far, change


def blanks(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield what was not filled in."""
    section = _section(summary, "blank")
    for block in section.blocks if section else ():
        if isinstance(block, Bullets):
            yield from (("\n".join(lines_of(item)),) for item in block.items)
