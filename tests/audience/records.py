"""Records of invented children, with services to summarise them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.services import Services
from tests.core.screenings import FRAMEWORKS
from tests.terminal.app.fakes import FakeStore, services

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
SHIFT = timedelta(weeks=-30)
GONE = "0" * 64


def screening(frameworks: Sequence[str] = ("telford",)) -> Screening:
    return Screening(
        frameworks=tuple(frameworks),
        reference="TW-2026-17",
        child=Child(date_of_birth=date(2012, 8, 9)),
        facts={
            "immediate_danger": "no",
            "carer_encourages": "no",
            "carer_fails_to_protect": "unknown",
            "repeat_harm_imminent": "yes",
            "agencies_present": ("Police", "Wolves Project", "wolves project"),
        },
        clocks={
            "referral_received": datetime(2026, 3, 2, 10, 15, tzinfo=UTC),
            "concern_identified": date(2025, 11, 3),
        },
        signs={
            "unknown-vehicles": SignAnswer(
                "yes",
                "current",
                "Kayleigh was collected by a man in a grey car, AB12 CDE.",
                "Mr Hughes, form tutor at Oakfield Academy",
                (ChosenLevel("vulnerable", "Donna Price was there", "telford"),),
            ),
            "secretive": SignAnswer("unknown"),
        },
        narrative={
            "working_well": "Kayleigh trusts the school nurse.",
            "worried_about": "A man whom nobody knows collects Kayleigh on Fridays.",
            "judgement": "Exploited by at least one adult in Dawley.",
            "next_steps": "The school nurse will meet Kayleigh every Tuesday.",
        },
        judged_levels=(ChosenLevel("acute", "Taken to Wolverhampton twice.", "telford"),),
        details={
            "child_name": "Kayleigh Price",
            "child_gender": "Female",
            "child_ethnicity": "Vietnamese",
            "child_address": "14 Acacia Road\nDawley\nTF4 2AB",
            "child_school": "Oakfield Academy",
            "carers": "Donna Price (mother), Lee Marsh (stepfather)",
            "carers_know": "No",
            "worker_name": "Sam Whitlock",
            "worker_role": "Designated safeguarding lead",
            "worker_agency": "Oakfield Academy",
            "worker_contact": "01952 555 0199",
            "child_words": "he says i owe him. i told donna and nobody else",
            "contacts_made": "Rang Inspector Vane",
        },
    )


def record(of: Screening, *, missing: bool = False) -> Record:
    pins = [FrameworkPin.of(FRAMEWORKS[name]) for name in of.frameworks]
    if missing:
        pins[0] = replace(pins[0], sha256=GONE, shared=())
    first, *further = pins
    return Record("key", 1, NOW, NOW, first, of, {}, (), tuple(further))


def served() -> Services:
    found = services(FakeStore())
    found.store = FakeStore()
    found.shift = lambda: SHIFT
    return found
