"""What differs between two versions of a framework: one list of changes, part by part, by id.

A framework is laid out as parts, each with its aspects in words; two layouts are then compared.
Nothing here says which version is better, and nothing is worked out.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from csescreen.core.framework import Framework
from csescreen.core.words import BASES, humanised, sentence


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


class _Part(NamedTuple):
    """One thing of a framework: its name, what it says as a whole, and its aspects.

    An aspect is what is compared and how it is said, by the word for its change.
    """

    what: str
    said: str
    aspects: Mapping[str, tuple[object, str]]


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
}
"""The parts of a framework that are compared, in the order in which changes are told."""

_Layout = Mapping[str, Mapping[str, _Part]]


def compare(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Return what was added, retired, reworded, regraded or changed, part by part."""
    return tuple(_differences(_laid_out(old), _laid_out(new)))


def compare_wording(wording: Mapping[str, str], new: Framework) -> tuple[Change, ...]:
    """Return what differs for the answered signs, where only the wording shown is left."""
    shown = {sign: _sign(text) for sign, text in wording.items()}
    now = {key: _sign(sign.name) for key, sign in new.indicators.items() if key in wording}
    return tuple(_differences({"sign": shown}, {"sign": now}))


# -- layouts ----------------------------------------------------------------------------------


def _differences(old: _Layout, new: _Layout) -> Iterator[Change]:
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


def _laid_out(framework: Framework) -> _Layout:
    many = len(framework.levels)
    rule = framework.section_47
    return {
        "level": {
            level.id: _Part(
                level.name,
                level.name,
                {
                    "renamed": _words(level.name),
                    "moved": _words(f"{level.rank} of {many}, counted from the lowest"),
                    "described otherwise": _words(level.description),
                },
            )
            for level in framework.levels
        },
        "sign": {
            key: _sign(sign.name, _grades(framework, key), sign.domain)
            for key, sign in framework.indicators.items()
        },
        "rule": {
            rule.id: _Part(
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
            one.id: _Part(
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
            "consider": _Part(
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
            action.id: _Part(
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
                        action.time_limit.words if action.time_limit else "",
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
            key: _Part(
                question.ask,
                question.ask,
                {
                    "reworded": _words(question.ask),
                    "of another kind": _words(humanised(question.kind).lower()),
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
            f"{key}={value}": _Part(f"{question.ask} {said}", said, {"reworded": _words(said)})
            for key, question in framework.questions.items()
            for value, said in question.choices.items()
        },
        "clock": {
            key: _Part(clock.ask, clock.ask, {"reworded": _words(clock.ask)})
            for key, clock in framework.clocks.items()
        },
    }


def _words(said: str) -> tuple[object, str]:
    return said, said


def _sign(name: str, grades: tuple[object, str] = ((), ""), domain: str = "") -> _Part:
    return _Part(
        name,
        f"{name} ({grades[1]})" if grades[1] else name,
        {"reworded": _words(name), "regraded": grades, "in another domain": _words(domain)},
    )


def _grades(framework: Framework, sign: str) -> tuple[object, str]:
    grades = framework.grades.get(sign, ())
    # a level that only has a new name is told once, as a level, not with each of its signs
    compared = frozenset((grade.level.id, grade.basis) for grade in grades)
    return compared, "; ".join(f"{grade.level.name}, {BASES[grade.basis]}" for grade in grades)
