"""A small framework, a fictional child and the summary of one screening, for tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from csescreen.core.assess import assess
from csescreen.core.framework import (
    Action,
    ClockName,
    Contact,
    Criterion,
    Framework,
    Grade,
    Guidance,
    Indicator,
    Level,
    Notice,
    Question,
    Section47Rule,
    Source,
)
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.core.statements import AgeFrom, AnySignPresent, FactIs, LevelIs, Section47Is
from csescreen.core.summarise import summarise
from csescreen.core.summary import Summary
from csescreen.core.timelimits import TimeLimit

DOCUMENT = "pathway.txt"
MADE_AT = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
YES = frozenset({"yes"})


def source(lines: str) -> tuple[Source, ...]:
    return (Source(DOCUMENT, lines),)


VULNERABLE = Level("vulnerable", "Vulnerable", 1, "", source("180"))
COMPLEX = Level("complex", "Complex", 2, "", source("181"))
ACUTE = Level("acute", "Acute", 3, "", source("182"))
_SIGNS = (
    ("taken-away", "direct", "Taken to hotels or out of area by people nobody knows", ACUTE),
    ("vehicles", "direct", "Gets into or out of vehicles with adults nobody knows", ACUTE),
    ("phones", "behaviour", "Several phones or SIM cards, or phone use that worries", COMPLEX),
    ("secretive", "behaviour", "Has become secretive or withdrawn", COMPLEX),
    ("gifts", "possessions", "Gifts, money or clothes that nobody can explain", COMPLEX),
    ("self-harm", "health", "Self-harm, or talk of suicide", VULNERABLE),
    ("low-esteem", "vulnerability", "Low self-esteem or self-confidence", VULNERABLE),
)


def indicators(names: Mapping[str, str] | None = None) -> dict[str, Indicator]:
    names = names or {}
    return {
        sign: Indicator(sign, domain, names.get(sign, name), "", "", "", (), source("47"))
        for sign, domain, name, _ in _SIGNS
    }


def questions() -> dict[str, Question]:
    kinds = [
        Question("immediate_danger", "yes_no", "Is the child in danger now?", "in danger now"),
        Question("carer_encourages", "yes_no", "Does a carer encourage it?", "a carer encourages"),
        Question(
            "trusted_adult_involved",
            "yes_no",
            "Is an adult in a position of trust involved?",
            "an adult in a position of trust is involved",
        ),
        Question(
            "placement",
            "choice",
            "Where does the child live?",
            "the child lives",
            choices={"home": "At home", "foster_care": "In foster care"},
        ),
        Question("agencies_present", "names", "Which agencies were there?", "agencies"),
        Question("missing_episodes_30_days", "number", "How often missing in 30 days?", "missing"),
    ]
    return {question.id: question for question in kinds}


def framework(**changes: object) -> Framework:
    known = questions()
    danger = FactIs("immediate_danger", YES, known["immediate_danger"].statement)
    carer = FactIs("carer_encourages", YES, known["carer_encourages"].statement)
    trusted = FactIs("trusted_adult_involved", YES, known["trusted_adult_involved"].statement)
    ranks = {level.rank: level.name for level in (VULNERABLE, COMPLEX, ACUTE)}
    day = TimeLimit("hours", 24, "24 hours", "referral_received", "counted from receipt")
    built = Framework(
        id="example",
        version="1.0",
        name="Exampleshire",
        authority="Exampleshire Council (invented)",
        sha256="0123456789abcdef" * 4,
        source_date="2017",
        documents={DOCUMENT: "Exampleshire: CSE pathway"},
        indicators=indicators(),
        levels=(VULNERABLE, COMPLEX, ACUTE),
        grades={
            sign: (
                Grade(
                    level,
                    "suggested" if domain == "health" else "published",
                    "named in Appendix 2",
                    source("376-378")[0],
                ),
            )
            for sign, domain, _, level in _SIGNS
        },
        level_rules=(),
        section_47=Section47Rule(
            (
                Criterion("age", "age 13 or under", AgeFrom(None, 13), source("121"), True),
                Criterion("carer_encourages", "a carer encourages it", carer, source("123")),
                Criterion(
                    "trusted_adult_involved",
                    "an adult in a position of trust organises or encourages it",
                    trusted,
                    source("127"),
                ),
            ),
            sources=source("117-127"),
        ),
        actions=(
            Action(
                "emergency",
                "Call 999 or the police now; the form can wait",
                "required",
                danger,
                (Source("software text", ""),),
                time_limit=TimeLimit("now", 0, "now"),
                emergency=True,
                contacts=("police",),
            ),
            Action(
                "contact",
                "Contact Family Connect and say what you are worried about",
                "required",
                AnySignPresent(),
                source("105"),
                time_limit=TimeLimit("now", 0, "now"),
                contacts=("front-door",),
            ),
            Action(
                "decision",
                "Family Connect decides what happens next and tells the referrer",
                "required",
                AnySignPresent(),
                source("155-161"),
                time_limit=day,
            ),
            Action(
                "procedures",
                "Follow child protection procedures: section 47 enquiry and strategy discussion",
                "required",
                Section47Is(presumed_counts=True),
                source("117-127"),
            ),
            Action(
                "panel",
                "The panel considers prevention and disruption",
                "consider",
                LevelIs(frozenset({2, 3}), ranks),
                source("200"),
                audience="professionals",
                time_limit=TimeLimit("words", 0, "fortnightly panel"),
            ),
        ),
        questions=known,
        urgent=("immediate_danger", "carer_encourages", "trusted_adult_involved"),
        circumstances=("placement",),
        known_clocks=frozenset(("referral_received", "concern_identified", "move_date")),
        clocks={
            "referral_received": ClockName("referral_received", "When was the referral received?")
        },
        notices={
            "informs-not-decides": Notice("informs-not-decides", "This informs; people decide."),
            "confirm-locally": Notice("confirm-locally", "Confirm with your local procedures."),
            "suggested-grades": Notice("suggested-grades", "A sign counts by a suggested grade."),
            "no-contact": Notice("no-contact", "A contact to use is blank: fill it in."),
        },
        contacts={
            "police": Contact("police", "Police (999 in an emergency)", "999"),
            "front-door": Contact("front-door", "Family Connect"),
        },
        roles=(),
        dispute=(),
        dispute_sources=(),
        guidance=(Guidance("worried_about", "What are we worried about?", (), ()),),
    )
    return replace(built, **changes)  # type: ignore[arg-type]


def screening(**changes: object) -> Screening:
    built = Screening(
        frameworks=("example",),
        reference="A-17",
        child=Child(date_of_birth=date(2010, 8, 9)),
        as_of=MADE_AT,
        facts={
            "immediate_danger": "no",
            "carer_encourages": "unknown",
            "trusted_adult_involved": "yes",
            "placement": "foster_care",
            "agencies_present": ("Police", "School nurse"),
            "missing_episodes_30_days": 3,
        },
        clocks={"referral_received": datetime(2026, 3, 2, 10, 15, tzinfo=UTC)},
        signs={
            "taken-away": SignAnswer(
                "yes",
                "current",
                "Collected on Friday by a man in a grey car; came back on Sunday.\n"
                "Had a hotel key card.",
                "form tutor",
            ),
            "secretive": SignAnswer(
                "yes",
                "historic",
                "Stopped talking to friends in year 8.",
                "school",
                (ChosenLevel("acute", "It began with the same man"),),
            ),
            "gifts": SignAnswer("yes", "recent", "A new phone and trainers.", "foster carer"),
            "self-harm": SignAnswer("unknown"),
            "phones": SignAnswer("unknown", None, "Carer thinks there may be two", "foster carer"),
            "low-esteem": SignAnswer("no"),
        },
        narrative={
            "working_well": "Trusts the school nurse and comes to see her every week.",
            "worried_about": "A man whom nobody knows collects the child on Fridays.\n\n"
            "The carer has seen the car twice and wrote down part of the plate.",
            "judgement": "The child is being exploited by at least one adult.",
        },
        judged_levels=(ChosenLevel("acute", "Taken away overnight, twice in a month."),),
        details={
            "child_name": "Example Child (fictional)",
            "child_address": "1 Example Street\nExampletown",
            "child_school": "Example Academy",
            "worker_name": "A. Practitioner",
            "worker_role": "Designated safeguarding lead",
            "worker_agency": "Example Academy",
            "child_knows": "Yes, told on 2 March",
            "child_words": "“He says I owe him.”",
        },
    )
    return replace(built, **changes)  # type: ignore[arg-type]


def never(_: date) -> bool:
    return False


def summary(
    of: Screening | None = None,
    under: Framework | None = None,
    *,
    wording: Mapping[str, str] | None = None,
    marking: str = "",
    made_at: datetime = MADE_AT,
) -> Summary:
    of = screening() if of is None else of
    under = framework() if under is None else under
    outcome = assess(under, of, of.as_of or MADE_AT, never)
    made = summarise(
        under, of, outcome, wording=wording or {}, made_at=made_at, program="csescreen 0.1"
    )
    return made.marked(marking)
