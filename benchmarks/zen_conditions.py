"""A framework file's conditions in zen's expression language."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

Table = Mapping[str, Any]


class Said(NamedTuple):
    """A condition as two expressions: that it holds, and that it holds or may hold."""

    holds: str
    may_hold: str


def all_of(parts: Iterable[str]) -> str:
    """Return an expression that holds where every part does."""
    return f"({' and '.join(parts)})"


def any_of(parts: Iterable[str]) -> str:
    """Return an expression that holds where one part does."""
    return f"({' or '.join(parts)})"


class Conditions:
    """Reads conditions; ``before`` goes before each name that the graph itself works out."""

    def __init__(self, tables: Table, before: str) -> None:
        """Keep the ranks of the levels by id, and the signs of each rank by their best grade."""
        self.before = before
        self.ranks = {level["id"]: rank for rank, level in enumerate(tables["levels"], 1)}
        best: dict[str, int] = {}
        for grades in tables["grades"]:
            for sign in grades["signs"]:
                best[sign] = max(best.get(sign, 0), self.ranks[grades["level"]])
        self.graded = {
            rank: [sign for sign, its_rank in best.items() if its_rank == rank]
            for rank in self.ranks.values()
        }

    def some(self, answered: str, rank: int) -> str:
        """Return that a sign of the rank is among those "present" or "unknown"."""
        return f"some({answered}, # in {_list(self.graded[rank])})"

    def say(self, written: str | Table) -> Said:
        """Return the condition; raises `NotImplementedError` for a form that Telford has not."""
        if isinstance(written, str):
            return Said(f"{self.before}{written}_holds", f"{self.before}{written}_may_hold")
        forms: Mapping[str, Callable[[Table], Said]] = {
            "fact": self._fact,
            "any_sign": lambda _: Said("len(present) > 0", "len(present) + len(unknown) > 0"),
            "sign_graded": self._sign_graded,
            "level": self._level,
            "section_47": self._section_47,
            "age_from": self._age,
            "age_to": self._age,
            "all": lambda w: self._join(all_of, w["all"]),
            "any": lambda w: self._join(any_of, w["any"]),
            "not": self._not,
            "unless": self._unless,
        }
        for form, say in forms.items():
            if form in written:
                return say(written)
        raise NotImplementedError(f"No zen expression is known for {dict(written)}")

    def _join(self, join: Callable[[Iterable[str]], str], parts: Collection[str | Table]) -> Said:
        said = [self.say(part) for part in parts]
        return Said(join(one.holds for one in said), join(one.may_hold for one in said))

    def _fact(self, written: Table) -> Said:
        values = written.get("is", ["yes"])
        fact = f"facts.{written['fact']}"
        holds = f"{fact} == '{values[0]}'" if len(values) == 1 else f"{fact} in {_list(values)}"
        return Said(holds, f"{fact} in {_list([*values, 'unknown'])}")

    def _sign_graded(self, written: Table) -> Said:
        rank = self.ranks[written["sign_graded"]]
        present, unknown = self.some("present", rank), self.some("unknown", rank)
        return Said(present, any_of((present, unknown)))

    def _level(self, written: Table) -> Said:
        ranks, own = [self.ranks[level] for level in written["level"]], self.before
        is_one = [f"{own}level == {rank}" for rank in ranks]
        return Said(any_of(is_one), any_of(is_one + [f"{own}could_be_{rank}" for rank in ranks]))

    def _section_47(self, written: Table) -> Said:
        counts = ["met", "presumed"] if written["section_47"] == "met_or_presumed" else ["met"]
        status = f"{self.before}section_47"
        return Said(f"{status} in {_list(counts)}", f"{status} != 'not_met'")

    def _age(self, written: Table) -> Said:
        limits = [
            f"age {sign} {written[end]}"
            for end, sign in (("age_from", ">="), ("age_to", "<="))
            if end in written
        ]
        within = all_of(limits)
        return Said(f"(age != null and {within})", f"(age == null or {within})")

    def _not(self, written: Table) -> Said:
        if "section_47" not in written["not"]:  # what was not asked needs more than two expressions
            raise NotImplementedError("Only a section 47 condition is known to be turned round")
        part = self.say(written["not"])
        return Said(f"not ({part.may_hold})", f"not ({part.holds})")

    def _unless(self, written: Table) -> Said:
        stands = f"not ({self.say(written['unless']).holds})"
        return Said(stands, stands)


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values))
