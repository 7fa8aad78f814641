"""The practitioner's own levels and weights, each with a reason: of one sign, and of the child."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from csescreen.core.about import grade_lines, weight_lines
from csescreen.core.answers import amend_weight, judge, regrade_sign
from csescreen.core.framework import Framework
from csescreen.core.regrading import (
    NEVER_SINKS,
    Way,
    asking_for_a_level,
    ways_to_judge,
    ways_to_regrade,
    why_not_judged,
    why_not_regraded,
)
from csescreen.core.screening import ChosenLevel, chosen_for
from csescreen.core.text import clean_line
from csescreen.core.weighing import amended
from csescreen.shell.ask.aloud import sentence_of, spoken, spoken_source
from csescreen.shell.ask.talk import Asking
from csescreen.shell.ask.writing import Writing

_NONE: Final = ""
_HEAVIEST: Final = 1000


class Judging(Writing):
    """The part of the conversation that asks for levels and weights."""

    def regrade(self, sign: str) -> Asking[None]:
        """Ask for another level or weight of a sign."""
        reading, screening = self.situation.reading, self.screening
        answer = screening.signs.get(sign)
        if answer is None or answer.answer == "no":
            self.say("Answer the sign first: a sign that is not there has no level.")
            return
        ways = ways_to_regrade(reading, screening, sign)
        name = spoken(self.framework.indicators[sign].name)
        if not ways:
            self.say(why_not_regraded(reading, sign))
            return
        way = ways[0]
        if len(ways) > 1:
            named = {
                str(at): f"Its {one.what}{self._under(one.framework)}"
                for at, one in enumerate(ways)
            }
            asked = [f"What do you change: {name}?"]
            chosen = yield from self.choose(asked, named, "changes nothing")
            if chosen is None:
                return
            way = ways[int(chosen)]
        yield from (self._level if way.what == "level" else self._weight)(sign, way)

    def _level(self, sign: str, way: Way) -> Asking[None]:
        framework, answer = way.framework, self.screening.signs[sign]
        known = grade_lines(framework, sign, answer, spoken_source)
        name = spoken(self.framework.indicators[sign].name)
        lines = [f"Another level{self._under(framework)}: {sentence_of(name)}"]
        lines += [*(sentence_of(spoken(one)) for one in known), NEVER_SINKS]
        own = chosen_for(answer.grades, framework.id)
        found = yield from self._with_reason(lines, framework, own)
        if found is not None:
            level, reason = found
            self.session.change(
                partial(regrade_sign, framework=framework.id, sign=sign, level=level, reason=reason)
            )

    def _with_reason(
        self, lines: list[str], framework: Framework, chosen: ChosenLevel | None
    ) -> Asking[tuple[str, str] | None]:
        """Ask for a level, the highest first, and for its reason; None where it stays."""
        levels: Mapping[str, str] = {one.id: one.name for one in reversed(framework.levels)}
        offered = {**levels, _NONE: "No level of my own"} if chosen else levels
        if chosen:
            now = levels.get(chosen.level, chosen.level)
            lines = [*lines, f"So far: {now}, because: {clean_line(chosen.reason)}"]
        level = yield from self.choose(lines, offered, "changes nothing")
        if level is None:
            return None
        if level == _NONE:
            self.say("Taken back.")
            return level, ""
        reason = yield from self.ask([], "Why? Enter changes nothing:", free=True)
        if not reason:
            self.say("Nothing was changed: a level of your own needs its reason.")
            return None
        self.say(f"Taken: {levels[level]}.")
        return level, reason

    def _weight(self, sign: str, way: Way) -> Asking[None]:
        framework, answer = way.framework, self.screening.signs[sign]
        own = amended(framework, sign, answer)
        lines = [*map(spoken, weight_lines(framework, sign, answer, spoken_source))]
        lines.append("The preset weight is kept and said beside yours.")
        if own:
            lines.append("Type preset to have the preset weight count again.")
        while True:
            text = yield from self.ask(lines, "Your weight, a whole number. Enter changes nothing:")
            if not text:
                return
            if own and text.casefold() == "preset":
                weight, reason = None, ""
                break
            if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= _HEAVIEST:
                weight = int(text)
                reason = yield from self.ask([], "Why? Enter changes nothing:", free=True)
                if not reason:
                    self.say("Nothing was changed: a weight of your own needs its reason.")
                    return
                break
            self.say(f"Type a whole number from 0 to {_HEAVIEST}, such as 3.")
        self.say("Taken." if weight is not None else "The preset weight counts again.")
        self.session.change(
            partial(amend_weight, framework=framework.id, sign=sign, weight=weight, reason=reason)
        )

    def judge(self) -> Asking[None]:
        """Ask for the level that the practitioner judges, or enters."""
        reading = self.situation.reading
        leveled = ways_to_judge(reading)
        if not leveled:
            self.say(why_not_judged(reading))
            return
        framework = leveled[0]
        if len(leveled) > 1:
            names = {one.id: spoken(one.name) for one in leveled}
            chosen = yield from self.choose(["Under which framework?"], names, "changes nothing")
            if chosen is None:
                return
            framework = next(one for one in leveled if one.id == chosen)
        chosen_now = chosen_for(self.screening.judged_levels, framework.id)
        asked, known = asking_for_a_level(reading.outcome(framework.id), self._under(framework))
        lines = [asked, *(sentence_of(spoken(one)) for one in known)]
        found = yield from self._with_reason(lines, framework, chosen_now)
        if found is not None:
            level, reason = found
            self.session.change(partial(judge, framework=framework.id, level=level, reason=reason))

    def _under(self, framework: Framework) -> str:
        """Return whose level or weight is meant, where there are several frameworks."""
        return f" under {spoken(framework.name)}" if self.situation.reading.several else ""
