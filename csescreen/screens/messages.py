"""Messages that screens exchange with the app."""

from textual.message import Message

from csescreen.core.ports import Record
from csescreen.errors import UserError


class RecordChanged(Message):
    """A screening has a new revision, which the app must save."""

    def __init__(self, record: Record) -> None:
        """Carry the new revision."""
        super().__init__()
        self.record = record


class PlaceChanged(Message):
    """The user went to another place in a screening, to which the next session may come back."""

    def __init__(self, key: str, place: str) -> None:
        """Carry the screening's key, and the place."""
        super().__init__()
        self.key = key
        self.place = place


class RecordSaved(Message):
    """A revision is on the disk. Sent by the app to the screen that shows the screening."""

    def __init__(self, record: Record) -> None:
        """Carry the revision that was saved."""
        super().__init__()
        self.record = record


class RecordNotSaved(Message):
    """A revision could not be saved; its text is kept."""

    def __init__(self, record: Record, error: UserError) -> None:
        """Carry the revision, and why it was not saved, as it is told while that goes on."""
        super().__init__()
        self.record = record
        self.error = error.told_while_saving()


class BackupNotMade(Message):
    """Today's backup could not be made."""

    def __init__(self, error: UserError) -> None:
        """Carry why."""
        super().__init__()
        self.error = error


class VersionsRequested(Message):
    """The user wants to see what another version of the tool would change."""

    def __init__(self, record: Record) -> None:
        """Carry the screening."""
        super().__init__()
        self.record = record


class ExportRequested(Message):
    """The user wants the referral of a screening."""

    def __init__(self, record: Record) -> None:
        """Carry the screening to export."""
        super().__init__()
        self.record = record
