"""What differs between two versions, and what carries over: examples and laws."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csescreen.bootstrap import shelf
from csescreen.core.carrying import carry_over
from csescreen.core.levels import Source
from csescreen.core.public import case_json
from csescreen.core.screening import Child, ChosenLevel, ChosenWeight, Screening, SignAnswer
from csescreen.core.versions import Change, compare, compare_wording
from csescreen.core.weights import Band, Sum, Weight, Window
from tests.core.screenings import _cases_of
from tests.core.screenings import read as read_case
from tests.versions.second import FIRST, RETIRED, SECOND, edited, read

CHANGES = {(one.part, one.id, one.kind): one for one in compare(FIRST, SECOND)}


def test_nothing_differs_from_itself() -> None:
    assert compare(FIRST, FIRST) == ()
    assert compare(FIRST, read(FIRST.files)) == ()


def test_every_change_is_told_once_with_how_it_was_and_is() -> None:
    told = {key: (one.before, one.after) for key, one in CHANGES.items()}
    conditions = {key for key in told if key[2].endswith("another condition")}
    published = "published by the authority"
    assert {key: said for key, said in told.items() if key not in conditions} == {
        ("level", "complex", "renamed"): ("Complex", "Complicated"),
        ("sign", RETIRED, "retired"): (
            f"{FIRST.indicators[RETIRED].name} (Acute, {published})",
            "",
        ),
        ("sign", "unknown-vehicles", "regraded"): (
            f"Acute, {published}",
            f"Complicated, {published}",
        ),
        ("sign", "secretive-withdrawn", "reworded"): (
            FIRST.indicators["secretive-withdrawn"].name,
            "Other words for the same sign",
        ),
        ("sign", "new-sign", "added"): ("", f"A sign that is new (Complicated, {published})"),
        ("action", "tw-decision", "with another time limit"): ("24 hours", "48 hours"),
        ("action", "tw-contact", "with another status"): ("required", "consider"),
        ("action", "tw-safeguarding-lead", "reworded"): (
            "Write down your judgement and discuss it with your safeguarding lead.",
            "Discuss it with your lead.",
        ),
        ("action", "tw-feedback", "retired"): (
            "Family Connect tells the referrer what was decided. (required)",
            "",
        ),
        ("action", "tw-new", "added"): ("", "Do what is new. (required)"),
        ("choice", "case_status=early_help", "retired"): ("Early help", ""),
    }
    criterion = CHANGES["criterion", "carer_encourages", "with another condition"]
    assert "encourages" in criterion.before
    assert "harm" in criterion.after
    assert len(compare(FIRST, SECOND)) == len(CHANGES)


def test_the_way_back_says_the_same_the_other_way_round() -> None:
    turned = {"added": "retired", "retired": "added"}
    back = {
        (one.part, one.id, turned.get(one.kind, one.kind), one.after, one.before)
        for one in compare(SECOND, FIRST)
    }
    assert back == {(one.part, one.id, one.kind, one.before, one.after) for one in CHANGES.values()}


def test_a_change_says_in_words_what_it_is() -> None:
    assert CHANGES["sign", RETIRED, "retired"].says == "Sign retired"
    assert CHANGES["choice", "case_status=early_help", "retired"].says == "Answer to choose retired"


def test_a_change_in_the_shared_catalogue_alone_is_seen() -> None:
    def reword(tables: dict[str, object]) -> None:
        tables["indicators"][0]["name"] = "Anew"  # type: ignore[index]

    other = read(edited(catalogue=reword))
    assert other.sha256 == FIRST.sha256
    assert [(one.kind, one.after) for one in compare(FIRST, other)] == [("reworded", "Anew")]


def test_where_the_old_version_is_gone_the_wording_shown_is_compared() -> None:
    wording = {
        RETIRED: "As it was shown",
        "secretive-withdrawn": "As it was shown",
        "unknown-vehicles": FIRST.indicators["unknown-vehicles"].name,
    }
    assert compare_wording(wording, SECOND) == (
        Change("sign", RETIRED, "retired", "As it was shown", "As it was shown", ""),
        Change(
            "sign",
            "secretive-withdrawn",
            "reworded",
            "Other words for the same sign",
            "As it was shown",
            "Other words for the same sign",
        ),
    )


ANSWERED = Screening(
    frameworks=("telford",),
    reference="A-17",
    child=Child(age=15),
    facts={"case_status": "early_help", "linked_cases": "yes", "no_such_question": "no"},
    signs={
        RETIRED: SignAnswer("yes", note="seen", grades=(ChosenLevel("gone", "as well"),)),
        "unknown-vehicles": SignAnswer("yes", grades=(ChosenLevel("gone", "why"),)),
    },
    narrative={"judgement": "text"},
    judged_levels=(ChosenLevel("gone", "why"), ChosenLevel("theirs", "why", "llr")),
    details={"child_name": "name"},
)


def test_what_does_not_carry_over_is_named() -> None:
    carried = carry_over(ANSWERED, SECOND, old=FIRST, wording={RETIRED: "As it was shown"})
    assert [(one.kind, one.id, one.what, one.answer) for one in carried.left] == [
        ("sign", RETIRED, "As it was shown", "Yes"),
        (
            "level",
            "unknown-vehicles",
            "Your own level for: Gets into or out of vehicles with adults nobody knows",
            "Gone",
        ),
        (
            "question",
            "case_status",
            "What is the child's status with children's services?",
            "Early help",
        ),
        ("question", "no_such_question", "No such question", "No"),
        ("level", "", "The level that you judged", "Gone"),
    ]
    assert carried.screening == replace(
        ANSWERED,
        facts={"linked_cases": "yes"},
        signs={"unknown-vehicles": SignAnswer("yes")},
        judged_levels=(ChosenLevel("theirs", "why", "llr"),),
    )


def test_what_a_tool_counts_with_is_compared() -> None:
    level = FIRST.levels[0]
    weight = Weight("unknown-vehicles", {"yes": 3}, {}, True, Source("a", "1"))
    counting = replace(
        FIRST,
        windows={"now": Window("now", "In the last six months", ("current",))},
        sums=(Sum("points", "Points", "", (weight,), (Band(0, 9, level, ()),), ()),),
        possible_answer=True,
    )
    heavier = replace(
        counting,
        sums=(
            counting.sums[0]._replace(
                weights=(weight._replace(answers={"yes": 5}),), bands=(Band(0, 4, level, ()),)
            ),
        ),
    )
    assert {(one.part, one.kind) for one in compare(FIRST, counting)} == {
        ("window", "added"),
        ("weight", "added"),
        ("band", "added"),
        ("tool", "with other answers"),
    }
    assert [(one.part, one.before, one.after) for one in compare(counting, heavier)] == [
        ("weight", "yes 3; may be amended", "yes 5; may be amended"),
        ("band", "from 0 to 9", "from 0 to 4"),
    ]
    answer = SignAnswer("yes", windows=(("now", "yes"),), weights=(ChosenWeight(7, "seen", None),))
    screening = Screening(signs={"unknown-vehicles": answer, "despair": SignAnswer("possible")})
    assert carry_over(screening, counting) == (screening, ())
    carried = carry_over(screening, FIRST, old=counting)
    assert carried.screening.signs == {"unknown-vehicles": SignAnswer("yes")}
    assert [(one.kind, one.id, one.answer) for one in carried.left] == [
        ("sign", "unknown-vehicles", "Yes"),
        ("weight", "unknown-vehicles", "7"),
        ("sign", "despair", "Possible"),
    ]


def test_a_time_that_is_asked_no_more_is_named_and_others_stay() -> None:
    clocks = {"referral_received": date(2026, 3, 2), "last_review": date(2026, 3, 3)}
    carried = carry_over(
        Screening(clocks=clocks), replace(SECOND, clocks={}, actions=()), old=FIRST
    )
    assert [(one.id, one.answer) for one in carried.left] == [
        ("referral_received", "Mon 2 March 2026")
    ]
    assert carried.screening.clocks.keys() == {"last_review"}, "it never belonged to this tool"


def test_what_another_framework_of_the_screening_knows_stays() -> None:
    carried = carry_over(ANSWERED, SECOND, others=(FIRST,))
    assert carried.screening.signs.keys() == ANSWERED.signs.keys()
    assert carried.screening.facts.keys() == {"case_status", "linked_cases"}


def test_a_possible_answer_carries_over_where_the_tool_still_has_it() -> None:
    tool = Path(__file__).parents[1] / "frameworks" / "tools" / "possible-answers.toml"
    framework = shelf().check(tool).framework
    assert framework is not None
    question = next(one for one in framework.own_questions.values() if one.kind == "yes_no")
    said = Screening(frameworks=(framework.id,), facts={question.id: "possible"})
    assert carry_over(said, framework, old=framework).left == ()
    without = replace(framework, possible_answer=False)
    assert [one.id for one in carry_over(said, without, old=framework).left] == [question.id]


MANY = st.sampled_from(sorted(FIRST.indicators))
TELFORD_CASES = _cases_of("telford").map(read_case)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
"""Whole cases take their time to be drawn where the machine has much to do."""


@SLOW
@given(TELFORD_CASES)
def test_law_every_answer_carries_over_or_is_named(screening: Screening) -> None:
    carried = carry_over(screening, SECOND)
    named = {(one.kind, one.id) for one in carried.left}
    for sign, answer in screening.signs.items():
        if ("sign", sign) in named:
            assert sign not in carried.screening.signs
            assert sign not in SECOND.indicators
        elif ("level", sign) not in named:
            assert carried.screening.signs[sign] == answer
    for fact, value in screening.facts.items():
        assert (("question", fact) in named) != (carried.screening.facts.get(fact) == value)
    for clock, moment in screening.clocks.items():
        assert (("time", clock) in named) != (carried.screening.clocks.get(clock) == moment)


@SLOW
@given(TELFORD_CASES)
def test_law_nothing_is_made_up_and_what_belongs_to_no_version_stays(screening: Screening) -> None:
    carried = carry_over(screening, SECOND).screening
    before, after = case_json(screening), case_json(carried)
    for part in ("facts", "clocks", "indicators"):
        old, new = before.get(part, {}), after.get(part, {})
        assert isinstance(old, dict)
        assert isinstance(new, dict)
        assert new.keys() <= old.keys()
    assert (carried.child, carried.narrative, carried.details, carried.reference) == (
        screening.child,
        screening.narrative,
        screening.details,
        screening.reference,
    )


@SLOW
@given(TELFORD_CASES)
def test_law_under_the_same_version_all_carries_over_and_twice_is_once(
    screening: Screening,
) -> None:
    assert carry_over(screening, FIRST, old=FIRST) == (screening, ())
    once = carry_over(screening, SECOND, old=FIRST).screening
    assert carry_over(once, SECOND, old=SECOND) == (once, ())


@given(st.dictionaries(MANY, st.sampled_from(["yes", "no", "unknown"]), max_size=8))
def test_law_an_answer_carries_over_exactly_where_its_id_does(answers: dict[str, str]) -> None:
    screening = Screening(signs={sign: SignAnswer(answer) for sign, answer in answers.items()})
    carried = carry_over(screening, SECOND)
    assert set(carried.screening.signs) == set(answers) & set(SECOND.indicators)
    assert {one.id for one in carried.left} == set(answers) - set(SECOND.indicators)
