"""What differs between two versions of a framework: one list of changes, part by part, by id.

Two frameworks, laid out as parts by `version_parts`, are compared.
Nothing here says which version is better, and nothing is worked out.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from csescreen.core.framework import Framework
from csescreen.core.version_parts import Layout, laid_out, sign_part
from csescreen.core.words import sentence

VersionOrder = tuple[int, ...]


class Change(NamedTuple):
    """One difference between two versions.

    ``part`` is the kind of thing ("sign"), ``id`` whose it is, ``kind`` what happened to it
    ("added", "retired", "reworded", "regraded"), ``what`` its name, and ``before`` and ``after``
    how it stood.
    """

    part: str
    id: str
    kind: str
    what: str
    before: str
    after: str

    @property
    def says(self) -> str:
        """What happened, in a few words: "Sign regraded"."""
        return f"{sentence(PARTS[self.part])} {self.kind}"


PARTS: Final = {
    "level": "level",
    "sign": "sign",
    "rule": "rule for a level",
    "criterion": "section 47 criterion",
    "section_47": "what is said of section 47",
    "action": "action",
    "question": "question",
    "choice": "answer to choose",
    "clock": "time",
    "window": "time window",
    "section": "section",
    "weight": "weight",
    "band": "band of a sum",
    "tool": "the tool as a whole",
}
"""The parts of a framework that are compared, in the order in which changes are told."""


def order_of(version: str) -> VersionOrder:
    """Return what versions are compared by: numbers, so that 1.10 is newer than 1.9."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def is_older(version: str, than: str) -> bool:
    """Return whether a version comes before another, as far as both are numbers."""
    try:
        return order_of(version) < order_of(than)
    except ValueError:
        return False


def compare(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Return what was added, retired, reworded, regraded or changed, part by part."""
    return tuple(_differences(laid_out(old), laid_out(new)))


def compare_wording(wording: Mapping[str, str], new: Framework) -> tuple[Change, ...]:
    """Return what differs for the answered signs, where only the wording shown is left."""
    shown = {sign: sign_part(text) for sign, text in wording.items()}
    now = {key: sign_part(sign.name) for key, sign in new.indicators.items() if key in wording}
    return tuple(_differences({"sign": shown}, {"sign": now}))


def _differences(old: Layout, new: Layout) -> Iterator[Change]:
    for part in PARTS:
        before, after = old.get(part, {}), new.get(part, {})
        for key in (*before, *(key for key in after if key not in before)):
            was, now = before.get(key), after.get(key)
            if was is None and now is not None:
                yield Change(part, key, "added", now.what, "", now.said)
            elif was is not None and now is None:
                yield Change(part, key, "retired", was.what, was.said, "")
            elif was is not None and now is not None:
                for kind, (compared, said) in was.aspects.items():
                    other, says = now.aspects[kind]
                    if compared != other:
                        yield Change(part, key, kind, now.what, said, says)
