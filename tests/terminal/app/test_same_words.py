"""One sentence of a caller may tell of several signs: its words are typed once."""

from csescreen.core import call
from tests.terminal.app.calls import app_of, only, saved, taken, types
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import words

SENTENCE = "an older boyfriend picks her up in a taxi"


async def test_one_sentence_marks_two_signs_and_stands_once_in_the_log(store: FakeStore) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await types(pilot, "n14nnnn")
        await types(pilot, SENTENCE)
        await pilot.press("enter", "enter")
        (first,) = (await saved(pilot, store, screen)).signs
        assert "Up: the same words again" in words(app)

        await pilot.press("up")
        assert screen.box.value == SENTENCE
        assert screen.answers.rows[0].key != first  # what is marked already stands behind
        await pilot.press("enter")
        assert [*only(store).signs] == [first]  # it is looked at before it is marked
        await pilot.press("enter")
        kept = await saved(pilot, store, screen)
        assert len(kept.signs) == 2
        assert {said.note for said in kept.signs.values()} == {f"10:15 caller: “{SENTENCE}”"}
        assert kept.details["call_log"] == f"10:15 “{SENTENCE}”"

        await pilot.press("ctrl+z")  # the second mark alone goes
        kept = await saved(pilot, store, screen)
        assert ([*kept.signs], kept.details["call_log"]) == ([first], f"10:15 “{SENTENCE}”")


async def test_words_that_are_put_in_again_and_left_are_not_said_twice(store: FakeStore) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await types(pilot, "n14nnnn")
        await pilot.press("up")  # nothing was said yet
        assert not screen.box.value
        await types(pilot, "grey")
        await pilot.press("f2", "up", "f2")
        log = "10:15 “grey”"
        assert (await saved(pilot, store, screen)).details["call_log"] == log

        await types(pilot, "grey")  # the caller says it a second time
        await pilot.press("f2")
        assert (await saved(pilot, store, screen)).details["call_log"] == f"{log}\n{log}"

        await types(pilot, "half")
        await pilot.press("up")  # never over what is typed
        assert screen.box.words == "half"


async def test_of_words_put_in_again_no_one_key_marks_a_sign(store: FakeStore) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await types(pilot, "n14nnnn")
        await types(pilot, "taxi")
        await pilot.press("enter")
        (first,) = (await saved(pilot, store, screen)).signs
        await pilot.press("up")
        assert "Enter: to the first; Enter again: present" in words(app)
        assert call.TYPING not in only(store).details  # an end of the call would keep them twice
        await pilot.press("enter")
        assert [*(await saved(pilot, store, screen)).signs] == [first]
