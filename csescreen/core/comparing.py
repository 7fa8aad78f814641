"""Two looks at a child side by side: what differs, as facts. Never which of them is better.

A look is one screening at one time under one version. What it rests on is told with it, so that
silence is not taken for good news: a sign that is not asked about now is not a sign that is gone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from csescreen.core.dated_readings import judged_words, level_words, pin_json, section_47_status
from csescreen.core.ports import FrameworkPin
from csescreen.core.screening import Screening
from csescreen.core.words import ANSWERS, humanised, listed, moment_words


class Look(NamedTuple):
    """One screening at one time under one version; ``outcome`` is public JSON, or None."""

    made_at: datetime
    pin: FrameworkPin
    outcome: Mapping[str, Any] | None
    screening: Screening
    wording: Mapping[str, str]
    reference: str = ""

    @property
    def name(self) -> str:
        """Which look it is, in words."""
        under = f"{moment_words(self.made_at)}, under {self.pin.id} version {self.pin.version}"
        return f"{self.reference}: {under}" if self.reference else under


class SignChange(NamedTuple):
    """A sign that came or went: how it was answered then and now."""

    id: str
    name: str
    before: str
    after: str


class ActionChange(NamedTuple):
    """An action that came, went, or has another status or time; "" where it was not called for."""

    id: str
    text: str
    before: str
    after: str


class Comparison(NamedTuple):
    """What differs between two looks. Each pair is before and after."""

    before: Look
    after: Look
    indicated: tuple[str, str]
    judged: tuple[str, str]
    section_47: tuple[str, str]
    signs_came: tuple[SignChange, ...]
    signs_went: tuple[SignChange, ...]
    actions: tuple[ActionChange, ...]
    step_down: tuple[tuple[str, str], ...]

    @property
    def one_tool(self) -> bool:
        """Whether both looks are under the same tool, so that their levels are the same words."""
        return self.before.pin.id == self.after.pin.id


_STEP_DOWN: Final = {
    "step_down_proposed": "A step-down is proposed",
    "risk_reduced": "Whether the risk is reduced, as people judged it",
    "police_information": "Police information",
    "agencies_present": "Agencies named",
}
"""The answers on which a step-down would rest, by question."""


def compare_looks(before: Look, after: Look) -> Comparison:
    """Return what differs between the two, the earlier first."""
    changed = [
        _sign_change(sign, before, after)
        for sign in dict.fromkeys((*before.screening.signs, *after.screening.signs))
        if _present(before, sign) != _present(after, sign)
    ]
    went = tuple(one for one in changed if _present(before, one.id))
    return Comparison(
        before,
        after,
        _both(level_words, before, after),
        _both(judged_words, before, after),
        _both(section_47_status, before, after),
        tuple(one for one in changed if one not in went),
        went,
        tuple(_action_changes(before.outcome, after.outcome)),
        tuple(_step_down(after, went)),
    )


def _both(words: Any, before: Look, after: Look) -> tuple[str, str]:
    return words(before.outcome), words(after.outcome)


def _present(look: Look, sign: str) -> bool:
    answer = look.screening.signs.get(sign)
    return answer is not None and answer.answer == "yes"


def _sign_change(sign: str, before: Look, after: Look) -> SignChange:
    name = after.wording.get(sign) or before.wording.get(sign) or humanised(sign)
    return SignChange(sign, name, _answer(before, sign), _answer(after, sign))


def _answer(look: Look, sign: str) -> str:
    answer = look.screening.signs.get(sign)
    return ANSWERS[answer.answer if answer else "not_asked"].lower()


def _action_changes(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[ActionChange]:
    was, now = _actions(before), _actions(after)
    found = []
    for action in dict.fromkeys((*now, *was)):
        old, new = was.get(action), now.get(action)
        pair = (_called(old), _called(new))
        if pair[0] != pair[1]:
            text = (new or old or {}).get("text", action)
            found.append(ActionChange(action, text, *pair))
    return found


def _actions(outcome: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    return {action["id"]: action for action in outcome["actions"]} if outcome else {}


def _called(action: Mapping[str, Any] | None) -> str:
    if action is None:
        return ""
    limit = action["time_limit"]
    return f"{action['status']}, {limit}" if limit else str(action["status"])


def _step_down(look: Look, went: tuple[SignChange, ...]) -> list[tuple[str, str]]:
    facts = look.screening.facts
    rows = []
    for fact, label in _STEP_DOWN.items():
        value = facts.get(fact, "not_asked")
        said = listed(value) if isinstance(value, tuple) and value else str(value or "none")
        rows.append((label, ANSWERS.get(said, said).lower() if isinstance(value, str) else said))
    reasons = [chosen.reason for chosen in look.screening.judged_levels if chosen.reason.strip()]
    rows.append(("The reason for the judged level", "; ".join(reasons) or "none written"))
    silent = [one.name for one in went if one.after != ANSWERS["no"].lower()]
    rows.append(
        (
            "Signs that were present and are now not known, not asked or not carried over: "
            "that is no answer that they are gone",
            "; ".join(silent) or "none",
        )
    )
    return rows


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """Return a comparison as data."""
    return {
        "before": _look_json(comparison.before),
        "after": _look_json(comparison.after),
        "same_framework": comparison.one_tool,
        "indicated_level": _pair(comparison.indicated),
        "judged_level": _pair(comparison.judged),
        "section_47": _pair(comparison.section_47),
        "signs_came": [one._asdict() for one in comparison.signs_came],
        "signs_went": [one._asdict() for one in comparison.signs_went],
        "actions": [one._asdict() for one in comparison.actions],
        "step_down": [{"what": what, "said": said} for what, said in comparison.step_down],
    }


def _pair(pair: tuple[str, str]) -> dict[str, str]:
    return {"before": pair[0], "after": pair[1]}


def _look_json(look: Look) -> dict[str, object]:
    return {
        "reference": look.reference,
        "made_at": look.made_at.isoformat(),
        "framework": pin_json(look.pin),
    }
