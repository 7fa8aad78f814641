"""A framework as a form, neutral to any format: what it asks, in order, and what was answered.

Ids are the places in a case file ("facts.placement", "indicators.despair.when"), so that they are
stable and none stands twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from csescreen.core.framework import Framework, Question
from csescreen.core.items import takes_possible
from csescreen.core.part_names import CHILD_DETAILS, NARRATIVE, WORKER_DETAILS
from csescreen.core.screening import NARRATIVE_PARTS, POSSIBLE, RECENCIES, Moment
from csescreen.core.steps import CHILD_WORDS, Step, steps_of
from csescreen.core.wording import judged_by
from csescreen.core.words import ANSWERS, humanised

Value = str | int | Moment | tuple[str, ...]


class Choices(NamedTuple):
    """Answers to choose from: words by code. ``shared`` where they mean the same everywhere."""

    id: str
    words: Mapping[str, str]
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A group of items, or one thing that is asked. Nothing is compulsory.

    ``kind`` is "group", "choice", "number", "line", "lines" (any number of them), "text", "moment"
    (a day, or a time with its zone) or "day". ``once`` names the items of which one has to be
    answered before this is asked.
    """

    id: str
    text: str
    kind: str
    choices: Choices | None = None
    help: str = ""
    items: tuple["Item", ...] = ()
    once: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A framework as a form, with the answers of one screening by the id of their item.

    What was not asked has no answer; "unknown" is an answer of its own.
    """

    framework: Framework = field(compare=False, repr=False)
    answers: Mapping[str, Value] = field(default_factory=dict)
    sha256: str = field(init=False)
    """The framework's: two forms of the same file with the same answers are the same."""

    def __post_init__(self) -> None:
        """Take over what the form is known by."""
        object.__setattr__(self, "sha256", self.framework.sha256)

    def groups(self) -> tuple[Item, ...]:
        """Return all items: the same for every screening under this version of the framework."""
        return _groups(self.framework)


_SIMPLE: Final = ("yes", "no", "unknown")
_RECENCIES: Final = Choices("recencies", {word: humanised(word) for word in RECENCIES})
_NOT_KNOWN: Final = Choices("answers", {"unknown": ANSWERS["unknown"]})
_NONE: Final = Choices("none", {"none": "None"})
_LONG_DETAILS: Final = frozenset(("child_address", "carers", CHILD_WORDS))


def flat(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield every item, each before those within it."""
    for item in items:
        yield item
        yield from flat(item.items)


def _groups(framework: Framework) -> tuple[Item, ...]:
    asked = set[str]()
    groups = list[Item]()
    for step in steps_of(framework):
        if step.kind == "child":
            groups.append(_group("child", step.title, _child(framework)))
        elif step.kind == "narrative":
            groups.append(_group("narrative", step.title, _narrative(framework)))
        elif step.items:
            asked.update(step.items)
            groups.append(_group(step.id, step.title, _asked(framework, step)))
    if framework.levels:
        judged = _level(framework, "judged_level", judged_by(framework))
        groups.append(_group("outcome", "What people decided", (judged,)))
    if further := _further(framework, asked):
        groups.append(_group("further", "Further questions that this tool does not ask", further))
    return tuple(groups)


def _group(step: str, title: str, items: tuple[Item, ...]) -> Item:
    return Item(f"step.{step}", title, "group", items=items)


def _child(framework: Framework) -> tuple[Item, ...]:
    """Return who the child is, the times, and who is worried."""
    asked = framework.clocks.values()
    return (
        Item("reference", "Reference", "line"),
        Item("as_of", "Answers read as at", "moment"),
        Item("child.age", "Age in whole years, where the date of birth is not known", "number"),
        Item("child.date_of_birth", "Date of birth", "day"),
        *(Item(f"clocks.{clock.id}", clock.ask, "moment", help=clock.help) for clock in asked),
        _details("child_details", "The child", CHILD_DETAILS),
        _details("worker_details", "The practitioner", WORKER_DETAILS),
        Item("further_details", "Further details", "lines"),
    )


def _details(key: str, text: str, names: Mapping[str, str]) -> Item:
    items = (
        Item(f"details.{name}", label, "text" if name in _LONG_DETAILS else "line")
        for name, label in names.items()
    )
    return Item(key, text, "group", items=tuple(items))


def _asked(framework: Framework, step: Step) -> tuple[Item, ...]:
    found = list[Item]()
    for name in step.items:
        if name in step.signs:
            found.append(_sign(framework, name))
        else:
            found += _question(framework, framework.questions[name])
    return tuple(found)


def _further(framework: Framework, asked: set[str]) -> tuple[Item, ...]:
    """Return what a case may say under any framework, and this one does not ask."""
    found = list[Item]()
    for name, question in framework.questions.items():
        if name not in asked:
            found += _question(framework, question)
    for clock in sorted(framework.known_clocks - framework.clocks.keys()):
        found.append(Item(f"clocks.{clock}", humanised(clock), "moment"))
    return tuple(found)


def _question(framework: Framework, question: Question) -> Iterator[Item]:
    place, ask = f"facts.{question.id}", question.ask
    if question.kind == "choice":
        choices = Choices(question.id, question.choices, shared=False)
        yield Item(place, ask, "choice", choices, question.help)
    elif question.kind == "number":
        yield Item(place, ask, "number", help=question.help)
        yield Item(f"{place}.unknown", f"{ask} If that is not known", "choice", _NOT_KNOWN)
    elif question.kind == "names":
        yield Item(place, ask, "lines", help=question.help)
        yield Item(f"{place}.none", f"{ask} If there are none", "choice", _NONE)
    else:
        possible = takes_possible(framework, question.id)
        yield Item(place, ask, "choice", _answers(possible=possible), question.help)


def _answers(*, possible: bool) -> Choices:
    codes = ("yes", POSSIBLE, "no", "unknown") if possible else _SIMPLE
    return Choices("answers", {code: ANSWERS[code] for code in codes})


def _sign(framework: Framework, name: str) -> Item:
    """Return a sign: one question with its details, or a group where it is asked by time window."""
    sign, place = framework.indicators[name], f"indicators.{name}"
    answers = _answers(possible=framework.possible_answer)
    if not framework.windows:
        details = tuple(_sign_details(framework, name, (place,)))
        return Item(place, sign.name, "choice", answers, sign.looks_like, details)
    by_window = [
        Item(f"{place}.windows.{window.id}", window.name, "choice", answers)
        for window in framework.windows.values()
    ]
    whole = Item(f"{place}.answer", "Where nobody said when: is it so?", "choice", answers)
    once = tuple(item.id for item in (*by_window, whole))
    items = (*by_window, whole, *_sign_details(framework, name, once))
    return Item(place, sign.name, "group", help=sign.looks_like, items=items)


def _sign_details(framework: Framework, name: str, once: tuple[str, ...]) -> Iterator[Item]:
    place = f"indicators.{name}"
    yield Item(f"{place}.when", "How recent?", "choice", _RECENCIES, once=once)
    yield Item(f"{place}.note", "What was seen or heard?", "text", once=once)
    yield Item(f"{place}.heard_from", "Who said so?", "text", once=once)
    if framework.levels:
        yield _level(framework, f"{place}.grade", "The practitioner's own grade", once)
    if amendable(framework, name):
        weight = Item(f"{place}.weight.weight", "Weight", "number")
        reason = Item(f"{place}.weight.reason", "Reason", "text")
        text = "The practitioner's own weight"
        yield Item(f"{place}.weight", text, "group", items=(weight, reason), once=once)


def amendable(framework: Framework, sign: str) -> bool:
    """Return whether the practitioner may give the sign another weight."""
    weights = (weight for one in framework.sums for weight in one.weights)
    return any(weight.item == sign and weight.amendable for weight in weights)


def _level(framework: Framework, place: str, text: str, once: tuple[str, ...] = ()) -> Item:
    levels = Choices("levels", {level.id: level.name for level in framework.levels}, shared=False)
    items = (
        Item(f"{place}.level", "Level", "choice", levels),
        Item(f"{place}.reason", "Reason", "text"),
    )
    return Item(place, text, "group", items=items, once=once)


def _narrative(framework: Framework) -> tuple[Item, ...]:
    guided = {guidance.part: guidance for guidance in framework.guidance}
    words = f"details.{CHILD_WORDS}"
    parts = {part: (f"narrative.{part}", NARRATIVE[part]) for part in NARRATIVE_PARTS}
    parts[CHILD_WORDS] = (words, "In the child's own words")
    return tuple(
        Item(
            place,
            (guided[part].title if part in guided else "") or title,
            "text",
            help="\n".join(guided[part].prompts) if part in guided else "",
        )
        for part, (place, title) in parts.items()
    )


def is_blank(value: Value) -> bool:
    """Return whether a value says nothing."""
    return isinstance(value, str | tuple) and not "".join(value).strip()
