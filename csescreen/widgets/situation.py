"""What the workspace's widgets are handed, and how they ask for a change of it."""

from textual.message import Message

from csescreen.core.situation import Change, Situation, placed_elsewhere

__all__ = ["Change", "Edit", "Situation", "placed_elsewhere"]


class Edit(Message):
    """A widget wants the screening changed. ``together`` names the text that is being typed."""

    def __init__(self, change: Change, together: str = "") -> None:
        """Carry the change."""
        super().__init__()
        self.change = change
        self.together = together
