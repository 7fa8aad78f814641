"""Explanations as text: of a sign, a question, an action. Every source, document and lines."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from csescreen.core.framework import Framework, Source
from csescreen.core.outcome import Outcome
from csescreen.core.screening import POSSIBLE, SignAnswer, chosen_for
from csescreen.core.steps import section_of
from csescreen.core.union import UnitedAction
from csescreen.core.weighing import amended, preset_words, weights_of
from csescreen.core.words import answer_words, moment_words
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.situation import Situation
from csescreen.widgets.words import (
    BASES,
    change_words,
    due_words,
    source_words,
    what_it_sets,
)


def section(title: str, text: str) -> Content:
    """Return a heading with a text under it."""
    return styled("[bold $primary]$title[/]\n$text", title=title, text=text)


def sources_text(framework: Framework, sources: Iterable[Source]) -> str:
    """Return each source on a line of its own."""
    lines = dict.fromkeys(source_words(framework, source) for source in sources)
    return "\n".join(f"- {line}" for line in lines) or "- no document; the program's own words"


def about_sign(situation: Situation, sign: str) -> list[Content]:
    """Return what a sign looks like, why it matters, its grades, and where it is written."""
    framework = situation.framework
    indicator = framework.indicators[sign]
    answer = situation.screening.signs.get(sign)
    blocks = [plain(indicator.name).stylize("bold")]
    for title, text in (
        ("What it looks like", indicator.looks_like),
        ("Why it matters", indicator.why_it_matters),
        ("What else could explain it", indicator.other_explanations),
    ):
        if text:  # a tool's own sign may have none of it
            blocks.append(section(title, text))
    for outcome in situation.reading.outcomes:
        blocks += _counts_for(outcome, sign, answer)
    blocks += _belongs_to(framework, sign)
    if indicator.sources or sign not in framework.own_signs:
        where = sources_text(framework, indicator.sources)
        blocks.append(section("Where it is written", where))
    if answer and answer.note.strip():
        heard = f"\nHeard from: {answer.heard_from}" if answer.heard_from.strip() else ""
        blocks.insert(1, section("Your note", answer.note + heard))
    return blocks


def grade_lines(framework: Framework, sign: str, answer: SignAnswer | None) -> list[str]:
    """Return every grade of a sign with its basis and source, and the practitioner's own."""
    lines = [
        f"{grade.level.name} ({BASES[grade.basis]}): {grade.because}. "
        f"{source_words(framework, grade.source)}"
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


def weight_lines(framework: Framework, sign: str, answer: SignAnswer | None) -> list[str]:
    """Return what a sign weighs by the document, its source, and as the practitioner amended it."""
    lines = []
    for label, weight in weights_of(framework, sign):
        name = "Preset weight: " if label == "weight" else f"{label}: "
        how = " It may be amended, with a reason." if weight.amendable else ""
        where = source_words(framework, weight.source)
        lines.append(f"{name}{preset_words(framework, weight)}.{how} {where}")
    own = amended(framework, sign, answer)
    if own is not None:
        lines.append(f"Amended to {own.weight} by the practitioner: {own.reason}")
    return lines


def _counts_for(outcome: Outcome, sign: str, answer: SignAnswer | None) -> Iterator[Content]:
    """Yield the grade and the weight of a sign under one framework, and the evidence it wants."""
    framework = outcome.framework
    if framework.grades or not weights_of(framework, sign):
        lines = grade_lines(framework, sign, answer)
        yield section(f"Grade under {framework.name}", "\n".join(lines))
    if weights := weight_lines(framework, sign, answer):
        yield section(f"Weight under {framework.name}", "\n".join(weights))
    if sign in outcome.missing_evidence and framework.evidence:
        yield section("Still to be written down: F2", framework.evidence.ask)


def _belongs_to(framework: Framework, item: str) -> list[Content]:
    """Return the section of the tool to which a sign or question belongs, if any."""
    found = section_of(framework, item)
    if found is None:
        return []
    return [section("Section of the tool", f"{found.name}. {found.help}".rstrip(". ") + ".")]


def about_question(situation: Situation, fact: str) -> list[Content]:
    """Return a question's help, its answer, and what it could change."""
    framework = situation.framework
    question = framework.questions.get(fact)
    if question is None:
        return [plain(fact.replace("_", " "))]
    blocks = [plain(question.ask).stylize("bold")]
    if question.help:
        blocks.append(plain(question.help))
    value = situation.screening.facts.get(fact)
    said = "Not asked" if value is None else answer_words(framework, fact, value)
    blocks.append(section("Answer", said))
    frameworks = situation.reading.frameworks
    open_now = [one.question for one in situation.reading.open_questions if one.question.id == fact]
    if open_now:
        actions = {action.id: action.text for one in frameworks for action in one.actions}
        changes = [actions[c] for c in open_now[0].could_change if c in actions]
        words = [change_words(open_now[0]), *(f"- {text}" for text in changes)]
        blocks.append(section("It could change", "\n".join(words)))
    elif value in (None, "unknown") and not question.protective and not _beside(framework, fact):
        blocks.append(section("It could change", "Nothing, as things stand now."))
    if sets := _answer_lines(situation, fact):
        blocks.append(section("What its answers set", "\n".join(sets)))
    if question.protective:
        beside = "A factor that protects. It stands beside the result and lowers nothing."
        blocks.append(section("What it is for", beside))
    blocks += _belongs_to(framework, fact)
    for one in frameworks:
        under = f", {one.name}" if situation.reading.several else ""
        for criterion in one.section_47.criteria:
            if criterion.id == fact:
                where = sources_text(one, criterion.sources)
                blocks.append(section(f"Section 47{under}", f"{criterion.text}\n{where}"))
    return blocks


def _beside(framework: Framework, fact: str) -> bool:
    return bool(framework.questions[fact].previous) or section_of(framework, fact) is not None


def _answer_lines(situation: Situation, fact: str) -> list[str]:
    """Return the level and the weight of each answer that has any."""
    framework = situation.framework
    question = framework.questions[fact]
    lines = []
    for answer in dict.fromkeys((*question.choices, "yes", POSSIBLE, "no")):
        if words := what_it_sets(situation.reading, fact, answer):
            lines.append(f"- {answer_words(framework, fact, answer)}: {words}")
    return lines


def about_action(situation: Situation, united: UnitedAction) -> list[Content]:
    """Return an action with its limit, its reasons, whom to contact, and where it is written."""
    framework, called, action = situation.framework, united.called, united.called.action
    blocks = [
        plain(action.text).stylize("bold"),
        section("Status", called.status),
    ]
    if situation.reading.several:
        names = [one.name for one in situation.reading.frameworks if one.id in united.frameworks]
        blocks.append(section("Called for by", "\n".join(names)))
    when = [due_words(called, situation.now)]
    if called.due is not None:
        when = [moment_words(called.due)]
    limit = action.time_limit
    if limit is not None:
        when.append(f"Time limit: {limit.in_full}")
        if limit.clock and called.due is None and limit.unit not in ("now", "words"):
            clock = framework.clocks.get(limit.clock)
            when.append(f"To count it, enter: {clock.ask if clock else limit.clock}")
        if limit.assumption:
            when.append(f"Assumed: {limit.assumption}")
    if any(when):
        blocks.append(section("By when", "\n".join(line for line in when if line)))
    if called.because:
        blocks.append(section("Because", "\n".join(f"- {why}" for why in called.because)))
    if action.contacts:
        callers = [one for one in situation.reading.frameworks if one.id in united.frameworks]
        whom = [
            one.contacts[key] for one in callers for key in action.contacts if key in one.contacts
        ]
        lines = (f"- {at.name}: {at.value or 'blank; enter it in the settings'}" for at in whom)
        blocks.append(section("Contact", "\n".join(dict.fromkeys(lines))))
    if action.audience != "all":
        blocks.append(section("For", f"{action.audience} only"))
    blocks.append(section("Where it is written", sources_text(framework, action.sources)))
    return blocks
