"""A framework laid out as parts with aspects in words, so that two versions can be compared."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from csescreen.core.framework import Framework
from csescreen.core.weights import Band, Weight
from csescreen.core.words import BASES, humanised


class Part(NamedTuple):
    """One thing of a framework: its name, what it says as a whole, and its aspects.

    An aspect is what is compared and how it is said, by the word for its change.
    """

    what: str
    said: str
    aspects: Mapping[str, tuple[object, str]]


Layout = Mapping[str, Mapping[str, Part]]
"""The parts of a framework, by their kind and id."""


def laid_out(framework: Framework) -> Layout:
    """Return every part of the framework that bears on an outcome, by kind and id."""
    many = len(framework.levels)
    rule = framework.section_47
    return {
        "level": {
            level.id: Part(
                level.name,
                level.name,
                {
                    "renamed": _words(level.name),
                    "moved": _words(f"{level.rank} of {many}, counted from the lowest"),
                    "described otherwise": _words(
                        " ".join((level.description, level.outcome)).strip()
                    ),
                },
            )
            for level in framework.levels
        },
        "sign": {
            key: sign_part(sign.name, _grades(framework, key), sign.domain)
            for key, sign in framework.indicators.items()
        },
        "rule": {
            rule.id: Part(
                rule.text,
                rule.text,
                {
                    "reworded": _words(rule.text),
                    "set to another level": (
                        (rule.level.id, rule.basis),
                        f"{rule.level.name}, {BASES[rule.basis]}",
                    ),
                    "with another condition": _words(rule.when.says()),
                },
            )
            for rule in framework.level_rules
        },
        "criterion": {
            one.id: Part(
                one.text,
                one.text,
                {
                    "reworded": _words(one.text),
                    "with another condition": _words(one.when.says()),
                    "presumed otherwise": _words(
                        "presumed where it is not known" if one.presumed_if_unknown else ""
                    ),
                },
            )
            for one in rule.criteria
        },
        "section_47": {
            "consider": Part(
                "Section 47 may be considered",
                rule.consider_text,
                {
                    "reworded": _words(rule.consider_text),
                    "with another condition": _words(
                        rule.consider_when.says() if rule.consider_when else ""
                    ),
                },
            )
        },
        "action": {
            action.id: Part(
                action.text,
                f"{action.text} ({action.status})",
                {
                    "reworded": _words(action.text),
                    "with another status": _words(action.status),
                    "with another condition": _words(action.when.says()),
                    "possible on another condition": _words(
                        action.possible_when.says() if action.possible_when else ""
                    ),
                    "with another time limit": (
                        action.time_limit,
                        action.time_limit.in_full if action.time_limit else "",
                    ),
                    "for other readers": _words(action.audience),
                    "with other contacts": _words(", ".join(action.contacts)),
                    "now or no longer an emergency": _words(
                        "an emergency" if action.emergency else ""
                    ),
                },
            )
            for action in framework.actions
        },
        "question": {
            key: Part(
                question.ask,
                question.ask,
                {
                    "reworded": _words(question.ask),
                    "of another kind": _words(humanised(question.kind).lower()),
                    "asked on another condition": _words(
                        framework.ask_when[key].says() if key in framework.ask_when else ""
                    ),
                    "implied otherwise": _words(
                        "; ".join(
                            f"{humanised(fact).lower()}: {', '.join(values)}"
                            for fact, values in question.implied_yes_by.items()
                        )
                    ),
                },
            )
            for key, question in framework.questions.items()
        },
        "choice": {
            f"{key}={value}": Part(f"{question.ask} {said}", said, {"reworded": _words(said)})
            for key, question in framework.questions.items()
            for value, said in question.choices.items()
        },
        "clock": {
            key: Part(clock.ask, clock.ask, {"reworded": _words(clock.ask)})
            for key, clock in framework.clocks.items()
        },
        **_counting(framework),
    }


def _words(said: str) -> tuple[object, str]:
    return said, said


def sign_part(name: str, grades: tuple[object, str] = ((), ""), domain: str = "") -> Part:
    """Return a sign as far as it is known: by its name alone, or with grades and domain."""
    return Part(
        name,
        f"{name} ({grades[1]})" if grades[1] else name,
        {"reworded": _words(name), "regraded": grades, "in another domain": _words(domain)},
    )


def _grades(framework: Framework, sign: str) -> tuple[object, str]:
    grades = framework.grades.get(sign, ())
    # a level that only has a new name is told once, as a level, not with each of its signs
    compared = frozenset((grade.level.id, grade.basis) for grade in grades)
    return compared, "; ".join(f"{grade.level.name}, {BASES[grade.basis]}" for grade in grades)


def weight_key(of_sum: str, item: str) -> str:
    """Return the key of what a sign or question adds to a sum."""
    return f"{of_sum}/{item}"


def weighed_item(key: str) -> str:
    """Return the sign or question of such a key."""
    return key.partition("/")[2]


def _counting(framework: Framework) -> Layout:
    """Return what only a tool that counts has: windows, sections, weights and bands."""
    evidence = framework.evidence
    return {
        "window": {
            key: Part(window.name, window.name, {"renamed": _words(window.name)})
            for key, window in framework.windows.items()
        },
        "section": {
            one.id: Part(
                one.name,
                one.name,
                {
                    "renamed": _words(one.name),
                    "with other signs and questions": _words(_listed((*one.signs, *one.questions))),
                },
            )
            for one in framework.sections
        },
        "weight": {
            weight_key(one.id, weight.item): Part(
                f"{one.name}: {_item(framework, weight.item)}",
                _weight(framework, weight),
                {
                    "changed": (
                        (weight.answers, weight.windows, weight.amendable),
                        _weight(framework, weight),
                    )
                },
            )
            for one in framework.sums
            for weight in one.weights
        },
        "band": {
            f"{one.id}/{band.level.id}": Part(
                f"{one.name}: {band.level.name}",
                _band(band),
                {"moved": _words(_band(band))},
            )
            for one in framework.sums
            for band in one.bands
        },
        "tool": {
            "": Part(
                framework.name,
                framework.name,
                {
                    "with another overall level": _words(humanised(framework.overall_level)),
                    "with other answers": _words(
                        "yes, possible, no or not known"
                        if framework.possible_answer
                        else "yes, no or not known"
                    ),
                    "with other evidence asked for": (
                        evidence and (evidence.ask, evidence.signs),
                        evidence.ask if evidence else "",
                    ),
                },
            )
        },
    }


def _item(framework: Framework, item: str) -> str:
    if item in framework.indicators:
        return framework.indicators[item].name
    return framework.questions[item].ask if item in framework.questions else humanised(item)


def _weight(framework: Framework, weight: Weight) -> str:
    question = framework.questions.get(weight.item)
    choices = question.choices if question else {}
    said = [f"{choices.get(answer, answer)} {number}" for answer, number in weight.answers.items()]
    said += [f"{framework.windows[key].name} {number}" for key, number in weight.windows.items()]
    return ", ".join(said) + ("; may be amended" if weight.amendable else "")


def _band(band: Band) -> str:
    return f"from {band.lowest}" + ("" if band.highest is None else f" to {band.highest}")


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(ids)
