"""What a case of an author may expect of an outcome: each key, as data.

A further key is one more line of `EXPECTATIONS`: in which form it is written, where the outcome
says it, which names it may use, and how a difference is said.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

from csescreen.core.framework import BASES, Framework

Outcome = Mapping[str, Any]
"""The public outcome, as `core.public` writes it."""
NONE: Final = "none"
_TEXT: Final = {"type": "string", "minLength": 1, "maxLength": 200}
_TEXTS: Final = {"type": "array", "items": _TEXT, "maxItems": 500}


class Difference(NamedTuple):
    """One thing that did not come as expected, and the same in words."""

    key: str
    expected: object
    came: object
    text: str


class Used(NamedTuple):
    """A name that a case uses, with its place and what it should be the name of."""

    place: str
    kind: str
    name: str


class Expectation(Protocol):
    """One key of a case."""

    @property
    def schema(self) -> dict[str, Any]:
        """What may be written under the key."""
        ...

    def used(self, written: Any) -> Iterator[Used]:
        """Yield the names in what is written; places begin after the key."""
        ...

    def differences(self, key: str, written: Any, outcome: Outcome) -> Iterator[Difference]:
        """Yield in what the outcome departs from what is written."""
        ...


@dataclass(frozen=True)
class One:
    """One value of the outcome, or "none"."""

    what: str
    seen: Callable[[Outcome], str]
    kind: str = ""
    values: tuple[str, ...] = ()
    """The only ones that there are; empty where they are names of a kind."""
    also: tuple[str, ...] = ()
    """What may follow after a comma; left out, it is not looked at."""

    @property
    def schema(self) -> dict[str, Any]:  # noqa: D102
        if self.values:
            return {"enum": list(self.values)}
        if not self.also:
            return _TEXT
        pattern = f"^[^,]+(, ({'|'.join(self.also)}))?$"
        description = f"It is a name, or a name and one of {', '.join(self.also)} after a comma."
        return _TEXT | {"pattern": pattern, "description": description}

    def used(self, written: str) -> Iterator[Used]:  # noqa: D102
        name = written.split(",", maxsplit=1)[0]
        if self.kind and name != NONE:
            yield Used("", self.kind, name)

    def differences(self, key: str, written: str, outcome: Outcome) -> Iterator[Difference]:  # noqa: D102
        came = self.seen(outcome)
        looked_at = came if "," in written else came.split(",")[0]
        if looked_at != written:
            text = f"{self.what} should be {written}; it came out as {came}."
            yield Difference(key, written, came, text)


@dataclass(frozen=True)
class Each:
    """A value for each of several names; where the outcome has none it is ``absent``."""

    what: str
    seen: Callable[[Outcome], Mapping[str, str]]
    kind: str
    values: tuple[str, ...] = ()
    absent: str = "absent"
    absent_in_words: str = "not called for"

    @property
    def schema(self) -> dict[str, Any]:  # noqa: D102
        values = {"enum": [*self.values, self.absent]} if self.values else _TEXT
        return {"type": "object", "additionalProperties": values, "maxProperties": 500}

    def used(self, written: Mapping[str, str]) -> Iterator[Used]:  # noqa: D102
        return (Used(f".{name}", self.kind, name) for name in written)

    def differences(  # noqa: D102
        self, key: str, written: Mapping[str, str], outcome: Outcome
    ) -> Iterator[Difference]:
        seen = self.seen(outcome)
        for name, wanted in written.items():
            came = seen.get(name, self.absent)
            if came != wanted:
                should, did = (
                    self.absent_in_words if value == self.absent else value
                    for value in (wanted, came)
                )
                text = f"{self.what} {name} should be {should}; it came out as {did}."
                yield Difference(f"{key}.{name}", wanted, came, text)


@dataclass(frozen=True)
class Among:
    """Names that the outcome should have, or should not."""

    what: str
    seen: Callable[[Outcome], Collection[str]]
    kind: str
    says: str
    """What the outcome does with those that it has: "be told"."""
    wanted: bool = True

    @property
    def schema(self) -> dict[str, Any]:  # noqa: D102
        return _TEXTS

    def used(self, written: Iterable[str]) -> Iterator[Used]:  # noqa: D102
        return (Used(f"[{n}]", self.kind, name) for n, name in enumerate(written, 1))

    def differences(  # noqa: D102
        self, key: str, written: Iterable[str], outcome: Outcome
    ) -> Iterator[Difference]:
        seen = self.seen(outcome)
        for name in written:
            if (name in seen) != self.wanted:
                should, did = ("should", "is not") if self.wanted else ("should not", "is")
                text = f"{self.what} {name} {should} {self.says}; it {did}."
                yield Difference(f"{key}.{name}", self.wanted, not self.wanted, text)


@dataclass(frozen=True)
class InOrder:
    """Names that should come in this order; what stands between them is not looked at."""

    what: str
    seen: Callable[[Outcome], Iterable[str]]
    kind: str

    @property
    def schema(self) -> dict[str, Any]:  # noqa: D102
        return _TEXTS

    def used(self, written: Iterable[str]) -> Iterator[Used]:  # noqa: D102
        return (Used(f"[{n}]", self.kind, name) for n, name in enumerate(written, 1))

    def differences(self, key: str, written: list[str], outcome: Outcome) -> Iterator[Difference]:  # noqa: D102
        came = [name for name in self.seen(outcome) if name in written]
        if came != written:
            text = (
                f"{self.what} should come in the order {', '.join(written)}; "
                f"they came as {', '.join(came) or NONE}."
            )
            yield Difference(key, written, came, text)


def _level(key: str) -> Callable[[Outcome], str]:
    return lambda outcome: str((outcome[key] or {"id": NONE})["id"])


def _indicated(outcome: Outcome) -> str:
    level = outcome["indicated_level"]
    return f"{level['id']}, {level['basis']}" if level else NONE


def _ids(key: str, name: str = "id") -> Callable[[Outcome], list[str]]:
    return lambda outcome: [one[name] for one in outcome[key]]


def _by_id(key: str, value: str) -> Callable[[Outcome], dict[str, str]]:
    return lambda outcome: {one["id"]: one[value] or NONE for one in outcome[key]}


_ACTIONS: Final = _ids("actions")
_OPEN: Final = _ids("open_questions")

EXPECTATIONS: Final[Mapping[str, Expectation]] = {
    "level": One("The indicated level", _indicated, "level", also=BASES),
    "possible": One("The possible level", _level("possible_level"), "level"),
    "judged": One("The judged level", _level("judged_level"), "level"),
    "section_47": One(
        "Section 47",
        lambda outcome: str(outcome["section_47"]["status"]),
        values=("met", "presumed", "possible", "not_met", "consider", "not_stated"),
    ),
    "criteria": Each(
        "The section 47 criterion",
        lambda outcome: {c["id"]: c["status"] for c in outcome["section_47"]["criteria"]},
        "criterion",
        ("yes", "no", "unknown", "not_asked"),
    ),
    "actions": Each(
        "The action", _by_id("actions", "status"), "action", ("required", "consider", "possible")
    ),
    "absent": Among("The action", _ACTIONS, "action", "be called for", wanted=False),
    "due": Each("The time by which to do", _by_id("actions", "due"), "action"),
    "limits": Each("The time limit of", _by_id("actions", "time_limit"), "action"),
    "clocks": Each("The time to enter for", _by_id("actions", "clock"), "action"),
    "assumptions": Each("What is told of the time of", _by_id("actions", "assumption"), "action"),
    "order": InOrder("The actions", _ACTIONS, "action"),
    "first": One("The first action", lambda outcome: next(iter(_ACTIONS(outcome)), NONE), "action"),
    "notices": Among("The notice", _ids("notices"), "notice", "be told"),
    "no_notices": Among("The notice", _ids("notices"), "notice", "be told", wanted=False),
    "open": Among("The question", _OPEN, "question", "be open"),
    "not_open": Among("The question", _OPEN, "question", "be open", wanted=False),
    "reasons": Among("The rule", _ids("reasons", "rule"), "rule", "be among the reasons"),
}
"""Every key with which a case says what it expects, beside `under` and `union`."""

UNION: Final = InOrder("The actions of all frameworks", _ids("union"), "action")


def known_names(framework: Framework, shared_actions: Iterable[str]) -> dict[str, Collection[str]]:
    """Return by kind the names that may be expected of a framework."""
    criteria = [criterion.id for criterion in framework.section_47.criteria]
    return {
        "level": [level.id for level in framework.levels],
        "criterion": criteria,
        "action": dict.fromkeys((*(action.id for action in framework.actions), *shared_actions)),
        "notice": framework.notices.keys(),
        "question": ["age", *framework.questions, *framework.indicators],
        "rule": [
            *(rule.id for rule in framework.level_rules),
            *(f"section-47-{name}" for name in (*criteria, "consider")),
            *(f"grade-{basis}" for basis in BASES),
            "present",
        ],
    }


REACHABLE: Final[
    Mapping[str, tuple[Callable[[Framework], Iterable[str]], Callable[[Outcome], Iterable[str]]]]
] = {
    "actions": (lambda framework: (action.id for action in framework.actions), _ACTIONS),
    "levels": (
        lambda framework: (level.id for level in framework.levels),
        lambda outcome: [_indicated(outcome).split(",")[0]],
    ),
}
"""What a framework has that its cases should reach: all of it, and what an outcome shows of it."""
