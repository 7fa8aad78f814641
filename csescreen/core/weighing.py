"""What signs and answers weigh under a framework, in words: preset, and as it was amended."""

from collections.abc import Mapping
from functools import lru_cache

from csescreen.core.framework import Framework
from csescreen.core.items import Item
from csescreen.core.screening import POSSIBLE, ChosenWeight, SignAnswer, chosen_for
from csescreen.core.weights import Weight
from csescreen.core.words import ANSWERS, listed


def weights_of(framework: Framework, name: str) -> tuple[tuple[str, Weight], ...]:
    """Return each weight of a sign or question, with the name of its sum if there are several."""
    return _weights(framework).get(name, ())


@lru_cache(maxsize=16)
def _weights(framework: Framework) -> Mapping[str, tuple[tuple[str, Weight], ...]]:
    several = len(framework.sums) > 1
    found: dict[str, tuple[tuple[str, Weight], ...]] = {}
    for one in framework.sums:
        for weight in one.weights:
            named = (one.name if several else "weight", weight)
            found[weight.item] = (*found.get(weight.item, ()), named)
    return found


def may_amend(framework: Framework, name: str) -> bool:
    """Return whether the practitioner may amend the weight of a sign."""
    return any(weight.amendable for _, weight in weights_of(framework, name))


def amended(framework: Framework, name: str, answer: SignAnswer | None) -> ChosenWeight | None:
    """Return what the practitioner put in the place of a present sign's preset weight, if so."""
    if answer is None or answer.answer not in ("yes", POSSIBLE) or not may_amend(framework, name):
        return None
    return chosen_for(answer.weights, framework.id)


def preset_words(framework: Framework, weight: Weight) -> str:
    """Return what a weight is by the document: "5", or by answer or time window."""
    if weight.windows:
        named = ((framework.windows[key].name, n) for key, n in weight.windows.items())
        return listed(f"{number} {window}" for window, number in named)
    numbers, choices = weight.answers, framework.questions
    if weight.item in choices:
        words = choices[weight.item].choices
        return listed(f"{n} for {words.get(a) or ANSWERS.get(a, a)}" for a, n in numbers.items())
    if POSSIBLE in numbers:
        return f"{numbers.get('yes', 0)}, or {numbers[POSSIBLE]} where it is possible"
    return str(numbers.get("yes", 0))


def row_weight(framework: Framework, item: Item, answer: SignAnswer | None) -> str:
    """Return what the row of a sign weighs, shortly: "weight 5", "weight 5 -> 3 amended"."""
    parts = []
    for label, weight in weights_of(framework, item.name):
        own = amended(framework, item.name, answer) if weight.amendable else None
        if weight.windows and item.window and item.window not in framework.windows:
            continue  # another authority's window
        if weight.windows:
            words = f"{label} {weight.windows.get(item.window, 0)}"
            words += f", sign amended to {own.weight}" if own else ""
        else:
            given = answer.answer if answer else "yes"
            words = f"{label} {weight.answers.get(given, weight.answers.get('yes', 0))}"
            words += f" -> {own.weight} amended" if own else ""
            words += ", counted once" if item.window else ""
        parts.append(words)
    return " · ".join(parts)


def choice_words(framework: Framework, fact: str, value: str) -> str:
    """Return what an answer of a question sets or weighs: "High · weight 3"; "" for nothing."""
    question = framework.questions.get(fact)
    level = question.levels.get(value) if question else None
    parts = [level.name] if level else []
    parts += [
        f"{label} {weight.answers[value]}"
        for label, weight in weights_of(framework, fact)
        if value in weight.answers
    ]
    return " · ".join(parts)
