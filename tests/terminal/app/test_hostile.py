"""Hostile text in every slot that shows what a person, a file or the database supplied."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.core.export_order import Exported
from csescreen.core.framework import Contact, Framework
from csescreen.core.screening import Screening
from csescreen.errors import InputError, Problem, UserError
from csescreen.screens.dialogs import Confirm, ErrorDialog
from csescreen.screens.export import ExportScreen
from csescreen.screens.preview import PreviewScreen
from csescreen.services import Services
from csescreen.settings import Settings
from tests.terminal.app import fakes
from tests.terminal.app.fakes import HOSTILE, FakeStore
from tests.terminal.app.helpers import assert_harmless, form, home, painted, until, words

ALL = " ".join(HOSTILE)
SEEN = ("[/]", "[@click=app.quit]x", '["yes", 1]')


class HostileShelf:
    """Frameworks whose every name is hostile."""

    def ids(self) -> tuple[str, ...]:
        return ("telford", "llr")

    def told(self) -> tuple[str, ...]:
        return (ALL, ALL)

    def get(self, framework_id: str) -> Framework:
        framework = fakes.SHELF.get(framework_id)
        contacts: Mapping[str, Contact] = {
            key: contact._replace(name=ALL) for key, contact in framework.contacts.items()
        }
        levels = tuple(level._replace(name=ALL) for level in framework.levels)
        return replace(
            framework, name=ALL, authority=ALL, source_date=ALL, contacts=contacts, levels=levels
        )

    def version(self, framework_id: str, sha256: str) -> Framework | None:
        framework = self.get(framework_id)
        return framework if framework.sha256 == sha256 else None


def hostile_app(store: FakeStore) -> CsescreenApp:
    def load() -> Services:
        services = fakes.services(store, shelf=HostileShelf())
        services.settings = Settings(
            export_folder=f"/nowhere/{ALL}",
            worker={"worker_name": ALL, "worker_role": ALL},
            contacts={"police": ALL},
        )
        return services

    return CsescreenApp(load)


async def test_every_screen_shows_hostile_text_as_text(store: FakeStore) -> None:
    screening = Screening(details={"child_name": ALL})
    store.save(fakes.record(ALL, key="hostile", screening=screening))
    app = hostile_app(store)
    async with app.run_test(size=(100, 36)) as pilot:
        await home(pilot)
        await until(pilot, lambda: "[/]" in painted(app))
        assert_harmless(app)
        await pilot.press("f4")
        await pilot.pause()
        assert_harmless(app)
        await pilot.press("slash")
        app.screen.query_one("#search", Input).value = ALL + "nothing"
        await pilot.pause()
        assert "No reference holds" in painted(app)
        assert_harmless(app)
        await pilot.press("escape", "n")
        await pilot.pause()
        app.screen.query_one("#reference", Input).value = ALL
        await pilot.pause()
        assert all(text in words(app) for text in SEEN)
        assert_harmless(app)
        await pilot.press("escape", "f8")
        await pilot.pause()
        for _ in range(7):
            assert_harmless(app)
            await pilot.press("tab")
        await pilot.press("escape", "e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        assert_harmless(app)
        app.screen._done(Exported((Path(f"/{ALL}"),), (UserError(ALL),)))  # type: ignore[attr-defined]
        await pilot.pause()
        assert_harmless(app)
        app.screen._say(UserError(ALL, safe=ALL, do_next=ALL))  # type: ignore[attr-defined]
        await pilot.pause()
        assert_harmless(app)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen))
        assert_harmless(app)
        await pilot.press("escape", "escape", "enter")
        await until(pilot, lambda: isinstance(app.screen, fakes.WorkspaceScreen))
        assert_harmless(app)


async def test_dialogs_and_the_door_show_hostile_errors_as_text(store: FakeStore) -> None:
    error = UserError(ALL, safe=ALL, do_next=ALL)
    app = fakes.app(store, fakes.FakeVault(store, error=error))
    async with app.run_test(size=(100, 40)) as pilot:
        await form(pilot)
        app.screen.query_one("#passphrase", Input).value = "x"
        await pilot.press("enter")
        await until(pilot, lambda: "[/]" in painted(app))
        problems = (Problem(ALL, ALL, ALL, ALL, ALL),)
        for dialog in (
            ErrorDialog(error),
            ErrorDialog(InputError(ALL, problems, do_next=ALL)),
            Confirm(ALL, ALL, yes=ALL, no=ALL),
        ):
            await app.push_screen(dialog)
            await pilot.pause()
            assert all(text in words(app) for text in SEEN)
            assert_harmless(app)
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("f3")
        await pilot.pause()
        assert_harmless(app)


async def test_what_is_pasted_is_cleaned_on_its_way_in(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n")
        await pilot.pause()
        field = app.screen.query_one("#reference", Input)
        field.value = ""
        field.insert_text_at_cursor("a\x1b]52;c;aGk=\x07\u202eb")
        await pilot.pause()
        assert field.value == "a␛]52;c;aGk=␇\ufffdb"
        assert_harmless(app)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, fakes.WorkspaceScreen))
        assert_harmless(app)
