"""What only some tools have, in the referral: every format carries the same facts."""

from csescreen.core.screening import (
    Child,
    ChosenWeight,
    Screening,
    SignAnswer,
)
from csescreen.core.summarise import summarise
from csescreen.core.summary import Summary
from tests.tools import NOW, assessed, tool_shelf

COUNTED = Screening(
    frameworks=("quayside",),
    child=Child(age=14),
    signs={
        "lighthouse-visits": SignAnswer("yes", windows=(("six_months", "yes"), ("before", "no"))),
        "missing-episodes": SignAnswer("not_asked", windows=(("six_months", "no"),)),
        "groups-of-adults": SignAnswer(
            "possible", windows=(("six_months", "possible"), ("before", "unknown"))
        ),
        "young-carer": SignAnswer("yes", note="Seen", weights=(ChosenWeight(3, "since May"),)),
    },
)
IN_SECTIONS = Screening(
    frameworks=("lanterns",),
    child=Child(age=14),
    facts={"home_statement": "broken", "kind_aunt": "possible", "level_before": "low"},
    signs={"kite-parties": SignAnswer("possible")},
)


def summary(screening: Screening) -> Summary:
    framework = tool_shelf().get(screening.frameworks[0])
    return summarise(
        framework, screening, assessed(screening), wording={}, made_at=NOW, program="csescreen"
    )
