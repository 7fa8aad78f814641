"""From a reading to the lines of a summary: its signs, its actions, its levels."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.steps import place_of
from csescreen.core.summary import OwnWords
from csescreen.core.summary_lines import ActionLine, LevelLine, SignLine, on_one_line
from csescreen.core.summary_signs import GradeOf, SignColumns
from csescreen.core.words import (
    ANSWERS,
    LEVEL_BASES,
    SIGN_ANSWERS,
    STATUSES,
    by_when,
    highest_sign,
    is_now,
    section_47_words,
    sentence,
    sources_words,
)


def sign_lines(
    asks: Framework,
    frameworks: Sequence[Framework],
    screening: Screening,
    wording: Mapping[str, str],
    grade: GradeOf,
) -> tuple[SignLine, ...]:
    """Return a line for every sign that is asked, and for those that are answered besides."""
    columns = SignColumns(asks, frameworks, screening)
    signs = dict.fromkeys((*asks.indicators, *screening.signs))
    return tuple(_sign_line(asks, screening, wording, columns, grade, sign) for sign in signs)


def _sign_line(
    asks: Framework,
    screening: Screening,
    wording: Mapping[str, str],
    columns: SignColumns,
    grade: GradeOf,
    sign: str,
) -> SignLine:
    answer = screening.signs.get(sign)
    indicator = asks.indicators.get(sign)
    name = wording.get(sign) or (indicator.name if indicator else sign)
    domain = place_of(asks, sign)
    if answer is None:
        return SignLine(sign, domain, name, ANSWERS["not_asked"])
    return SignLine(
        id=sign,
        domain=domain,
        sign=name,
        answer=SIGN_ANSWERS[answer.answer],
        when=_when(columns, answer),
        grade=on_one_line(grade(sign, answer)),
        evidence=OwnWords(answer.note),
        said_by=OwnWords(answer.heard_from),
    )


def _when(columns: SignColumns, answer: SignAnswer) -> str:
    by_window = columns.by_window(answer) if answer.windows else ()
    return "; ".join(by_window) or (answer.when or "").capitalize()


def action_lines(reading: Reading, now: datetime) -> tuple[ActionLine, ...]:
    """Return every action of a reading once, in its order; what was due is told as past."""
    names = {framework.id: framework.name for framework in reading.frameworks}
    return tuple(
        ActionLine(
            id=reading.key_of(united),
            action=united.called.action.text,
            status=STATUSES[united.called.status],
            by_when=by_when(reading.asks, united.called, now),
            due=united.called.due,
            because=tuple(map(sentence, united.called.because)),
            called_for_by=tuple(names[one] for one in united.frameworks),
            written_in=sources_words(reading.asks, united.called.action.sources),
            is_now=is_now(united.called),
        )
        for united in reading.actions
    )


def level_lines(outcomes: Iterable[Outcome]) -> tuple[LevelLine, ...]:
    """Return what each framework makes of the answers."""
    return tuple(_level_line(outcome) for outcome in outcomes)


def _level_line(outcome: Outcome) -> LevelLine:
    indicated, judged = outcome.indicated_level, outcome.judged_level
    return LevelLine(
        framework=outcome.framework.name,
        highest_sign=highest_sign(outcome),
        basis=LEVEL_BASES[indicated.basis] if indicated else "",
        could_be=outcome.possible_level.name if outcome.possible_level else "",
        judged=judged.level.name if judged else "",
        judged_reason=OwnWords(judged.reason) if judged else "",
        section_47=section_47_words(outcome),
    )
