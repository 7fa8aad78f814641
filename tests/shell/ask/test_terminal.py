"""Lines at a terminal and from a pipe: absence, signals, half a line, and what is printed."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from csescreen.core.ports import Record
from csescreen.shell.ask.conversation import Conversation
from csescreen.shell.ask.running import HOW_TO_LEAVE, NOT_TAKEN, SavedAsItGoes, _talk
from csescreen.shell.ask.talk import Prompt
from csescreen.shell.ask.terminal import Away, Ended, Interrupted, Terminal, wrapped
from tests.terminal.app.fakes import FakeStore, services

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a console cannot be waited for")
LONG = 3600.0


class Typing:
    """Standard input, to which somebody types."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, at_a_terminal: bool) -> None:
        reads, self.types_to = os.openpty()[::-1] if at_a_terminal else os.pipe()
        self._reads = os.fdopen(reads)
        monkeypatch.setattr(sys, "stdin", self._reads)

    def types(self, text: str) -> None:
        os.write(self.types_to, text.encode())

    def ends(self) -> None:
        os.close(self.types_to)
        self.types_to = -1

    def close(self) -> None:
        self._reads.close()
        if self.types_to >= 0:
            os.close(self.types_to)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typing]:
    typing = Typing(monkeypatch, at_a_terminal=False)
    yield typing
    typing.close()


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typing]:
    typing = Typing(monkeypatch, at_a_terminal=True)
    yield typing
    typing.close()


def test_lines_come_as_they_were_typed_and_the_last_needs_no_end(
    script: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    script.types("one\r\ntwo \xe9\x1b[2J\n\nfour")
    script.ends()
    terminal = Terminal(LONG)
    found = [terminal.ask(Prompt("Say:")) for _ in range(6)]
    assert found == ["one", "two \xe9\x1b[2J", "", "four", None, None]
    assert capsys.readouterr().out == "Say:\n" * 6


def test_a_line_that_is_no_text_breaks_nothing(script: Typing) -> None:
    os.write(script.types_to, b"\xff\xfe\x00 a\n")
    assert Terminal(LONG).ask(Prompt("Say:")) == "\ufffd\ufffd\x00 a"


def test_whoever_is_away_is_noticed_and_half_a_line_is_not_lost(person: Typing) -> None:
    terminal = Terminal(0.0)
    person.types("She said that")
    with pytest.raises(Away):
        terminal.ask(Prompt("Line 1:", kept=True))
    assert terminal.unfinished() == "She said that"
    assert terminal.unfinished() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_is_heard_between_two_lines(script: Typing, number: int) -> None:
    terminal = Terminal(LONG)
    with terminal.listening():
        os.kill(os.getpid(), number)
        with pytest.raises(Ended) as ended:
            terminal.ask(Prompt("Say:"))
    assert ended.value.number == number


def test_ctrl_c_ends_nothing(script: Typing) -> None:
    terminal = Terminal(LONG)
    script.types("y\n")
    with terminal.listening():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Interrupted):
            terminal.ask(Prompt("Say:"))
        assert terminal.ask(Prompt("Say:")) == "y"


def test_whoever_is_away_in_a_narrative_finds_their_half_line_again(
    person: Typing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = FakeStore()
    everything = services(store)
    everything.store = store
    keeper = SavedAsItGoes(store)
    terminal = Terminal(LONG)
    talk = Conversation(everything, keeper)
    person.types("I-1\n1\n15\ngo narrative\n")
    asked = terminal.ask

    def away_at_a_text(prompt: Prompt) -> str | None:
        if prompt.text == "Line 1:":
            person.types("Her aunt call")
            monkeypatch.setattr(terminal, "_idle_seconds", 0.0)
        elif prompt.text.startswith("1 write"):
            person.types("1\n")
        return asked(prompt)

    monkeypatch.setattr(terminal, "ask", away_at_a_text)
    assert _talk(talk, terminal, everything) == 0
    keeper.close()
    (record,) = store.records.values()
    assert record.screening.narrative == {"working_well": "Her aunt call"}
    said = capsys.readouterr().out
    assert "Nobody typed a line for 5 minutes. Everything is saved." in said
    assert said.endswith("To go on: csescreen ask I-1\n")


def test_a_key_that_ends_the_program_throws_no_half_line_away(person: Typing) -> None:
    terminal = Terminal(LONG)
    with terminal.listening():
        person.types("Her aunt call\x1c")
        os.kill(os.getpid(), signal.SIGQUIT)  # the key's own goes to no process in a test
        with pytest.raises(Ended):
            terminal.ask(Prompt("Line 1:", kept=True))
        assert terminal.unfinished() == "Her aunt call"


def test_ctrl_c_begins_the_line_anew(person: Typing) -> None:
    terminal = Terminal(LONG)
    with terminal.listening():
        person.types("not thi\x03")
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Interrupted) as interrupted:
            terminal.ask(Prompt("Line 1:", kept=True))
        person.types("this\n")
        assert terminal.ask(Prompt("Line 1:", kept=True)) == "this"
    assert interrupted.value.begun == "not thi"


def test_lines_are_wrapped_at_words_at_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "word " * 30 + "\x1b[2J"
    assert wrapped(text) == "word " * 30 + "␛[2J"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    lines = wrapped(text).split("\n")
    assert len(lines) > 1
    assert all(len(line) < 60 for line in lines)


class Scripted(Terminal):
    """Reads what the test says, or runs into what happens meanwhile."""

    def __init__(self, *happens: object) -> None:
        super().__init__(LONG)
        self._happens = iter(happens)

    def ask(self, prompt: Prompt) -> str | None:
        for one in self._happens:
            if isinstance(one, Exception):
                raise one
            if callable(one):
                one()
            else:
                return str(one)
        return None

    def unfinished(self) -> str:
        return "half a line"


class OnTheDisk(Scripted):
    """Looks at each line that is said whether what was entered before is on the disk by then."""

    def __init__(self, store: FakeStore, *happens: object) -> None:
        super().__init__(*happens)
        self._store = store
        self.talk: Conversation | None = None
        self.looked = 0

    def say(self, lines: Iterable[str]) -> None:
        said = [*lines]
        if said and self.talk is not None and self.talk.is_open:
            record = self.talk.session.record
            assert self._store.records.get(record.key) == record, said
            self.looked += 1
        super().say(said)


def test_nothing_is_said_before_what_was_entered_is_on_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = FakeStore()
    everything = services(store)
    everything.store = store
    save = store.save

    def slowly(record: Record) -> None:
        time.sleep(0.01)
        save(record)

    monkeypatch.setattr(store, "save", slowly)
    keeper = SavedAsItGoes(store)
    lines = ("D-1", "1", "15", "y", "n", "go narrative", "1", "Her aunt calls.", ".", "undo")
    terminal = OnTheDisk(store, *lines, "quit")
    terminal.talk = Conversation(everything, keeper)
    assert _talk(terminal.talk, terminal, everything) == 0
    keeper.close()
    assert terminal.looked >= len(lines) - 2


def test_half_a_password_writes_nothing(tmp_path: Path) -> None:
    store = FakeStore()
    everything = services(store)
    everything.store = store
    keeper = SavedAsItGoes(store)
    lines = ("W-1", "1", "15", "export", "1", "1", str(tmp_path), Away())
    assert _talk(Conversation(everything, keeper), Scripted(*lines), everything) == 0
    keeper.close()
    assert not [*tmp_path.iterdir()]


def test_nobody_is_locked_out_of_what_is_not_saved(capsys: pytest.CaptureFixture[str]) -> None:
    store = FakeStore()
    everything = services(store)
    everything.store = store
    keeper = SavedAsItGoes(store)
    talk = Conversation(everything, keeper)
    broken, mended = (lambda to=to: setattr(store, "broken", to) for to in (True, False))
    terminal = Scripted("U-1", "1", broken, "15", Away(), "", Away(), mended, Away())
    assert _talk(talk, terminal, everything) == 0
    keeper.close()
    (record,) = store.records.values()
    assert record.screening.child.age == 15
    said = capsys.readouterr().out
    assert "This is not saved. The disk is full." in said
    assert "Nobody typed a line for 5 minutes. Everything is saved." in said


def test_what_cannot_be_saved_in_the_end_is_said_in_full(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = FakeStore()
    everything = services(store)
    everything.store = store
    keeper = SavedAsItGoes(store)
    talk = Conversation(everything, keeper)
    store.broken = True
    lines = ("U-2", "1", "15", "go narrative", "1", "Her aunt calls.", Interrupted("She sa"), ".")
    assert _talk(talk, Scripted(*lines, "quit"), everything) == 1
    store.broken = False
    keeper.close()
    said = capsys.readouterr().out
    assert "What is working well: Her aunt calls." in said
    assert f"{HOW_TO_LEAVE}\n{NOT_TAKEN} She sa\n" in said
