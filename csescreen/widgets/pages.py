"""Explanations as text: of a sign, a question, an action. Every source, document and lines."""

from collections.abc import Iterable

from textual.content import Content

from csescreen.core.framework import Framework, Source
from csescreen.core.screening import SignAnswer, chosen_for
from csescreen.core.union import UnitedAction
from csescreen.core.words import answer_words, moment_words
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.situation import Situation
from csescreen.widgets.words import (
    BASES,
    change_words,
    due_words,
    source_words,
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
    blocks = [
        plain(indicator.name).stylize("bold"),
        section("What it looks like", indicator.looks_like),
        section("Why it matters", indicator.why_it_matters),
        section("What else could explain it", indicator.other_explanations),
        *(
            section(f"Grade under {one.name}", "\n".join(grade_lines(one, sign, answer)))
            for one in situation.reading.frameworks
        ),
        section("Where it is written", sources_text(framework, indicator.sources)),
    ]
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
    elif situation.screening.facts.get(fact) in (None, "unknown"):
        blocks.append(section("It could change", "Nothing, as things stand now."))
    for one in frameworks:
        under = f", {one.name}" if situation.reading.several else ""
        for criterion in one.section_47.criteria:
            if criterion.id == fact:
                where = sources_text(one, criterion.sources)
                blocks.append(section(f"Section 47{under}", f"{criterion.text}\n{where}"))
    return blocks


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
        lines = [
            f"- {framework.contacts[key].name}: "
            f"{framework.contacts[key].value or 'blank; enter it in the settings'}"
            for key in action.contacts
            if key in framework.contacts
        ]
        blocks.append(section("Contact", "\n".join(lines)))
    if action.audience != "all":
        blocks.append(section("For", f"{action.audience} only"))
    blocks.append(section("Where it is written", sources_text(framework, action.sources)))
    return blocks
