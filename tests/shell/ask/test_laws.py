"""Whatever is typed: nothing breaks, nothing taken is lost, no control character is ever said."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core import call
from csescreen.core.export_order import ExportOrder
from csescreen.core.ports import Record
from csescreen.core.reading import Reading
from csescreen.errors import NotWorkedOutError, UserError
from csescreen.shell.ask.words import COMMANDS, choice_in, command_in, exact_text, own_text
from tests.shell.ask.talking import Spoken
from tests.terminal.app.fakes import HOSTILE, NOW, FakeFiles, FakeStore, record
from tests.tools import tool_shelf

WORDS = [word for one in COMMANDS for word in (one.word, *one.others) if one.word != "quit"]
USUAL = ["", "1", "2", "3", "y", "n", "u", "p", "now", "15", "27/3/2010", "9", "1 2"]
WITH_MORE = ["find taxi", "go 4", "go outcome", "go narrative", "why 1", "?hotel", "more", "."]
LINES = st.one_of(
    st.sampled_from(USUAL),
    st.sampled_from(WORDS),
    st.sampled_from([*WITH_MORE, *HOSTILE]),
    st.text(max_size=12),
)
SHELF = tool_shelf()
FRAMEWORKS = ("1", "2", "quayside", "lanterns", "1 2")


def harmless(line: str) -> bool:
    return all(unicodedata.category(letter) not in ("Cc", "Cs") for letter in line)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(FRAMEWORKS), st.lists(LINES, max_size=25))
def test_any_lines_are_answered_and_all_that_was_taken_is_in_the_store(
    framework: str, lines: list[str]
) -> None:
    store = FakeStore()
    somebody = Spoken(store, shelf=SHELF)
    assert isinstance(somebody.services.files, FakeFiles)
    somebody.services.files.error = UserError("Nothing is written here.")
    somebody.goes("L-1", framework)
    for line in lines:
        said = somebody.types(line)
        if somebody.prompt is None:  # "exit", somehow
            break
        assert said[-1].endswith((":", "?"))
        assert all(map(harmless, said))
        stored = store.records[somebody.record.key]
        assert stored == somebody.record
    screening = somebody.record.screening
    for _ in range(2):  # the first may end a narrative that was being written
        if somebody.prompt is not None:
            somebody.types(None)
    assert somebody.prompt is None
    again = Spoken(store, "L-1", shelf=SHELF)
    assert again.record.screening == screening


@pytest.mark.parametrize("word", WORDS)
def test_a_command_can_be_written_as_text(word: str) -> None:
    for typed in (f" {word}", f'"{word}"', f"'{word}", f'"{word}'):
        assert command_in(typed, free=True) is None
        assert own_text(typed) == exact_text(typed) == word
    assert command_in(word, free=True) is not None
    assert command_in(f"{word} is what she said", free=True) is None


@given(st.text(max_size=40))
def test_a_text_is_taken_as_it_was_typed(text: str) -> None:
    if command_in(text, free=True) is None and not text.startswith(('"', "'")):
        assert own_text(text) == text.strip()


@pytest.mark.parametrize("password", [" seven grey herons", "seven grey herons ", "  ", '"heron" '])
def test_a_password_is_taken_with_the_spaces_around_it(password: str, tmp_path: Path) -> None:
    somebody = Spoken(FakeStore(), folder=tmp_path)
    orders: list[ExportOrder] = []
    somebody.services.refuse = orders.append  # type: ignore[method-assign, assignment]
    somebody.goes("P-1", "1", "15", "export", "1", "1", "", password)
    assert {order.password for order in orders} == {password}


@given(st.text(max_size=10))
def test_no_text_is_an_answer_by_accident(text: str) -> None:
    choices = {"yes": "Yes", "no": "No", "unknown": "Not known"}
    chosen = choice_in(text, choices)
    if chosen is not None:
        meant = " ".join(text.casefold().strip(" .").split())
        words = choices[chosen].casefold()
        assert meant in ("1", "2", "3", "01", "02", "03", "001", "002", "003") or (
            words.startswith(meant) or meant in ("y", "n", "u", "unknown", "don't know")
        )


def test_what_cannot_be_saved_is_said_kept_and_saved_later() -> None:
    store = FakeStore()
    somebody = Spoken(store)
    somebody.goes("F-1", "1", "15")
    store.broken = True
    said = somebody.goes("y")
    assert "This is not saved. The disk is full." in said
    assert "Nothing is lost" in said
    assert "999" in said or "emergency services" in said
    assert "Still not saved." in somebody.goes("n")
    end = somebody.goes("quit")
    assert "The last change is not saved. The disk is full." in end
    assert "Is the child in danger now? Yes" in end
    store.broken = False
    resumed = Spoken(store, "F-1")
    assert resumed.record.screening.child.age == 15
    store.broken = True
    resumed.goes("go urgent", "y")
    store.broken = False
    assert "Everything is saved now." in resumed.goes("n")
    assert store.records[resumed.record.key].screening.facts["immediate_danger"] == "yes"


def test_what_cannot_be_worked_out_is_saved_all_the_same() -> None:
    store = FakeStore()
    somebody = Spoken(store)
    somebody.goes("F-2", "1", "15")

    def fails(_record: Record) -> Reading:
        raise NotWorkedOutError("rules.py:1")

    somebody.services.assess = fails  # type: ignore[method-assign, assignment]
    assert NotWorkedOutError("rules.py:1").what in somebody.goes("y")
    (stored,) = store.records.values()
    assert stored.screening.facts["immediate_danger"] == "yes"


@pytest.mark.parametrize("typed", ["u", "3", "unknown", "not known", "don't know"])
def test_not_known_is_never_taken_as_no(typed: str) -> None:
    somebody = Spoken(FakeStore())
    somebody.goes("U-1", "1", "15", typed, "go direct", typed)
    assert somebody.record.screening.facts["immediate_danger"] == "unknown"
    assert {one.answer for one in somebody.record.screening.signs.values()} == {"unknown"}


def test_a_number_that_is_not_known_is_kept_apart_from_one_not_asked() -> None:
    somebody = Spoken(FakeStore())
    somebody.goes("U-2", "county", "15")
    for _ in somebody.talk.route.spots:
        if somebody.talk.at.name == "district_active":
            break
        somebody.goes("y" if somebody.talk.at.name == "oversight" else "")
    assert "A number, or unknown." in somebody.said[-1]
    somebody.goes("unknown")
    assert somebody.record.screening.facts["district_active"] == "unknown"


def test_hostile_text_that_is_stored_is_said_harmlessly() -> None:
    store = FakeStore()
    somebody = Spoken(store)
    somebody.goes("H-1", "1", "15", "go direct")
    somebody.goes("y", "", "\x1b]52;c;aGk=\x07 note", "\x9b2J school", "note")
    assert all(map(harmless, somebody.said))
    assert "note" in somebody.record.screening.signs[somebody.talk.just_answered].note


def test_what_was_said_in_a_call_can_be_heard_and_written_out() -> None:
    store = FakeStore()
    begun = call.begin(record("C-1").screening, NOW)
    begun = call.end(call.heard(begun, "He waits outside the school\x07", NOW), NOW)
    store.save(record("C-1", screening=begun))
    somebody = Spoken(store, "C-1")
    assert "It began as a call." in "\n".join(somebody.said)
    said = somebody.goes("call")
    assert "What the caller said:\n10:15 “He waits outside the school" in said
    assert "Call began: Monday 2 March 2026, 10:15." in said
    assert all(map(harmless, said.split("\n")))
    assert "Contact record of the call" in somebody.goes("export")
    assert "Contact record of the call" not in Spoken(FakeStore()).goes("C-2", "1", "export")


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (("go narrative", "1", "one", "two", "."), "What is working well"),
        (("go referral", "now"), "When was the referral received?"),
        (("go child", "14"), "How old is the child"),
        (("go details", "Sam"), "Child's name"),
        (("go urgent", "y"), "Is the child in danger now?"),
    ],
)
def test_undo_leads_to_what_it_took_back(lines: tuple[str, ...], asked: str) -> None:
    somebody = Spoken(FakeStore())
    somebody.goes("D-1", "1", "15")
    before = somebody.record.screening
    somebody.goes(*(line.replace("details", "names") for line in lines))
    assert somebody.record.screening != before
    assert asked in somebody.goes("undo")
    assert somebody.record.screening == before
    assert asked in somebody.goes("redo")
