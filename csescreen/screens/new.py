"""The dialog that starts a screening: a reference, and the framework or frameworks to use."""

from collections.abc import Iterable
from textwrap import fill
from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static

from csescreen.clashing import ClashError
from csescreen.commands import DIALOG, bindings
from csescreen.core.framework import Framework
from csescreen.core.references import suggested_reference
from csescreen.core.text import clean_line
from csescreen.screens.dialogs import ErrorDialog
from csescreen.screens.offered import not_offered, not_offered_in_brief, offered
from csescreen.services import Services
from csescreen.widgets.fields import Choice, Field, Line, Press
from csescreen.widgets.marked_choices import MarkedChoices
from csescreen.widgets.plain import plain, styled

_WIDEST: Final = 60
_AROUND: Final = 16
_SHORT: Final = 24
ALL: Final = "*"
"""The choice that stands for every framework on file. It is no id."""
_ALL_NAME: Final = "I do not know the authority: read under all"
_ALL_ABOUT: Final = "Each authority's outcome side by side, and every action once"


class Start(NamedTuple):
    """What to start: the ids of the frameworks and the reference."""

    frameworks: tuple[str, ...]
    reference: str


class NewScreening(ModalScreen[Start | None]):
    """Asks for the reference and the framework of a new screening."""

    HELP: ClassVar[str] = (
        "Give the reference by which you will find this screening again, choose the framework of "
        "the child's authority with the arrow keys, and press Enter. A child who is placed in "
        "another area has two: mark each with Space, then press Enter."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG)]
    BARS_EXPORT: ClassVar[bool] = True
    """What would be written is another child's screening: the one behind."""
    AUTO_FOCUS = "#reference"

    def __init__(self, services: Services, taken: Iterable[str]) -> None:
        """Take what may be asked for, and the references on file."""
        super().__init__()
        self._services = services
        self._taken = {clean_line(reference).casefold() for reference in taken}

    def compose(self) -> ComposeResult:
        """Yield the two fields."""
        services = self._services
        room = min(_WIDEST, self.app.size.width - _AROUND)
        suggested = suggested_reference(self._taken, services.now())
        brief = self.app.size.height < _SHORT
        told = list(not_offered_in_brief(services) if brief else not_offered(services, at_most=1))
        with Vertical(classes="dialog -told" if told else "dialog"):
            yield Label("New screening", classes="heading")
            yield Field("Reference", Line(suggested, id="reference"))
            yield Static("", id="note")
            yield Label("Framework", id="frameworks")
            available = offered(services)
            all_of_them = [Choice(ALL, _ALL_NAME, fill(_ALL_ABOUT, room))]
            yield MarkedChoices(
                [
                    *(_choice(framework, room) for framework in available),
                    *(all_of_them if len(available) > 1 else ()),
                ],
                services.settings.default_framework,
                all_of=ALL,
                id="framework",
            )
            yield from told
            with Horizontal(classes="buttons"):
                yield Press("Start", id="start")
                yield Press("Cancel", id="cancel")

    def on_mount(self) -> None:
        """Select what is suggested, so that typing takes its place."""
        self.call_after_refresh(self.query_one("#reference", Input).action_select_all)

    @on(Input.Changed, "#reference")
    def check(self) -> None:
        """Say what is worth knowing of the reference; nothing is barred."""
        reference = self._reference
        if reference.casefold() in self._taken:
            note = styled("“$text” is on file already. This will be another one.", text=reference)
        else:
            note = plain("Use your case number, not the child's name.")
        self.query_one("#note", Static).update(note)

    @on(MarkedChoices.Marked)
    def marked(self) -> None:
        """Say how many are marked."""
        choices = self.query_one(MarkedChoices)
        words = f"Frameworks · {choices.marked} marked" if choices.marked else "Framework"
        self.query_one("#frameworks", Label).update(plain(f"{words} · Enter starts"))

    @property
    def _reference(self) -> str:
        return self.query_one("#reference", Input).value.strip()

    @on(Input.Submitted)
    def to_framework(self) -> None:
        """Go on to the framework."""
        self.query_one(MarkedChoices).focus()
        self.query_one("#frameworks", Label).update(plain("Framework · Space marks several"))

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Start with the row on which the key was pressed, wherever the cursor is by now."""
        self.start(event.option_index)

    def start(self, at: int | None = None) -> None:
        """Start the screening; ``at`` is the place of the choice, else that of the cursor."""
        choices = self.query_one(MarkedChoices)
        if not self._reference:
            note = plain("Give it a reference first, so that you find it again.")
            self.query_one("#note", Static).update(note)
            self.query_one("#reference").focus()
        elif choices.value:
            self._start_under(choices.values if at is None else choices.values_from(at))

    def _start_under(self, frameworks: tuple[str, ...]) -> None:
        """Start, unless these cannot be read together: what is typed and marked then stays."""
        try:
            self._services.together(frameworks)
        except ClashError as error:
            self.app.push_screen(ErrorDialog(error))
        else:
            self.dismiss(Start(frameworks, self._reference))

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Start, or go back."""
        event.stop()
        if event.button.id == "start":
            self.start()
        else:
            self.action_back()

    def action_back(self) -> None:
        """Go back without a new screening."""
        self.dismiss(None)


def _choice(framework: Framework, room: int) -> Choice:
    names = [level.name for level in framework.levels]
    levels = f"levels {names[0]} to {names[-1]}" if names else "names no levels"
    about = f"{framework.authority} · {levels} · published {framework.source_date}"
    return Choice(framework.id, framework.name, fill(clean_line(about), room))
