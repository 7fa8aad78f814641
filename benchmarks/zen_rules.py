"""Telford & Wrekin's rules as a decision graph (JDM) for zen-engine, from the same framework file.

The graph has two expression nodes: what is worked out first (the level, section 47, the conditions
that the file names) and then the status of each of the file's own actions. A condition becomes two
expressions in zen's language, "it holds" and "it may hold", because a framework's conditions are
three-valued and zen's are not.

What is prepared for zen, and so is not timed: which signs are present and which unknown, the age
that counts, the rank of the judged level. What zen does not work out: reasons, what an action rests
on and its sources, when an action falls due, the order of the actions, open questions, notices,
regraded signs, the basis of the level, the level that would be possible, the program's own actions.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import tomli
import zen

from benchmarks.zen_conditions import Conditions, any_of
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening
from csescreen.frameworks.shelf import DATA

Table = Mapping[str, Any]


def zen_engine(framework_id: str) -> zen.ZenEngine:
    """Return an engine that holds the compiled graph under the framework's id.

    Of the ways to call zen, `evaluate` by key with a static loader is the fastest: a decision
    object takes about 0.1 ms more at each call, and compiles a graph given as text each time.
    """
    common, tables = (
        tomli.loads((DATA / name).read_text(encoding="utf-8"))
        for name in ("common.toml", f"frameworks/{framework_id}.toml")
    )
    return zen.ZenEngine(
        {"loader": {"type": "static", "content": {framework_id: _graph(common, tables)}}}
    )


def zen_input(framework: Framework, screening: Screening) -> str:
    """Return the screening in the form that zen reads fastest: JSON text."""
    judged = screening.judged_level(framework.id)
    level = framework.level(judged.level) if judged else None
    signs = {sign: answer.answer for sign, answer in screening.signs.items()}
    return json.dumps(
        {
            "age": screening.child.age,
            "judged": level.rank if level else 0,
            "present": [sign for sign, answer in signs.items() if answer == "yes"],
            "unknown": [sign for sign, answer in signs.items() if answer == "unknown"],
            "facts": dict(screening.facts),
        }
    )


def _graph(common: Table, tables: Table) -> dict[str, Any]:
    named = {**common["conditions"], **tables["conditions"]}
    first = _first(Conditions(tables, before="$."), tables, named)
    then = Conditions(tables, before="")
    found = [
        ("indicated", "indicated"),
        ("section_47", "section_47"),
        *((action["id"], _status(then, action)) for action in tables["actions"]),
    ]
    nodes = [
        {"id": "input", "type": "inputNode", "content": {}},
        _expressions("first", first, keeps_input=True),
        _expressions("actions", found, keeps_input=False),
        {"id": "output", "type": "outputNode", "content": {}},
    ]
    ids = [node["id"] for node in nodes]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [{"name": node["id"], "position": {"x": 0, "y": 0}, **node} for node in nodes],
        "edges": [
            {"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b}
            for a, b in pairwise(ids)
        ],
    }


def _expressions(
    node: str, expressions: Iterable[tuple[str, str]], *, keeps_input: bool
) -> dict[str, Any]:
    written = [{"id": key, "key": key, "value": value} for key, value in expressions]
    content = {"expressions": written, "passThrough": keeps_input}
    return {"id": node, "type": "expressionNode", "content": content}


def _first(conditions: Conditions, tables: Table, named: Table) -> Iterator[tuple[str, str]]:
    """Yield what is worked out before the actions; an expression may use those before it."""
    ranks = sorted(conditions.graded, reverse=True)
    found = {rank: conditions.some("present", rank) for rank in ranks}
    yield "indicated", "".join(f"{found[rank]} ? {rank} : " for rank in ranks) + "0"
    yield "level", "max([$.indicated, judged])"
    for rank in ranks:
        yield f"could_be_{rank}", f"$.level < {rank} and {conditions.some('unknown', rank)}"
    criteria = tables["section_47"]["criteria"]
    said = [conditions.say(criterion["when"]) for criterion in criteria]
    met, possible = any_of(one.holds for one in said), any_of(one.may_hold for one in said)
    presumed = any_of(
        one.may_hold
        for one, criterion in zip(said, criteria, strict=True)
        if criterion.get("presumed_if_unknown")
    )
    yield (
        "section_47",
        f"age != null and age >= 18 ? 'not_met' : {met} ? 'met' : "
        f"{presumed} ? 'presumed' : {possible} ? 'possible' : 'not_met'",
    )
    for name, condition in named.items():
        yield f"{name}_holds", conditions.say(condition).holds
        yield f"{name}_may_hold", conditions.say(condition).may_hold


def _status(conditions: Conditions, action: Table) -> str:
    when = conditions.say(action["when"])
    may_hold = when.may_hold
    if "possible_when" in action:
        may_hold = any_of((may_hold, conditions.say(action["possible_when"]).may_hold))
    return f"{when.holds} ? '{action['status']}' : {may_hold} ? 'possible' : null"
