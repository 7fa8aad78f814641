"""A call in the app: from the first key to the contact record, parked and gone on with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csescreen.app import CsescreenApp
from csescreen.commands import TRIAGE
from csescreen.core import call
from csescreen.core.audience import CALL
from csescreen.screens.export import ExportScreen
from csescreen.screens.home import HomeScreen
from csescreen.screens.modals.caller import CallerScreen
from csescreen.screens.modals.end_call import EndScreen
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.triage import TriageScreen
from csescreen.services import Services
from csescreen.widgets.fields import Choices
from tests.terminal.app import fakes
from tests.terminal.app.calls import TELFORD, app_of, only, pointed_at, saved, taken, types
from tests.terminal.app.fake_vault import CODE
from tests.terminal.app.fakes import FakeStore, FakeVault
from tests.terminal.app.helpers import (
    assert_harmless,
    fill,
    form,
    give,
    painted,
    until,
    words,
)
from tests.terminal.look import said


async def test_a_call_from_the_first_key_to_the_contact_record(store: FakeStore) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        assert "Call received 10:15" in words(app)
        assert "is the child in danger now?" in words(app)
        assert call.is_under_way(await saved(pilot, store, screen))  # before anything is answered

        await types(pilot, "n14nnnn")
        assert screen.box.has_focus
        await types(pilot, "taxi")
        assert "Enter: the first is present" in words(app)
        assert only(store).signs == {}  # finding a sign marks nothing
        await pilot.press("enter")
        assert "Highest sign present: ACUTE" in words(app)
        assert "Contact the police or Family Connect" in words(app)
        kept = await saved(pilot, store, screen)
        assert kept.child.age == 14
        (sign,) = kept.signs
        assert kept.signs[sign].note == "10:15 caller: “taxi”"
        assert not screen.box.value

        await types(pilot, "grey")
        await pilot.press("f2", "ctrl+z")  # the mark goes, what was said stays
        kept = await saved(pilot, store, screen)
        assert (kept.signs, kept.details["call_log"]) == ({}, "10:15 “taxi”\n10:15 “grey”")
        await pilot.press("ctrl+z")
        assert "“grey”" in (await saved(pilot, store, screen)).details["call_log"]
        await pilot.press("ctrl+y", "ctrl+y")

        for nothing in ("hello", "she is 15"):  # Enter must not mark the first sign of all
            await types(pilot, nothing)
            assert "Enter: the first is present" not in words(app)
            await pilot.press("enter")
            assert [*(await saved(pilot, store, screen)).signs] == [sign]
        await types(pilot, "slept at her nan's")  # of signs that say much one key marks none
        assert "Enter: to the first; Enter again: present, n: not" in words(app)
        await pilot.press("enter")
        assert [*(await saved(pilot, store, screen)).signs] == [sign]
        assert screen.answers.has_focus
        await pilot.press("enter")
        assert len((await saved(pilot, store, screen)).signs) == 2
        await pilot.press("ctrl+z")
        await types(pilot, "he is nice")
        await pilot.press("f2", "f5")
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, CallerScreen))
        await types(pilot, "Jo")
        await pilot.press("enter")
        await types(pilot, "aunt")
        await pilot.press("escape")
        kept = await saved(pilot, store, screen)
        assert kept.signs[sign].heard_from == "aunt"
        assert "“he is nice”" in kept.details["call_log"]
        assert "passing this to children's social care" in kept.details["call_told"]

        await types(pilot, "and then")
        await pilot.press("escape", "escape")  # to the questions, then home
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "call, parked 10:15" in words(app))
        assert "call_ended" not in only(store).details

        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TriageScreen))
        again = app.screen
        assert isinstance(again, TriageScreen)
        assert again.box.value == "and then"  # it goes on where it was
        await pilot.press("f10")
        await until(pilot, lambda: "End the call" in words(app))
        assert "Ask for a number to call back" in words(app)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        assert app.screen.query_one("#audience", Choices).value == CALL.id
        kept = await saved(pilot, store, again)
        assert "call_ended" in kept.details
        assert "“and then”" in kept.details["call_log"]
        assert "call_typing" not in kept.details


async def test_other_signs_text_as_text_and_both_ways_at_the_end(store: FakeStore) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await pilot.press("slash")
        await types(pilot, "phone")
        await pilot.press("down", "down")
        second = screen.answers.key
        assert second == screen.answers.rows[1].key
        await pilot.press("u")
        kept = await saved(pilot, store, screen)
        assert kept.signs[second].answer == "unknown"
        assert kept.signs[second].note == "10:15 caller: “phone”"
        assert screen.box.has_focus
        await types(pilot, "zzqqxx")
        await pilot.press("enter")  # nothing is found: it is kept as it was said
        kept = await saved(pilot, store, screen)
        assert "zzqqxx" in kept.details["call_log"]
        assert list(kept.signs) == [second]

        for hostile in fakes.HOSTILE:
            screen.box.value = hostile
            screen.action_keep()
        await pilot.press("f7")
        await pilot.pause()
        assert "[/]" in words(app)
        assert_harmless(app)
        await pilot.press("escape", "ctrl+n", "y")
        assert "call 999" in words(app)

        await pilot.press("f10", "3")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, fakes.WorkspaceScreen))
        await until(pilot, lambda: "call_ended" in only(store).details)
        assert only(store).facts == {"immediate_danger": "yes"}


async def test_without_a_framework_chosen_all_on_file_are_read(store: FakeStore) -> None:
    services = fakes.services(store)
    begun = services.new_call("2026-001")
    assert begun.screening.frameworks == tuple(services.shelf.ids())
    services.settings = replace(services.settings, default_framework="llr")
    assert services.new_call("2026-001").screening.frameworks == ("llr",)


async def test_a_lock_leads_back_into_the_call(store: FakeStore) -> None:
    before = fakes.services(store).new_call("2026-001")
    store.save(before)
    store.mark_open(before.key, "call")
    app = CsescreenApp(lambda: fakes.services(store), locked="asked")
    async with app.run_test(size=(60, 20)) as pilot:
        await form(pilot)
        await give(pilot, fakes.PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, TriageScreen))
        screen = app.screen
        assert isinstance(screen, TriageScreen)
        assert screen.record.key == before.key  # and no second call was begun
        assert list(store.records) == [before.key]


@pytest.mark.parametrize("there", [True, False])
async def test_a_call_counts_from_the_command_and_999_stands_before_everything(
    store: FakeStore, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = FakeVault(store, there=there)
    known = fakes.services(store, vault)
    known.settings = replace(known.settings, keys={"sign.fnd": "f2"})
    monkeypatch.setattr(store, "notices", lambda: ("The store was mended.",))
    # as after a lock at the door, which kept the call waiting
    app = CsescreenApp(
        lambda: known,
        call_received=fakes.NOW - timedelta(minutes=3),
        locked=None if there else "asked",
    )
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: "Someone in danger now means 999" in painted(app))
        await until(pilot, lambda: app.screen.query("#passphrase"))  # and no choice of ways in
        assert "Call received 10:12: that time is noted" in words(app)
        assert ("Ask meanwhile" in words(app)) is not there
        if there:
            await give(pilot, "a wrong passphrase")
            await until(pilot, lambda: vault.attempts and app.focused)
            await give(pilot, fakes.PASSPHRASE)
        else:
            await pilot.press("escape")  # leads to no welcome
            await fill(pilot, "short but longer", "short but longer")
            await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
            await until(pilot, lambda: "Call received 10:12" in words(app))
            await pilot.press("enter")
            await fill(pilot, CODE.split("-")[2], CODE.split("-")[6])
        await until(pilot, lambda: isinstance(app.screen, TriageScreen))
        assert "Call received 10:12" in words(app)
        screen = app.screen
        assert isinstance(screen, TriageScreen)
        kept = await saved(pilot, store, screen)
        found = call.call_of(kept)
        assert found is not None
        assert kept.clocks[call.RECEIVED] == found.began == fakes.NOW - timedelta(minutes=3)
        assert app.call_received is None  # it began: a lock would not begin it again
        # nothing covers the call: what there is to tell waits for the list
        assert app.screen is screen
        assert not said(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Is it sign.find?" in words(app))
        await pilot.press("escape")
        await until(pilot, lambda: "The store was mended." in said(app))


async def test_what_matters_is_in_sight_at_every_size(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_of(store, "llr")
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await taken(pilot)
        await types(pilot, "n14/trainers")
        await pilot.press("enter")
        screen.change(lambda now: call.with_caller(now, call.NAME, "Josephine of the long name"))
        screen.change(
            lambda now: call.with_caller(now, "child_name", "Max who is invented as well")
        )
        for size in ((60, 20), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            shown = painted(app)
            for what in (
                "Act at once",
                "Say:",
                "F10 End",
                "[yes]",
                "F3 Help",
                "Heard:",
                "F4 fields",
            ):
                assert what in shown, (size, what)
            assert screen.query_one("#panel").region.bottom == size[1] - 1


def test_every_key_of_a_call_has_one_meaning() -> None:
    keys = [key for command in TRIAGE for key in command.keys.split(",")]
    assert len(set(keys)) == len(keys)


async def test_what_is_typed_is_taken_as_it_is_meant(store: FakeStore) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        for keys, age in (
            (("1", "4", "enter"), 14),  # Enter after the second digit opens nothing
            (("9", "n"), 9),  # one digit is an age, once something else is pressed
            (("1", "backspace"), 9),
            (("2", "7"), None),  # no child's age: neither 2 nor 7
            (("3", "0"), None),
            (("8", "enter"), 8),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert app.screen is screen
            assert screen.record.screening.child.age == age, keys
        # the answer behind the digit counted as well
        assert screen.record.screening.facts == {"immediate_danger": "no"}

        # words that say nothing of any sign mark none, and are kept
        await pilot.press("slash")
        for said in ("gone", "g"):
            await types(pilot, said)
            await pilot.press("enter")
            assert screen.record.screening.signs == {}
            assert f"Kept in the log: “{said}”" in words(app)


async def test_an_age_asked_last_has_both_its_digits_and_danger_can_still_come(
    store: FakeStore,
) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await pilot.press("n", "down", *"nnnn")
        assert screen.record.screening.child.age is None
        for keys, age, value in (
            (("3", "0"), None, ""),
            (("1", "3"), 13, ""),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert (screen.record.screening.child.age, screen.box.value) == (age, value), keys
        assert screen.box.has_focus

        # where the keyboard is not, no row is pointed at; danger stands first, and is answered anew
        await types(pilot, "cabs")
        vehicles = "[   ] Gets into or out of vehicles with adults nobody knows"
        await until(pilot, lambda: pointed_at(app) == [vehicles])
        assert "[no ] Is the child in danger now?" in painted(app)
        screen.box.value = ""
        await pilot.press("ctrl+n", "home")
        await until(pilot, lambda: pointed_at(app) == ["[no ] Is the child in danger now?"])
        await pilot.press("y")
        await until(pilot, lambda: "call 999" in painted(app))
        assert screen.record.screening.facts["immediate_danger"] == "yes"


@pytest.mark.parametrize("keys", [("8", "enter"), ("8", "t")])
async def test_an_age_of_one_digit_leads_on_to_what_is_heard(
    store: FakeStore, keys: tuple[str, ...]
) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await pilot.press("n", "down", *"nnnn", keys[0])
        await until(pilot, lambda: "Age 8. Go on with what you hear." in painted(app))
        assert not screen.box.has_focus
        await pilot.press(keys[1])
        await until(pilot, lambda: screen.box.has_focus)
        assert screen.box.value == keys[1].removeprefix("enter")
        assert screen.record.screening.child.age == 8


async def test_the_key_that_opens_the_caller_closes_it_whichever_it_is() -> None:
    store = FakeStore()

    def load() -> Services:
        found = fakes.services(store)
        found.settings = replace(
            found.settings, default_framework=TELFORD, keys={"triage.caller": "ctrl+g"}
        )
        return found

    app = CsescreenApp(load)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, CallerScreen))
        await pilot.press("f4")
        assert isinstance(app.screen, CallerScreen)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: app.screen is screen)


async def test_a_sentence_that_begins_at_the_questions_answers_none(store: FakeStore) -> None:
    app = app_of(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await taken(pilot)
        await pilot.press("n")
        screen.asked._last = 0.0  # and a while later the caller goes on
        await types(pilot, "young lad keeps running away")
        await pilot.pause()
        assert screen.box.has_focus
        assert screen.box.value == "young lad keeps running away"
        assert screen.record.screening.facts == {"immediate_danger": "no"}

        # the choice of answers begins at what is so now, and takes the keys that answer
        screen.box.value = ""
        screen.set_focus(screen.asked)
        screen.asked.move_to("carer_encourages")
        await pilot.press("enter", "enter")
        assert "carer_encourages" not in screen.record.screening.facts
        screen.asked.move_to("carer_encourages")
        await pilot.press("enter", "n")
        await pilot.pause()
        assert screen.record.screening.facts["carer_encourages"] == "no"

        # before the caller hangs up, what nobody asked is named
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, EndScreen))
        assert "Ask how old the child is: nobody has." in words(app)
        assert "3 first questions without an answer." in words(app)
        assert "in danger" not in words(app).partition("Before the caller")[2].partition("[1]")[0]
