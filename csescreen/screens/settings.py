"""Settings: who you are, whom to contact, which framework, which colours, which folder."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList

from csescreen.commands import SETTINGS, bindings
from csescreen.errors import UserError
from csescreen.screens.dialogs import ErrorDialog
from csescreen.screens.remap import RemapScreen, Take, not_kept
from csescreen.screens.settings_form import SettingsForm
from csescreen.services import Services
from csescreen.widgets.fields import Choices, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow

NARROW: Final = 72
"""Below this width the list of sections makes room for the form."""


class SettingsScreen(Screen[None]):
    """A form that is kept when it is left: nothing is asked, nothing typed is lost."""

    HELP: ClassVar[str] = (
        "Type over what is there; Tab goes on to the next field, {settings.next} to the next "
        "section. Everything is kept when you go back with Escape. New screenings begin with your "
        "details; contacts show in every one. {settings.keys} changes how the store is opened, "
        "{settings.remap} which key does what."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS)]
    AUTO_FOCUS = "#form Input"
    bars_settings = True

    def __init__(self, services: Services, take: Take) -> None:
        """Take what may be asked for, and how the app takes other keys."""
        super().__init__()
        self._services = services
        self._take = take

    def compose(self) -> ComposeResult:
        """Yield the sections, and the form with one after the other."""
        yield Title("settings")
        with Horizontal():
            yield LineList(id="sections")
            yield SettingsForm(self._services)
        yield KeyLine()

    @property
    def _form(self) -> SettingsForm:
        return self.query_one(SettingsForm)

    def on_mount(self) -> None:
        """List the sections; Tab stays among the fields, a key goes from section to section."""
        rail = self.query_one("#sections", LineList)
        rail.can_focus = False
        rail.set_rows([ListRow(name, name) for name in self._form.sections])

    def on_resize(self, event: Resize) -> None:
        """Leave the form all the room in a narrow window."""
        self.query_one("#sections").display = event.size.width >= NARROW

    @on(OptionList.OptionHighlighted, "#theme")
    def look(self) -> None:
        """Show the colours that are chosen."""
        self.app.theme = self.query_one("#theme", Choices).value

    @on(DescendantFocus)
    def in_section(self, event: DescendantFocus) -> None:
        """Show in which section the keyboard is."""
        name = self._form.section_of(event.widget)
        self.query_one("#sections", LineList).move_to(name)

    @on(LineList.Moved, "#sections")
    def clicked(self, event: LineList.Moved) -> None:
        """Go to the section that was clicked on."""
        self._form.go_to(event.key)

    def action_section(self, by: int) -> None:
        """Go to the next section, or to the one before."""
        names = list(self._form.sections)
        at = names.index(self._form.section_of(self.focused))
        self._form.go_to(names[(at + by) % len(names)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer the ways to open the store where there is one."""
        return action != "keys" or self._services.store is not None

    @on(Button.Pressed, "#remap")
    def action_remap(self) -> None:
        """Give commands other keys; what is typed here stays."""
        self.app.push_screen(RemapScreen(self._services, self._take))

    @on(Input.Submitted)
    def onward(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    @on(Button.Pressed, "#keys")
    def action_keys(self) -> None:
        """Show how the store is opened, and change it; what is typed here stays."""
        if self._services.store is None:
            return
        from csescreen.screens.keys import KeysScreen  # noqa: PLC0415 - seldom asked for

        self.app.push_screen(KeysScreen(self._services.vault))

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Keep the settings and go back."""
        if self.hand_over():
            self.dismiss(None)

    def hand_over(self) -> bool:
        """Keep what was typed; return whether it could be kept."""
        if not self.query("#framework"):  # it locks while it opens: nothing was typed yet
            return True
        before = self._services.settings
        settings = self._form.typed(before)
        if settings == before:
            return True
        try:
            self._services.write_settings(settings)
        except (UserError, OSError) as error:
            self.app.push_screen(ErrorDialog(not_kept(error)))
            return False
        self._services.settings = settings
        return True
