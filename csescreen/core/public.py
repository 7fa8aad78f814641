"""The public JSON of a case and of an outcome, format 1: plain objects, ready to be written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from csescreen.core.framework import Level, Source
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.public_tool import tool_json
from csescreen.core.screening import Chosen, ChosenLevel, Moment, Screening, SignAnswer
from csescreen.core.union import unite
from csescreen.core.windows import in_no_known_window

FORMAT = 1


def case_json(screening: Screening) -> dict[str, object]:
    """Return the screening as a case file's object; `casefile` reads it back to an equal one.

    Details (names, worker) are no part of a case file and are left out.
    """
    case: dict[str, object] = {"format": FORMAT}
    frameworks = screening.frameworks
    if frameworks:
        case["framework"] = frameworks[0] if len(frameworks) == 1 else list(frameworks)
    if screening.reference:
        case["reference"] = screening.reference
    child: dict[str, object] = {}
    if screening.child.age is not None:
        child["age"] = screening.child.age
    if screening.child.date_of_birth is not None:
        child["date_of_birth"] = screening.child.date_of_birth.isoformat()
    if child:
        case["child"] = child
    if screening.as_of is not None:
        case["as_of"] = screening.as_of.isoformat()
    if screening.facts:
        case["facts"] = {
            fact: list(value) if isinstance(value, tuple) else value
            for fact, value in screening.facts.items()
        }
    if screening.clocks:
        case["clocks"] = {clock: moment.isoformat() for clock, moment in screening.clocks.items()}
    if screening.signs:
        case["indicators"] = {
            sign: _sign_json(answer, frameworks) for sign, answer in screening.signs.items()
        }
    if screening.narrative:
        case["narrative"] = dict(screening.narrative)
    if judged := _under(screening.judged_levels, frameworks):
        case["judged_level"] = _chosen_json(judged)
    return case


def _under(chosen: tuple[Chosen, ...], frameworks: tuple[str, ...]) -> tuple[Chosen, ...]:
    """Return the choices under the case's own frameworks: another's is kept, but no part of it."""
    return tuple(one for one in chosen if not frameworks or one.framework in (None, *frameworks))


def _sign_json(said: SignAnswer, frameworks: tuple[str, ...]) -> object:
    grades, weights = _under(said.grades, frameworks), _under(said.weights, frameworks)
    answer = replace(said, grades=grades, weights=weights)
    if answer == SignAnswer(answer.answer):
        return answer.answer
    # the answer follows from the windows, where there are any that say it
    follows = answer.windows and not in_no_known_window(answer)
    sign: dict[str, object] = {} if follows else {"answer": answer.answer}
    if answer.windows:
        sign["windows"] = dict(answer.windows)
    if answer.when:
        sign["when"] = answer.when
    if answer.grades:
        sign["grade"] = _chosen_json(answer.grades)
    if answer.weights:
        chosen = [
            _of(choice.framework) | {"weight": choice.weight, "reason": choice.reason}
            for choice in answer.weights
        ]
        sign["weight"] = chosen[0] if len(chosen) == 1 else chosen
    if answer.note:
        sign["note"] = answer.note
    if answer.heard_from:
        sign["heard_from"] = answer.heard_from
    return sign


def _chosen_json(chosen: tuple[ChosenLevel, ...]) -> object:
    choices = [
        _of(choice.framework) | {"level": choice.level, "reason": choice.reason}
        for choice in chosen
    ]
    return choices[0] if len(choices) == 1 else choices


def _of(framework: str | None) -> dict[str, object]:
    return {"framework": framework} if framework else {}


def outcome_json(outcome: Outcome) -> dict[str, object]:
    """Return the outcome's public object."""
    framework = outcome.framework
    indicated, judged = outcome.indicated_level, outcome.judged_level
    return {
        "format": FORMAT,
        "framework": {
            "id": framework.id,
            "version": framework.version,
            "sha256": framework.sha256,
        },
        "indicated_level": indicated and _level_json(indicated.level) | {"basis": indicated.basis},
        "possible_level": outcome.possible_level and _level_json(outcome.possible_level),
        "judged_level": judged and _level_json(judged.level) | {"reason": judged.reason},
        "section_47": {
            "status": outcome.section_47.status,
            "criteria": [
                {"id": criterion.id, "status": criterion.status}
                for criterion in outcome.section_47.criteria
            ],
        },
        "actions": [_action_json(called) for called in outcome.actions],
        "reasons": [
            {
                "rule": reason.rule,
                "text": reason.text,
                "indicators": list(reason.indicators),
                "facts": list(reason.facts),
                "sources": _sources_json(reason.sources),
            }
            for reason in outcome.reasons
        ],
        "open_questions": [
            {"id": question.id, "kind": question.kind, "could_change": list(question.could_change)}
            for question in outcome.open_questions
        ],
        "notices": [{"id": notice.id, "text": notice.text} for notice in outcome.notices],
    } | tool_json(outcome)


def _level_json(level: Level) -> dict[str, object]:
    return {"id": level.id, "name": level.name}


def _action_json(called: CalledAction) -> dict[str, object]:
    action = called.action
    limit = action.time_limit
    return {
        "id": action.id,
        "text": action.text,
        "status": called.status,
        "audience": action.audience,
        "time_limit": limit.words if limit else None,
        "clock": (limit.clock or None) if limit else None,
        "due": moment_json(called.due),
        "assumption": (limit.how_counted or None) if limit else None,
        "because": list(called.because),
        "sources": _sources_json(action.sources),
    }


def moment_json(moment: Moment | None) -> str | None:
    """Return a moment in ISO 8601, or None."""
    return None if moment is None else moment.isoformat()


def _sources_json(sources: Iterable[Source]) -> list[dict[str, object]]:
    return [{"document": source.document, "lines": source.lines} for source in sources]


def union_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Return the public object of one screening read under several frameworks."""
    return {
        "format": FORMAT,
        "outcomes": [outcome_json(outcome) for outcome in outcomes],
        "union": [
            _action_json(united.called) | {"frameworks": list(united.frameworks)}
            for united in unite(outcomes)
        ],
    }
