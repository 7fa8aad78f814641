"""The steps of tools with sections, windows and questions beside the signs."""

from csescreen.bootstrap import shelf
from csescreen.core.framework import DOMAINS
from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.steps import Progress, Step, progress, steps_of
from tests.tools import tool_shelf


def steps(framework: str) -> dict[str, Step]:
    return {step.id: step for step in steps_of(tool_shelf().get(framework))}


def test_sections_are_steps_before_the_domains_and_take_their_items_along() -> None:
    found = steps("lanterns")
    asked = list(found)[1:-2]
    assert asked == ["urgent", "circumstances", "section:home", "section:out", *DOMAINS]
    assert found["section:home"].items == ("home_statement", "kind_aunt", "missing-episodes")
    assert found["section:home"].signs == {"missing-episodes"}
    assert "missing-episodes" not in found["behaviour"].items
    assert "kite-parties" not in found["direct"].items


def test_own_questions_stand_in_their_domain_or_under_circumstances() -> None:
    found = steps("lanterns")
    assert found["family"].items[-1] == "sings_in_choir"
    assert found["circumstances"].items == ("professional_concern", "level_before")


def test_every_sign_and_every_own_question_stands_in_one_step() -> None:
    for name in tool_shelf().ids():
        framework = tool_shelf().get(name)
        items = [item for step in steps_of(framework) for item in step.items]
        assert len(items) == len(set(items)), name
        assert {*framework.indicators, *framework.own_questions} <= set(items), name


def test_the_steps_of_what_ships_stay_as_they_are() -> None:
    for name in ("telford", "llr"):
        framework = shelf().get(name)
        found = {step.id: step.items for step in steps_of(framework)}
        assert found["urgent"] == framework.urgent
        assert found["circumstances"] == framework.circumstances
        for domain in DOMAINS:
            signs = [one.id for one in framework.indicators.values() if one.domain == domain]
            assert list(found[domain]) == signs


def test_progress_counts_questions_and_signs() -> None:
    home = steps("lanterns")["section:home"]
    screening = Screening(
        facts={"home_statement": "calm"}, signs={"missing-episodes": SignAnswer("yes")}
    )
    assert progress(home, Screening()) == Progress(0, 3)
    assert progress(home, screening) == Progress(2, 3, present=1)


def test_a_sign_that_was_asked_of_one_window_is_asked_in_part() -> None:
    direct = steps("quayside")["direct"]

    def after(answer: SignAnswer) -> Progress:
        return progress(direct, Screening(signs={"lighthouse-visits": answer}))

    total = len(direct.items)
    one = SignAnswer("yes", windows=(("six_months", "yes"),))
    both = SignAnswer("yes", windows=(("six_months", "yes"), ("before", "no")))
    assert after(one) == Progress(0, total, present=1, partly=1)
    assert after(both) == Progress(1, total, present=1)
    assert after(SignAnswer("no")) == Progress(1, total)  # no is no in every window
    # present, and not known in which: nothing is left to be asked but when
    assert after(SignAnswer("yes")) == Progress(1, total, present=1)


def test_a_sign_asked_of_some_times_only_is_never_answered_in_full() -> None:
    # the tool with windows was taken away: what was asked of one of them is not all
    telford = {step.id: step for step in steps_of(tool_shelf().get("telford"))}["direct"]
    screening = Screening(signs={"unknown-vehicles": SignAnswer("not_asked")})
    assert progress(telford, screening) == Progress(0, len(telford.items), partly=1)
