"""What an authority's own Word template can say: every placeholder, as data, with its meaning.

A placeholder is one text: ``{{ child_name }}``. Rows are many of one kind, which a template goes
through: ``{% for action in actions %}{{ action.by_when }}{% endfor %}``. A name that was published
never changes its meaning.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from csescreen.core.summary import Summary
from csescreen.export import placeholder_values as found


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One text. ``matters`` marks what a referral can hardly do without."""

    name: str
    means: str
    example: str
    value: Callable[[Summary], str]
    matters: bool = False


class Field(NamedTuple):
    """One text of each row."""

    name: str
    means: str
    example: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Many of one kind, each with the same fields in their order."""

    name: str
    means: str
    fields: tuple[Field, ...]
    rows: Callable[[Summary], Iterable[tuple[str, ...]]]
    matters: bool = False

    @property
    def one(self) -> str:
        """Return what one of them is called in examples."""
        return _ONE.get(self.name) or self.name.removesuffix("s")


_ONE: Final = {"signs_present": "sign", "signs_not_known": "sign", "signs_answered_no": "sign"} | {
    "what_falls_due": "point",
    "not_filled_in": "blank",
    "open_questions": "open",
}


def values_of(summary: Summary) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """Return the text of every placeholder, and the rows of every list."""
    flat = {one.name: one.value(summary) for one in PLACEHOLDERS}
    rows = {
        many.name: [
            {field.name: text for field, text in zip(many.fields, row, strict=True)}
            for row in many.rows(summary)
        ]
        for many in ROWS
    }
    return flat, rows


PLACEHOLDERS: Final = (
    Placeholder(
        "marking",
        "the protective marking",
        "OFFICIAL-SENSITIVE",
        lambda summary: summary.marking,
        matters=True,
    ),
    Placeholder(
        "title",
        "the document's title",
        "Child sexual exploitation: screening and referral",
        lambda summary: summary.title,
    ),
    Placeholder(
        "reference", "the screening's reference", "A-17", lambda s: s.reference, matters=True
    ),
    Placeholder(
        "what_must_happen_now",
        "what must happen now, a line each; blank where nothing must",
        "Now: Contact Family Connect",
        found.now,
        matters=True,
    ),
    Placeholder(
        "child_name", "the child's name", "Example Child", found.detail("child_name"), matters=True
    ),
    Placeholder(
        "date_of_birth",
        "the child's date of birth",
        "Mon 9 August 2010",
        found.date_of_birth,
        matters=True,
    ),
    Placeholder(
        "age_that_counts",
        "the age by which the framework was read",
        "15 years",
        found.said("Age that counts"),
        matters=True,
    ),
    Placeholder("child_gender", "the child's gender", "Girl", found.detail("child_gender")),
    Placeholder(
        "child_ethnicity", "the child's ethnicity", "White British", found.detail("child_ethnicity")
    ),
    Placeholder(
        "child_address",
        "the child's address",
        "1 Example Street, Exampletown",
        found.detail("child_address"),
        matters=True,
    ),
    Placeholder(
        "child_school",
        "the child's school or college",
        "Example Academy",
        found.detail("child_school"),
    ),
    Placeholder("carers", "the parents or carers", "Example Carer", found.detail("carers")),
    Placeholder(
        "child_knows",
        "whether the child knows of the referral",
        "Yes, told on 2 March",
        found.detail("child_knows"),
    ),
    Placeholder(
        "carers_know",
        "whether the parents or carers know of it",
        "No: it could put the child at risk",
        found.detail("carers_know"),
    ),
    Placeholder(
        "framework",
        "the framework, or each of several",
        "Exampleshire",
        found.frameworks,
        matters=True,
    ),
    Placeholder(
        "authority", "whose framework it is", "Exampleshire Council", found.said("Authority")
    ),
    Placeholder("framework_version", "the framework's version", "1.0", found.said("Version")),
    Placeholder(
        "highest_sign",
        "the highest sign present: the level that the framework indicates",
        "Acute",
        found.level(lambda line: line.highest_sign),
        matters=True,
    ),
    Placeholder(
        "level_basis",
        "on what that level rests",
        "published: the authority's own document says so",
        found.level(lambda line: line.basis),
    ),
    Placeholder(
        "could_be",
        "how high it could be, were what is not known a yes",
        "Acute",
        found.level(lambda line: line.could_be),
    ),
    Placeholder(
        "judged_level",
        "the level that the practitioner judged",
        "Acute",
        found.level(lambda line: line.judged),
        matters=True,
    ),
    Placeholder(
        "judged_reason",
        "the practitioner's reason for it",
        "Taken away overnight, twice in a month.",
        found.level(lambda line: line.judged_reason),
    ),
    Placeholder(
        "section_47",
        "where the section 47 threshold stands",
        "Threshold met",
        found.level(lambda line: line.section_47),
        matters=True,
    ),
    Placeholder(
        "working_well",
        "what is working well, as written",
        "Trusts the school nurse.",
        found.written("working_well"),
    ),
    Placeholder(
        "worried_about",
        "what we are worried about, as written",
        "A man whom nobody knows collects the child on Fridays.",
        found.written("worried_about"),
        matters=True,
    ),
    Placeholder(
        "judgement",
        "the professional judgement, as written",
        "The child is being exploited by at least one adult.",
        found.written("judgement"),
        matters=True,
    ),
    Placeholder(
        "next_steps",
        "the next steps, as written",
        "Strategy discussion tomorrow.",
        found.written("next_steps"),
    ),
    Placeholder(
        "child_words",
        "what the child said, in the child's own words",
        "“He says I owe him.”",
        found.detail("child_words"),
        matters=True,
    ),
    Placeholder(
        "worker_name",
        "the practitioner's name",
        "A. Practitioner",
        found.detail("worker_name"),
        matters=True,
    ),
    Placeholder(
        "worker_role",
        "the practitioner's role",
        "Designated safeguarding lead",
        found.detail("worker_role"),
    ),
    Placeholder(
        "worker_agency",
        "the practitioner's agency",
        "Example Academy",
        found.detail("worker_agency"),
    ),
    Placeholder(
        "worker_contact",
        "the practitioner's telephone or email",
        "01632 960000",
        found.detail("worker_contact"),
        matters=True,
    ),
    Placeholder(
        "made_at",
        "when the document was made",
        "Mon 2 March 2026, 10:42 (London time)",
        found.said("Summary made"),
    ),
    Placeholder("program", "the program that made it", "csescreen 0.1", found.said("Program")),
)

_SIGN: Final = (
    Field("sign", "the sign, as it was worded", "Gets into vehicles with adults nobody knows"),
    Field("domain", "the group of signs it belongs to", "Direct signs"),
    Field("when", "when it was seen", "Current"),
    Field("grade", "what it counts for", "Acute: published by the authority"),
    Field("evidence", "what was seen or heard, as written", "A grey car, on Fridays."),
    Field("said_by", "who said so", "form tutor"),
)

ROWS: Final = (
    Rows(
        "actions",
        "every action that is called for, in the order in which they fall due",
        (
            Field("action", "what is to be done", "Contact Family Connect"),
            Field("status", "Required, Consider or Possible", "Required"),
            Field("by_when", "by when", "Tue 3 March 2026, 10:15"),
            Field("because", "why, a line each", "3 signs are present"),
            Field("called_for_by", "the framework that calls for it", "Exampleshire"),
            Field("written_in", "where that is written", "Exampleshire: CSE pathway, line 105"),
        ),
        found.actions,
        matters=True,
    ),
    Rows(
        "what_falls_due",
        "what is required now or by a known time, in order",
        (
            Field("when", "when it falls due", "Tue 3 March 2026, 10:15"),
            Field("what", "what falls due", "Family Connect decides what happens next"),
        ),
        found.due,
    ),
    Rows("signs_present", "the signs that are present", _SIGN, found.signs("yes"), matters=True),
    Rows(
        "signs_not_known", "the signs that were answered not known", _SIGN, found.signs("unknown")
    ),
    Rows("signs_answered_no", "the signs that were answered no", _SIGN, found.signs("no")),
    Rows(
        "levels",
        "what each framework makes of the answers: one row for each",
        (
            Field("framework", "the framework", "Exampleshire"),
            Field("highest_sign", "the highest sign present", "Acute"),
            Field("basis", "on what it rests", "published: the authority's own document says so"),
            Field("could_be", "how high it could be", "Acute"),
            Field("judged", "the level that the practitioner judged", "Acute"),
            Field("judged_reason", "the reason for it", "Taken away overnight."),
            Field("section_47", "where section 47 stands", "Threshold met"),
        ),
        lambda summary: summary.levels,
    ),
    Rows(
        "open_questions",
        "what is not known and could change the outcome",
        (
            Field("question", "the question", "Does a carer encourage it?"),
            Field("so_far", "what is known so far", "Not known"),
            Field("could_change", "what it could change", "section 47"),
        ),
        found.questions,
    ),
    Rows(
        "contacts",
        "whom to contact for the actions",
        (
            Field("name", "who it is", "Family Connect"),
            Field("how", "telephone or address, as your settings have it", "01632 960001"),
        ),
        found.contacts,
    ),
    Rows(
        "not_filled_in",
        "what was not filled in yet",
        (Field("part", "the part", "Next steps"),),
        found.blanks,
        matters=True,
    ),
)
