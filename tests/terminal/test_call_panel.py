"""What stands below a call: what must happen now, once, for whom; the rest is counted."""

import re
from dataclasses import replace

import pytest

from csescreen.core.outcome import CalledAction
from csescreen.core.screening import Child, Screening, SignAnswer
from csescreen.core.short_words import told_once
from csescreen.core.union import UnitedAction
from csescreen.widgets.call_page import to_do_page
from csescreen.widgets.call_panel import actions_first
from csescreen.widgets.situation import Situation
from tests.terminal.app import fakes

SIGN = "unknown-vehicles"
IN_DANGER = {"immediate_danger": "yes"}
USUAL, NARROW, WIDE = (78, 4), (58, 4), (118, 8)
"""The room of the panel at 80 by 24, 60 by 20 and 120 by 40."""


def called(screening: Screening | None = None, framework: str = "") -> Situation:
    """Return a call under one framework, or every one on file."""
    services = fakes.services(fakes.FakeStore())
    services.settings = replace(services.settings, default_framework=framework)
    record = services.new_call("2026-001")
    said = screening or Screening(child=Child(12), facts=IN_DANGER, signs={SIGN: SignAnswer("yes")})
    made = replace(said, frameworks=record.screening.frameworks)
    return Situation(made, services.assess(replace(record, screening=made)), fakes.NOW)


def lines(situation: Situation, size: tuple[int, int]) -> list[str]:
    return [line.plain for line in actions_first(situation, *size)]


@pytest.mark.parametrize("size", [USUAL, NARROW, WIDE])
def test_999_stands_once_for_all_and_nothing_vanishes(size: tuple[int, int]) -> None:
    situation = called()
    head, emergency, *more = shown = lines(situation, size)
    assert (len(shown), max(map(len, shown))) == (size[1], size[0])
    assert " ".join(head.split()) == "Telford: ACUTE · LLR: HIGH RISK Section 47: Telford MET"
    assert " ".join(shown).count("999") == 1
    said = "now Call 999 or the police now. This form can wait. all"
    assert " ".join(emergency.split()) == said
    assert "Hold a CSE High Risk Strategy" in more[0]
    assert more[0].endswith("  Telford")
    counted = re.search(r"(\S+)  \+(\d+) more, 2 now: F6$", more[-1])
    assert counted is not None
    assert counted[1] in ("LLR", "Telford")  # whose it is is not cut off
    assert int(counted[2]) + len(more) + 1 == len(situation.reading.actions)

    # what is shown under that key is all of it, in every authority's words
    page = "\n".join(block.plain for block in to_do_page(situation, ()))
    assert all(one.called.action.text in page for one in situation.reading.actions)
    assert "Section 47: Telford & Wrekin MET" in page
    assert "Hounslow, County: name no level" in page


def test_without_a_level_or_an_action_it_says_what_to_do() -> None:
    first = lines(called(Screening(child=Child())), USUAL)
    head = " ".join(first[0].split())
    assert head == "No level so far Section 47: Telford PRESUMED: age not known"
    asked = Screening(child=Child(14), facts={"immediate_danger": "no"})
    _, nothing = lines(called(asked, "county"), USUAL)
    assert "A concern alone is enough to seek advice." in nothing


def test_under_one_framework_nobody_is_named_and_a_wide_screen_says_why() -> None:
    usual = lines(called(framework="telford"), USUAL)
    assert usual[1].startswith("now  Life or limb: call the emergency services at once.")
    assert not any("Telford" in line for line in usual)
    wide = lines(called(framework="telford"), WIDE)
    assert any("because: 1 sign" in line for line in wide)


def test_only_what_is_as_strict_and_as_soon_is_told_together() -> None:
    actions = called().reading.actions
    (once,) = (one for one in told_once(actions) if one.others)
    assert once.told.called.action.id == "so-emergency"
    assert [*once.frameworks] == ["llr", "hounslow", "telford", "county"]

    def less(called: CalledAction) -> CalledAction:
        return called._replace(status="possible")

    first = once.others[0]
    apart = UnitedAction(less(first.called), first.frameworks)
    found = told_once([apart, once.told, *once.others[1:]])
    assert [len(one.others) for one in found] == [0, 1]
