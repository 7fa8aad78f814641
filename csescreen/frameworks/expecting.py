"""The forms in which a case says what it expects: one value, each of several, names, counts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

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
class _Names:
    """A list of names of one kind; what the outcome has to do with them is each form's own."""

    what: str
    seen: Callable[[Outcome], Collection[str]]
    kind: str

    @property
    def schema(self) -> dict[str, Any]:
        return _TEXTS

    def used(self, written: Iterable[str]) -> Iterator[Used]:
        return (Used(f"[{n}]", self.kind, name) for n, name in enumerate(written, 1))


@dataclass(frozen=True)
class Among(_Names):
    """Names that the outcome should have, or should not."""

    says: str = ""
    """What the outcome does with those that it has: "be told"."""
    wanted: bool = True

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
class InOrder(_Names):
    """Names that should come in this order; what stands between them is not looked at."""

    def differences(self, key: str, written: list[str], outcome: Outcome) -> Iterator[Difference]:  # noqa: D102
        came = [name for name in self.seen(outcome) if name in written]
        if came != written:
            text = (
                f"{self.what} should come in the order {', '.join(written)}; "
                f"they came as {', '.join(came) or NONE}."
            )
            yield Difference(key, written, came, text)


@dataclass(frozen=True)
class Exactly(_Names):
    """These names and no others, in any order."""

    def differences(self, key: str, written: list[str], outcome: Outcome) -> Iterator[Difference]:  # noqa: D102
        came = list(self.seen(outcome))
        if sorted(came) != sorted(written):
            should, did = (", ".join(names) or NONE for names in (written, came))
            yield Difference(
                key, written, came, f"{self.what} should be {should}; it came out as {did}."
            )


@dataclass(frozen=True)
class Counts:
    """Numbers by name for each of several names; a number that is not written is not looked at."""

    what: str
    seen: Callable[[Outcome], Mapping[str, Mapping[str, int]]]
    kind: str
    counted: str
    """What the numbers are by."""

    @property
    def schema(self) -> dict[str, Any]:  # noqa: D102
        number = {"type": "integer", "minimum": 0, "maximum": 100_000}
        counts = {"type": "object", "additionalProperties": number, "maxProperties": 50}
        return {"type": "object", "additionalProperties": counts, "maxProperties": 500}

    def used(self, written: Mapping[str, Mapping[str, int]]) -> Iterator[Used]:  # noqa: D102
        for name, counts in written.items():
            yield Used(f".{name}", self.kind, name)
            for counted in counts:
                yield Used(f".{name}.{counted}", self.counted, counted)

    def differences(  # noqa: D102
        self, key: str, written: Mapping[str, Mapping[str, int]], outcome: Outcome
    ) -> Iterator[Difference]:
        seen = self.seen(outcome)
        for name, counts in written.items():
            for counted, wanted in counts.items():
                came = seen.get(name, {}).get(counted, 0)
                if came != wanted:
                    text = (
                        f"{self.what} {name}, {counted}, should be {wanted}; it came out as {came}."
                    )
                    yield Difference(f"{key}.{name}.{counted}", wanted, came, text)
