"""Explanations: of a sign, a question, an action. Every source, document and lines; in blocks.

How a source is said depends on who is told: eyes can use a file name, ears cannot.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from csescreen.core.framework import Framework, Source
from csescreen.core.outcome import Outcome
from csescreen.core.reading import Reading
from csescreen.core.screening import POSSIBLE, SignAnswer, chosen_for
from csescreen.core.short_words import BASES, change_words, source_words, what_it_sets
from csescreen.core.situation import Situation
from csescreen.core.steps import section_of
from csescreen.core.union import UnitedAction
from csescreen.core.weighing import amended, preset_words, weights_of
from csescreen.core.words import answer_words, is_now, moment_words

Where = Callable[[Framework, Source], str]
"""How a source is said."""
EVIDENCE: Final = "Still to be written down"
"""The heading of what the tool wants noted of a sign that is present."""


class Block(NamedTuple):
    """A part of an explanation: its heading, "" for none, and its lines.

    ``listed`` says that the lines are a list.
    """

    title: str
    lines: tuple[str, ...]
    listed: bool = False


def written(framework: Framework, sources: Iterable[Source], where: Where = source_words) -> Block:
    """Return where something is written, a source a line."""
    lines = tuple(dict.fromkeys(where(framework, source) for source in sources))
    none = ("no document; the program's own words",)
    return Block("Where it is written", lines or none, listed=True)


def about_sign(situation: Situation, sign: str, where: Where = source_words) -> list[Block]:
    """Return what a sign looks like, why it matters, its grades, and where it is written."""
    framework = situation.framework
    indicator = framework.indicators[sign]
    answer = situation.screening.signs.get(sign)
    blocks = [Block("", (indicator.name,))]
    if answer and answer.note.strip():
        heard = (f"Heard from: {answer.heard_from}",) if answer.heard_from.strip() else ()
        blocks.append(Block("Your note", (answer.note, *heard)))
    blocks += [
        Block(title, (text,))
        for title, text in (
            ("What it looks like", indicator.looks_like),
            ("Why it matters", indicator.why_it_matters),
            ("What else could explain it", indicator.other_explanations),
        )
        if text  # a tool's own sign may have none of it
    ]
    for outcome in situation.reading.outcomes:
        blocks += _counts_for(outcome, sign, answer, where)
    blocks += _belongs_to(framework, sign)
    if indicator.sources or sign not in framework.own_signs:
        blocks.append(written(framework, indicator.sources, where))
    return blocks


def grade_lines(
    framework: Framework, sign: str, answer: SignAnswer | None, where: Where = source_words
) -> list[str]:
    """Return every grade of a sign with its basis and source, and the practitioner's own."""
    lines = [
        f"{grade.level.name} ({BASES[grade.basis]}): {grade.because}. "
        f"{where(framework, grade.source)}"
        for grade in framework.grades.get(sign, ())
    ]
    if not framework.levels:
        lines.append("This tool names no levels.")
    elif not lines:
        lines.append("This tool gives the sign no grade; it counts as present all the same.")
    chosen = chosen_for(answer.grades, framework.id) if answer else None
    level = framework.level(chosen.level) if chosen else None
    if chosen and level:
        lines.append(f"Regraded {level.name} by the practitioner: {chosen.reason}")
    return lines


def weight_lines(
    framework: Framework, sign: str, answer: SignAnswer | None, where: Where = source_words
) -> list[str]:
    """Return what a sign weighs by the document, its source, and as the practitioner amended it."""
    lines = []
    for label, weight in weights_of(framework, sign):
        name = "Preset weight: " if label == "weight" else f"{label}: "
        how = " It may be amended, with a reason." if weight.amendable else ""
        place = where(framework, weight.source)
        lines.append(f"{name}{preset_words(framework, weight)}.{how} {place}")
    own = amended(framework, sign, answer)
    if own is not None:
        lines.append(f"Amended to {own.weight} by the practitioner: {own.reason}")
    return lines


def _counts_for(
    outcome: Outcome, sign: str, answer: SignAnswer | None, where: Where
) -> Iterator[Block]:
    """Yield the grade and the weight of a sign under one framework, and the evidence it wants."""
    framework = outcome.framework
    if framework.grades or not weights_of(framework, sign):
        lines = grade_lines(framework, sign, answer, where)
        yield Block(f"Grade under {framework.name}", tuple(lines))
    if weights := weight_lines(framework, sign, answer, where):
        yield Block(f"Weight under {framework.name}", tuple(weights))
    if sign in outcome.missing_evidence and framework.evidence:
        yield Block(EVIDENCE, (framework.evidence.ask,))


def _belongs_to(framework: Framework, item: str) -> list[Block]:
    """Return the section of the tool to which a sign or question belongs, if any."""
    found = section_of(framework, item)
    if found is None:
        return []
    return [Block("Section of the tool", (f"{found.name}. {found.help}".rstrip(". ") + ".",))]


def about_question(situation: Situation, fact: str, where: Where = source_words) -> list[Block]:
    """Return a question's help, its answer, and what it could change."""
    framework = situation.framework
    question = framework.questions.get(fact)
    if question is None:
        return [Block("", (fact.replace("_", " "),))]
    blocks = [Block("", (question.ask,))]
    if question.help:
        blocks.append(Block("", (question.help,)))
    value = situation.screening.facts.get(fact)
    said = "Not asked" if value is None else answer_words(framework, fact, value)
    blocks.append(Block("Answer", (said,)))
    frameworks = situation.reading.frameworks
    open_now = [one.question for one in situation.reading.open_questions if one.question.id == fact]
    if open_now:
        actions = {action.id: action.text for one in frameworks for action in one.actions}
        changes = (actions[c] for c in open_now[0].could_change if c in actions)
        blocks.append(Block("It could change", (change_words(open_now[0]),)))
        blocks.append(Block("", tuple(changes), listed=True))
    elif value in (None, "unknown") and not question.protective and not _beside(framework, fact):
        blocks.append(Block("It could change", ("Nothing, as things stand now.",)))
    if sets := tuple(_answer_lines(situation.reading, fact)):
        blocks.append(Block("What its answers set", sets, listed=True))
    if question.protective:
        beside = "A factor that protects. It stands beside the result and lowers nothing."
        blocks.append(Block("What it is for", (beside,)))
    blocks += _belongs_to(framework, fact)
    for one in frameworks:
        under = f", {one.name}" if situation.reading.several else ""
        for criterion in one.section_47.criteria:
            if criterion.id == fact:
                place = written(one, criterion.sources, where)
                blocks.append(Block(f"Section 47{under}", (criterion.text,)))
                blocks.append(place._replace(title=""))
    return blocks


def _beside(framework: Framework, fact: str) -> bool:
    return bool(framework.questions[fact].previous) or section_of(framework, fact) is not None


def _answer_lines(reading: Reading, fact: str) -> Iterator[str]:
    """Yield the level and the weight of each answer that has any."""
    framework = reading.asks
    choices = framework.questions[fact].choices
    for answer in dict.fromkeys((*choices, "yes", POSSIBLE, "no")):
        if words := what_it_sets(reading, fact, answer):
            yield f"{answer_words(framework, fact, answer)}: {words}"


def about_action(
    situation: Situation, united: UnitedAction, where: Where = source_words
) -> list[Block]:
    """Return an action with its limit, its reasons, whom to contact, and where it is written."""
    framework, called, action = situation.framework, united.called, united.called.action
    blocks = [Block("", (action.text,)), Block("Status", (called.status,))]
    callers = [one for one in situation.reading.frameworks if one.id in united.frameworks]
    if situation.reading.several:
        blocks.append(Block("Called for by", tuple(one.name for one in callers)))
    limit = action.time_limit
    when = []
    if called.due is not None:
        when.append(moment_words(called.due))
    elif is_now(called):
        when.append("now")
    elif limit is not None:
        when.append(limit.words)
    if limit is not None:
        when.append(f"Time limit: {limit.in_full}")
        if limit.clock and called.due is None and limit.unit not in ("now", "words"):
            clock = framework.clocks.get(limit.clock)
            when.append(f"To count it, enter: {clock.ask if clock else limit.clock}")
        if limit.assumption:
            when.append(f"Assumed: {limit.assumption}")
    if lines := tuple(line for line in when if line):
        blocks.append(Block("By when", lines))
    if called.because:
        blocks.append(Block("Because", tuple(called.because), listed=True))
    if action.contacts:
        whom = [
            one.contacts[key] for one in callers for key in action.contacts if key in one.contacts
        ]
        told = (f"{at.name}: {at.value or 'blank; enter it in the settings'}" for at in whom)
        blocks.append(Block("Contact", tuple(dict.fromkeys(told)), listed=True))
    if action.audience != "all":
        blocks.append(Block("For", (f"{action.audience} only",)))
    blocks.append(written(framework, action.sources, where))
    return blocks
