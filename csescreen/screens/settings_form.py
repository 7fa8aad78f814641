"""The form of the settings, section by section, and what was typed into it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from csescreen import themes
from csescreen.core.backups import Backup
from csescreen.core.summary import MARKING
from csescreen.core.words import counted, since_words
from csescreen.keymap import with_keys
from csescreen.paths import deployed_frameworks, exports_folder, language_file
from csescreen.screens.offered import not_offered, offered
from csescreen.services import Services
from csescreen.settings import MOST_YEARS, Settings
from csescreen.widgets.fields import Choice, Choices, Field, Line, Press
from csescreen.widgets.plain import plain, styled

_WORKER: Final = {
    "worker_name": "Name",
    "worker_role": "Role",
    "worker_agency": "Agency",
    "worker_contact": "Telephone or email",
}
_LOCK_MINUTES: Final = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0)


class SettingsForm(VerticalScroll, can_focus=False):
    """One section after the other, each under its heading."""

    def __init__(self, services: Services) -> None:
        """Take what may be asked for."""
        super().__init__(id="form")
        self._services = services
        self._frameworks = offered(services)
        self._contacts: dict[str, Line] = {}
        self._worker: dict[str, Line] = {}
        self._shared: Line | None = None
        self.sections: dict[str, Static] = {}
        """The heading of each section, by its short name."""

    def compose(self) -> ComposeResult:
        """Yield the sections, and the way out."""
        settings = self._services.settings
        yield from self._yours(settings)
        yield from self._exports(settings)
        yield from self._looks(settings)
        yield from self._store(settings)
        yield from self._contact_fields(settings)
        with Horizontal(classes="buttons"):
            yield Press("Keep and go back (Esc)", id="back")

    def _section(self, name: str, heading: str = "") -> Static:
        """Return the heading of a section, under its short name in the list of sections."""
        self.sections[name] = Static(plain(with_keys(heading or name)), classes="heading")
        return self.sections[name]

    def _yours(self, settings: Settings) -> Iterator[Widget]:
        yield self._section("Your details", "Your details, for new screenings")
        for key, label in _WORKER.items():
            self._worker[key] = Line(settings.worker.get(key, ""))
            yield Field(label, self._worker[key])
        yield self._section("Framework", "Framework of new screenings")
        choices = [Choice(at.id, at.name) for at in self._frameworks]
        yield Choices(choices, settings.default_framework, id="framework")
        yield from not_offered(self._services)
        yield from self._shared_frameworks(settings)

    def _exports(self, settings: Settings) -> Iterator[Widget]:
        yield self._section("Exports")
        folder = str(exports_folder())
        yield Field("Folder", Line(settings.export_folder, placeholder=folder, id="folder"))
        form = Line(settings.referral_form, placeholder="none: a Word file", id="form-file")
        yield Field("Authority's own form", form)
        yield Field("Marking", Line(settings.marking, placeholder=MARKING, id="marking"))
        yield from self._words_to_reconsider()
        yield self._section("Training", "Training cases of your own")
        cases = Line(settings.training_folder, placeholder="none", id="training-folder")
        yield Field("Folder", cases)

    def _words_to_reconsider(self) -> Iterator[Widget]:
        """Yield where the user's own words go, or what is wrong with their file."""
        yield self._section("Words", "Words to reconsider, underlined as you write")
        expressions, told = self._services.reconsidered
        number = counted(len(expressions.all), "expression")
        file = str(language_file())
        words = f"{number}. Add your own, or switch ours off, in {file}"
        yield Static(plain("\n".join(told) or words), classes="told" if told else "")

    def _looks(self, settings: Settings) -> Iterator[Widget]:
        yield self._section("Colours", "Colours ({theme} goes through them)")
        looks = [Choice(value, name) for value, name in themes.NAMES.items()]
        yield Choices(looks, self.app.theme, id="theme")
        yield self._section("Keys", "Which key does what")
        with Horizontal(classes="buttons"):
            yield Press("Other keys ({settings.remap})", id="remap")
        yield self._section("Locking", "Lock after so long without a key ({lock} locks now)")
        chosen = settings.lock_minutes
        yield Choices(_minutes(chosen), f"{chosen:g}", id="lock")

    def _store(self, settings: Settings) -> Iterator[Widget]:
        if self._services.store is not None:  # before the first passphrase there is none
            yield self._section("Passphrase", "Passphrase, recovery code and keyring")
            with Horizontal(classes="buttons"):
                yield Press("Passphrase and keys ({settings.keys})", id="keys")
        yield self._section("Backups", "Backups, one a day")
        yield Static(backup_words(self._services.last_backup(), self._services.now()))
        yield self._section("Keeping", "Keeping screenings, as your authority's policy says")
        yield from _retention(settings)

    def _shared_frameworks(self, settings: Settings) -> Iterator[Widget]:
        """Yield the field for the shared folder, or whose choice it is."""
        yield self._section("Shared", "Frameworks that your authority shares")
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
                if not self._contacts:
                    yield self._section("Contacts", "Contacts, for every screening")
                yield Static(plain(framework.name), classes="above")
            for key, contact in new.items():
                self._contacts[key] = Line(settings.contacts.get(key, contact.value))
                yield Field(contact.name, self._contacts[key])

    def section_of(self, widget: Widget | None) -> str:
        """Return the section in which a widget of the form stands: the last heading before it."""
        names = {at: name for name, at in self.sections.items()}
        at = next(iter(names.values()))
        inside = set(widget.ancestors_with_self) if widget is not None else set()
        for part in self.children:
            at = names.get(part, at) if isinstance(part, Static) else at
            if part in inside:
                break
        return at

    def go_to(self, name: str) -> None:
        """Go to the first field of a section; its heading comes to the top."""
        heading, parts = self.sections[name], list(self.children)
        for part in parts[parts.index(heading) + 1 :]:
            fields = [one for one in part.walk_children(Widget, with_self=True) if one.focusable]
            if fields:
                self.screen.set_focus(fields[0], scroll_visible=False)
                break
        self.scroll_to_widget(heading, top=True, animate=False, force=True)

    def typed(self, before: Settings) -> Settings:
        """Return the settings with what was typed."""
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
            training_folder=self.query_one("#training-folder", Input).value.strip(),
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
