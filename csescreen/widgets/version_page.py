"""A screening under another version of its tool, in words: this child's part first."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from csescreen.core.comparing import Comparison, Look, compare_looks
from csescreen.core.dated_readings import level_words, section_47_status
from csescreen.core.ports import DatedReading, FrameworkPin, Record
from csescreen.core.public import outcome_json
from csescreen.core.screening import Screening
from csescreen.core.version_parts import weighed_item
from csescreen.core.versions import Change, is_older
from csescreen.core.words import ANSWERS, humanised, moment_words
from csescreen.keymap import key_of
from csescreen.pinned import Review, version_words
from csescreen.widgets.pages import section
from csescreen.widgets.plain import plain

_MISSING = (
    "The version that this screening was made with is neither on file nor in the store: {pin}. "
    "Nothing was worked out. Your answers and your text stand below, as they are stored; they can "
    "be exported ({export}). You can read them under the version that is on file."
)
_BESIDE = (
    "Only the tool changed; what you know of the child did not. Nothing is read anew unless you "
    "ask for it below: then both outcomes are kept beside each other, each with its date."
)


def review_blocks(review: Review, readings: Sequence[DatedReading]) -> list[Content]:
    """Return everything that there is to say before a screening is read under another version."""
    pin = FrameworkPin.of(review.old) if review.old else review.pin
    new = FrameworkPin.of(review.new)
    if review.old is None:
        head = _MISSING.format(pin=version_words(pin), export=key_of("export"))
    else:
        head = f"This screening is read under {version_words(pin)} of {review.old.name}."
    older = ", which is older" if is_older(new.version, pin.version) else ""
    blocks = [plain(f"{head}\nOn file is {version_words(new)}{older}. {_BESIDE}")]
    blocks += [
        section("Side by side", _lines(side_by_side(_comparison(review, pin, new)))),
        section("Answers that would not carry over", _lines(_left(review))),
        section("What changed for the answers of this child", _lines(_changes(review, own=True))),
        section("What else changed in the tool", _lines(_changes(review, own=False))),
    ]
    if review.old is None:
        blocks += stored_blocks(review.record)
    return [*blocks, *reading_blocks(readings)]


def _comparison(review: Review, old: FrameworkPin, new: FrameworkPin) -> Comparison:
    record = review.record
    outcome = outcome_json(review.old_outcome) if review.old_outcome else None
    before = Look(record.updated_at, old, outcome, record.screening, record.wording)
    return compare_looks(
        before,
        before._replace(
            pin=new, outcome=outcome_json(review.new_outcome), screening=review.carried
        ),
    )


def side_by_side(comparison: Comparison) -> Iterable[str]:
    """Yield the levels, section 47 and the actions that come and go."""
    old, new = comparison.before.pin.version, comparison.after.pin.version
    names = (f"version {old}", f"version {new}") if old != new else ("as it was", "as it is now")
    for label, pair in (
        ("Highest sign present", comparison.indicated),
        ("Judged by you", comparison.judged),
        ("Section 47", comparison.section_47),
    ):
        if pair[0] == pair[1]:
            yield f"{label}, both: {pair[0]}"
        else:
            yield f"{label}, {names[0]}: {pair[0]}"
            yield f"{label}, {names[1]}: {pair[1]}"
    if comparison.before.outcome is None:
        called = [one for one in comparison.actions if one.after]
        yield from (f"Called for, {names[1]} ({one.after}): {one.text}" for one in called)
        return
    for one in comparison.actions:
        if not one.before:
            yield f"Comes ({one.after}): {one.text}"
        elif not one.after:
            yield f"Goes ({one.before}): {one.text}"
        else:
            yield f"Changes ({one.before}; then {one.after}): {one.text}"
    if not comparison.actions:
        yield "The same actions with the same times."


def _left(review: Review) -> Iterable[str]:
    for one in review.left:
        end = "" if one.what.endswith(("?", ".")) else "."
        yield f"{one.what}{end} Answer: {one.answer}. {one.why}"
    if review.left:
        yield "They stay in the reading of today under the old version."
    else:
        yield "None: every answer carries over."


def _changes(review: Review, *, own: bool) -> Iterable[str]:
    found = [one for one in review.changes if _concerns(one, review.record.screening) == own]
    for one in found:
        yield f"{one.says}: {one.what}"
        if one.before and one.after:
            yield f"    before: {one.before}"
            yield f"    now: {one.after}"
        elif one.kind not in ("added", "retired"):
            yield f"    before: {one.before or 'nothing'}"
            yield f"    now: {one.after or 'nothing'}"
    if not found:
        known = review.old is not None or own
        yield "Nothing." if known else "Not known: the old version cannot be had."


def _concerns(change: Change, screening: Screening) -> bool:
    """Return whether a change is of a level, or of something that was answered."""
    if change.part == "choice":
        fact, _, value = change.id.partition("=")
        return screening.facts.get(fact) == value
    if change.part == "weight":
        item = weighed_item(change.id)
        return item in screening.signs or item in screening.facts
    answered = {"sign": screening.signs, "question": screening.facts, "clock": screening.clocks}
    return change.part == "level" or change.id in answered.get(change.part, {})


def stored_blocks(record: Record) -> list[Content]:
    """Return the answers and the text as they are stored, for reading."""
    screening = record.screening
    signs = [
        f"{record.wording.get(sign) or humanised(sign)}: {ANSWERS.get(answer.answer, '')}"
        + (f". {answer.note}" if answer.note else "")
        for sign, answer in screening.signs.items()
    ]
    facts = [
        f"{humanised(fact)}: {', '.join(value) if isinstance(value, tuple) else value}"
        for fact, value in screening.facts.items()
    ]
    texts = [
        section(humanised(part), text) for part, text in screening.narrative.items() if text.strip()
    ]
    return [
        section("Signs, as they were worded", _lines(signs or ["None answered."])),
        section("Questions", _lines(facts or ["None answered."])),
        *texts,
    ]


def reading_blocks(readings: Sequence[DatedReading]) -> list[Content]:
    """Return the dated readings, the oldest first."""
    lines = [
        f"{moment_words(one.made_at)}, {one.pin.id} version {one.pin.version}: highest sign "
        f"present {level_words(one.outcome)}; section 47: {section_47_status(one.outcome)}"
        + (f". Why: {one.why}" if one.why else "")
        for one in readings
    ]
    return [section("Dated readings", _lines(lines or ["None yet."]))]


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(line if line.startswith(" ") else f"- {line}" for line in lines)
