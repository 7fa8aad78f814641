"""The case that is timed, and random screenings on which two engines must agree."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from csescreen.bootstrap import case_reader
from csescreen.core.framework import Framework
from csescreen.core.screening import Child, ChosenLevel, FactValue, Screening, SignAnswer

CASE_FILE = Path(__file__).parent / "case.json"
"""An invented child: twelve signs answered, six facts, one clock."""

AS_OF = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


def case() -> Screening:
    """Return the screening of the case file."""
    read = case_reader().read(json.loads(CASE_FILE.read_text(encoding="utf-8")), CASE_FILE.name)
    if read.screening is None:
        raise SystemExit("\n".join(problem.line() for problem in read.problems))
    return read.screening


def random_screenings(framework: Framework, number: int) -> Iterator[Screening]:
    """Yield unlike screenings, the same ones each time, each with a clock of its own.

    Every answer, age and level that the framework's rules can tell apart comes up; no sign is
    regraded, and no clock but the referral's is set, so that the age given is the age that counts.
    """
    random = Random(3)
    looked_at = list(dict.fromkeys((*framework.urgent, *framework.circumstances)))
    for _ in range(number):
        facts: dict[str, FactValue] = {}
        for fact in random.sample(looked_at, random.randint(0, len(looked_at))):
            question = framework.questions[fact]
            values = ("no", "no", "unknown", "yes")
            facts[fact] = random.choice(list(question.choices) or values)
        signs = random.sample(list(framework.indicators), random.choice((0, 1, 2, 4, 12, 20)))
        usual = random.choice((("yes",), ("no",), ("yes", "no", "unknown"), ("no", "unknown")))
        judged = random.choice((None, None, *framework.levels))
        yield Screening(
            frameworks=(framework.id,),
            child=Child(age=random.choice((None, 9, 13, 14, 15, 16, 17, 18, 19))),
            as_of=AS_OF,
            facts=facts,
            clocks={
                "referral_received": AS_OF - timedelta(minutes=random.randint(0, 60 * 24 * 60))
            },
            signs={sign: SignAnswer(random.choice(usual)) for sign in signs},
            judged_levels=(ChosenLevel(judged.id, "judged so"),) if judged else (),
        )
