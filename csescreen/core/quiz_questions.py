"""Questions of a quiz, made from frameworks' own data; wrong choices are of the same kind.

A level is asked of a grade that a document publishes, or that is suggested and says so; never of
one that only a rule gives. A framework without levels is not asked for them, one without limits not
for those.
"""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Final

from csescreen.core.framework import DOMAINS, Action, Framework, Grade, Indicator
from csescreen.core.grading import graded_signs
from csescreen.core.quiz import Choice, QuizQuestion
from csescreen.core.timelimits import TimeLimit
from csescreen.core.words import BASES, sentence

_CHOICES: Final = 4
_ASKED_BASES: Final = ("published", "suggested")
_USUAL_LIMITS: Final = (
    TimeLimit("now", 0, "now"),
    TimeLimit("hours", 24, "24 hours"),
    TimeLimit("days", 3, "3 days"),
    TimeLimit("working_days", 10, "10 working days"),
    TimeLimit("working_days", 30, "30 working days"),
    TimeLimit("months", 3, "3 months"),
    TimeLimit("months", 6, "6 months"),
)
"""Wrong choices where the frameworks at hand have too few limits of their own."""


def questions(
    frameworks: Sequence[Framework], kinds: Sequence[str], rng: Random
) -> tuple[QuizQuestion, ...]:
    """Return every question of these kinds under the frameworks; ``rng`` mixes their choices.

    Signs and domains are asked once, as the first framework has them.
    """
    found: list[QuizQuestion] = []
    for kind in kinds:
        of_one, shared = _MAKERS[kind]
        for framework in frameworks[:1] if shared else frameworks:
            found += of_one(framework, frameworks, rng)
    return tuple(found)


def _mixed(right: Choice, wrong: Sequence[Choice], rng: Random) -> tuple[Choice, ...]:
    choices = [right, *wrong]
    rng.shuffle(choices)
    return tuple(choices)


def _signs(framework: Framework, _: Sequence[Framework], rng: Random) -> Iterator[QuizQuestion]:
    for sign in framework.indicators.values():
        wrong = _unlike(sign, list(framework.indicators.values()), rng)
        choices = _mixed(_named(sign), [_named(one) for one in wrong], rng)
        yield QuizQuestion(
            f"sign:{sign.id}",
            "sign",
            "",
            "Which sign is described here?",
            sign.looks_like,
            choices,
            sign.id,
            sign.why_it_matters,
            sign.sources,
        )


def _unlike(sign: Indicator, signs: list[Indicator], rng: Random) -> list[Indicator]:
    """Return signs that one could take it for, two of its domain, and that it is not.

    What one line of a document names together could both be right.
    """
    lines = {(source.document, source.lines) for source in sign.sources}
    others = [
        one
        for one in signs
        if one.id != sign.id and not lines & {(s.document, s.lines) for s in one.sources}
    ]
    rng.shuffle(others)
    near = [one for one in others if one.domain == sign.domain][: _CHOICES - 2]
    far = [one for one in others if one.domain != sign.domain]
    return [*near, *far][: _CHOICES - 1]


def _named(sign: Indicator) -> Choice:
    return Choice(sign.id, sign.name)


def _domains(framework: Framework, _: Sequence[Framework], rng: Random) -> Iterator[QuizQuestion]:
    for sign in framework.indicators.values():
        if sign.domain not in DOMAINS:
            continue
        wrong = [domain for domain in DOMAINS if domain != sign.domain]
        wrong = rng.sample(wrong, _CHOICES - 1)
        yield QuizQuestion(
            f"domain:{sign.id}",
            "domain",
            "",
            "In which part of the screening does this sign stand?",
            sign.name,
            tuple(
                Choice(domain, name)
                for domain, name in DOMAINS.items()
                if domain == sign.domain or domain in wrong
            ),
            sign.domain,
            sign.looks_like,
            sign.sources,
        )


def _levels(framework: Framework, _: Sequence[Framework], rng: Random) -> Iterator[QuizQuestion]:
    if len(framework.levels) < 2:
        return
    choices = tuple(Choice(level.id, level.name) for level in framework.levels)
    for sign, graded in graded_signs(framework).items():
        grade = graded.best
        if grade is None or grade.basis not in _ASKED_BASES:
            continue
        yield QuizQuestion(
            f"level:{framework.id}:{sign}",
            "level",
            framework.id,
            _level_asked(framework, grade),
            framework.indicators[sign].name,
            choices,
            grade.level.id,
            f"{sentence(BASES[grade.basis])}: {grade.because.removeprefix(f'{grade.basis}: ')}.",
            (grade.source,),
        )


def _level_asked(framework: Framework, grade: Grade) -> str:
    if grade.basis == "published":
        return f"{framework.name} publishes a level for this sign. Which?"
    return (
        f"{framework.name} publishes no level for this sign. Which level is suggested for it, so "
        "that it is not silent?"
    )


def _limits(
    framework: Framework, frameworks: Sequence[Framework], rng: Random
) -> Iterator[QuizQuestion]:
    own, shared = (
        [action.time_limit for one in of for action in one.actions if action.time_limit]
        for of in ([framework], frameworks)
    )
    # a limit in words alone makes sense beside those of its own document only
    known = [*own, *(limit for limit in shared if limit.unit != "words"), *_USUAL_LIMITS]
    for action in framework.actions:
        limit = action.time_limit
        if limit is None or _says_it_itself(action, limit):
            continue
        yield QuizQuestion(
            f"limit:{framework.id}:{action.id}",
            "limit",
            framework.id,
            f"By when must this happen under {framework.name}?",
            action.text,
            _mixed(
                _limit(limit),
                [_limit(one) for one in _unlike_limits(action, limit, known, rng)],
                rng,
            ),
            _limit(limit).id,
            f"{'; '.join(part for part in (sentence(limit.words), limit.how_counted) if part)}.",
            action.sources,
        )


def _unlike_limits(
    action: Action, limit: TimeLimit, known: Sequence[TimeLimit], rng: Random
) -> list[TimeLimit]:
    """Return other limits, first those that one could take it for: before something, or not.

    One that the action names itself could be right as well.
    """
    said = f"{limit.words} {action.text}".lower()
    others = {_length(one): one for one in known if one.words.lower() not in said}
    others.pop(_length(limit), None)
    mixed = rng.sample(sorted(others.values()), len(others))
    mixed.sort(key=lambda one: (one.unit == "before") != (limit.unit == "before"))
    return mixed[: _CHOICES - 1]


def _says_it_itself(action: Action, limit: TimeLimit) -> bool:
    """Return whether what is to be done says by when already."""
    text, told_by = action.text.lower(), {"now": "at once", "before": "before "}
    return limit.words.lower() in text or told_by.get(limit.unit, limit.words.lower()) in text


def _length(limit: TimeLimit) -> tuple[str, int, str]:
    return limit.unit, limit.number, limit.words if limit.unit in ("before", "words") else ""


def _limit(limit: TimeLimit) -> Choice:
    unit, number, words = _length(limit)
    return Choice(f"{unit}:{number}:{words}", sentence(limit.words))


_Maker = Callable[[Framework, Sequence[Framework], Random], Iterator[QuizQuestion]]
_MAKERS: Final[dict[str, tuple[_Maker, bool]]] = {
    "sign": (_signs, True),
    "domain": (_domains, True),
    "level": (_levels, False),
    "limit": (_limits, False),
}
"""How the questions of each kind are made, and whether they are the same under all frameworks."""
