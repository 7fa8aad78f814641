"""Export: for whom, in which formats, into which folder; and what the readers will see."""

from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static
from textual.worker import get_current_worker

from csescreen.commands import EXPORT, bindings
from csescreen.core.audience import AUDIENCES, CALL, FAMILY, PROFESSIONALS
from csescreen.core.call import call_of
from csescreen.core.export_order import WORD, Exported, ExportOrder
from csescreen.core.ports import Record
from csescreen.core.summarise_audit import NOT_NOTED
from csescreen.core.summary import Summary
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.keymap import with_keys
from csescreen.paths import exports_folder, named
from csescreen.screens.dialogs import explained
from csescreen.screens.preview import PreviewScreen, who_sees_what
from csescreen.services.export import ExportServices
from csescreen.widgets.fields import Choice, Choices, Field, Line, Press, Tick, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain

_TICKED: Final = 2
"""How many of the formats are ticked to begin with: the usual ones come first."""
_WARNING: Final = (
    "Without a password the files are not encrypted: everybody who can open the folder can read "
    "them. Choose a folder that only those who may know of the child can open, and delete the "
    "files once they are sent."
)


_READ_FIRST: Final = (
    "Read what stands above under “Before you hand it on”: a copy in the wrong hands can put the "
    "child in danger. Nothing is written yet. {export.write} again writes it."
)


class ExportScreen(Screen[None]):
    """Chooses audience, formats and folder, and writes the documents."""

    HELP: ClassVar[str] = (
        "{export.write} writes at once, as it stands. Choose who will read it with the arrow "
        "keys, tick the formats with Space, and press {export.preview} to read what they will "
        "see. What is listed as missing does not bar you: the referral is written with blanks to "
        "fill. Page Down shows the rest."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXPORT)]
    BARS_EXPORT: ClassVar[bool] = True
    """Whoever asks for an export while this screen is there has it already."""

    def __init__(
        self,
        services: ExportServices,
        record: Record,
        note: str = "",
        *,
        audience: str = PROFESSIONALS.id,
    ) -> None:
        """Take what may be asked for, the screening, what is to be known of it first, for whom."""
        super().__init__()
        self._begin_with = audience
        self._services = services
        self._record = record
        self._note = note
        self._busy = False
        self._read_first = False

    def compose(self) -> ComposeResult:
        """Yield the choices, the warning and what is missing."""
        settings = self._services.settings
        folder = settings.export_folder or str(exports_folder())
        yield Title(f"export {clean_line(self._record.screening.reference)}")
        with VerticalScroll(id="form", can_focus=False):
            if self._note:
                yield Static(plain(self._note), classes="warning")
            yield Static("Who will read it", classes="heading")
            called = call_of(self._record.screening) is not None
            audiences = [
                Choice(one.id, one.name) for one in AUDIENCES.values() if called or one is not CALL
            ]
            yield Choices(audiences, self._begin_with, id="audience")
            yield Static("", id="cautions", classes="warning")
            yield Static("", id="whom", classes="quiet")
            yield Static("Write it as", classes="heading")
            for at, (name, exporter) in enumerate(self._services.exporters.items()):
                yield Tick(exporter.says, at < _TICKED, id=f"format-{name}")
            yield Field("Folder", Line(folder, id="folder"))
            form = Line(settings.referral_form, placeholder="none: a Word file", id="template")
            field = Field("Authority's own form", form)
            field.display = self._services.fills_in_forms
            yield field
            yield Field(
                "Password", Line(placeholder="none: for Word and PDF, it shows", id="password")
            )
            yield Static(plain(_WARNING), classes="warning")
            with Horizontal(classes="buttons"):
                yield Press("Write ({export.write})", id="write")
                yield Press("Preview ({export.preview})", id="preview")
                yield Press("Back (Esc)", id="back")
            yield Static("", id="message")
            yield Static("", id="missing")
        yield KeyLine()

    def on_mount(self) -> None:
        """List what is missing, from the top of the form."""
        self.call_after_refresh(self.query_one("#form").scroll_home, animate=False)
        self._show_audience()
        try:
            lacks = self._services.missing(self._record)
        except UserError as error:
            self._say(error)
            return
        head = "Still blank. It can be written all the same:"
        text = "\n".join([head, *(f"- {what}" for what in lacks)])
        self.query_one("#missing", Static).update(plain(text if lacks else "Nothing is missing."))

    @property
    def _audience(self) -> str:
        return self.query_one("#audience", Choices).value

    @on(OptionList.OptionHighlighted, "#audience")
    def chosen(self) -> None:
        """Offer what there is for this audience."""
        if self._audience != FAMILY.id:  # whoever comes back to it is pointed at the cautions again
            self._read_first = False
        self._show_audience()

    def _show_audience(self) -> None:
        audience = AUDIENCES[self._audience]
        self.query_one("#whom", Static).update(plain(who_sees_what(audience)))
        for name, exporter in self._services.exporters.items():
            self.query_one(f"#format-{name}").display = audience.id in exporter.audiences
        self.query_one("#template").disabled = audience is not PROFESSIONALS
        self._tell_cautions(())
        self._look_for_cautions(audience.id)

    @work(thread=True, group="cautions", exclusive=True, description="cautions")
    def _look_for_cautions(self, audience: str) -> None:
        """Find what to think of before a copy is handed on; looking for names takes a moment."""
        worker = get_current_worker()
        try:
            found = self._services.cautions(self._record, audience)
        except UserError as error:
            found = (error.what,)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._tell_cautions, found)

    def _tell_cautions(self, found: tuple[str, ...]) -> None:
        told = self.query_one("#cautions", Static)
        told.display = bool(found)
        told.update(plain("\n".join(("Before you hand it on:", *(f"- {one}" for one in found)))))

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Write, from a field."""
        self.action_write()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Write, show, or go back."""
        event.stop()
        act = {"write": self.action_write, "preview": self.action_preview}
        act.get(event.button.id or "", self.action_back)()

    def action_write(self) -> None:
        """Write the files."""
        folder = self.query_one("#folder", Input).value.strip()
        order = self._order()
        if self._busy:
            return
        if not order.formats:
            self._say(UserError("No format is ticked.", do_next="Tick at least one with Space."))
        elif not folder:
            self._say(UserError("No folder is given.", do_next="Type the folder to write to."))
        elif order.audience == FAMILY.id and not self._read_first:
            self._read_first = True
            self._tell(with_keys(_READ_FIRST), trouble=True)
        else:
            self._busy = True
            self._tell("Writing…")
            self._write(order, named(folder))

    def _order(self) -> ExportOrder:
        """Return what is asked for as the form stands."""
        audience = self._audience
        ticked = {tick.id for tick in self.query(Tick) if tick.value}
        formats = tuple(
            name
            for name, exporter in self._services.exporters.items()
            if f"format-{name}" in ticked and audience in exporter.audiences
        )
        template = self.query_one("#template", Input).value.strip()
        usable = template and audience == PROFESSIONALS.id and WORD in formats
        return ExportOrder(
            formats,
            audience,
            named(template) if usable else None,
            self.query_one("#password", Input).value,
        )

    @work(thread=True, group="export", description="export")
    def _write(self, order: ExportOrder, folder: Path) -> None:
        try:
            exported = self._services.export(self._record, order, folder)
        except UserError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._done, exported)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        if self.is_attached:
            self._say(error)
        else:  # left meanwhile
            self.app.notify("\n".join(error.lines()), severity="error", markup=False)

    def _done(self, exported: Exported) -> None:
        self._busy = False
        lines = ["Written:", *(f"  {path}" for path in exported.written)]
        if not exported.noted:
            lines.append(NOT_NOTED)
        for refused in exported.refused:
            lines += ["Not done:", *(f"  {line}" for line in refused.lines())]
        text, trouble = "\n".join(lines), bool(exported.refused) or not exported.noted
        if self.is_attached:
            self._tell(text, trouble=trouble)
            self.query_one("#back").focus()
        else:
            self.app.notify(text, severity="warning" if trouble else "information", markup=False)

    def action_preview(self) -> None:
        """Show the document as the audience will read it."""
        if not self._busy:
            self._preview(self._audience)

    @work(thread=True, group="preview", exclusive=True, description="preview")
    def _preview(self, audience: str) -> None:
        try:
            summary = self._services.summary(self._record, audience)
            cautions = self._services.cautions(self._record, audience)
        except UserError as error:
            self.app.call_from_thread(self._say, error)
        else:
            self.app.call_from_thread(self._show, summary, cautions)

    def _show(self, summary: Summary, cautions: tuple[str, ...]) -> None:
        if self.app.screen is self:  # nobody went on meanwhile
            self.app.push_screen(PreviewScreen(summary, cautions))

    def _say(self, error: UserError) -> None:
        message = self.query_one("#message", Static)
        message.update(explained(error))
        message.add_class("-trouble")
        self.call_after_refresh(message.scroll_visible)

    def _tell(self, text: str, *, trouble: bool = False) -> None:
        message = self.query_one("#message", Static)
        message.update(plain(text))
        message.set_class(trouble, "-trouble")
        self.call_after_refresh(message.scroll_visible)

    def action_back(self) -> None:
        """Go back to where this was opened."""
        self.dismiss(None)
