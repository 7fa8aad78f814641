"""The practitioner's own levels, each with a reason: for one sign, and for the child."""

from functools import partial

from csescreen.core.answers import judge, regrade_sign
from csescreen.core.screening import chosen_for
from csescreen.screens.keeping import Keeping
from csescreen.screens.modals.level import LevelAnswer, LevelScreen
from csescreen.widgets.pages import grade_lines


class Judging(Keeping):
    """The part of the workspace that asks for levels."""

    def say(self, words: str) -> None:
        """Tell the user something in passing."""
        self.app.clear_notifications()  # one at a time: a pile of them hides the outcome
        self.notify(words, markup=False, timeout=4)

    def regrade(self, sign: str) -> None:
        """Ask for another level for a sign, with a reason; what is published stays in sight."""
        framework = self.current.framework
        if not framework.levels:
            self.say("This tool names no levels.")
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

    def judge(self) -> None:
        """Ask for the level that the practitioner judges, with a reason."""
        framework, outcome = self.current.framework, self.current.outcome
        if not framework.levels:
            self.say("This tool names no levels.")
            return

        def keep(answer: LevelAnswer | None) -> None:
            if answer is not None:
                self.change(
                    partial(judge, framework=framework.id, level=answer.level, reason=answer.reason)
                )

        indicated = outcome.indicated_level
        known = [
            f"Highest sign present: {indicated.level.name if indicated else 'no level so far'}",
            "Your judgement stands beside it. A lower one takes no action away.",
        ]
        chosen = chosen_for(self.current.screening.judged_levels, framework.id)
        title = "Which level do you judge, and why?"
        self.app.push_screen(LevelScreen(title, known, framework.levels, chosen), keep)
