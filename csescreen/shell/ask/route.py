"""The way through a screening: its steps as parts, and every place at which something is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from csescreen.core.answers import changed_item
from csescreen.core.child_fields import Field, fields_of, shown_text
from csescreen.core.framework import Framework
from csescreen.core.items import item_of, rows_of
from csescreen.core.narrating import PARTS, text_of
from csescreen.core.screening import POSSIBLE, Screening
from csescreen.core.situation import Situation
from csescreen.core.steps import Step, progress, steps_of, without
from csescreen.core.windows import window_answers

REFERRAL: Final = ("referral_received", "concern_identified")
"""The times from which most limits run; they are asked for as soon as the urgent questions are."""
ABOUT: Final = ("when", "note", "heard")
"""What is asked of a sign that is present, after its answer."""
OUTCOME: Final = "outcome"


class Spot(NamedTuple):
    """A place at which one thing is asked.

    ``key`` is a row's key, a field, a part of the narrative, or "" for the outcome; ``about`` one
    of `ABOUT` where something is asked of a sign.
    """

    part: str
    key: str
    about: str = ""

    @property
    def name(self) -> str:
        """The id of the sign or the question."""
        return item_of(self.key).name


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the way. ``step`` is the step of the app in which its places lie."""

    id: str
    kind: str
    title: str
    step: Step
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """All parts of a screening under one framework, or several."""

    parts: tuple[Part, ...]
    fields: dict[str, Field]

    def part(self, spot: Spot) -> Part:
        """Return the part in which a place lies."""
        return next(part for part in self.parts if part.id == spot.part)

    @property
    def spots(self) -> Iterator[Spot]:
        """Every place, in order."""
        return (spot for part in self.parts for spot in part.spots)

    def spot_of(self, key: str, about: str = "") -> Spot | None:
        """Return the place of a row, a field or a part of the narrative; None where it has none."""
        wanted = item_of(key)
        found = [spot for spot in self.spots if spot.name == wanted.name and spot.about == about]
        exact = (spot for spot in found if spot.key == key)
        return next(exact, found[0] if found else None)

    def place(self, spot: Spot) -> str:
        """Return a place as the store notes it, which the app understands too."""
        step = self.part(spot).step.id
        return f"{step}/{spot.key}" if spot.key else step

    def spot_at(self, place: str) -> Spot | None:
        """Return where a place leads that this or the app noted; None where it is not there."""
        step, _, key = place.partition("/")
        key = key.partition("/")[0]
        if key and (found := self.spot_of(key)) is not None:
            return found
        return next((one.spots[0] for one in self.parts if one.step.id == step and one.spots), None)


def route_of(framework: Framework) -> Route:
    """Return the way through a screening under the framework."""
    child, *others = steps_of(framework)
    fields = {one.id: one for one in fields_of(framework)}
    del fields["reference"], fields["date_of_birth"]  # asked at the beginning, and with the age
    clocks = [one for one in fields if fields[one].kind == "clock"]
    referral = [one for one in clocks if one in REFERRAL]
    times = [one for one in clocks if one not in REFERRAL]
    details = [one for one in fields if fields[one].kind == "detail"]
    parts = [_of_fields("child", "The child", child, ["age"])]
    for step in others:
        if step.kind == "narrative":
            if times:
                parts.append(_of_fields("times", "Further dates and times", child, times))
            parts.append(_part(step, [Spot(step.id, part) for part in PARTS]))
            parts.append(_of_fields("details", "Names and contacts", child, details))
        elif step.kind == "outcome":
            parts.append(_part(step, [Spot(step.id, "")]))
        else:
            parts.append(_part(step, list(_rows(framework, step))))
    after = 2 if others[0].id == "urgent" else 1
    parts.insert(after, _of_fields("referral", "The referral", child, referral))
    return Route(tuple(parts), fields)


def _of_fields(part: str, title: str, step: Step, fields: list[str]) -> Part:
    return Part(part, "fields", title, step, tuple(Spot(part, field) for field in fields))


def _part(step: Step, spots: list[Spot]) -> Part:
    kind = "rows" if step.kind in ("signs", "questions") else step.kind
    return Part(step.id, kind, step.title, step, tuple(spots))


def _rows(framework: Framework, step: Step) -> Iterator[Spot]:
    for name in step.items:
        yield from (Spot(step.id, row.key) for row in rows_of(framework, name))
        if name in step.signs:
            about = ABOUT[1:] if framework.windows else ABOUT
            yield from (Spot(step.id, name, what) for what in about)


def present(screening: Screening, sign: str) -> bool:
    """Return whether a sign is present, or possibly."""
    answer = screening.signs.get(sign)
    return answer is not None and answer.answer in ("yes", POSSIBLE)


def is_asked(situation: Situation, spot: Spot) -> bool:
    """Return whether a place is stopped at on the way: what matters, and is not said already."""
    screening = situation.screening
    if not spot.about:
        return spot.name not in situation.left_out
    answer = screening.signs.get(spot.name)
    if answer is None or not present(screening, spot.name):
        return False
    said = {"when": answer.when, "note": answer.note.strip(), "heard": answer.heard_from.strip()}
    return not said[spot.about]


def is_answered(route: Route, situation: Situation, spot: Spot) -> bool:
    """Return whether a place has what it asks for."""
    screening, part = situation.screening, route.part(spot)
    if part.kind == "fields":
        dated = spot.key == "age" and screening.child.date_of_birth is not None
        return dated or bool(shown_text(route.fields[spot.key], screening).strip())
    if part.kind == "narrative":
        return bool(text_of(spot.key, screening).strip())
    if part.kind == OUTCOME:
        return False
    if spot.about:
        return not is_asked(situation, spot)
    item = item_of(spot.key)
    if item.window:
        answers = window_answers(screening.signs.get(item.name), situation.framework.windows)
        return answers.get(item.window) is not None
    return item.name in screening.facts or item.name in screening.signs


def place_words(route: Route, situation: Situation, spot: Spot) -> str:
    """Return which question of how many a place is: "Question 3 of 6"; "" where that says less."""
    part = route.part(spot)
    if part.kind == OUTCOME or spot.about:
        return ""
    keys = [one.key for one in part.spots if not one.about]
    if part.kind == "rows":
        asked = without(part.step, situation.left_out - {spot.name}).items
        keys = [key for key in keys if item_of(key).name in asked]
    return f"Question {keys.index(spot.key) + 1} of {len(keys)}"


def progress_words(route: Route, situation: Situation, part: Part) -> str:
    """Return how far a part is: "3 of 6 answered, 1 present"; "" for the outcome."""
    if part.kind == OUTCOME:
        return ""
    if part.kind == "rows":
        done = progress(without(part.step, situation.left_out), situation.screening)
        partly = f", {done.partly} in part" if done.partly else ""
        present = f", {done.present} present" if done.present else ""
        return f"{done.answered} of {done.total} answered{partly}{present}"
    answered = sum(is_answered(route, situation, spot) for spot in part.spots)
    return f"{answered} of {len(part.spots)} {'written' if part.kind == 'narrative' else 'given'}"


def changed_spot(route: Route, before: Screening, after: Screening) -> Spot | None:
    """Return the place at which two screenings differ; None where they do at none."""
    if before.child != after.child:
        return route.spot_of("age")
    fields = (one.id for one in route.fields.values() if _differ(one, before, after))
    parts = (part for part in PARTS if text_of(part, before) != text_of(part, after))
    key = changed_item(before, after) or next(fields, "") or next(parts, "")
    return route.spot_of(key) if key else None


def _differ(field: Field, before: Screening, after: Screening) -> bool:
    return shown_text(field, before) != shown_text(field, after)
