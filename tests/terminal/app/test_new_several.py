"""Starting a screening: one framework with one press, several that are marked, or all."""

from csescreen.screens.new import NewScreening
from csescreen.widgets.marked_choices import MarkedChoices
from tests.terminal.app import fakes
from tests.terminal.app.fakes import AnyPilot, FakeStore
from tests.terminal.app.helpers import home, until
from tests.terminal.look import screen_text


async def _dialog(pilot: AnyPilot) -> None:
    await home(pilot)
    await pilot.press("n")
    await until(pilot, lambda: isinstance(pilot.app.screen, NewScreening))
    await pilot.press("enter")


async def _started(pilot: AnyPilot, store: FakeStore, *keys: str) -> tuple[str, ...]:
    await _dialog(pilot)
    await pilot.press(*keys, "enter")
    await until(pilot, lambda: store.records)
    (record,) = store.records.values()
    assert tuple(pin.id for pin in record.pins) == record.screening.frameworks
    return record.screening.frameworks


async def test_one_press_starts_with_one_framework(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        assert await _started(pilot, store) == ("telford",)


async def test_moving_chooses_another(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        assert await _started(pilot, store, "down") == ("llr",)


async def test_marked_frameworks_count_in_the_order_of_marking(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        assert await _started(pilot, store, "down", "space", "up", "space") == ("llr", "telford")


async def test_a_mark_can_be_taken_away(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        assert await _started(pilot, store, "space", "down", "space", "space") == ("telford",)


async def test_an_unknown_authority_is_read_under_all(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        assert await _started(pilot, store, "end") == fakes.SHELF.ids()


async def test_words_show_what_is_marked(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        await _dialog(pilot)
        assert "(x) Telford" in screen_text(pilot.app)
        assert "Space marks several" in screen_text(pilot.app)
        await pilot.press("space", "down", "space")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert " [x] Telford" in text
        assert ">[x] Leicester" in text
        assert "2 marked" in text


async def test_the_list_names_all_frameworks_and_no_level_over_them(store: FakeStore) -> None:
    async with fakes.app(store).run_test(size=(120, 40)) as pilot:
        await _started(pilot, store, "space", "down", "space")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "your screenings" in screen_text(pilot.app))
        await until(pilot, lambda: "Telford & Wrekin + LLR" in screen_text(pilot.app))


async def test_keys_in_a_burst_mark_what_they_were_pressed_on(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        await _dialog(pilot)
        choices = pilot.app.screen.query_one(MarkedChoices)
        choices.action_cursor_down()  # its message has not come back by the next key
        choices.action_mark()
        assert choices.values == ("llr",)
        choices.action_cursor_up()
        assert choices.value == "telford"
        await pilot.pause()
        assert ">[ ] Telford" in screen_text(pilot.app)
        assert " [x] Leicester" in screen_text(pilot.app)


async def test_enter_takes_the_row_that_it_was_pressed_on(store: FakeStore) -> None:
    async with fakes.app(store).run_test() as pilot:
        await _dialog(pilot)
        choices = pilot.app.screen.query_one(MarkedChoices)
        choices.action_cursor_down()
        choices.action_select()
        choices.action_cursor_up()
        await until(pilot, lambda: store.records)
        (record,) = store.records.values()
        assert record.screening.frameworks == ("llr",)
