"""A call: its clock, its lines, its marks. Nothing that was typed is lost, whatever follows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core import call
from csescreen.core.screening import Screening, SignAnswer
from tests.tools import tool_shelf

BEGAN = datetime(2026, 3, 2, 10, 15, 42, tzinfo=UTC)
LATER = BEGAN + timedelta(minutes=2)
SIGN = "unknown-vehicles"
BEGUN = call.begin(Screening(frameworks=("telford",)), BEGAN)


def mark(of: Screening, words: str, answer: str = "yes", at: datetime = LATER) -> Screening:
    return call.mark(of, SIGN, answer, words, at, {})


def test_a_call_starts_the_clock_of_the_referral() -> None:
    assert BEGUN.clocks["referral_received"] == datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
    assert call.received_words(BEGUN, LATER) == "received 10:15"
    assert call.is_under_way(BEGUN)
    assert not call.is_under_way(Screening())


def test_a_call_is_told_with_its_day_on_another_one() -> None:
    tomorrow = BEGAN + timedelta(days=1)
    assert call.received_words(BEGUN, tomorrow) == "received 2/3/2026 10:15"
    assert call.heard(BEGUN, "still worried", tomorrow).details["call_log"].startswith("3/3/2026 ")


def test_a_mark_keeps_the_time_the_words_and_who_said_them() -> None:
    known = call.with_caller(BEGUN, "caller_role", "neighbour")
    said = mark(known, "gets picked up in cabs").signs[SIGN]
    assert said == SignAnswer(
        "yes", None, "10:17 caller: “gets picked up in cabs”", heard_from="neighbour"
    )


def test_a_second_mark_of_a_sign_is_a_further_line() -> None:
    again = mark(mark(BEGUN, "cabs"), "a red car", at=LATER + timedelta(minutes=1))
    assert again.signs[SIGN].note == "10:17 caller: “cabs”\n10:18 caller: “a red car”"
    assert again.signs[SIGN].heard_from == "caller"


def test_who_is_named_later_is_named_beside_what_they_said() -> None:
    marked = mark(BEGUN, "cabs")
    own = marked.with_sign("secretive", SignAnswer("yes", heard_from="school"))
    named = call.with_caller(own, "caller_role", "aunt")
    assert named.signs[SIGN].heard_from == "aunt"
    assert named.signs["secretive"].heard_from == "school"
    by_child = call.with_caller(named, "caller_is_child", "Yes")
    assert by_child.signs[SIGN].heard_from == "the child"


def test_a_sign_with_time_windows_is_marked_in_the_row_that_was_meant() -> None:
    (framework,) = (
        found
        for name in tool_shelf().ids()
        if (found := tool_shelf().get(name)).windows and found.indicators
    )
    sign, window = next(iter(framework.indicators)), next(iter(framework.windows))
    made = call.mark(BEGUN, f"{sign}@{window}", "yes", "seen", LATER, framework.windows)
    assert made.signs[sign].windows == ((window, "yes"),)
    assert "seen" in made.signs[sign].note


def test_the_end_keeps_what_stands_in_the_box() -> None:
    ended = call.end(call.typing(BEGUN, "and she"), LATER)
    found = call.call_of(ended)
    assert found is not None
    assert found.said == ("10:17 “and she”",)
    assert (found.typing, found.ended) == ("", datetime(2026, 3, 2, 10, 17, tzinfo=UTC))
    assert not call.is_under_way(ended)


def test_a_mark_without_words_keeps_who_told_and_no_line() -> None:
    assert mark(BEGUN, "  ").signs[SIGN] == SignAnswer("yes", heard_from="caller")


def test_an_answer_that_is_taken_back_takes_its_note_with_it() -> None:
    assert SIGN not in mark(mark(BEGUN, "cabs"), "cabs", "").signs


def test_a_child_who_calls_and_an_anonymous_caller_can_be_taken_back() -> None:
    so = call.with_caller_so(BEGUN, call.BY_CHILD, so=True)
    assert call.heard_from(so) == "the child"
    assert call.heard_from(call.with_caller_so(so, call.BY_CHILD, so=False)) == "caller"
    found = call.call_of(call.with_caller_so(BEGUN, call.ANONYMOUS, so=False))
    assert found is not None
    assert not found.anonymous


def test_without_the_caller_no_sign_says_who_called_and_the_child_stays() -> None:
    by_aunt = mark(call.with_caller(BEGUN, call.ROLE, "aunt"), "cabs")
    assert call.without_caller(by_aunt).signs[SIGN].heard_from == "caller"
    by_child = mark(call.with_caller_so(BEGUN, call.BY_CHILD, so=True), "cabs")
    assert call.without_caller(by_child).signs[SIGN].heard_from == "the child"
    no_call = by_aunt.with_detail(call.BEGAN, "")
    assert call.without_caller(no_call) == no_call


def test_the_caller_was_told_only_what_was_said() -> None:
    told = call.told(BEGUN, "Ring 999 now.", LATER)
    assert call.was_told(told, "Ring 999 now.")
    assert not call.was_told(told, "Ring 999")


def test_a_day_without_a_time_is_told_as_a_day() -> None:
    received = BEGUN.with_clock(call.RECEIVED, BEGAN.date())
    assert call.received_words(received, LATER) == "received 2/3/2026"


def test_an_age_that_nobody_knows_is_no_age_and_was_asked() -> None:
    asked = call.age_not_known(BEGUN, LATER)
    assert asked.child.age is None
    assert call.age_was_asked(asked)
    assert not call.age_was_asked(call.heard(BEGUN, "old enough", LATER))


WORDS = st.text("aé7: “”'…", min_size=1, max_size=8).filter(str.strip)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["heard", "mark", "no", "told", "typing", "name", "role", "contact"]), WORDS
    ),
    max_size=6,
)


def taken(steps: list[tuple[str, str]]) -> Screening:
    """Return the call after the steps."""
    of = BEGUN
    for what, words in steps:
        if what == "heard":
            of = call.heard(of, words, LATER)
        elif what in ("mark", "no"):
            of = mark(of, words, "yes" if what == "mark" else "no")
        elif what == "told":
            of = call.told(of, words, LATER)
        elif what == "typing":
            of = call.typing(of, words)
        else:
            of = call.with_caller(of, f"caller_{what}", words)
    return of


def kept(steps: list[tuple[str, str]]) -> list[str]:
    """Return what must still be there: of a field, what was typed in it last."""
    lines = [words for what, words in steps if what in ("heard", "mark", "no", "told")]
    fields = dict(step for step in steps if step[0] in ("name", "role", "contact"))
    box = [words for what, words in steps if what in ("typing", "heard")][-1:]
    typed = box if steps and [w for w, _ in steps if w in ("typing", "heard")][-1:] else []
    return [*lines, *fields.values(), *typed]


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_every_text_of_a_call_is_in_the_record(steps: list[tuple[str, str]]) -> None:
    of = taken(steps)
    texts = [*of.details.values(), *(said.note for said in of.signs.values())]
    for words in kept(steps):
        assert any(words.strip() in text for text in texts)


def test_another_step_has_everything_that_was_said_and_the_lines_of_its_own() -> None:
    begun = BEGUN
    asked = call.age_not_known(begun, LATER)
    said = call.heard(asked, "a taxi", LATER)
    back = call.gone_back(begun, said)
    assert back.details[call.LOG].splitlines() == [said.details[call.LOG].splitlines()[-1]]
    assert not call.age_was_asked(back)
    again = call.gone_back(asked, back)
    assert call.age_was_asked(again)
    assert "“a taxi”" in again.details[call.LOG]
