"""What a single key can do at worst, as where a paste has broken out and its rest acts as keys."""

import pytest

from csescreen.commands import GROUPS, HOME, ROW, TRIAGE, WORKSPACE
from csescreen.core.screening import Screening, SignAnswer
from tests.terminal.conftest import Open

SIGN = "unknown-vehicles"
SCREENING = Screening(
    frameworks=("telford",), reference="A-17", signs={SIGN: SignAnswer("yes", "current", "a car")}
)
REMOVES_OR_SENDS = {"purge", "write"}
"""The only actions that lead to a removal for good, or to a file that leaves the store."""


def printable(key: str) -> bool:
    return len(key) == 1 or key in ("slash", "question_mark")


def test_no_letter_removes_or_sends_anything() -> None:
    for group in GROUPS.values():
        for command in group:
            if command.action in REMOVES_OR_SENDS:
                assert not any(map(printable, command.keys.split(","))), command.id
                assert command.grave  # so that none can be chosen for it either


@pytest.mark.parametrize("keys", ["y", "n", "u", "p", "c", "delete", "backspace", "g", "n" * 9])
async def test_what_keys_mark_or_clear_on_a_list_can_be_undone(
    open_workspace: Open, keys: str
) -> None:
    async with open_workspace(SCREENING) as (app, pilot):
        app.workspace.show_item(SIGN)
        await pilot.pause()
        before = app.workspace.record.screening
        await pilot.press(*([keys] if len(keys) > 1 and keys[0] != keys[1] else keys))
        await pilot.pause()
        if app.screen is not app.workspace:
            await pilot.press("escape")
        for _ in range(len(keys)):
            await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.workspace.record.screening == before
        assert not app.exported


def test_the_letters_of_lists_and_home_are_what_the_words_say() -> None:
    """`SECURITY.md` says what a broken-out paste can do; a new letter has to be looked at there."""
    letters = {
        command.id
        for command in (*HOME, *ROW, *WORKSPACE, *TRIAGE)
        for key in command.keys.split(",")
        if printable(key)
    }
    assert letters == {
        *("home.new", "home.call", "home.export", "home.search", "home.training"),
        *("sign.yes", "sign.no", "sign.possible", "sign.unknown", "sign.when", "sign.regrade"),
        *("sign.find_quickly", "triage.type"),
    }
