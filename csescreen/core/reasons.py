"""Why an outcome is what it is: one reason for each rule, each present sign, each criterion."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from csescreen.core.conditions import NO, YES, View
from csescreen.core.framework import Framework, LevelRule, Source
from csescreen.core.grading import PresentSign, ReadSigns, graded_signs, regrade
from csescreen.core.outcome import Reason, Section47
from csescreen.core.screening import SignAnswer
from csescreen.core.sections import SectionReading
from csescreen.core.sums import SumReading, sum_words


def reasons(
    framework: Framework,
    view: View,
    read: ReadSigns,
    holding: Iterable[LevelRule],
    sections: Iterable[SectionReading],
    section_47: Section47,
) -> Iterator[Reason]:
    """Yield the reasons: sums, rules that set a level, sections, signs, then section 47."""
    for reading in view.sums.values():
        yield _sum(reading, read)
    for rule in holding:
        yield _rule(rule, read, view)
    for section in sections:
        yield from _section(section, read, view)
    usual = _usual_reasons(framework)
    for sign in read.present:
        reason = usual[sign.id]
        if sign.answer.grades or sign.answer.when or sign.answer.windows:
            reason = _particular(framework, reason, sign)
        yield _with_weight(reason, sign.id, view) if view.sums else reason
    yield from _weighed_answers(framework, view)
    yield from _section_47(framework, section_47)


def _rule(rule: LevelRule, read: ReadSigns, view: View) -> Reason:
    nothing_asked = View(signs={}, facts={}, age=None)
    named = dict.fromkeys(rule.when.open_leaves(nothing_asked))
    present = tuple(sign for sign in named if read.truths.get(sign) == YES)
    facts = tuple(leaf for leaf in named if leaf in view.facts)
    return Reason(rule.id, f"{rule.text}: {rule.level.name}", present, facts, rule.sources)


def _section(reading: SectionReading, read: ReadSigns, view: View) -> Iterator[Reason]:
    """Yield the rules that set a section's level, and the items that have it by themselves."""
    for rule in reading.holding:
        yield _rule(rule, read, view)
    level, section = reading.level, reading.section
    items = [item for item, rank in reading.ranks.items() if level and rank == level.rank]
    if level is not None and items:
        signs = tuple(item for item in items if item in read.truths)
        facts = tuple(item for item in items if item not in read.truths)
        text = f"{section.name}: {level.name}"
        yield Reason(f"section-{section.id}", text, signs, facts, section.sources)


def _sum(reading: SumReading, read: ReadSigns) -> Reason:
    """Return what a sum comes to, and from which answers."""
    items = [weight.item for weight in reading.sum.weights]
    open_items = {*reading.unknown, *reading.not_asked}
    return Reason(
        f"sum-{reading.sum.id}",
        sum_words(reading),
        tuple(item for item in items if read.truths.get(item, NO) > NO),
        tuple(item for item in items if item not in read.truths and item not in open_items),
        reading.sum.sources,
    )


def _with_weight(reason: Reason, sign: str, view: View) -> Reason:
    """Return a sign's reason with what it adds to each sum."""
    adds = [
        f"; adds {reading.adds[sign]} to {reading.sum.name}"
        for reading in view.sums.values()
        if sign in reading.adds
    ]
    return reason._replace(text=reason.text + "".join(adds))


def _weighed_answers(framework: Framework, view: View) -> Iterator[Reason]:
    """Yield a reason for each answer to a question that adds something to a sum."""
    for reading in view.sums.values():
        for weight in reading.sum.weights:
            question = framework.questions.get(weight.item)
            if question is None or weight.item not in reading.adds:
                continue
            value = str(view.facts[weight.item])
            said = question.choices.get(value, value)
            text = f"{question.statement}: {said}; adds {reading.adds[weight.item]}"
            text += f" to {reading.sum.name}"
            sources = (weight.source,) if weight.source.document else reading.sum.sources
            yield Reason(f"weight-{reading.sum.id}", text, (), (weight.item,), sources)


@lru_cache(maxsize=64)
def _usual_reasons(framework: Framework) -> Mapping[str, Reason]:
    """Return the reason that each sign gives when it is neither dated nor regraded."""
    usual, weighed = {}, _weighed(framework)
    for sign, graded in graded_signs(framework).items():
        indicator, best = framework.indicators[sign], graded.best
        if best is None:
            sources = weighed.get(sign) or indicator.sources
            usual[sign] = Reason("present", indicator.name, (sign,), (), sources)
        else:
            text = f"{indicator.name}: {best.level.name}; {best.because}"
            usual[sign] = Reason(f"grade-{best.basis}", text, (sign,), (), (best.source,))
    return usual


def _weighed(framework: Framework) -> Mapping[str, tuple[Source, ...]]:
    """Return by sign where the document says what it weighs."""
    found: dict[str, tuple[Source, ...]] = {}
    for one in framework.sums:
        for weight in one.weights:
            if weight.source.document:
                found[weight.item] = (*found.get(weight.item, ()), weight.source)
    return found


def _particular(framework: Framework, usual: Reason, sign: PresentSign) -> Reason:
    """Return the reason of a sign that is dated or regraded."""
    rule, text, indicators, facts, sources = usual
    if when := _when(framework, sign.answer):
        name = framework.indicators[sign.id].name
        text = text.replace(name, f"{name} ({when})", 1)
    chosen = regrade(framework, sign.answer)
    if chosen is not None:
        choice, level = chosen
        published = graded_signs(framework)[sign.id].published
        stands = sign.basis == "published" and published is not None
        stays = ", but the published grade stands" if stands else ""
        why = f": {choice.reason}" if choice.reason else ""
        text = f"{text}. Regraded {level.name} by the practitioner{stays}{why}"
        rule = f"grade-{sign.basis}"
        if published is not None and stands:
            sources = (published.source,)
    return Reason(rule, text, indicators, facts, sources)


def _when(framework: Framework, answer: SignAnswer) -> str:
    """Return when a sign was present: the time windows with a yes, or current, recent, historic."""
    windows = framework.windows.items()
    present = [window.name for name, window in windows if (name, "yes") in answer.windows]
    return " and ".join(present) or answer.when or ""


_SECTION_47_STATUSES = {
    "met": ("yes", "Section 47 threshold"),
    "presumed": ("unknown", "Section 47 presumed until this is known"),
    "possible": ("unknown", "Section 47 possible, because this is not known"),
}
"""By status of section 47: the criteria that bring it about, and how that is said."""


def _section_47(framework: Framework, section_47: Section47) -> Iterator[Reason]:
    telling, words = _SECTION_47_STATUSES.get(section_47.status, ("", ""))
    for criterion in section_47.criteria:
        if criterion.status == telling:
            facts = () if criterion.id == "age" else (criterion.id,)
            text = f"{words}: {criterion.text}"
            yield Reason(f"section-47-{criterion.id}", text, (), facts, criterion.sources)
    if section_47.status == "consider":
        rule = framework.section_47
        yield Reason("section-47-consider", rule.consider_text, (), (), rule.sources)
