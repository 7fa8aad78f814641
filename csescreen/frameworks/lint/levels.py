"""Levels that nothing leads to, and signs or questions that lead to nothing."""

from csescreen.core.framework import Framework
from csescreen.core.leveling import WORKED_OUT
from csescreen.frameworks.lint.found import Found, Warned
from csescreen.frameworks.lint.reach import reachable_ranks


def level_warnings(framework: Framework) -> Found:
    """Yield the warnings about levels, grades and questions."""
    yield from _levels(framework)
    yield from _signs(framework)
    yield from _questions(framework)
    yield from _clocks(framework)
    yield from _rules_of_no_use(framework)


def _levels(framework: Framework) -> Found:
    reached = reachable_ranks(framework)
    for level in framework.levels:
        if level.rank not in reached and framework.overall_level != "entered":
            yield Warned(
                f"levels.{level.id}",
                "unreachable-level",
                "No sign, no rule and no sum leads to this level.",
                "Grade a sign with it, give it a rule or a band, or leave the level out.",
            )


def _signs(framework: Framework) -> Found:
    if not framework.levels or framework.overall_level == "entered":
        return
    weighed = {weight.item for one in framework.sums for weight in one.weights}
    silent = [
        sign
        for sign in framework.indicators.values()
        if sign.id not in framework.grades and sign.id not in weighed
    ]
    for words, signs in (
        ("serious signs", [sign.id for sign in silent if sign.serious]),
        ("further signs", [sign.id for sign in silent if not sign.serious]),
    ):
        if signs:
            yield Warned(
                "grades",
                "silent-sign",
                f"{len(signs)} {words} have neither a grade nor a weight here, so they never raise "
                f"the level: {', '.join(signs)}.",
                'Give them a grade; basis = "suggested" where the document has none.',
            )


def _questions(framework: Framework) -> Found:
    asked = {*framework.urgent, *framework.circumstances}
    asked.update(fact for section in framework.sections for fact in section.questions)
    for question in framework.own_questions.values():
        if question.id not in asked and not question.domain:
            yield Warned(
                f"questions.{question.id}",
                "never-asked",
                "Nothing says where this question is asked; it comes last, under circumstances.",
                "Name it under urgent, circumstances or a section, or give it a domain.",
            )
        if question.kind == "choice" and "unknown" not in question.choices:
            yield Warned(
                f"questions.{question.id}.choices",
                "unknown-as-no",
                'Nobody can answer "not known", so a guess or silence stands for it.',
                'Add unknown = "Not known".',
            )


def _clocks(framework: Framework) -> Found:
    for action in framework.actions:
        limit = action.time_limit
        clock = limit.clock if limit else ""
        if clock and clock != "birthday_18" and clock not in framework.clocks:
            yield Warned(
                f"actions.{action.id}.time_limit.clock",
                "never-asked",
                "Nothing asks for this time, so it is never worked out by when.",
                "Name it under ask_clocks.",
            )


def _rules_of_no_use(framework: Framework) -> Found:
    if framework.overall_level == WORKED_OUT:
        return
    for rule in framework.level_rules:
        if not rule.section and rule.id not in _statements(framework):
            yield Warned(
                f"level_rules.{rule.id}",
                "never-holds",
                f'The child\'s level is "{framework.overall_level}" here, so this rule sets none.',
                "Give the rule a section, or leave it out.",
            )


def _statements(framework: Framework) -> set[str]:
    """Return the ids of the rules that stand for the answers of questions."""
    own = framework.own_questions.values()
    return {f"{question.id}-{answer}" for question in own for answer in question.levels}
