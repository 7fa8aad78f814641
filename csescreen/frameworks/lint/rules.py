"""Rules that can never hold, that take an unknown for no, or that say nowhere where they stand."""

from collections.abc import Iterator

from csescreen.core.conditions import AllOf, AtLeast, Condition, Named, Not, Unless
from csescreen.core.counting import SectionLevelIs, SumIs
from csescreen.core.framework import Framework
from csescreen.core.statements import AgeFrom, AgeUnknown, LevelIs, NumberFrom
from csescreen.frameworks.contradictions import Contradictions
from csescreen.frameworks.lint.found import Found, Warned
from csescreen.frameworks.lint.reach import least, level_ranks, most, reachable_ranks


def rule_warnings(framework: Framework) -> Found:
    """Yield the warnings about conditions and sources."""
    contradictions, hopeless = Contradictions(), _Hopeless(framework)
    for place, condition in placed_conditions(framework):
        if contradictions.within(condition):
            yield Warned(
                place,
                "never-holds",
                "This asks one thing for two answers at once, so it never holds.",
                "Join them with any instead of all, or mend one of them.",
            )
        elif words := hopeless.within(condition):
            yield Warned(place, "never-holds", words, "Mend the condition, or what leads to it.")
        if _hides_unknown(condition):
            yield Warned(
                place,
                "unknown-as-no",
                "A not around an unless takes what is not known for no.",
                "Say it with the condition itself, or with not alone.",
            )
    for rule in framework.level_rules:
        if _may_cease(rule.when):
            yield Warned(
                f"level_rules.{rule.id}.when",
                "yes-lowers",
                "One more yes can make this rule stop holding, so that the level falls.",
                "Say when the level is reached; leave out not, unless and at_most.",
            )
    for place in _without_source(framework):
        yield Warned(
            place,
            "missing-source",
            "Nothing says where this is written.",
            "Give document and lines.",
        )


class _Hopeless:
    """Finds conditions on levels and sums that nothing can bring about."""

    def __init__(self, framework: Framework) -> None:
        self._levels = level_ranks(framework)
        self._sections = reachable_ranks(framework)
        self._sums = {
            one.id: (least(one), most(one))
            for one in framework.sums
            if not any(weight.amendable for weight in one.weights)
        }
        self._names = {level.rank: level.name for level in framework.levels}

    def within(self, condition: Condition) -> str:  # noqa: PLR0911 - one case a condition
        """Return why the condition can never hold; empty where it can."""
        match condition:
            case Named(part=part):
                return self.within(part)
            case AllOf(parts=parts):
                return next(filter(None, map(self.within, parts)), "")
            case AtLeast(needed=needed, parts=parts):
                why = [words for words in map(self.within, parts) if words]
                return why[0] if len(parts) - len(why) < needed and why else ""
            case LevelIs(ranks=ranks) if ranks.isdisjoint(self._levels):
                return f"The level is never {self._named(ranks)}."
            case SectionLevelIs(ranks=ranks) if ranks.isdisjoint(self._sections):
                return f"No section is ever {self._named(ranks)}."
            case SumIs(sum=name, lowest=lowest, highest=highest) if name in self._sums:
                low, high = self._sums[name]
                if (lowest is not None and lowest > high) or (
                    highest is not None and highest < low
                ):
                    return f"The sum is from {low} to {high}, and never what this asks."
        return ""

    def _named(self, ranks: frozenset[int]) -> str:
        return " or ".join(self._names[rank] for rank in sorted(ranks))


def _hides_unknown(condition: Condition) -> bool:
    if isinstance(condition, Not):
        part = condition.part
        while isinstance(part, Named):
            part = part.part
        return isinstance(part, Unless) or _hides_unknown(part)
    parts = getattr(condition, "parts", ())
    return any(_hides_unknown(part) for part in parts)


def _may_cease(condition: Condition) -> bool:
    """Return whether a further yes, or a higher number, can make the condition stop holding."""
    if isinstance(condition, Not | Unless):
        return not isinstance(condition.part, AgeFrom | AgeUnknown)
    if isinstance(condition, SumIs | NumberFrom):
        return condition.highest is not None
    if isinstance(condition, Named):
        return _may_cease(condition.part)
    return any(_may_cease(part) for part in getattr(condition, "parts", ()))


def _without_source(framework: Framework) -> Iterator[str]:
    for action in framework.actions:
        if not action.sources:
            yield f"actions.{action.id}"
    for sign in framework.own_signs:
        if not framework.indicators[sign].sources:
            yield f"signs.{sign}"
    for one in framework.sums:
        if not one.sources:
            yield f"sums.{one.id}"
        if any(not weight.source.document for weight in one.weights):
            yield f"weights of {one.id}"
    for question in framework.own_questions.values():
        if question.levels and not question.sources:
            yield f"questions.{question.id}"


def placed_conditions(framework: Framework) -> Iterator[tuple[str, Condition]]:
    """Yield every condition that a part of the framework has, with its place."""
    for action in framework.actions:
        yield f"actions.{action.id}.when", action.when
        if action.possible_when:
            yield f"actions.{action.id}.possible_when", action.possible_when
    for rule in framework.level_rules:
        yield f"level_rules.{rule.id}.when", rule.when
    for criterion in framework.section_47.criteria:
        yield f"section_47.criteria.{criterion.id}.when", criterion.when
    if framework.section_47.consider_when:
        yield "section_47.consider_when", framework.section_47.consider_when
    for fact, condition in framework.ask_when.items():
        yield f"ask_when.{fact}", condition
    for notice in framework.notices.values():
        if notice.when:
            yield f"notices.{notice.id}.when", notice.when
