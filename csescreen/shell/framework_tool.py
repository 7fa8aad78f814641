"""`csescreen framework show`: the parts that only some tools have, as lines and as data."""

from collections.abc import Iterable, Iterator

from csescreen.core.framework import Framework, Question
from csescreen.core.levels import Source
from csescreen.core.weighing import choice_words, preset_words
from csescreen.core.weights import Band, Sum


def tool_lines(framework: Framework) -> Iterator[str]:
    """Yield the lines; none for a framework without such parts."""
    if framework.overall_level != "worked_out":
        yield from ("", f"The level of the child as a whole: {framework.overall_level}")
    if framework.possible_answer:
        yield from ("", 'Signs and own questions may be answered "possible"')
    yield from _headed("Time windows, in each of which a sign is asked for", _windows(framework))
    for one in framework.sums:
        yield from _headed(f"Sum: {one.name} {places(one.sources)}", _sum(framework, one))
    for section in framework.sections:
        lines = [f"help: {section.help}"] if section.help else []
        lines += [f"sign: {sign}" for sign in section.signs]
        lines += [f"question: {question}" for question in section.questions]
        yield from _headed(f"Section: {section.name} {places(section.sources)}", lines)
    yield from _headed("Its own questions", _questions(framework))
    if framework.evidence:
        signs = ", ".join(sorted(framework.evidence.signs)) or "every sign"
        where = places(framework.evidence.sources)
        yield from _headed("Evidence", [f"{framework.evidence.ask} ({signs}) {where}"])
    yield from _headed("Its own words", (f"{k}: {text}" for k, text in framework.wording.items()))


def _headed(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title.rstrip())
        yield from (f"  {line}".rstrip() for line in found)


def _windows(framework: Framework) -> Iterator[str]:
    for window in framework.windows.values():
        yield f"{window.id}: {window.name} ({', '.join(window.recencies)})"


def _sum(framework: Framework, one: Sum) -> Iterator[str]:
    if one.section:
        yield f"sets the level of the section {one.section}"
    for band in one.bands:
        yield f"{_range(band)}: {band.level.name} {places(band.sources)}"
    for weight in one.weights:
        how = ", may be amended" if weight.amendable else ""
        yield f"{weight.item}: {preset_words(framework, weight)}{how} {places([weight.source])}"


def _range(band: Band) -> str:
    return f"{band.lowest} or more" if band.highest is None else f"{band.lowest}-{band.highest}"


def _questions(framework: Framework) -> Iterator[str]:
    for question in framework.own_questions.values():
        marks = [question.kind, question.domain]
        marks += ["protective"] if question.protective else []
        marks += [f"of the screening before: {question.previous}"] if question.previous else []
        kind = ", ".join(mark for mark in marks if mark)
        yield f"{question.id} ({kind}): {question.ask} {places(question.sources)}"
        for answer, words in _answers(question).items():
            sets = choice_words(framework, question.id, answer)
            if sets or question.choices:
                yield f"  {answer}: {words}{f' ({sets})' if sets else ''}"


def _answers(question: Question) -> dict[str, str]:
    return dict(question.choices) or {answer: answer for answer in ("yes", "possible", "no")}


def places(sources: Iterable[Source]) -> str:
    """Return where something is written: "[file.txt:3]"; "" for nowhere."""
    found = [
        f"{source.document}:{source.lines}" if source.lines else source.document
        for source in sources
    ]
    return f"[{'; '.join(found)}]" if any(found) else ""


def tool_json(framework: Framework) -> dict[str, object]:
    """Return the further keys; none for a framework without such parts."""
    tool: dict[str, object] = {}
    if framework.overall_level != "worked_out":
        tool["overall_level"] = framework.overall_level
    if framework.possible_answer:
        tool["possible_answer"] = True
    if framework.windows:
        tool["windows"] = [
            {"id": one.id, "name": one.name, "recencies": list(one.recencies)}
            for one in framework.windows.values()
        ]
    if framework.sums:
        tool["sums"] = [_sum_json(one) for one in framework.sums]
    if framework.sections:
        tool["sections"] = [
            {
                "id": one.id,
                "name": one.name,
                "help": one.help,
                "signs": list(one.signs),
                "questions": list(one.questions),
                **sources_json(one.sources),
            }
            for one in framework.sections
        ]
    if framework.own_questions:
        tool["questions"] = [_question_json(one) for one in framework.own_questions.values()]
    if framework.evidence:
        tool["evidence"] = {
            "ask": framework.evidence.ask,
            "signs": sorted(framework.evidence.signs),
            **sources_json(framework.evidence.sources),
        }
    if framework.wording:
        tool["wording"] = dict(framework.wording)
    return tool


def _sum_json(one: Sum) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "section": one.section or None,
        "bands": [
            {
                "from": band.lowest,
                "to": band.highest,
                "level": band.level.id,
                **sources_json(band.sources),
            }
            for band in one.bands
        ],
        "weights": [
            {
                "item": weight.item,
                "answers": dict(weight.answers),
                "windows": dict(weight.windows),
                "may_amend": weight.amendable,
                **sources_json([weight.source]),
            }
            for weight in one.weights
        ],
        **sources_json(one.sources),
    }


def _question_json(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "statement": question.statement,
        "choices": dict(question.choices),
        "domain": question.domain or None,
        "levels": {answer: level.id for answer, level in question.levels.items()},
        "protective": question.protective,
        "previous": question.previous or None,
        **sources_json(question.sources),
    }


def sources_json(sources: Iterable[Source]) -> dict[str, object]:
    """Return where something is written, as data."""
    written = [{"document": s.document, "lines": s.lines} for s in sources if s.document]
    return {"sources": written}
