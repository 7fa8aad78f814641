"""One case under several frameworks: side by side where there is room, else one after another."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from csescreen.commands import TRAINING_COMPARE, bindings
from csescreen.core.scenario import Scenario
from csescreen.core.side_by_side import UnderOne
from csescreen.core.words import POSSIBLY, counted, listed
from csescreen.services.training import TrainingServices
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain, stacked, styled
from csescreen.widgets.story import paragraphs, step_title
from csescreen.widgets.training_line import TrainingLine

_COLUMN: Final = 26
"""The narrowest that a column may be."""
_OPEN: Final = 3
"""How many open questions a column names; the rest are counted."""
_ACTIONS: Final = 4
"""How many actions a column names; the rest are counted."""
_OWN: Final = (
    "Each level and each time limit is its own authority's; none is translated into another's."
)


class CompareScreen(Screen[None]):
    """What each framework makes of the same story."""

    HELP: ClassVar[str] = (
        "The story is the same; each column is what one authority's document makes of it. "
        "{training.step_after} and {training.step_before} go through the steps of the story. Each "
        "column names what is most urgent and counts the rest; the case, once opened, has all of "
        "it. Where the window is narrow, the frameworks stand under each other: scroll with the "
        "arrow keys."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRAINING_COMPARE)]
    AUTO_FOCUS = "#page"

    def __init__(self, services: TrainingServices, case: Scenario) -> None:
        """Begin with the whole story."""
        super().__init__()
        self._services, self._case = services, case
        self._step = len(case.steps) - 1
        self._columns = len(services.across(case, self._step))

    def compose(self) -> ComposeResult:
        """Yield the step, and a column for each framework."""
        yield TrainingLine(f"{self._case.title}: frameworks compared")
        with VerticalScroll(id="page"):
            yield Static(id="step")
            with Container(id="columns"):
                for number in range(self._columns):
                    with Vertical(classes="one"):
                        yield Static(id=f"one-{number}")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the whole story."""
        self._show()

    def on_resize(self) -> None:
        """Put the frameworks side by side, where each has room."""
        beside = self.size.width >= self._columns * _COLUMN
        self.query_one("#columns").set_class(beside, "-beside")

    def _show(self) -> None:
        title = step_title(self._case, self._step)
        told = paragraphs(self._case.steps[self._step])
        story = [styled("[b $primary]$title[/]", title=title), *map(plain, told)]
        self.query_one("#step", Static).update(stacked([*story, styled("[i]$own[/]", own=_OWN)]))
        for number, one in enumerate(self._services.across(self._case, self._step)):
            self.query_one(f"#one-{number}", Static).update(_column(one))
        self.query_one("#page").scroll_home(animate=False)
        self.refresh_bindings()

    def action_step(self, by: int) -> None:
        """Go to another step of the story."""
        self._step = min(max(self._step + by, 0), len(self._case.steps) - 1)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a step where there is one."""
        if action != "step":
            return True
        (by,) = parameters
        return isinstance(by, int) and 0 <= self._step + by < len(self._case.steps)

    def action_back(self) -> None:
        """Go back to the cases."""
        self.dismiss(None)


def _column(one: UnderOne) -> Content:
    lines = [
        styled("[b $primary]$name[/]", name=one.framework.name),
        styled("Level: [b]$level[/]", level=one.level),
    ]
    if one.possible:
        lines.append(styled("It could be [b]$level[/], $how.", level=one.possible, how=POSSIBLY))
    lines.append(styled("Section 47: [b]$what[/]", what=one.section_47))
    blocks = [stacked(lines), stacked(_open(one)), stacked(_called(one))]
    return stacked(blocks, "\n\n")


def _open(one: UnderOne) -> Iterator[Content]:
    yield styled("[b]Not known, and could change it[/]")
    for text, known, changes in one.open[:_OPEN]:
        how = f"{known}; {changes}" if changes else known
        yield styled("- $text [$text-muted]($how)[/]", text=text, how=how)
    rest = []
    if one.open[_OPEN:]:
        rest.append(counted(len(one.open[_OPEN:]), "further question"))
    if one.not_asked:
        rest.append(f"{counted(one.not_asked, 'sign')} that nobody asked about")
    if rest:
        yield styled("[$text-muted]and $rest[/]", rest=listed(rest))
    elif not one.open:
        yield plain("Nothing that is still open could change this reading.")


def _called(one: UnderOne) -> Iterator[Content]:
    yield styled("[b]What must happen[/]")
    template = "- $text [$text-muted]($how. $when)[/]"
    for action in one.actions[:_ACTIONS]:
        yield styled(template, text=action.text, how=action.status, when=action.when)
    rest = len(one.actions[_ACTIONS:])
    if rest:
        yield styled("[$text-muted]and $rest[/]", rest=counted(rest, "further action"))
    elif not one.actions:
        yield plain("No action is called for so far. A concern alone is enough to act on.")
