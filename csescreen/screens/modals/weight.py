"""Amending the weight of one sign: a number and the reason. The preset weight stays in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from csescreen.core.screening import ChosenWeight
from csescreen.core.text import clean_line
from csescreen.screens.modals.base import Modal
from csescreen.widgets.plain import plain
from csescreen.widgets.text_fields import TextField

MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class WeightAnswer:
    """A weight and its reason; ``weight`` is None where the preset one is to count again."""

    weight: int | None
    reason: str


class WeightScreen(Modal[WeightAnswer]):
    """What the document says, and two fields."""

    KEPT_AT_ITS_END: ClassVar[bool] = True
    """What is typed here is no part of the screening before it is left with Enter."""

    def __init__(self, title: str, known: Sequence[str], chosen: ChosenWeight | None) -> None:
        """Ask for a weight; ``known`` is what stands already, for reading."""
        super().__init__()
        self._heading = title
        self._known = known
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay out title, what stands, the number and the reason."""
        chosen = self._chosen
        with Vertical(classes="box"):
            yield Static(plain(self._heading), classes="title")
            yield Static(plain("\n".join(self._known)), classes="hint")
            yield Label("Your weight; empty: the preset one counts")
            yield TextField(str(chosen.weight) if chosen else "", id="weight", compact=True)
            yield Label("Reason")
            reason = clean_line(chosen.reason) if chosen else ""
            yield TextField(reason, id="reason", select_on_focus=False, compact=True)
            yield Static("", classes="problem")
            yield Label("Enter: on to the reason, then keep it · Escape: leave it", classes="hint")

    def on_mount(self) -> None:
        """Put the keyboard on the number."""
        self.set_focus(self.query_one("#weight", TextField))

    def _weight(self) -> int | None:
        """Return the number that stands in the field; raises `ValueError` where it is none."""
        text = clean_line(self.query_one("#weight", TextField).value).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= MOST):
            raise ValueError(text)
        return int(text)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        number, why = self.query_one("#weight", TextField), self.query_one("#reason", TextField)
        problem, reason = self.query_one(".problem", Static), clean_line(why.value).strip()
        try:
            weight = self._weight()
        except ValueError:
            problem.update("Type a whole number from 0 to 1000, such as 3.")
            self.set_focus(number)
            number.action_select_all()  # so that the next digit begins anew
            return
        if weight is None:
            self.dismiss(WeightAnswer(None, ""))
        elif reason and self.focused is why:
            self.dismiss(WeightAnswer(weight, reason))
        else:
            asked_again = self.focused is why
            problem.update("Write why: others will have to follow it." if asked_again else "")
            self.set_focus(why)
