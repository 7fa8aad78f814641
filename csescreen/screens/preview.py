"""Who will see what: a screening as one audience would read it, before anything is written."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from csescreen.commands import PREVIEW, PREVIEWING, bindings
from csescreen.core.audience import AUDIENCES, Audience
from csescreen.core.summary import Summary
from csescreen.core.text import clean_line
from csescreen.widgets.fields import Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain
from csescreen.widgets.summary_page import summary_blocks


def who_sees_what(audience: Audience) -> str:
    """Return what an audience gets, and what is left out for it."""
    lines = [audience.gets]
    if audience.left_out:
        lines += ["Left out:", *(f"- {what}" for what in audience.left_out)]
    return "\n".join(lines)


class PreviewScreen(Screen[None]):
    """The document, to be read before it is written."""

    HELP: ClassVar[str] = (
        "This is what the reader will see. Scroll with the arrow keys and Page Down; Escape goes "
        "back to the export, where {export.write} writes it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PREVIEW), PREVIEWING.also("back")]
    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    PreviewScreen #page { height: 1fr; padding: 0 1; }
    PreviewScreen #page Static { height: auto; margin-bottom: 1; }
    PreviewScreen #whom { border-left: solid $primary; padding-left: 1; }
    """

    def __init__(self, summary: Summary, cautions: tuple[str, ...] = ()) -> None:
        """Take the document as it is now, and what the writer should think of first."""
        super().__init__()
        self._summary = summary
        self._cautions = cautions

    def compose(self) -> ComposeResult:
        """Yield who will see it, and then the document."""
        audience = AUDIENCES[self._summary.audience]
        yield Title(f"preview {clean_line(self._summary.reference)}")
        with VerticalScroll(id="page"):
            told = [f"{audience.name}: this is what they will see.", who_sees_what(audience)]
            yield Static(plain("\n".join(told)), id="whom")
            if self._cautions:
                said = ("Before you hand it on:", *(f"- {one}" for one in self._cautions))
                yield Static(plain("\n".join(said)), classes="warning")
            for block in summary_blocks(self._summary):
                yield Static(block)
        yield KeyLine()

    def action_back(self) -> None:
        """Go back to the export."""
        self.dismiss(None)
