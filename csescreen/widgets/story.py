"""A training case's story so far: each step with its time, the newest in sight."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from csescreen.commands import ROW
from csescreen.core.scenario import Scenario, Step
from csescreen.core.words import moment_words
from csescreen.widgets.plain import plain, stacked, styled


def step_title(case: Scenario, number: int) -> str:
    """Return what a step is called, with its place and its time."""
    step = case.steps[number]
    return f"Step {number + 1} of {len(case.steps)}: {step.title} ({moment_words(step.time)})"


def paragraphs(step: Step) -> list[str]:
    """Return the paragraphs of a step's story, each on one line."""
    return [" ".join(one.split()) for one in step.tells.split("\n\n") if one.strip()]


def about_child(case: Scenario) -> Content:
    """Return who the story is about."""
    name, age, about = case.child
    return styled("[b]$name[/], $age. $about", name=name, age=age, about=about)


class Story(VerticalScroll, can_focus=True):
    """The story so far. The arrow keys scroll it; the keys that mark a row go to the marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one.also(one.action.replace("answer", "screen.mark_here")) for one in ROW[:4]
    ]
    DEFAULT_CSS = """
    Story { padding: 0 1; scrollbar-size-vertical: 1; }
    Story Static { height: auto; }
    """

    def tell(self, case: Scenario, step: int) -> None:
        """Tell the story up to a step, and begin to read at its newest part."""
        self.remove_children()
        parts: list[Static] = [Static(about_child(case))]
        for number in range(step + 1):
            title = styled("[b $primary]$title[/]", title=step_title(case, number))
            told = [plain(one) for one in paragraphs(case.steps[number])]
            parts.append(Static(stacked([title, *told])))
        self.mount(*parts)
        newest = parts[-1] if step else parts[0]
        self.call_after_refresh(self.scroll_to_widget, newest, animate=False, top=True)
