"""The public JSON of what only some frameworks have: sums, sections and what stands beside.

Each key is there only under a framework whose document has the part, so that the outcome of the
others never changes.
"""

from collections.abc import Sequence

from csescreen.core.levels import Level
from csescreen.core.outcome import Outcome
from csescreen.core.sums import Range, SumReading


def tool_json(outcome: Outcome) -> dict[str, object]:
    """Return the further keys of an outcome."""
    framework, tool = outcome.framework, dict[str, object]()
    if framework.sums:
        tool["sums"] = [_sum_json(reading) for reading in outcome.sums]
    if framework.sections:
        tool["sections"] = [
            {
                "id": reading.section.id,
                "name": reading.section.name,
                "level": _level_json(reading.level),
                "could_be": [level.id for level in reading.could_be],
                "counts": dict(reading.counts),
                "present": reading.present,
                "unknown": reading.unknown,
                "not_asked": reading.not_asked,
            }
            for reading in outcome.sections
        ]
    if outcome.protective:
        tool["protective_factors"] = [
            {"id": factor.question.id, "domain": factor.question.domain, "status": factor.status}
            for factor in outcome.protective
        ]
    if framework.evidence:
        tool["missing_evidence"] = list(outcome.missing_evidence)
    if outcome.previous:
        tool["previous"] = {
            "level": _level_json(outcome.previous.level),
            "sums": dict(outcome.previous.sums),
        }
    return tool


def _sum_json(reading: SumReading) -> dict[str, object]:
    found: dict[str, object] = {"id": reading.sum.id, "name": reading.sum.name}
    found |= _range_json(reading.range)
    found |= {
        "band": _level_json(reading.level),
        "could_be": _ids(reading.could_be),
        "unknown": list(reading.unknown),
        "not_asked": list(reading.not_asked),
    }
    if reading.preset is not None:
        found["preset"] = _range_json(reading.preset)
        found["amended"] = [
            {"id": sign, "preset": preset, "weight": choice.weight, "reason": choice.reason}
            for sign, (preset, choice) in reading.amended.items()
        ]
    return found


def _range_json(found: Range) -> dict[str, object]:
    return {"so_far": found.so_far, "least": found.least, "most": found.most}


def _ids(levels: Sequence[Level]) -> list[str]:
    return [level.id for level in levels]


def _level_json(level: Level | None) -> dict[str, object] | None:
    return None if level is None else {"id": level.id, "name": level.name}
