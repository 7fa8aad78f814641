"""Levels and weights that the practitioner chose: whose they are, and whether they exist."""

from collections.abc import Callable, Mapping
from typing import Any

from csescreen.core.framework import Framework
from csescreen.core.screening import ChosenLevel, ChosenWeight
from csescreen.validation import nearest, shown

Table = Mapping[str, Any]
Note = Callable[[str, str, str, str], None]
"""Notes a problem: place, code, what is wrong, what to do."""


class Chosen:
    """Reads what was chosen under the frameworks of one case; none where one is not on file."""

    def __init__(self, candidates: Mapping[str, Framework], note: Note) -> None:
        """Keep the frameworks that the case is read under, by id."""
        self._candidates = candidates
        self._note = note

    def levels(self, written: Table | list[Table] | None, place: str) -> tuple[ChosenLevel, ...]:
        """Return the levels that were chosen, of each framework one."""
        chosen: list[ChosenLevel] = []
        for table, framework in self._owned(written, place, "level"):
            levels = [level.id for level in framework.levels]
            if table["level"] not in levels:
                self._note(
                    f"{place}.level",
                    "unknown-level",
                    f"{framework.name} has no level {shown(table['level'])}.",
                    nearest(table["level"], levels) or _of_its_levels(levels),
                )
                continue
            named = table.get("framework")
            chosen.append(ChosenLevel(table["level"], table.get("reason", ""), named))
        return tuple(chosen)

    def weights(self, written: Table | list[Table] | None, sign: str) -> tuple[ChosenWeight, ...]:
        """Return the weights that were put in the place of preset ones, of each framework one."""
        place = f"indicators.{sign}.weight"
        chosen: list[ChosenWeight] = []
        for table, framework in self._owned(written, place, "weight"):
            weights = [weight for one in framework.sums for weight in one.weights]
            if not any(weight.item == sign and weight.amendable for weight in weights):
                self._note(
                    place,
                    "not-amendable",
                    f"{framework.name} has no weight of this sign that may be amended.",
                    "Leave it out.",
                )
                continue
            if not table["reason"].strip():
                what = "A weight is amended with a reason only."
                remedy = "Say why this sign counts differently here."
                self._note(f"{place}.reason", "reason-needed", what, remedy)
                continue
            chosen.append(
                ChosenWeight(int(table["weight"]), table["reason"], table.get("framework"))
            )
        return tuple(chosen)

    def _owned(
        self, written: Table | list[Table] | None, place: str, what: str
    ) -> list[tuple[Table, Framework]]:
        """Return each table with the framework that it names or can only mean."""
        tables = [written] if isinstance(written, Mapping) else written or []
        candidates, owned = self._candidates, dict[str, tuple[Table, Framework]]()
        for table in tables if candidates else ():
            named = table.get("framework")
            if named is None and len(candidates) != 1:
                self._note(
                    f"{place}.framework",
                    "framework-needed",
                    "The case is read under several frameworks.",
                    f"Say whose {what} this is: add the key framework.",
                )
                continue
            if named is not None and named not in candidates:
                self._note(
                    f"{place}.framework",
                    "unknown-framework",
                    f"The case is not read under {shown(named)}.",
                    nearest(named, candidates) or f"It is read under: {', '.join(candidates)}.",
                )
                continue
            framework = candidates[named] if named else next(iter(candidates.values()))
            if framework.id in owned:
                what_twice = f"Two {what}s are given under {framework.name}."
                self._note(f"{place}.{what}", "twice", what_twice, "Give one.")
                continue
            owned[framework.id] = (table, framework)
        return list(owned.values())


def _of_its_levels(levels: list[str]) -> str:
    return f"Its levels are: {', '.join(levels)}." if levels else "It has no levels: leave it out."
