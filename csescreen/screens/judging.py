"""The practitioner's own levels, each with a reason: for one sign, and for the child."""

from collections.abc import Callable
from functools import partial

from csescreen.core.answers import judge, regrade_sign
from csescreen.core.framework import Framework
from csescreen.core.screening import chosen_for
from csescreen.screens.keeping import Keeping
from csescreen.screens.modals.choose import ChooseScreen
from csescreen.screens.modals.level import LevelAnswer, LevelScreen
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.pages import grade_lines


class Judging(Keeping):
    """The part of the workspace that asks for levels."""

    def say(self, words: str) -> None:
        """Tell the user something in passing."""
        self.app.clear_notifications()  # one at a time: a pile of them hides the outcome
        self.notify(words, markup=False, timeout=4)

    def _under_which(self, title: str, go_on: Callable[[Framework], None]) -> None:
        """Go on with the framework that names levels; where several do, ask which one."""
        named = [one for one in self.current.reading.frameworks if one.levels]
        if not named:
            self.say("This tool names no levels.")
        elif len(named) == 1:
            go_on(named[0])
        else:
            by_id = {one.id: one for one in named}
            rows = [ListRow(one.id, one.name) for one in named]

            def chosen(framework_id: str | None) -> None:
                if framework_id is not None:
                    go_on(by_id[framework_id])

            self.app.push_screen(ChooseScreen(title, rows), chosen)

    def regrade(self, sign: str) -> None:
        """Ask for another level for a sign, with a reason; what is published stays in sight."""
        self._under_which("Regrade under which framework?", partial(self._regrade, sign))

    def _regrade(self, sign: str, framework: Framework) -> None:
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

        answer = self.current.screening.signs[sign]
        known = [*grade_lines(framework, sign, answer), "A published grade never sinks."]
        title = f"Regrade{self._named(framework)}: {framework.indicators[sign].name}"
        self.app.push_screen(LevelScreen(title, known, framework.levels, chosen), keep)

    def _named(self, framework: Framework) -> str:
        """Return whose level is meant, where there are several frameworks."""
        return f" under {framework.name}" if self.current.reading.several else ""

    def judge(self, framework_id: str = "") -> None:
        """Ask for the level that the practitioner judges, with a reason; whose it is, too."""
        if framework_id:
            self._judge(self.current.reading.outcome(framework_id).framework)
        else:
            self._under_which("Judge the level under which framework?", self._judge)

    def _judge(self, framework: Framework) -> None:
        outcome = self.current.reading.outcome(framework.id)

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
        title = f"Which level do you judge{self._named(framework)}, and why?"
        self.app.push_screen(LevelScreen(title, known, framework.levels, chosen), keep)
