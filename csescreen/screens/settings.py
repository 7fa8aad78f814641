"""Settings: who you are, whom to contact, which framework, which colours, which folder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static

from csescreen import themes
from csescreen.commands import SETTINGS, bindings
from csescreen.core.backups import Backup
from csescreen.core.summary import MARKING
from csescreen.core.words import counted, since_words
from csescreen.errors import UserError
from csescreen.paths import deployed_frameworks, exports_folder
from csescreen.screens.dialogs import ErrorDialog
from csescreen.screens.offered import not_offered, offered
from csescreen.services import Services
from csescreen.settings import MOST_YEARS, Settings
from csescreen.widgets.fields import Choice, Choices, Field, Line, Press, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import styled

_WORKER: Final = {
    "worker_name": "Name",
    "worker_role": "Role",
    "worker_agency": "Agency",
    "worker_contact": "Telephone or email",
}
_LOCK_MINUTES: Final = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0)


class SettingsScreen(Screen[None]):
    """A form that is kept when it is left: nothing is asked, nothing typed is lost."""

    HELP: ClassVar[str] = (
        "Type over what is there; Tab goes on to the next field. Everything is kept when you go "
        "back with Escape. New screenings begin with your details; contacts show in every one. F2 "
        "changes how the store is opened."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS)]

    def __init__(self, services: Services) -> None:
        """Take what may be asked for."""
        super().__init__()
        self._services = services
        self._frameworks = offered(services)
        self._contacts: dict[str, Line] = {}
        self._worker: dict[str, Line] = {}
        self._shared: Line | None = None

    def compose(self) -> ComposeResult:
        """Yield the form."""
        settings = self._services.settings
        yield Title("settings")
        with VerticalScroll(id="form", can_focus=False):
            yield Static("Your details, for new screenings", classes="heading")
            for key, label in _WORKER.items():
                self._worker[key] = Line(settings.worker.get(key, ""))
                yield Field(label, self._worker[key])
            yield Static("Framework of new screenings", classes="heading")
            choices = [Choice(at.id, at.name) for at in self._frameworks]
            yield Choices(choices, settings.default_framework, id="framework")
            yield from not_offered(self._services)
            yield from self._shared_frameworks(settings)
            yield Static("Colours (F9 goes through them)", classes="heading")
            looks = [Choice(value, name) for value, name in themes.NAMES.items()]
            yield Choices(looks, self.app.theme, id="theme")
            yield Static("Lock after so long without a key (Ctrl+L locks now)", classes="heading")
            chosen = settings.lock_minutes
            yield Choices(_minutes(chosen), f"{chosen:g}", id="lock")
            yield Static("Exports", classes="heading")
            yield Field(
                "Folder",
                Line(settings.export_folder, placeholder=str(exports_folder()), id="folder"),
            )
            yield Field(
                "Authority's own form",
                Line(settings.referral_form, placeholder="none: a Word file", id="form-file"),
            )
            yield Field("Marking", Line(settings.marking, placeholder=MARKING, id="marking"))
            yield Static("Passphrase, recovery code and keyring", classes="heading")
            with Horizontal(classes="buttons"):
                yield Press("Passphrase and keys (F2)", id="keys")
            yield Static("Backups, one a day", classes="heading")
            yield Static(backup_words(self._services.last_backup(), self._services.now()))
            yield from _retention(settings)
            yield from self._contact_fields(settings)
            with Horizontal(classes="buttons"):
                yield Press("Keep and go back (Esc)", id="back")
        yield KeyLine()

    def _shared_frameworks(self, settings: Settings) -> Iterator[Widget]:
        """Yield the field for the shared folder, or whose choice it is."""
        yield Static("Frameworks that your authority shares", classes="heading")
        deployed = deployed_frameworks()
        if deployed:
            yield Static(styled("Set for this computer: $folder", folder=deployed))
        else:
            self._shared = Line(settings.frameworks_folder, placeholder="none", id="shared")
            yield Field("Folder", self._shared)
            yield Static("csescreen looks into another folder when it is next started.")

    def _contact_fields(self, settings: Settings) -> Iterator[Widget]:
        """Yield a field for each contact, once where several frameworks share it."""
        for framework in self._frameworks:
            new = {key: at for key, at in framework.contacts.items() if key not in self._contacts}
            if new:
                title = styled("Contacts: $name", name=framework.name)
                yield Static(title, classes="heading")
            for key, contact in new.items():
                self._contacts[key] = Line(settings.contacts.get(key, contact.value))
                yield Field(contact.name, self._contacts[key])

    @on(OptionList.OptionHighlighted, "#theme")
    def look(self) -> None:
        """Show the colours that are chosen."""
        self.app.theme = self.query_one("#theme", Choices).value

    @on(Input.Submitted)
    def onward(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    @on(Button.Pressed, "#keys")
    def action_keys(self) -> None:
        """Show how the store is opened, and change it; what is typed here stays."""
        from csescreen.screens.keys import KeysScreen  # noqa: PLC0415 - seldom asked for

        self.app.push_screen(KeysScreen(self._services.vault))

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Keep the settings and go back."""
        if self.hand_over():
            self.dismiss(None)

    def hand_over(self) -> bool:
        """Keep what was typed; return whether it could be kept."""
        before = self._services.settings
        settings = self._typed(before)
        if settings == before:
            return True
        try:
            self._services.write_settings(settings)
        except (UserError, OSError) as error:
            self.app.push_screen(ErrorDialog(_not_kept(error)))
            return False
        self._services.settings = settings
        return True

    def _typed(self, before: Settings) -> Settings:
        worker = {key: line.value.strip() for key, line in self._worker.items()}
        contacts = {key: line.value.strip() for key, line in self._contacts.items()}
        kept = {key: value for key, value in before.contacts.items() if key not in contacts}
        moved = self.query_one("#framework", Choices)
        lock = self.query_one("#lock", Choices)
        return replace(
            before,
            theme=self.app.theme,
            default_framework=moved.value if moved.moved else before.default_framework,
            frameworks_folder=self._shared.value.strip()
            if self._shared
            else before.frameworks_folder,
            lock_minutes=float(lock.value) if lock.moved else before.lock_minutes,
            retention_years=_years(self.query_one("#retention", Input).value),
            export_folder=self.query_one("#folder", Input).value.strip(),
            referral_form=self.query_one("#form-file", Input).value.strip(),
            marking=self.query_one("#marking", Input).value.strip(),
            worker={key: value for key, value in worker.items() if value},
            contacts=kept | {key: value for key, value in contacts.items() if value},
        )


def backup_words(backup: Backup | None, now: datetime) -> Content:
    """Return when the last backup was made, and how it is brought back."""
    if backup is None or backup.made_at is None:
        return styled("There is none yet. One is made every day when you open csescreen.")
    return styled(
        "Last backup: $when ($held). `csescreen restore` in a terminal shows them all, and what "
        "one would bring back.",
        when=since_words(backup.made_at, now),
        held=counted(backup.screenings, "screening"),
    )


def _retention(settings: Settings) -> Iterator[Widget]:
    """Yield the field for how long screenings are kept."""
    yield Static("Keeping screenings, as your authority's policy says", classes="heading")
    line = Line(str(settings.retention_years or ""), placeholder="not set", id="retention")
    line.restrict = "[0-9]{0,3}"
    yield Field("Years", line)
    yield Static("The list says what is past them. Nothing is ever removed by itself.")


def _years(typed: str) -> int:
    return min(int(typed or 0), MOST_YEARS)


def _minutes(chosen: float) -> list[Choice]:
    """Return the usual times, and the one that was written into the file by hand."""
    return [
        Choice(f"{one:g}", f"{one:g} minute{'' if one == 1 else 's'}")
        for one in sorted({*_LOCK_MINUTES, chosen})
    ]


def _not_kept(error: UserError | OSError) -> UserError:
    if isinstance(error, UserError):
        return error
    return UserError(
        f"The settings could not be written: {error.strerror or 'the disk refused'}.",
        safe="Your screenings are not affected. What you typed is still in the form.",
        do_next="Check that the disk is not full and that you may write to csescreen's folder.",
    )
