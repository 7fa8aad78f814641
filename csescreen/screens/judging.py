"""The practitioner's own levels and weights, each with a reason: of one sign, and of the child."""

from functools import partial

from csescreen.core.answers import amend_weight, judge, regrade_sign
from csescreen.core.leveling import ENTERED, NO_OVERALL_LEVEL
from csescreen.core.screening import chosen_for
from csescreen.core.weighing import amended, may_amend, weights_of
from csescreen.core.wording import worded
from csescreen.screens.keeping import Keeping
from csescreen.screens.modals.choose import ChooseScreen
from csescreen.screens.modals.level import LevelAnswer, LevelScreen
from csescreen.screens.modals.weight import WeightAnswer, WeightScreen
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.pages import grade_lines, weight_lines


class Judging(Keeping):
    """The part of the workspace that asks for levels and weights."""

    def say(self, words: str) -> None:
        """Tell the user something in passing."""
        self.app.clear_notifications()  # one at a time: a pile of them hides the outcome
        self.notify(words, markup=False, timeout=4)

    def regrade(self, sign: str) -> None:
        """Ask for another level or weight of a sign; for which, where it has both."""
        framework = self.current.framework
        if not may_amend(framework, sign):
            self._level_of(sign)
        elif not framework.grades:  # the tool has no levels for signs
            self._weight_of(sign)
        else:
            rows = [ListRow("weight", "Another weight"), ListRow("level", "Another level")]
            ask = {"weight": self._weight_of, "level": self._level_of}

            def go(chosen: str | None) -> None:
                if chosen is not None:
                    ask[chosen](sign)

            title = f"What do you change: {framework.indicators[sign].name}"
            self.app.push_screen(ChooseScreen(title, rows), go)

    def _level_of(self, sign: str) -> None:
        """Ask for another level for a sign, with a reason; what is published stays in sight."""
        framework = self.current.framework
        if not framework.levels:
            self.say("This tool names no levels.")
            return
        if not framework.grades and weights_of(framework, sign):
            self.say("This tool sets the weight of this sign, and does not let it be amended.")
            return
        chosen = chosen_for(self.current.screening.signs[sign].grades, framework.id)

        def keep(answer: LevelAnswer | None) -> None:
            if answer is not None:
                self.change(
                    partial(
                        regrade_sign,
                        framework=framework.id,
                        sign=sign,
                        level=answer.level,
                        reason=answer.reason,
                    )
                )

        known = [*grade_lines(self.current, sign), "A published grade never sinks."]
        title = f"Regrade: {framework.indicators[sign].name}"
        self.app.push_screen(LevelScreen(title, known, framework.levels, chosen), keep)

    def _weight_of(self, sign: str) -> None:
        """Ask for another weight of a sign, with a reason; the preset one is kept beside it."""
        framework = self.current.framework
        answer = self.current.screening.signs[sign]
        chosen = amended(framework, sign, answer)

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

        known = [
            *weight_lines(self.current, sign),
            "The preset weight is kept and shown beside it.",
        ]
        title = f"Amend the weight: {framework.indicators[sign].name}"
        self.app.push_screen(WeightScreen(title, known, chosen), keep)

    def judge(self) -> None:
        """Ask for the level that the practitioner judges, or enters, with a reason."""
        framework = self.current.framework
        if not framework.levels:
            self.say("This tool names no levels.")
            return
        if framework.overall_level == NO_OVERALL_LEVEL:
            self.say("This tool names no level for the child as a whole.")
            return

        def keep(answer: LevelAnswer | None) -> None:
            if answer is not None:
                self.change(
                    partial(judge, framework=framework.id, level=answer.level, reason=answer.reason)
                )

        title, known = self._asking_for_a_level()
        chosen = chosen_for(self.current.screening.judged_levels, framework.id)
        self.app.push_screen(LevelScreen(title, known, framework.levels, chosen), keep)

    def _asking_for_a_level(self) -> tuple[str, list[str]]:
        framework, indicated = self.current.framework, self.current.outcome.indicated_level
        if framework.overall_level == ENTERED:
            known = ["The document leaves this level to people: say who entered it, and why."]
            return "Which level is entered?", known
        found = indicated.level.name if indicated else "no level so far"
        known = [
            f"{worded(framework, 'indicated_level')}: {found}",
            "Your judgement stands beside it. A lower one takes no action away.",
        ]
        return "Which level do you judge, and why?", known
