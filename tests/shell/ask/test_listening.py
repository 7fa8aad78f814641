"""What somebody who listens meets: habits of the hand, long lists, slips that nobody sees."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from csescreen.core import call
from csescreen.core.export_order import ExportOrder
from csescreen.core.screening import Screening
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.export.protecting import PasswordProtection
from csescreen.shell import store as shell
from csescreen.shell.ask.aloud import spoken
from csescreen.shell.ask.beginning import NOT_ENDED
from csescreen.shell.ask.fields import CHECK_AGE
from csescreen.shell.ask.talk import ODD_KEY
from csescreen.shell.ask.telling import NOTED
from csescreen.shell.ask.unsaved import unsaved
from tests.shell.ask.talking import Spoken
from tests.terminal.app.fakes import NOW, PASSPHRASE, FakeStore, FakeVault, record, services

NARRATIVE = "She goes to school every day."


def begun(*lines: str, tool: str = "1", age: str = "15") -> Spoken:
    somebody = Spoken(FakeStore())
    somebody.goes("E-1", tool, age, *lines)
    return somebody


def written(somebody: Spoken) -> str:
    (record,) = somebody.store.records.values()
    return record.screening.narrative.get("working_well", "")


# -- a text where a choice is asked for -----------------------------------------------------------


def test_a_text_typed_at_the_narratives_choice_is_its_first_line() -> None:
    somebody = begun("go narrative")
    assert "Taken as the first line." in somebody.goes(NARRATIVE)
    assert written(somebody) == NARRATIVE
    assert somebody.said[-1] == "Line 2:"
    somebody.goes("She has a friend.", ".", "back")
    somebody.goes("And an aunt who calls.", ".")
    assert written(somebody) == f"{NARRATIVE}\nShe has a friend.\nAnd an aunt who calls."
    somebody.goes("undo")
    assert written(somebody) == f"{NARRATIVE}\nShe has a friend."


def test_who_presses_enter_again_and_again_is_told_how_a_text_ends() -> None:
    somebody = begun("go narrative", NARRATIVE)
    end = "A full stop alone on a line ends the text."
    assert end not in somebody.goes("")  # one blank line parts two paragraphs
    assert end in somebody.goes("")
    assert end in somebody.goes("")
    somebody.goes("Later.", ".")
    assert written(somebody) == f"{NARRATIVE}\n\n\n\nLater."


@pytest.mark.parametrize(
    "text",
    [
        "find out who drives the car",
        "go home with her every day",
        "why does she have two phones",
        "1 aunt calls",
        "open and friendly at school",
        "? nobody knows",
    ],
)
def test_a_text_that_begins_like_a_command_is_kept_as_well(text: str) -> None:
    somebody = begun("go narrative", text)
    assert written(somebody) == text


@pytest.mark.parametrize("typed", ["7", "y", "don't know", ".", "go outcome", "summary", "back"])
def test_an_answer_or_a_command_there_is_no_text(typed: str) -> None:
    somebody = begun("go narrative", typed)
    assert not written(somebody)
    assert not somebody.said[-1].startswith("Line")


def test_one_word_may_be_a_slip_so_it_is_asked_for() -> None:
    somebody = begun("go narrative")
    assert "Is it text, to be written here?" in somebody.goes("sumary")
    assert somebody.types("")[-1].startswith("1 write")
    assert not written(somebody)
    somebody.goes("Friends", "y")
    assert written(somebody) == "Friends"


def test_a_key_that_is_no_letter_is_told() -> None:
    somebody = begun("go narrative")
    assert ODD_KEY in somebody.goes("Her aunt\x1b[D calls.")
    assert written(somebody) == "Her aunt␛[D calls."
    assert ODD_KEY in somebody.goes("An arrow\x1b[A")
    assert ODD_KEY not in somebody.goes("A tab\tand more")


# -- ages, levels ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "said", "odd"),
    [
        ("1", "1 year old.", True),
        ("7", "7 years old.", True),
        ("8", "8 years old.", False),
        ("19", "19 years old.", False),
        ("20", "20 years old.", True),
        ("27/3/2024", "1 year old, born on Wednesday 27 March 2024.", True),
        ("27/3/2010", "15 years old, born on Saturday 27 March 2010.", False),
    ],
)
def test_an_age_is_said_back_and_an_unlikely_one_with_the_way_to_change_it(
    age: str, said: str, odd: bool
) -> None:
    somebody = begun(age=age)
    first = somebody.goes("back", age).split("\n")
    assert (f"{said} {CHECK_AGE}" if odd else said) in first
    assert somebody.record.screening.child != begun(age="").record.screening.child


def test_where_a_tool_names_no_levels_none_is_said_to_be_the_highest() -> None:
    somebody = begun(tool="3")
    said = somebody.goes("summary")
    assert "No sign is marked as present; this tool names no levels." in said
    assert "Highest" not in said
    assert "Signs: 1 sign present; this tool names no levels." in somebody.goes(
        "find taxi", "1", "y", "summary"
    )


# -- lists ----------------------------------------------------------------------------------------


def test_who_does_what_is_said_one_by_one() -> None:
    somebody = begun()
    offered = somebody.types("roles")
    assert len(offered) <= 11
    assert offered[1] == "1. If professionals disagree."
    assert "A disagreement never delays protecting the child." in somebody.goes("1")
    assert somebody.said[-2] == "Question 1 of 5. Is the child in danger now?"
    said = somebody.goes("roles", "more", "3")
    assert "Advises professionals who work with the young person." not in somebody.said
    assert "Support the pathway and exploitation work in the council" in said
    one = somebody.types("roles senior prac")
    assert one[0].startswith("Supports the CATE team manager day to day")
    assert somebody.said[-2] == "Question 1 of 5. Is the child in danger now?"
    assert "Nothing of the document is called mayor." in somebody.goes("roles mayor")


def test_a_term_is_explained_alone_and_what_is_near_is_named_in_one_line() -> None:
    said = begun().types("means MASH")
    assert said[0].startswith("MASH: multi-agency safeguarding hub.")
    assert said[1].startswith("See also: ")
    assert len([line for line in said if "CFAN" in line]) == 1
    assert said[2] == "Question 1 of 5. Is the child in danger now?"


def test_help_is_short_and_says_each_command_when_asked() -> None:
    somebody = begun()
    short = somebody.types("help")
    assert len(short) <= 10
    assert "regrade" in "\n".join(short)
    assert somebody.types("help find")[0].startswith("find WORDS: finds a sign by any word")
    assert len(somebody.types("help all")) > 25


def test_the_outcome_is_said_shortly_and_whole_when_asked() -> None:
    somebody = begun("go direct", "y")
    short = somebody.types("go outcome")
    notices = somebody.talk.situation.reading.notices
    assert all(spoken(notice.text) in short for notice, _frameworks in notices)
    assert len(short) <= 15 + len(notices)
    whole = "\n".join(somebody.types("outcome"))
    assert "The criteria of section 47:" not in short
    assert "The criteria of section 47:" in whole


def test_a_step_is_gone_to_where_a_text_is_asked_for() -> None:
    somebody = begun("go names", "go outcome")
    assert somebody.talk.at.part == "outcome"
    somebody.goes("go names", "go home")
    assert somebody.record.screening.details["child_name"] == "go home"


def test_what_is_to_be_noted_is_said_once_and_again_when_asked() -> None:
    somebody = begun("go outcome")
    notices = [spoken(notice.text) for notice, _ in somebody.talk.situation.reading.notices]
    said = somebody.goes("open", "n")
    assert "Step 13 of 13: Outcome." in said
    assert not [one for one in notices if one in said]
    assert NOTED in said
    said = somebody.goes("go direct", "y", "go outcome")
    new = {spoken(one.text) for one, _ in somebody.talk.situation.reading.notices} - {*notices}
    assert new
    assert all(one in said for one in new)
    whole = somebody.goes("outcome")
    assert all(spoken(one.text) in whole for one, _ in somebody.talk.situation.reading.notices)


def test_one_further_action_is_counted_as_one() -> None:
    somebody = begun("n", "y")
    assert "1 further action may apply: outcome says everything." in somebody.goes("summary")


def test_a_habitual_enter_at_the_outcome_says_one_line() -> None:
    somebody = begun("go outcome")
    said = somebody.types("")
    assert said[0] == "What next?"
    assert len(said) == 2
    assert "Please note:" in somebody.goes("outcome")


def test_of_what_was_due_long_ago_the_most_urgent_is_said_and_how_many_more() -> None:
    before = NOW - timedelta(days=30)
    somebody = begun("y", "go direct", "y", "go referral", f"{before:%d/%m/%Y} 9:00", "quit")
    said = Spoken(somebody.store, "E-1").said
    assert len([line for line in said if line.startswith("Was due")]) == 1
    (rest,) = [line for line in said if "further action" in line]
    assert "outcome says everything" in rest
    assert said.index(rest) > next(at for at, line in enumerate(said) if "Emergency" in line)


# -- how it begins, and where nothing can be saved ------------------------------------------------


def test_a_call_that_was_not_ended_is_told_behind_what_is_urgent() -> None:
    store = FakeStore()
    begun_call = call.heard(call.begin(record("C-1").screening, NOW), "He waits outside", NOW)
    store.save(record("C-1", screening=begun_call.with_fact("immediate_danger", "yes")))
    said = Spoken(store, "C-1").said
    told = said.index(NOT_ENDED)
    assert told > next(at for at, line in enumerate(said) if line.startswith("Emergency"))
    store.save(record("C-2", screening=call.end(begun_call, NOW)))
    assert NOT_ENDED not in Spoken(store, "C-2").said


def test_an_enter_too_many_at_the_door_is_taken_back() -> None:
    somebody = Spoken(FakeStore(record("A-1")))
    assert "Type back to hear what is on file." in somebody.goes("")
    assert "Screenings on file" in somebody.goes("back")
    assert "Screenings on file" in somebody.goes("", "1", "back")  # 1 became a reference
    assert "Last saved" in somebody.goes("1")
    assert [one.screening.reference for one in somebody.store.records.values()] == ["A-1"]
    asked = Spoken(FakeStore(record("A-1")), "A-2")
    assert "Screenings on file" in asked.goes("y", "back")


def test_back_on_going_on_leads_to_the_question_before() -> None:
    somebody = begun("n", "n", "quit")
    again = Spoken(somebody.store, "E-1")
    assert again.said[-2].startswith("Question 3 of 5.")
    assert "Question 2 of 5." in again.goes("back")
    assert "Question 1 of 5." in again.goes("back")


def test_one_screening_goes_on_at_its_own_first_question_whatever_was_left_last() -> None:
    somebody = begun("n", "quit")
    other = Spoken(somebody.store, "E-2")
    other.goes("y", "1", "15", "go outcome", "quit")
    assert Spoken(somebody.store, "E-1").said[-2].startswith("Question 2 of 5.")


def test_what_cannot_be_opened_leads_back_to_the_others() -> None:
    store = FakeStore(record("A-1"), record("A-2"))
    first = store.lines()[0]
    del store.records[first.key]
    listed = store.lines
    store.lines = lambda: [first, *listed()]  # type: ignore[method-assign]
    somebody = Spoken(store)
    assert "There is no such screening." in somebody.goes("1")
    assert "Last saved" in somebody.goes("2")
    with pytest.raises(UserError):  # a script's lines are for this one alone
        Spoken(store, first.reference)


def test_a_screening_that_was_never_saved_is_not_said_to_be_on_file() -> None:
    store = FakeStore()
    somebody = Spoken(store)
    store.broken = True
    said = somebody.goes("N-1", "1", "quit")
    assert "It is saved after each line." not in said
    assert "This screening was never saved, so it is not on file." in said
    assert "To go on" not in said


# -- secrets, and what is not saved ---------------------------------------------------------------


@pytest.mark.parametrize("password", ["grey\theron pool", "grey\x1b[Dheron pool", "herón pool ab"])
def test_a_password_is_held_to_what_the_app_takes(password: str, tmp_path: Path) -> None:
    somebody = Spoken(FakeStore(), folder=tmp_path)
    orders: list[str] = []

    def refuse(order: ExportOrder) -> None:
        orders.append(order.password)
        PasswordProtection().refuse_weak(order.password)

    somebody.services.refuse = refuse  # type: ignore[method-assign]
    said = somebody.goes("P-1", "1", "15", "export", "1", "1", "", password)
    assert orders == [password]
    assert "This password will not do: it has characters other than plain letters" in said
    assert "Type another password" in said


def test_an_arrow_key_in_a_passphrase_that_opens_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everything = services(FakeStore())
    everything.vault = FakeVault(FakeStore())
    monkeypatch.setattr(shell, "locked", lambda: everything)
    for typed, told in (("correct\x1b[D horse", True), ("another horse", False)):
        monkeypatch.setattr(shell, "passphrase", lambda _file, typed=typed: typed)
        with pytest.raises(WrongPassphraseError) as wrong, shell.unlocked(None):
            pass
        assert ("an arrow key" in wrong.value.do_next) is told


def test_a_slip_in_a_passphrase_at_a_terminal_is_told_and_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = services(FakeStore())
    everything.vault = FakeVault(FakeStore())
    monkeypatch.setattr(shell, "locked", lambda: everything)
    typed = ["a slip", "arrow\x1b[D", PASSPHRASE, "a slip", "a slip", "a slip", "a slip", "never"]
    monkeypatch.setattr(shell, "ask_secret", lambda _prompt: typed.pop(0))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    with shell.unlocked(None) as opened:
        assert opened.open_store
    assert capsys.readouterr().err.count("Type it again") == 2
    with pytest.raises(WrongPassphraseError) as wrong, shell.unlocked(None):
        pass
    assert "start the command again" in wrong.value.do_next  # it would be typed at the shell
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(WrongPassphraseError), shell.unlocked(None):
        pass
    assert typed == ["never"]


def test_the_times_of_a_call_that_is_not_saved_are_said_as_times() -> None:
    somebody = begun()
    after = call.end(call.begin(Screening(), NOW), NOW)
    said = [*unsaved(Screening(), after, somebody.talk.situation.reading)]
    assert "Call began: Monday 2 March 2026, 10:15" in said
    assert "Call ended: Monday 2 March 2026, 10:15" in said
