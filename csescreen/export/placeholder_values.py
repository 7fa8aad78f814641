"""Where each placeholder of a template finds its text in a summary."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from csescreen.core.summary import (
    Block,
    Bullets,
    Cell,
    Fields,
    Heading,
    Paragraph,
    SignLine,
    Summary,
    Table,
    TimeLine,
    lines_of,
)
from csescreen.core.summary_case import AGE_COUNTED, further_details
from csescreen.core.summary_outcome import OPEN_QUESTIONS, OPEN_SIGNS
from csescreen.core.words import ANSWERS, counted, day_words


def detail(key: str) -> Callable[[Summary], str]:
    """Return what finds a detail of the child, the carers or the practitioner."""
    return lambda summary: summary.details.get(key, "")


def written(part: str) -> Callable[[Summary], str]:
    """Return what finds a part of the narrative."""
    return lambda summary: _in_case(summary, "narrative", part)


def _in_case(summary: Summary, group: str, key: str) -> str:
    value = _group(summary, group).get(key)
    return "" if value is None else str(value)


def _group(summary: Summary, group: str) -> Mapping[str, object]:
    found = summary.case.get(group)
    return found if isinstance(found, Mapping) else {}


def date_of_birth(summary: Summary) -> str:
    """Return the date of birth in words, or as it was typed where it was not understood."""
    born = _in_case(summary, "child", "date_of_birth")
    return day_words(date.fromisoformat(born)) if born else _typed(summary, "date_of_birth")


def age_given(summary: Summary) -> str:
    """Return the age as it was given, or as it was typed where it was not understood."""
    return _given(summary) or _typed(summary, "age")


def _given(summary: Summary) -> str:
    given = _in_case(summary, "child", "age")
    return counted(int(given), "year") if given else ""


def age(summary: Summary) -> str:
    """Return the age that counts; where no age is known, with what was typed."""
    counts = at_a_glance(summary, AGE_COUNTED)
    if summary.case.get("child"):
        return counts or _given(summary) or at_a_glance(summary, OUTCOME)
    return "\n".join(filter(None, (counts, _typed(summary, "age"))))


def _typed(summary: Summary, key: str) -> str:
    typed = summary.details.get(f"typed_{key}", "")
    return f"{typed} (as typed)" if typed.strip() else ""


def further(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield what was typed besides the details that have placeholders of their own."""
    yield from (row for row in further_details(summary.details) if row[1].strip())


def at_a_glance(summary: Summary, label: str) -> str:
    """Return what stands beside a label at a glance."""
    return _beside(label, (summary.at_a_glance,))


def recorded(label: str) -> Callable[[Summary], str]:
    """Return what the record of the making says: of several frameworks, each text once."""
    return lambda summary: _beside(label, _blocks(summary, "record"))


def _beside(label: str, blocks: Iterable[Block]) -> str:
    """Return what stands beside a label in these blocks alone: a detail may be called the same."""
    rows = [row for block in blocks if isinstance(block, Fields) for row in block.rows]
    found = ["\n".join(lines_of(cell)) for name, cell in rows if name == label]
    return "\n".join(dict.fromkeys(found))


def levels(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield what each framework makes of it."""
    nothing = at_a_glance(summary, OUTCOME)
    for line in summary.levels:
        worked_out = {key: getattr(line, key) or nothing for key in _WORKED_OUT}
        yield line._replace(**worked_out)


OUTCOME: Final = "Outcome"
"""The label at a glance that says that nothing was worked out."""
_WORKED_OUT: Final = ("highest_sign", "basis", "could_be", "section_47")
"""What only a framework that was read can say of a level: a blank would say that it had been."""


def level(key: str) -> Callable[[Summary], str]:
    """Return what a framework makes of it; of several, each with its name on a line of its own."""

    def value(summary: Summary) -> str:
        nothing = at_a_glance(summary, OUTCOME) if key in _WORKED_OUT else ""
        said = [(line.framework, getattr(line, key)) for line in summary.levels]
        if len(said) == 1:
            return said[0][1] or nothing
        return "\n".join(f"{name}: {text}" for name, text in said if text) or nothing

    return value


def frameworks(summary: Summary) -> str:
    """Return the name of each framework, a line each."""
    return "\n".join(line.framework for line in summary.levels) or recorded("Framework")(summary)


def _blocks(summary: Summary, *sections: str) -> Iterator[Block]:
    """Yield the blocks of these sections, which are named as the summary names them."""
    for section in summary.sections:
        if section.id in sections:
            yield from section.blocks


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield block.text
            case Bullets():
                for item in block.items:
                    yield from lines_of(item)


def now(summary: Summary) -> str:
    """Return what must happen now, a line each."""
    return "\n".join(_texts(_blocks(summary, "urgent")))


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
        return (_sign(summary, line) for line in summary.signs if line.answer == wanted)

    return rows


_WHOLE: Final = frozenset(ANSWERS[answer] for answer in ("yes", "no", "possible", "unknown"))


def partly_asked(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield the signs of which something was answered, and which have no answer as a whole."""
    asked = _group(summary, "indicators")
    for line in summary.signs:
        if line.id in asked and line.answer not in _WHOLE:
            yield _sign(summary, line)


def _sign(summary: Summary, line: SignLine) -> tuple[str, ...]:
    weight = _weight(summary, line.id)
    return line.sign, line.domain, line.when, line.grade, weight, line.evidence, line.said_by


def _weight(summary: Summary, sign: str) -> str:
    """Return the weights that the practitioner gave a sign, each with its reason."""
    answer = _group(summary, "indicators").get(sign)
    found = answer.get("weight", ()) if isinstance(answer, Mapping) else ()
    chosen = [found] if isinstance(found, Mapping) else found
    return "\n".join(f"{one['weight']}: {one['reason']}" for one in chosen)


def due(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield the time line."""
    for block in _blocks(summary, "actions"):
        if isinstance(block, TimeLine):
            yield from block.points


def contacts(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield whom to contact."""
    follows = False
    for block in _blocks(summary, "actions"):
        if follows and isinstance(block, Fields):
            yield from map(_in_lines, block.rows)
        follows = isinstance(block, Heading) and block.text == "Contacts"


def answers(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield the questions with their answers, and the times that were entered."""
    for block in _blocks(summary, "answers"):
        if isinstance(block, Table | Fields):
            yield from map(_in_lines, block.rows)


def _in_lines(row: Iterable[Cell]) -> tuple[str, ...]:
    return tuple("\n".join(lines_of(cell)) for cell in row)


def questions(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield what is still open: questions, then how many signs are, then those not known."""
    of_signs = False
    for section in summary.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.header == OPEN_QUESTIONS:
                yield from map(_in_lines, block.rows)
            elif isinstance(block, Paragraph) and block.text.startswith(OPEN_SIGNS):
                _, _, how_many = block.text.removesuffix(".").partition(": ")
                yield "Signs", how_many, _THE_OUTCOME
                of_signs = True
                continue
            elif isinstance(block, Bullets) and of_signs:
                for name in _texts((block,)):
                    yield name, ANSWERS["unknown"], _THE_OUTCOME
            of_signs = False


_THE_OUTCOME: Final = "the outcome"


def blanks(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield what was not filled in."""
    for block in _blocks(summary, "blank"):
        if isinstance(block, Bullets):
            yield from (_in_lines((item,)) for item in block.items)
