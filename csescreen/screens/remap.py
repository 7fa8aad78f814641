"""Other keys: every command by group, and a box that waits for the key that it should have."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widgets import Label, Static

from csescreen.commands import GROUPS, REMAP, Command, bindings, keys_in_words
from csescreen.errors import UserError
from csescreen.keymap import (
    COMMANDS,
    Refused,
    chosen_keys,
    keys_now,
    refused,
    swapped,
    without_usual,
)
from csescreen.screens.dialogs import Confirm, ErrorDialog
from csescreen.services import Services
from csescreen.widgets.fields import Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain

Take = Callable[[Mapping[str, str]], None]
"""Has the app take the keys that were chosen."""
_HEADING: Final = "group:"
_WIDTH: Final = 18


class AskKey(ModalScreen[str]):
    """Waits for one key. Escape leaves everything as it is."""

    TAKES_KEYS: ClassVar[bool] = True
    """Every key comes here, except those that leave and lock."""

    def __init__(self, command: Command) -> None:
        """Take the command that is to have another key."""
        super().__init__()
        self._command = command

    def compose(self) -> ComposeResult:
        """Yield what is asked, and room for why a key will not do."""
        with Vertical(classes="dialog"):
            yield Label(plain(f"Press the new key for “{self._command.name}”"), classes="heading")
            now = f"Now it is {keys_now(self._command)}. Escape leaves it so."
            yield Static(plain(f"{self._command.help}. {now}"))
            yield Static("", id="problem", classes="warning")

    def on_key(self, event: Key) -> None:
        """Take the key, or say why it will not do."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss("")
            return
        why = refused(self._command, event.key, chosen_keys())
        if why is None or why.holder is not None:
            self.dismiss(event.key)
        else:
            self.query_one("#problem", Static).update(plain(f"{why.why} Press another one."))


class Commands(LineList):
    """The commands; Enter is the screen's, so that the footer and help name what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [REMAP[0].binding()]


class RemapScreen(Screen[None]):
    """Every command with its keys. Each change holds, and is kept, at once."""

    HELP: ClassVar[str] = (
        "Choose a command with the arrow keys, press Enter, and then the key that it should have. "
        "{keys.usual} gives it its usual key back, {keys.all_usual} all of them. What leaves, "
        "locks, leads back or moves in lists keeps its key, and no letter is taken from text."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REMAP)]
    bars_settings = True
    AUTO_FOCUS = "LineList"

    def __init__(self, services: Services, take: Take) -> None:
        """Take where the keys are kept, and how the app takes them."""
        super().__init__()
        self._services = services
        self._take = take

    def compose(self) -> ComposeResult:
        """Yield the commands, and what the one at the cursor does."""
        yield Title("settings · keys")
        yield Commands(list(_rows()), id="commands")
        yield Static("", id="told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the first command."""
        self.query_one(LineList).move_to(next(iter(COMMANDS)))
        self._tell()

    def on_line_list_moved(self) -> None:
        """Say what the command does."""
        self._tell()

    def on_line_list_chosen(self) -> None:
        """Ask for another key."""
        self.action_change()

    @property
    def _command(self) -> Command | None:
        return COMMANDS.get(self.query_one(LineList).key)

    def _tell(self, what: str = "") -> None:
        command = self._command
        if not what and command is not None:
            stays = f" Its key stays: {command.fixed}." if command.fixed else ""
            what = f"{command.help}.{stays}"
        self.query_one("#told", Static).update(plain(what))

    def action_change(self) -> None:
        """Ask for another key for the command at the cursor."""
        command = self._command
        if command is None:
            return
        if command.fixed:
            self._tell()
            self.app.bell()
            return

        def pressed(key: str | None) -> None:
            if key:
                self._give(command, key)

        self.app.push_screen(AskKey(command), pressed)

    def action_usual(self) -> None:
        """Give the command at the cursor its usual keys back."""
        command = self._command
        if command is not None and command.id in chosen_keys():
            self._give(command, command.keys)

    def action_all_usual(self) -> None:
        """Give all commands their usual keys back, once that was asked."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._keep({}, "All keys are the usual ones.")

        many = len(chosen_keys())
        if many:
            text = "Every command gets the key back that the documents name."
            question = Confirm("All keys back to the usual ones?", text, yes="All usual")
            self.app.push_screen(question, answered)
        else:
            self._tell("All keys are the usual ones already.")

    def _give(self, command: Command, keys: str) -> None:
        """Give a command keys; where another one has them, ask whether the two are to swap."""
        chosen = chosen_keys()
        found = (refused(command, key, chosen) for key in keys.split(","))
        why = next((one for one in found if one is not None), None)
        if why is None:
            said = f"“{command.name}” is {keys_in_words(keys)} now."
            self._keep({**chosen, command.id: keys}, said)
        elif why.holder is None:
            self._tell(why.why)
        else:
            self._ask_to_swap(command, keys, why.holder, why.why)

    def _ask_to_swap(self, command: Command, keys: str, holder: Command, why: str) -> None:
        given = swapped(command, keys, holder, chosen_keys())
        if isinstance(given, Refused):
            both = why if given.why in why else f"{why} They cannot be swapped: {given.why}"
            self._tell(both)
            return
        new = given

        def answered(yes: bool | None) -> None:
            if yes:
                self._keep(new, "The two keys were swapped.")

        text = f"{why} If they swap, “{holder.name}” gets {keys_now(command)}."
        self.app.push_screen(Confirm("Swap the two keys?", text, yes="Swap them"), answered)

    def _keep(self, chosen: Mapping[str, str], said: str) -> None:
        settings = replace(self._services.settings, keys=without_usual(dict(chosen)))
        try:
            self._services.write_settings(settings)
        except (UserError, OSError) as error:
            self.app.push_screen(ErrorDialog(not_kept(error)))
            return
        self._services.settings = settings
        self._take(settings.keys)
        self._tell(said)

    def show_keys(self) -> None:
        """Show the keys as they are now."""
        self.query_one(LineList).set_rows(list(_rows()))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _rows() -> Iterator[ListRow]:
    """Yield every command with its keys, under the place where they hold."""
    chosen = chosen_keys()
    seen: set[str] = set()
    for title, group in GROUPS.items():
        yield ListRow(f"{_HEADING}{title}", title, tone="heading")
        for command in group:
            if command.id not in seen:
                seen.add(command.id)
                usual = f"usually {keys_in_words(command.keys)}" if command.id in chosen else ""
                tail = "stays" if command.fixed else usual
                yield ListRow(command.id, command.name, keys_now(command).ljust(_WIDTH), tail)


def not_kept(error: UserError | OSError) -> UserError:
    """Return why settings could not be kept, in words."""
    if isinstance(error, UserError):
        return error
    return UserError(
        f"The settings could not be written: {error.strerror or 'the disk refused'}.",
        safe="Your screenings are not affected. What you typed is still in the form.",
        do_next="Check that the disk is not full and that you may write to csescreen's folder.",
    )
