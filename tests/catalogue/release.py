"""What was released: every id with its meaning. `python -m tests.catalogue.release` adds new ones.

An id never changes its meaning: it is never removed here, and what is written of it is never
changed. An id that a tool gives up stays, and is listed under ``retired``; new words for the same
meaning are approved by hand under ``rewordings``, with the date and the new words.
"""

import json
from collections.abc import Container
from pathlib import Path
from typing import Any

from csescreen.bootstrap import shelf
from csescreen.core.framework import Framework
from csescreen.frameworks.shelf import SHIPPED

FILE = Path(__file__).parents[1] / "data" / "released" / "ids.json"
FIXED = {
    "sign": ("domain",),
    "question": ("kind",),
    "level": ("rank",),
}
"""What of an id may never change, beside its words, by kind."""

Ids = dict[str, dict[str, Any]]


def present() -> Ids:
    """Return every id of the frameworks that ship, with its meaning.

    A key is the kind, the framework where the id is one framework's own, and the id.
    """
    found: Ids = {}
    for framework_id in SHIPPED:
        found |= _ids(shelf().get(framework_id))
    return found


def _ids(framework: Framework) -> Ids:
    own = framework.id

    def key(kind: str, name: str, owned: Container[str]) -> str:
        return f"{kind} {own} {name}" if name in owned else f"{kind} {name}"

    found: Ids = {
        key("sign", name, framework.own_signs): {"domain": sign.domain, "words": sign.name}
        for name, sign in framework.indicators.items()
    }
    for name, question in framework.questions.items():
        asked = key("question", name, framework.own_questions)
        found[asked] = {"kind": question.kind, "words": question.statement}
        for value, words in question.choices.items():
            found[f"choice{asked.removeprefix('question')}={value}"] = {"words": words}
    for name, clock in framework.clocks.items():
        found[key("clock", name, framework.own_clocks)] = {"words": clock.ask}
    for level in framework.levels:
        found[f"level {own} {level.id}"] = {"rank": level.rank, "words": level.name}
    texts = {
        "action": {one.id: one.text for one in framework.actions},
        "criterion": {one.id: one.text for one in framework.section_47.criteria},
        "rule": {one.id: one.text for one in framework.level_rules},
        "notice": {name: one.text for name, one in framework.notices.items()},
        "contact": {name: one.name for name, one in framework.contacts.items()},
        "section": {one.id: one.name for one in framework.sections},
        "sum": {one.id: one.name for one in framework.sums},
        "window": {name: one.name for name, one in framework.windows.items()},
    }
    for kind, words_of in texts.items():
        for name, words in words_of.items():
            found[f"{kind} {own} {name}"] = {"words": words}
    return found


def broken(released: dict[str, Any], now: Ids) -> list[str]:
    """Return every id that vanished, came back, or means something else than when released."""
    ids: Ids = released["ids"]
    retired: dict[str, str] = released["retired"]
    approved = {(one["id"], one["words"]) for one in released["rewordings"] if one["date"]}
    found = [
        f"{key} was never released" for key in (*retired, *_reworded(released)) if key not in ids
    ]
    for key, meant in ids.items():
        kind = key.split()[0]
        if key in retired:
            if key in now:
                found.append(f"{key} is retired and may not be used again")
            continue
        if key not in now:
            found.append(f"{key} vanished: list it under retired, with the date")
            continue
        for aspect in FIXED.get(kind, ()):
            if now[key][aspect] != meant[aspect]:
                found.append(f"{key} has another {aspect}: {now[key][aspect]}")
        words = now[key]["words"]
        if words != meant["words"] and (key, words) not in approved:
            found.append(f"{key} has other words: approve them under rewordings, with the date")
    found += [
        f"{key} is new: run python -m tests.catalogue.release" for key in now if key not in ids
    ]
    return found


def _reworded(released: dict[str, Any]) -> list[str]:
    return [one["id"] for one in released["rewordings"]]


def read() -> dict[str, Any]:
    """Return what was released."""
    if not FILE.exists():
        return {"ids": {}, "retired": {}, "rewordings": []}
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def with_new(released: dict[str, Any], now: Ids) -> dict[str, Any]:
    """Return what was released and what is new; nothing else is touched."""
    return {**released, "ids": {**now, **released["ids"]}}


def main() -> None:
    """Add the new ids to the file."""
    released = read()
    added = with_new(released, present())
    added["ids"] = dict(sorted(added["ids"].items()))
    text = json.dumps(added, indent=1, ensure_ascii=False) + "\n"
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text, encoding="utf-8")
    print(f"{len(added['ids']) - len(released['ids'])} ids added.")  # noqa: T201


if __name__ == "__main__":
    main()
