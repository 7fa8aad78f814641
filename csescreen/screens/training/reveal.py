"""The document's reading beside a trainee's: what was missed, and why the story shows it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from csescreen.commands import TRAINING_REVEALED, bindings
from csescreen.core.reading import short_names
from csescreen.core.training import Comparison
from csescreen.keymap import with_keys
from csescreen.screens.training.attempt import Attempt
from csescreen.screens.training.case import WIDE
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain
from csescreen.widgets.reveal_page import reveal_page
from csescreen.widgets.training_line import TrainingLine


class RevealScreen(Screen[bool]):
    """Both readings. It ends with whether the story goes on."""

    HELP: ClassVar[str] = (
        "Scroll with the arrow keys and Page Down. What differs comes first, then each sign with "
        "the reason and where it is written. {training.marks} goes back to your marks; "
        "{training.next_step} tells the next step of the story. There are no points: what was "
        "missed is there to be looked at again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRAINING_REVEALED)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual has it
    AUTO_FOCUS = "#page"

    def __init__(self, attempt: Attempt, comparison: Comparison) -> None:
        """Take what is compared."""
        super().__init__()
        self._attempt, self.comparison = attempt, comparison

    def compose(self) -> ComposeResult:
        """Yield both readings."""
        attempt = self._attempt
        yield TrainingLine(attempt.case.title)
        with VerticalScroll(id="page"):
            yield Static(plain(self._where()), classes="quiet")
            yield from reveal_page(attempt.case, attempt.step, self.comparison)
            end = (
                "This is the end of the story. {training.marks} goes back; {training.cases} there "
                "leads to the other cases."
                if attempt.is_last
                else "{training.next_step}: the story goes on."
            )
            yield Static(plain(with_keys(end)), classes="heading")
        yield KeyLine()

    def _where(self) -> str:
        attempt = self._attempt
        name = short_names((attempt.framework,))[attempt.framework.id]
        return f"After step {attempt.step + 1} of {len(attempt.case.steps)}, under {name}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a next step where there is one."""
        return action != "next" or not self._attempt.is_last

    def action_next(self) -> None:
        """Have the story go on."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Go back to the marks."""
        self.dismiss(False)
