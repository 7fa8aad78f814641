"""The terminal itself: what leaves for it, its size, its colours, its lines."""

import pytest
from rich.segment import Segment
from textual.app import ComposeResult
from textual.color import Color
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from csescreen import themes
from csescreen.errors import UserError
from csescreen.screens.cover import TooSmall
from csescreen.screens.home import HomeScreen
from csescreen.terminal import Borders, Gate, borders, refuse_leaks
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import assert_harmless, form, home, painted, until, words

BLOCKS = "┌┏─━│┃╭▔▁▊🔎"


class Raw(Widget):
    """Paints what no widget should."""

    def render_line(self, y: int) -> Strip:
        return Strip([Segment("a\x1b[31mb\u202ec\x9bd\x07" if y == 0 else "")])


class RawScreen(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Raw()


async def test_the_gate_stops_what_a_widget_lets_through(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await app.push_screen(RawScreen())
        await pilot.pause()
        assert "a[31mbcd" in painted(app)
        assert_harmless(app)
        assert "\x1b" not in app.export_screenshot()


def test_the_gate_leaves_the_rest_alone() -> None:
    segments = [Segment("Zoë — 你好 ┏━"), Segment("")]
    assert Gate().apply(segments, Color.parse("black")) is segments


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_every_size_shows_what_matters(store: FakeStore, size: tuple[int, int]) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=size) as pilot:
        await home(pilot)
        await until(pilot, lambda: "A-17" in painted(app))
        assert all(name in words(app) for name in ("Reference", "Changed", "Level", "Due next"))
        await pilot.press("n")
        await pilot.pause()
        assert "[ Start ]" in painted(app)
        await pilot.press("escape", "f8")
        await pilot.pause()
        assert "Name" in painted(app)


@pytest.mark.parametrize("size", [(59, 19), (60, 19), (59, 20), (20, 5)])
async def test_a_window_that_is_too_small_says_so(store: FakeStore, size: tuple[int, int]) -> None:
    app = fakes.app(store)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        assert "make the window larger" in words(app)
        assert "Passphrase" not in painted(app)


async def test_growing_again_brings_everything_back(store: FakeStore) -> None:
    vault = fakes.FakeVault(store)
    vault.hold.clear()
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        field = app.screen.query_one("#passphrase", Input)
        await pilot.press(*"abc")
        await pilot.resize_terminal(50, 10)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        await pilot.press(*"xyz")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not isinstance(app.screen, TooSmall))
        assert (field.value, app.focused) == ("abc", field)
        field.value = fakes.PASSPHRASE
        await pilot.press("enter")
        await pilot.resize_terminal(50, 10)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        vault.hold.set()  # the store opens while the window is too small
        await until(pilot, lambda: len(app.screen_stack) == 3)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert [type(screen) for screen in app.screen_stack[1:]] == [HomeScreen]


async def test_no_color_is_honoured(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        for strip in app.screen._compositor.render_strips():
            for _text, style, _control in strip:
                for color in (style.color, style.bgcolor) if style else ():
                    if color is not None and color.triplet is not None:
                        assert len(set(color.triplet)) == 1, "a colour, not a grey"
        assert "[ ] Show what I type" in painted(app)


async def test_ascii_where_the_console_has_no_lines(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "vt100")
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert "+---" in painted(app)
        assert not set(BLOCKS) & set(painted(app))
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: "Glossary" in painted(app))
        assert not set(BLOCKS) & set(painted(app))


def test_borders_follow_the_console() -> None:
    assert borders({"TERM": "xterm"}, "utf-8") == Borders("solid", "heavy")
    assert borders({"TERM": "dumb"}, "utf-8") == Borders("ascii", "ascii")
    assert borders({"TERM": "xterm"}, "cp1252") == Borders("ascii", "ascii")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEXTUAL_LOG", "/tmp/log"),  # noqa: S108
        ("TEXTUAL", "devtools"),
        ("TEXTUAL", "debug"),
        ("TEXTUAL_SCREENSHOT", "3"),
        ("TEXTUAL_DEBUG", "1"),
    ],
)
def test_what_would_write_down_typing_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError, match=name) as refused:
        fakes.app(FakeStore())
    assert f"Remove {name}" in refused.value.do_next


def test_an_ordinary_environment_is_not_refused() -> None:
    refuse_leaks({"TEXTUAL_DEBUG": "0", "TERM": "xterm"})


@pytest.mark.parametrize("name", themes.THEMES)
def test_every_pair_of_colours_is_readable(name: str) -> None:
    colours = {
        key: Color.parse(value)
        for key, value in themes.THEMES[name].to_color_system().generate().items()
        if value.startswith("#")
    }
    wanted = 7.0 if name == "csescreen-contrast" else 4.5
    on_ground = ("foreground", "primary", "warning", "error", "success", "accent", "text-muted")
    pairs = [(front, ground) for front in on_ground for ground in ("background", "surface")]
    pairs += [
        ("foreground", "panel"),
        ("text-muted", "panel"),
        ("footer-key-foreground", "panel"),
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("foreground", "input-selection-background"),
    ]
    for front, ground in pairs:
        assert contrast(colours[front], colours[ground]) >= wanted, (front, ground)
    for line in ("border", "border-blurred"):  # what is no text needs 3 : 1
        assert contrast(colours[line], colours["background"]) >= 3, line


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2."""

    def luminance(color: Color) -> float:
        parts = [part / 255 for part in (color.r, color.g, color.b)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


async def test_themes_follow_each_other_and_are_remembered(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        seen = []
        for _ in themes.THEMES:
            await pilot.press("f9")
            seen.append(app.theme)
        assert seen == ["csescreen-light", "csescreen-contrast", "csescreen-dark"]
        assert app.services.settings.theme == "csescreen-dark"


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    import subprocess
    import sys

    heavy = ("sqlmodel", "sqlalchemy", "cryptography", "pydantic", "alembic", "holidays")
    code = (
        "import sys, csescreen.app\n"
        f"print(sorted({{name.split('.')[0] for name in sys.modules}} & set({heavy!r})))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "[]"
