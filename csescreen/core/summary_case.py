"""The sections of a summary that say what the practitioner answered and wrote."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from csescreen.core.framework import BASES as BASIS_ORDER
from csescreen.core.framework import DOMAINS, Framework, Grade
from csescreen.core.outcome import Outcome
from csescreen.core.part_names import CALL_DETAILS, CHILD_DETAILS, NARRATIVE, WORKER_DETAILS
from csescreen.core.screening import (
    NARRATIVE_PARTS,
    POSSIBLE,
    FactValue,
    Screening,
    SignAnswer,
    chosen_for,
)
from csescreen.core.summary import (
    Block,
    Bullets,
    Cell,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Table,
)
from csescreen.core.summary_signs import GradeOf, SignColumns
from csescreen.core.weighing import choice_words
from csescreen.core.windows import PARTLY_ASKED
from csescreen.core.words import (
    BASES,
    SIGN_ANSWERS,
    answer_words,
    counted,
    counted_age_words,
    day_words,
    humanised,
    moment_words,
    question_words,
)

BORN, AGE_GIVEN, AGE_COUNTED = "Date of birth", "Age as given", "Age that counts"
CHILD_WORDS = "child_words"
"""The detail that holds what the child said, in the child's own words."""


def child(screening: Screening, outcome: Outcome | None) -> Section:
    """Return who the child is and who is worried; a blank stays a blank to fill.

    Without an outcome no age was counted.
    """
    details = screening.details
    about = screening.child
    identity: list[tuple[str, Cell]] = [
        ("Reference", OwnWords(screening.reference)),
        (BORN, day_words(about.date_of_birth) if about.date_of_birth else ""),
    ]
    if outcome is not None:
        identity.append((AGE_COUNTED, counted_age_words(outcome)))
    if about.age is not None:
        identity.insert(2, (AGE_GIVEN, counted(about.age, "year")))
    described = [(label, OwnWords(details.get(k, ""))) for k, label in CHILD_DETAILS.items()]
    worker = tuple((label, OwnWords(details.get(k, ""))) for k, label in WORKER_DETAILS.items())
    further = {key: text for key, text in details.items() if key not in CALL_DETAILS}
    blocks: tuple[Block, ...] = (
        Fields((described[0], *identity, *described[1:], *further_details(further))),
        Heading("Practitioner"),
        Fields(worker),
    )
    if called := tuple(call_rows(details)):
        blocks = (*blocks, Heading("The call with which it began"), Fields(called))
    return Section("child", "The child and the practitioner", blocks)


def call_rows(details: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
    """Yield what was noted of a call: what it is, and the text, a line of it at a time."""
    for key, label in CALL_DETAILS.items():
        if text := details.get(key, ""):
            yield label, tuple(OwnWords(line) for line in _as_time(text).splitlines())


def _as_time(text: str) -> str:
    """Return a time that the program wrote down in words, and any other text as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment_words(moment) if moment.tzinfo else text


def further_details(details: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what was typed that no part is kept for: what it is, and the text."""
    known = {*CHILD_DETAILS, *WORKER_DETAILS, CHILD_WORDS}
    return ((_label(k), OwnWords(text)) for k, text in details.items() if k not in known)


def _label(key: str) -> str:
    if key in CALL_DETAILS:
        return CALL_DETAILS[key]
    typed = key.removeprefix("typed_")
    return humanised(key) if typed == key else f"{humanised(typed)}: as typed, not understood"


_ANSWERED = {
    POSSIBLE: "Answered possible",
    "unknown": "Answered not known",
    "no": "Answered no",
    PARTLY_ASKED: SIGN_ANSWERS[PARTLY_ASKED],
}
"""The headings of signs that are not answered yes, by answer."""


def signs(
    framework: Framework,
    screening: Screening,
    wording: Mapping[str, str],
    grade: GradeOf | None = None,
    frameworks: Sequence[Framework] = (),
) -> Section:
    """Return the signs: present by domain, not known, answered no, and how many were not asked.

    ``grade`` says how a sign is graded where that is not by the framework alone; ``frameworks``
    are the several whose signs those of ``framework`` are.
    """
    grade = grade or partial(grade_lines, framework)
    names = {
        sign: wording.get(sign)
        or (framework.indicators[sign].name if sign in framework.indicators else humanised(sign))
        for sign in screening.signs
    }
    ordered = [sign for sign in framework.indicators if sign in screening.signs]
    ordered += [sign for sign in screening.signs if sign not in framework.indicators]
    answered: dict[str, list[str]] = {answer: [] for answer in (*_ANSWERED, "yes")}
    for sign in ordered:
        answered[screening.signs[sign].answer].append(sign)
    blocks: list[Block] = []
    columns = SignColumns(framework, frameworks or (framework,), screening)

    def table(title: str, found: list[str], caption: str) -> Table:
        rows = tuple((names[sign], *columns.cells(sign, grade)) for sign in found)
        return Table((title, *columns.header), rows, caption)

    for domain, present in _by_domain(framework, answered["yes"]):
        blocks += [Heading(domain), table("Sign present", present, f"Signs present: {domain}")]
    if not answered["yes"]:
        blocks.append(Paragraph("No sign has been answered yes so far."))
    if possible := answered[POSSIBLE]:
        title = "Answered possible"
        blocks += [Heading(title), table("Sign answered possible", possible, title)]
    for answer in ("unknown", "no", PARTLY_ASKED):
        if answered[answer]:
            items = tuple(
                _with_evidence(names[sign], screening.signs[sign], columns)
                for sign in answered[answer]
            )
            blocks += [Heading(_ANSWERED[answer]), Bullets(items, compact=True)]
    not_asked = sum(sign not in screening.signs for sign in framework.indicators)
    if not_asked:
        total = counted(len(framework.indicators), "sign")
        blocks.append(Paragraph(f"Not asked: {not_asked} of {total}."))
    return Section("signs", "Signs", tuple(blocks))


def _by_domain(framework: Framework, present: list[str]) -> Iterator[tuple[str, list[str]]]:
    grouped: dict[str, list[str]] = {}
    for sign in present:
        indicator = framework.indicators.get(sign)
        grouped.setdefault(indicator.domain if indicator else "", []).append(sign)
    for domain in sorted(grouped, key=[*DOMAINS, *grouped].index):
        yield DOMAINS.get(domain) or humanised(domain) or "Other signs", grouped[domain]


def _with_evidence(name: str, answer: SignAnswer, columns: SignColumns) -> Cell:
    said_by = ("Said by:", OwnWords(answer.heard_from)) if answer.heard_from else ()
    windows = columns.by_window(answer) if answer.windows else ()
    return (name, *windows, OwnWords(answer.note), *said_by)


def grade_lines(framework: Framework, sign: str, answer: SignAnswer) -> tuple[str, ...]:
    """Return the grade of a sign under a framework with its basis, and the practitioner's own."""
    grades = framework.grades.get(sign, ())
    best = max(grades, key=_strength, default=None)
    lines = [f"{best.level.name}: {BASES[best.basis]}" if best else "No grade"]
    chosen = chosen_for(answer.grades, framework.id)
    level = framework.level(chosen.level) if chosen else None
    if chosen and level:
        lines += [f"Regraded {level.name} by the practitioner:", OwnWords(chosen.reason)]
        published = [g.level for g in grades if g.basis == "published"]
        if any(stated.rank > level.rank for stated in published):
            lines.append("The published grade stands.")
    return tuple(lines)


def _strength(grade: Grade) -> tuple[int, int]:
    return grade.level.rank, -BASIS_ORDER.index(grade.basis)


def answers(framework: Framework, screening: Screening) -> Section:
    """Return the questions that were asked with their answers, and the times entered."""
    order = (*framework.urgent, *framework.circumstances, *framework.questions, *screening.facts)
    asked = [fact for fact in dict.fromkeys(order) if fact in screening.facts]
    blocks: list[Block] = []
    if asked:
        rows = tuple(
            (
                question_words(framework, fact),
                _answer(framework, fact, screening.facts[fact]),
            )
            for fact in asked
        )
        blocks.append(Table(("Question", "Answer"), rows, "Questions asked and their answers"))
    else:
        blocks.append(Paragraph("No question has been answered yet."))
    if screening.clocks:
        times: list[tuple[str, Cell]] = []
        for clock in sorted(screening.clocks, key=[*framework.clocks, *screening.clocks].index):
            name = framework.clocks.get(clock)
            asked_as = name.ask if name else humanised(clock)
            times.append((asked_as, moment_words(screening.clocks[clock])))
        blocks += [Heading("Times entered"), Fields(tuple(times))]
    return Section("answers", "Questions and answers", tuple(blocks))


def _answer(framework: Framework, fact: str, value: FactValue) -> Cell:
    """Return the answer, with the level and the weight that it sets."""
    words = answer_words(framework, fact, value)
    sets = choice_words(framework, fact, str(value))
    return (words, sets) if sets else words


def narrative(framework: Framework | None, screening: Screening) -> Section:
    """Return what the practitioner wrote, part by part, and what the child said."""
    guided = framework.guidance if framework else ()
    titles = {guidance.part: guidance.title for guidance in guided if guidance.title}
    parts = dict.fromkeys((*NARRATIVE_PARTS, *screening.narrative))
    written = [
        (titles.get(part) or NARRATIVE.get(part) or humanised(part), screening.narrative.get(part))
        for part in parts
    ]
    heard = titles.get(CHILD_WORDS) or "In the child's own words"
    blocks: list[Block] = []
    for title, text in (*written, (heard, screening.details.get(CHILD_WORDS))):
        blocks.append(Heading(title))
        if text and text.strip():
            blocks.append(Paragraph(text, own_words=True))
        else:
            blocks.append(Paragraph("Not written yet."))
    return Section("narrative", "What the practitioner writes", tuple(blocks))
