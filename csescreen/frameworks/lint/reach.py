"""How far a framework's sums and levels can reach at all, whatever is answered."""

from csescreen.core.framework import Framework
from csescreen.core.leveling import WORKED_OUT
from csescreen.core.weights import Sum


def most(the_sum: Sum) -> int:
    """Return the highest number that a sum can come to with its preset weights."""
    return sum(
        sum(weight.windows.values()) or max(weight.answers.values(), default=0)
        for weight in the_sum.weights
    )


def least(the_sum: Sum) -> int:
    """Return the lowest number that a sum can come to; a sign that is absent adds nothing."""
    return sum(
        min(weight.answers.values(), default=0) if "no" in weight.answers or _chosen(weight) else 0
        for weight in the_sum.weights
    )


def _chosen(weight: object) -> bool:
    answers = getattr(weight, "answers", {})
    return bool(answers) and "yes" not in answers


def reachable_ranks(framework: Framework) -> set[int]:
    """Return the ranks of all levels to which a grade, a rule or a band can lead."""
    ranks = {grade.level.rank for grades in framework.grades.values() for grade in grades}
    ranks |= {rule.level.rank for rule in framework.level_rules}
    for one in framework.sums:
        amendable = any(weight.amendable for weight in one.weights)
        highest = most(one)
        ranks |= {b.level.rank for b in one.bands if amendable or b.lowest <= highest}
    return ranks


def level_ranks(framework: Framework) -> set[int]:
    """Return the ranks that the child's level itself can have; any, where people may judge it."""
    if framework.overall_level == WORKED_OUT:
        return reachable_ranks(framework)
    if framework.overall_level == "entered":
        return {level.rank for level in framework.levels}
    return set()
