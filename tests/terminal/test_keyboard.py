"""A paste is text to its end, however it is cut, and bytes that are no text end nothing."""

import pytest
from textual import events

from csescreen import keyboard
from csescreen.keyboard import BEGIN, END, ESCAPE, Parser, Pastes

HOSTILE = f"a{ESCAPE}[31m yyy\x11{ESCAPE}{ESCAPE}[20{ESCAPE}[A{ESCAPE}[201 q"


def test_no_escape_is_left_in_a_paste_wherever_the_terminal_cuts_it() -> None:
    sent = f"k{ESCAPE}[A{BEGIN}{HOSTILE}{END}n{ESCAPE}[B{BEGIN}{ESCAPE}{END}"
    shown = sent.replace(HOSTILE, HOSTILE.replace(ESCAPE, "␛"))
    shown = shown.replace(f"{BEGIN}{ESCAPE}{END}", f"{BEGIN}␛{END}")
    for cut in range(len(sent)):
        for again in range(cut, len(sent)):
            pastes = Pastes()
            parts = sent[:cut], sent[cut:again], sent[again:]
            assert "".join(map(pastes.pass_on, parts)) == shown


def test_a_key_is_never_held_back() -> None:
    assert Pastes().pass_on(ESCAPE) == ESCAPE


def test_a_hostile_paste_is_one_paste_and_no_key() -> None:
    parser = Parser()
    found = [*parser.feed(f"{BEGIN}{HOSTILE}{END}n")]
    pasted, key = (event for event in found if isinstance(event, events.Paste | events.Key))
    assert isinstance(pasted, events.Paste)
    assert pasted.text == HOSTILE.replace(ESCAPE, "␛")
    assert isinstance(key, events.Key)
    assert key.key == "n"
    assert not [*parser.feed("")]


def test_the_driver_reads_keys_in_this_way() -> None:
    driver = pytest.importorskip("textual.drivers.linux_driver")
    keyboard.guard()
    names = driver.LinuxDriver.run_input_thread.__code__.co_names
    assert {"XTermParser", "getincrementaldecoder"} <= {*names}
    assert driver.XTermParser is Parser
    assert driver.getincrementaldecoder("utf-8")().decode(b"caf\xe9!") == "caf\ufffd!"


def test_a_browsers_keys_are_read_in_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.drivers import web_driver

    read = vars(web_driver)
    for name in ("XTermParser", "getincrementaldecoder"):
        monkeypatch.setattr(web_driver, name, read[name])
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    keyboard.guard()
    assert read["XTermParser"] is not keyboard.Parser
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    keyboard.guard()
    assert read["XTermParser"] is keyboard.Parser
    assert read["getincrementaldecoder"]("utf-8")().decode(b"a\xff") == "a\ufffd"
