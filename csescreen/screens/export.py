"""Export: write the referral to files, and say plainly who may then read it."""

from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from csescreen.commands import EXPORT, bindings
from csescreen.core.ports import Record
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.paths import exports_folder
from csescreen.screens.dialogs import explained
from csescreen.services import Services
from csescreen.widgets.fields import Field, Line, Press, Tick, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain

_USUAL: Final = ("markdown", "html")
_WARNING: Final = (
    "The file is not encrypted. Everybody who can open the folder can read it. Choose a folder "
    "that only those who may know of the child can open, and delete the file once it is sent."
)


class ExportScreen(Screen[None]):
    """Chooses formats and folder, and writes the referral."""

    HELP: ClassVar[str] = (
        "Tick the formats with Space, check the folder, and press Ctrl+S to write. What is listed "
        "as missing does not bar you: the referral is written with blanks to fill. "
        "Page Down shows the rest."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXPORT)]

    def __init__(self, services: Services, record: Record) -> None:
        """Take what may be asked for, and the screening."""
        super().__init__()
        self._services = services
        self._record = record
        self._busy = False

    def compose(self) -> ComposeResult:
        """Yield the choices, the warning and what is missing."""
        folder = self._services.settings.export_folder or str(exports_folder())
        reference = clean_line(self._record.screening.reference)
        yield Title(f"export {reference}")
        with VerticalScroll(id="form", can_focus=False):
            yield Static("Write the referral as", classes="heading")
            for name, exporter in self._services.exporters.items():
                yield Tick(exporter.says, name in _USUAL, id=f"format-{name}")
            yield Field("Folder", Line(folder, id="folder"))
            yield Static(plain(_WARNING), classes="warning")
            with Horizontal(classes="buttons"):
                yield Press("Write (Ctrl+S)", id="write")
                yield Press("Back (Esc)", id="back")
            yield Static("", id="message")
            yield Static("", id="missing")
        yield KeyLine()

    def on_mount(self) -> None:
        """List what is missing, from the top of the form."""
        self.call_after_refresh(self.query_one("#form").scroll_home, animate=False)
        try:
            lacks = self._services.missing(self._record)
        except UserError as error:
            self._say(error)
            return
        head = "Still blank. It can be written all the same:"
        text = "\n".join([head, *(f"- {what}" for what in lacks)])
        self.query_one("#missing", Static).update(plain(text if lacks else "Nothing is missing."))

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Write, from the folder's field."""
        self.action_write()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Write, or go back."""
        event.stop()
        if event.button.id == "write":
            self.action_write()
        else:
            self.action_back()

    def action_write(self) -> None:
        """Write the files."""
        ticked = {tick.id for tick in self.query(Tick) if tick.value}
        chosen = [name for name in self._services.exporters if f"format-{name}" in ticked]
        folder = self.query_one("#folder", Input).value.strip()
        if self._busy:
            return
        if not chosen:
            self._say(UserError("No format is ticked.", do_next="Tick at least one with Space."))
        elif not folder:
            self._say(UserError("No folder is given.", do_next="Type the folder to write to."))
        else:
            self._busy = True
            self._tell("Writing…")
            self._write(tuple(chosen), Path(folder).expanduser())

    @work(thread=True, group="export")
    def _write(self, formats: tuple[str, ...], folder: Path) -> None:
        try:
            written = self._services.export(self._record, formats, folder)
        except UserError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._done, written)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        self._say(error)

    def _done(self, written: list[Path]) -> None:
        self._busy = False
        self._tell("\n".join(["Written:", *(f"  {path}" for path in written)]))
        self.query_one("#back").focus()

    def _say(self, error: UserError) -> None:
        message = self.query_one("#message", Static)
        message.update(explained(error))
        message.add_class("-trouble")
        self.call_after_refresh(message.scroll_visible)

    def _tell(self, text: str) -> None:
        message = self.query_one("#message", Static)
        message.update(plain(text))
        message.remove_class("-trouble")
        self.call_after_refresh(message.scroll_visible)

    def action_back(self) -> None:
        """Go back to where this was opened."""
        self.dismiss(None)
