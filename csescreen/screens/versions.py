"""What another version of the tool would change for one screening, and its dated readings.

Reading a screening under another version takes two deliberate steps: the button, and a question.
"""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Button, Input, Label, Static

from csescreen.commands import DIALOG, VERSIONS, bindings
from csescreen.core.ports import DatedReading, Record
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.pinned import Review, VersionMissingError, version_words
from csescreen.screens.dialogs import explained
from csescreen.screens.messages import ExportRequested
from csescreen.services import Services
from csescreen.widgets.fields import Field, Line, Press, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain, stacked
from csescreen.widgets.version_page import reading_blocks, review_blocks, stored_blocks


class VersionScreen(Screen[Record | None]):
    """Both versions side by side. Its result is the record as it was read anew, or None."""

    HELP: ClassVar[str] = (
        "The screening stays under the version that it was made with until you ask for another. "
        "Scroll with the arrow keys; Tab goes to the buttons. {export} exports it as it stands."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(VERSIONS)]
    DEFAULT_CSS = """
    VersionScreen #page { height: 1fr; padding: 0 1; }
    VersionScreen #page Static { height: auto; }
    VersionScreen .buttons { height: auto; padding: 0 1; }
    VersionScreen #message { height: auto; padding: 0 1; }
    """
    AUTO_FOCUS = "#page"

    def __init__(self, services: Services, record: Record) -> None:
        """Take what may be asked for, and the screening."""
        super().__init__()
        self._services = services
        self._record = record
        self._review: Review | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """Yield the page and, below it, the ways on."""
        yield Title(f"versions {clean_line(self._record.screening.reference)}")
        with VerticalScroll(id="page"):
            yield Static("Comparing…", id="text")
        yield Static("", id="message")
        with Horizontal(classes="buttons"):
            yield Press("Back (Esc)", id="back")
            yield Press("Read it under the version on file…", id="reread")
        yield KeyLine()

    def on_mount(self) -> None:
        """Compare off the screen's thread."""
        self.query_one("#reread").display = False
        self._compare()

    @work(thread=True, group="versions", exclusive=True)
    def _compare(self) -> None:
        try:
            review = self._services.review(self._record)
            readings = self._services.readings(self._record)
        except UserError as error:
            self.app.call_from_thread(self._say, error)
            return
        self.app.call_from_thread(self._show, review, readings)

    def _show(self, review: Review | None, readings: list[DatedReading]) -> None:
        self._review = review
        self.query_one("#reread").display = review is not None
        blocks = review_blocks(review, readings) if review else self._alone(readings)
        self.query_one("#text", Static).update(stacked(blocks, "\n\n"))

    def _alone(self, readings: list[DatedReading]) -> list[Content]:
        """Return what there is to say where no other version is on file."""
        try:
            self._services.frameworks_of(self._record)
        except VersionMissingError as missing:
            return [
                explained(missing),
                *stored_blocks(self._record),
                *reading_blocks(readings),
            ]
        return [*map(plain, self._on_file()), *reading_blocks(readings)]

    def _on_file(self) -> list[str]:
        """Return whether the very versions of the screening are on file."""
        on_file = self._services.on_file(self._record)
        said = [
            f"No version of {pin.id} is on file. This screening was opened under "
            f"{version_words(pin)} of it, which is kept in the store."
            for pin in self._record.pins
            if pin.id not in on_file
        ]
        if not said:
            said = ["The version on file is the one that this screening was made with."]
        elif on_file:
            said.append("Of the others the version on file is the screening's own.")
        return said

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Ask before the screening is read anew, or go back."""
        event.stop()
        if event.button.id == "back":
            self.action_back()
        elif self._review is not None and not self._busy:
            version = self._review.new.version
            self.app.push_screen(RereadDialog(version, len(self._review.left)), self._asked)

    def _asked(self, why: str | None) -> None:
        if why is not None and self._review is not None:
            self._busy = True
            self._reread(self._review, why)

    @work(thread=True, group="versions", description="read anew")
    def _reread(self, review: Review, why: str) -> None:
        try:
            record = self._services.read_under_newer(review, why)
        except UserError as error:
            self.app.call_from_thread(self._say, error)
            return
        self.app.call_from_thread(self.dismiss, record)

    def _say(self, error: UserError) -> None:
        self._busy = False
        self.query_one("#message", Static).update(explained(error))

    def action_export(self) -> None:
        """Ask the app for the referral as it stands."""
        self.app.post_message(ExportRequested(self._record))

    def action_back(self) -> None:
        """Go back; nothing was changed."""
        self.dismiss(None)


class RereadDialog(ModalScreen[str | None]):
    """The deliberate step. Its result is why it was asked for, perhaps blank; None for no."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG)]

    def __init__(self, version: str, left: int) -> None:
        """Take the version, and how many answers would not carry over."""
        super().__init__()
        self._version = clean_line(version)
        self._left = left

    def compose(self) -> ComposeResult:
        """Yield the question, a field for the reason, and the two answers."""
        lost = {0: "Every answer carries over.", 1: "One answer does not carry over."}
        carries = lost.get(self._left, f"{self._left} answers do not carry over.")
        with Vertical(classes="dialog"):
            title = f"Read this screening under version {self._version}?"
            yield Label(plain(title), classes="heading")
            yield Static(
                plain(
                    f"{carries} The outcome so far and all of today's answers are kept as a dated "
                    "reading, which nobody can change; the new outcome is kept beside it."
                )
            )
            yield Field("Why, who asked", Line(placeholder="may stay blank", id="why"))
            with Horizontal(classes="buttons"):
                yield Press("Cancel", id="no")
                yield Press(f"Read it under version {self._version}", id="yes")

    def on_mount(self) -> None:
        """Begin at the answer that changes nothing."""
        self.query_one("#no").focus()

    @on(Input.Submitted)
    def typed(self) -> None:
        """From the reason go on to the answers; Enter alone decides nothing."""
        self.query_one("#yes").focus()

    @on(Button.Pressed)
    def answered(self, event: Button.Pressed) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(self.query_one("#why", Input).value if event.button.id == "yes" else None)

    def action_back(self) -> None:
        """Escape changes nothing."""
        self.dismiss(None)
