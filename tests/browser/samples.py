"""Summaries to look at in a browser: of one framework and several, full, empty, with windows."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.assess import assess
from csescreen.core.audience import FAMILY, SUPERVISION
from csescreen.core.reading import read_together
from csescreen.core.screening import ChosenLevel, Screening, SignAnswer
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summary import Summary
from tests.audience.records import record, screening, served
from tests.export import builder
from tests.tools import tool_shelf

_SIGNS: Final = {
    "unknown-vehicles": SignAnswer(
        "yes", "current", "Collected on Friday by a man in a grey car.\nHad a key card.", "tutor"
    ),
    "despair": SignAnswer("yes", "recent", "Cut on the arm", "school nurse"),
    "multiple-phones": SignAnswer("yes", "current", "Two phones", "foster carer"),
    "secretive-withdrawn": SignAnswer("yes", "historic"),
    "exploited-peers": SignAnswer("yes"),
    "missing-episodes": SignAnswer("yes", "recent", "Three times"),
    "hotel-keys": SignAnswer("unknown"),
    "bereavement": SignAnswer("no"),
}


def read_under(*names: str) -> Summary:
    """Return the summary of one full screening under frameworks that are on file."""
    frameworks = [tool_shelf().get(name) for name in names]
    full = replace(
        builder.screening(),
        frameworks=names,
        signs=_SIGNS,
        judged_levels=tuple(
            ChosenLevel(one.levels[-1].id, "Taken away twice in a month.", one.id)
            for one in frameworks
            if one.levels
        ),
    )
    outcomes = [assess(one, full, builder.MADE_AT, is_bank_holiday) for one in frameworks]
    return summarise_reading(
        read_together(outcomes),
        full,
        wording={},
        made_at=builder.MADE_AT,
        program="csescreen",
    )


SAMPLES: Final[Mapping[str, Summary]] = MappingProxyType(
    {
        "sample": builder.summary(),
        "empty": builder.summary(Screening(("example",))),
        "one": read_under("telford"),
        "several": read_under("telford", "llr", "hounslow"),
        "windows": read_under("quayside"),
        "sections": read_under("lanterns"),
        **{
            audience: served().summary(record(screening()), audience)
            for audience in (FAMILY.id, SUPERVISION.id)
        },
    }
)
