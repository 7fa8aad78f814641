"""The line of keys: it says what the keys do now, and a click on one presses it."""

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from csescreen.widgets.key_line import KeyLine
from tests.terminal.app.helpers import painted


class Two(App[None]):
    """Two keys with what they do, one of which may be off; and a field with one of its own."""

    BINDINGS = [  # noqa: RUF012 - typed by Textual
        Binding("f2,ctrl+n", "count('note')", "Note"),
        Binding("f6", "count('outcome')", "Outcome"),
        Binding("f9", "count('hidden')", "Hidden", show=False),
    ]

    def __init__(self, *, compact: bool = False) -> None:
        super().__init__()
        self.compact = compact
        self.counted: list[str] = []
        self.off = ""
        self.rang = 0

    def compose(self) -> ComposeResult:
        yield Input()
        yield KeyLine(compact=self.compact)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if self.off in parameters else True

    def action_count(self, what: str) -> None:
        self.counted.append(what)

    def bell(self) -> None:
        self.rang += 1


def line(app: App[None]) -> str:
    return painted(app).split("\n")[-1].rstrip()


async def test_it_names_each_key_once_and_none_that_is_hidden() -> None:
    app = Two()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert line(app) == " f2 Note  f6 Outcome"
    app = Two(compact=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert line(app) == "f2 Note f6 Outcome"


async def test_a_click_anywhere_on_a_key_presses_it() -> None:
    app = Two()
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = line(app)
        for at in (1, shown.index("Note") + 3, shown.index("f6"), shown.index("Outcome") + 6):
            await pilot.click(KeyLine, offset=(at, 0))
        await pilot.click(KeyLine, offset=(70, 0))
        assert app.counted == ["note", "note", "outcome", "outcome"]
        assert not app.rang


async def test_a_key_that_does_nothing_now_is_faint_and_a_click_on_it_only_rings() -> None:
    app = Two()
    async with app.run_test() as pilot:
        app.off = "note"
        app.refresh_bindings()
        await pilot.pause()
        await pilot.pause()
        styles = [span.style for span in app.query_one(KeyLine).render().spans]
        assert "dim" in styles
        await pilot.click(KeyLine, offset=(1, 0))
        assert (app.counted, app.rang) == ([], 1)
