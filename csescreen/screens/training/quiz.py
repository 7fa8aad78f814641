"""The quiz: a question, the choices, and after each answer why it is so and where it is written."""

from random import Random
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from csescreen.commands import TRAINING_QUIZ, bindings, each_key
from csescreen.core.quiz import KINDS, Answered, QuizQuestion, QuizSession, begin
from csescreen.core.quiz_questions import questions
from csescreen.core.words import counted, sources_words
from csescreen.screens.training.attempt import Attempts
from csescreen.services.training import TrainingServices
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain, stacked, styled
from csescreen.widgets.training_line import TrainingLine

ROUND: Final = 12
"""How many questions a round has; what was missed comes back within it."""
_ALL: Final = "all"
_LEFT: Final = "left"
_ROOMY: Final = 24
_BEGIN: Final = (
    "What shall be asked? A round has {count}. What was missed comes back until it was right "
    "twice. There are no points, and nothing is kept."
)


class QuizScreen(Screen[None]):
    """A round of questions. First it asks of what kind they shall be."""

    HELP: ClassVar[str] = (
        "Press the number of your answer, or choose it with the arrow keys and press "
        "{training.go_on}. After each answer you see why it is so and where it is written. At the "
        "end stands what to look at again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            binding
            for command in TRAINING_QUIZ
            for binding in (
                each_key(command) if command.action == "answer" else bindings((command,))
            )
        )
    ]
    AUTO_FOCUS = "#choices"

    def __init__(
        self, services: TrainingServices, attempts: Attempts, rng: Random | None = None
    ) -> None:
        """Take what may be asked for, and what of it was left; ``rng`` mixes the questions."""
        super().__init__()
        self._services, self._attempts = services, attempts
        self._rng = rng or Random()  # noqa: S311 - the order of a quiz is no secret
        self.session: QuizSession | None = None
        self._told: Answered | None = None
        """The answer whose reason is on screen."""

    def compose(self) -> ComposeResult:
        """Yield the question, the choices and the answer."""
        yield TrainingLine("quiz")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="question")
            yield Static(id="answer")
        yield LineList(id="choices")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask what shall be asked."""
        self._show()

    # -- what is on screen --------------------------------------------------------------------

    @property
    def _asked(self) -> QuizQuestion | None:
        return self.session.now if self.session else None

    def _show(self) -> None:
        if self.session is None:
            text = plain(_BEGIN.format(count=counted(ROUND, "question")))
            left = self._attempts.quiz
            first = [ListRow(_LEFT, f"Go on where you left: {left.left} to go")] if left else []
            rows = [ListRow(kind, words) for kind, words in KINDS.items()]
            self._fill(text, [*first, *rows, ListRow(_ALL, "Something of everything")])
        elif self._told is not None:
            self._explain(self._told)
        elif self._asked is None:
            self._fill(self._again(self.session), [])
        else:
            self._ask(self._asked, self.session)

    def _ask(self, asked: QuizQuestion, session: QuizSession) -> None:
        left = f"({session.left} to go)"
        head = styled("$ask [$text-muted]$left[/]", ask=asked.ask, left=left)
        between = "\n\n" if self.size.height >= _ROOMY else "\n"
        text = stacked([head, styled("[b]$about[/]", about=asked.about)], between)
        self._fill(text, [ListRow(choice.id, choice.text) for choice in asked.choices])

    def _explain(self, told: Answered) -> None:
        asked = told.question
        right = next(choice.text for choice in asked.choices if choice.id == asked.right)
        given = next(choice.text for choice in asked.choices if choice.id == told.choice)
        if told.right:
            head = styled("[b]Right: $right[/]", right=right)
        else:
            template = "You chose: $given\n[b $warning]The answer is: $right[/]\nIt will come back."
            head = styled(template, given=given, right=right)
        lines = [head, plain(asked.because), *self._where(asked)]
        question = stacked([plain(asked.ask), styled("[b]$about[/]", about=asked.about)], "\n\n")
        self._fill(question, [], stacked(lines, "\n"))

    def _where(self, asked: QuizQuestion) -> list[Content]:
        frameworks = {one.id: one for one in self._services.frameworks}
        framework = frameworks.get(asked.framework) or self._services.frameworks[0]
        lines = sources_words(framework, asked.sources)
        return [styled("[$text-muted]Written in: $line[/]", line=line) for line in lines]

    def _again(self, session: QuizSession) -> Content:
        """Return what to look at again; counts are facts, and no mark is made of them."""
        count = counted(session.answered, "answer")
        head = styled("[b]The round is over: $count.[/]", count=count)
        if not session.missed:
            return stacked([head, plain("Nothing was missed in this round.")], "\n\n")
        asked = {one.id: one for one in session.resting}
        lines = [head, styled("[b]To look at again[/]")]
        for missed in session.missed:
            if (one := asked.get(missed)) is not None:
                right = next(choice.text for choice in one.choices if choice.id == one.right)
                lines.append(styled("- $about\n  [b]$right[/]", about=one.about, right=right))
                lines += self._where(one)
        return stacked(lines)

    def _fill(self, text: Content, rows: list[ListRow], answer: Content | None = None) -> None:
        numbered = [
            ListRow(row.key, row.text, lead=str(number)) for number, row in enumerate(rows, 1)
        ]
        self.query_one("#question", Static).update(text)
        choices = self.query_one("#choices", LineList)
        choices.set_rows((), "")
        choices.set_rows(numbered, numbered[0].key if numbered else "")
        choices.display = bool(rows)
        said = self.query_one("#answer", Static)
        said.update(stacked([answer] if answer else []))
        page = self.query_one("#page", VerticalScroll)
        page.can_focus = not rows
        self.set_focus(choices if rows else page)
        self.call_after_refresh(self._to_end if answer else page.scroll_home, animate=False)
        self.refresh_bindings()

    def _to_end(self, animate: bool) -> None:
        self.query_one("#page").scroll_end(animate=animate)

    # -- what the keys do ---------------------------------------------------------------------

    def action_answer(self, digit: str) -> None:
        """Choose by number."""
        rows = self.query_one("#choices", LineList).rows
        if int(digit) <= len(rows):
            self._choose(rows[int(digit) - 1].key)

    @on(LineList.Chosen)
    def chosen(self, event: LineList.Chosen) -> None:
        """Choose the row at the cursor."""
        self._choose(event.key)

    def _choose(self, key: str) -> None:
        if self.session is None and key == _LEFT:
            self.session = self._attempts.quiz
        elif self.session is None:
            kinds = tuple(KINDS) if key == _ALL else (key,)
            asked = questions(self._services.frameworks, kinds, self._rng)
            self.session = begin(asked, self._rng, ROUND)
        elif self._asked is not None:
            self.session = self.session.answer(key, self._rng)
            self._told = self.session.last
        self._show()

    def action_on(self) -> None:
        """Go on to the next question; after the last, to another round."""
        if self._told is not None:
            self._told = None
        elif self.session is not None and self._asked is None:
            self.session = None
        self._show()

    def action_rail(self) -> None:
        """There is nothing to the left."""

    def action_body(self) -> None:
        """There is nothing to the right."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the numbers where there is something to choose."""
        choosing = self.session is None or (self._told is None and self._asked is not None)
        return choosing if action == "answer" else True

    def action_back(self) -> None:
        """Go back to the cases; a round that is not at its end can be gone on with."""
        if self.session is not None:
            self._attempts.quiz = None if self.session.at_end else self.session
        self.dismiss(None)
