"""The practitioner's own levels and weights, each with a reason: of one sign, and of the child."""

from collections.abc import Callable
from functools import partial

from csescreen.core.answers import amend_weight, judge, regrade_sign
from csescreen.core.framework import Framework
from csescreen.core.regrading import (
    NEVER_SINKS,
    asking_for_a_level,
    ways_to_judge,
    ways_to_regrade,
    why_not_judged,
    why_not_regraded,
)
from csescreen.core.screening import chosen_for
from csescreen.core.weighing import amended
from csescreen.screens.keeping import Keeping
from csescreen.screens.modals.choose import ChooseScreen
from csescreen.screens.modals.level import LevelAnswer, LevelScreen
from csescreen.screens.modals.weight import WeightAnswer, WeightScreen
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.pages import grade_lines, weight_lines

GoOn = Callable[[], None]


class Judging(Keeping):
    """The part of the workspace that asks for levels and weights."""

    def say(self, words: str) -> None:
        """Tell the user something in passing."""
        self.app.clear_notifications()  # one at a time: a pile of them hides the outcome
        self.notify(words, markup=False, timeout=4)

    def _which(self, title: str, ways: dict[str, GoOn], none: str) -> None:
        """Go the only way that there is; ask for one by its words, where there are several."""
        if len(ways) < 2:
            for go_on in ways.values():
                go_on()
            if not ways:
                self.say(none)
            return

        def go(chosen: str | None) -> None:
            if chosen is not None:
                ways[chosen]()

        rows = [ListRow(words, words) for words in ways]
        self.app.push_screen(ChooseScreen(title, rows), go)

    def regrade(self, sign: str) -> None:
        """Ask for another level or weight of a sign; for which and whose, where it has several."""
        reading, screening = self.current.reading, self.current.screening
        found = ways_to_regrade(reading, screening, sign)
        weighed = any(way.what == "weight" for way in found)
        go_on = {"level": self._regrade, "weight": self._reweigh}
        ways: dict[str, GoOn] = {}
        for what, framework in found:
            named = f"Another {what}{self._named(framework)}" if weighed else self._label(framework)
            ways[named] = partial(go_on[what], sign, framework)
        name = self.current.framework.indicators[sign].name
        title = f"What do you change: {name}" if weighed else "Regrade under which framework?"
        self._which(title, ways, why_not_regraded(reading, sign))

    def _regrade(self, sign: str, framework: Framework) -> None:
        """Ask for another level for a sign, with a reason; what is published stays in sight."""
        answer = self.current.screening.signs[sign]
        chosen = chosen_for(answer.grades, framework.id)

        def keep(given: LevelAnswer | None) -> None:
            if given is not None:
                change = partial(
                    regrade_sign,
                    framework=framework.id,
                    sign=sign,
                    level=given.level,
                    reason=given.reason,
                )
                self.change(change)

        known = [*grade_lines(framework, sign, answer), NEVER_SINKS]
        title = f"Regrade{self._named(framework)}: {framework.indicators[sign].name}"
        self.app.push_screen(LevelScreen(title, known, framework.levels, chosen), keep)

    def _reweigh(self, sign: str, framework: Framework) -> None:
        """Ask for another weight of a sign, with a reason; the preset one is kept beside it."""
        answer = self.current.screening.signs[sign]

        def keep(given: WeightAnswer | None) -> None:
            if given is not None:
                change = partial(
                    amend_weight,
                    framework=framework.id,
                    sign=sign,
                    weight=given.weight,
                    reason=given.reason,
                )
                self.change(change)

        beside = "The preset weight is kept and shown beside it."
        known = [*weight_lines(framework, sign, answer), beside]
        title = f"Amend the weight{self._named(framework)}: {framework.indicators[sign].name}"
        chosen = amended(framework, sign, answer)
        self.app.push_screen(WeightScreen(title, known, chosen), keep)

    def _label(self, framework: Framework) -> str:
        """Return the framework's name; with its id where two have the same."""
        names = [one.name for one in self.current.reading.frameworks]
        twice = names.count(framework.name) > 1
        return f"{framework.name} ({framework.id})" if twice else framework.name

    def _named(self, framework: Framework) -> str:
        """Return whose level or weight is meant, where there are several frameworks."""
        return f" under {self._label(framework)}" if self.current.reading.several else ""

    def judge(self, framework_id: str = "") -> None:
        """Ask for the level that the practitioner judges, or enters; whose it is, too."""
        reading = self.current.reading
        ways: dict[str, GoOn] = {
            self._label(one): partial(self._judge, one)
            for one in ways_to_judge(reading)
            if framework_id in ("", one.id)
        }
        title = "Judge the level under which framework?"
        self._which(title, ways, why_not_judged(reading))

    def _judge(self, framework: Framework) -> None:
        def keep(answer: LevelAnswer | None) -> None:
            if answer is not None:
                self.change(
                    partial(judge, framework=framework.id, level=answer.level, reason=answer.reason)
                )

        outcome = self.current.reading.outcome(framework.id)
        title, known = asking_for_a_level(outcome, self._named(framework))
        chosen = chosen_for(self.current.screening.judged_levels, framework.id)
        self.app.push_screen(LevelScreen(title, known, framework.levels, chosen), keep)
