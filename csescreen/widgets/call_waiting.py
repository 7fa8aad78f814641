"""What stands above the door while a call waits for it: 999, and that the clock runs already."""

from datetime import datetime

from textual.widgets import Static

from csescreen.core.timelimits import LONDON
from csescreen.widgets.plain import styled

_DANGER = "[bold $warning]Someone in danger now means 999: hang up, call it first.[/]"
_RECEIVED = "Call received $at: that time is noted, and stays."
_ASK = (
    "Ask meanwhile, and write down: [bold]is the child in danger now? How old is the child?[/] "
    "You type it in once this is done."
)


class CallWaiting(Static):
    """Says so where a call waits, and takes no room where none does."""

    DEFAULT_CSS = "CallWaiting { height: auto; padding: 0 2; background: $surface; }"

    def __init__(self, received: datetime | None) -> None:
        """Take when the call was received; None where no call waits."""
        super().__init__()
        self._received = received
        self.display = received is not None
        self.show()

    def show(self, *, first: bool = False) -> None:
        """Say it; at the ``first`` start, which takes longer, also what to ask meanwhile."""
        if self._received is not None:
            lines = "\n".join((_DANGER, _RECEIVED, *((_ASK,) if first else ())))
            self.update(styled(lines, at=f"{self._received.astimezone(LONDON):%H:%M}"))
