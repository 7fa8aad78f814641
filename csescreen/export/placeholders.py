"""What an authority's own Word template can say: every placeholder, as data, with its meaning.

A placeholder is one text: ``{{ child_name }}``. Rows are many of one kind, which a template goes
through: ``{% for action in actions %}{{ action.by_when }}{% endfor %}``. A name that was published
never changes its meaning.
"""

from typing import Final

from csescreen.export import placeholder_values as found
from csescreen.export.placeholder_kinds import Field, Placeholder, Rows

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
        "the child's date of birth; where it was not understood, as it was typed",
        "Mon 9 August 2010",
        found.date_of_birth,
        matters=True,
    ),
    Placeholder(
        "age_that_counts",
        "the age by which the framework was read; where none is known, what was typed",
        "15 years",
        found.age,
        matters=True,
    ),
    Placeholder(
        "age_as_given",
        "the age as it was given, or as it was typed where it was not understood",
        "15 years",
        found.age_given,
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
        "authority", "whose framework it is", "Exampleshire Council", found.recorded("Authority")
    ),
    Placeholder("framework_version", "the framework's version", "1.0", found.recorded("Version")),
    Placeholder(
        "highest_sign",
        "the highest sign present: the level that the framework indicates",
        "Acute",
        found.level("highest_sign"),
        matters=True,
    ),
    Placeholder(
        "level_basis",
        "on what that level rests",
        "published: the authority's own document says so",
        found.level("basis"),
    ),
    Placeholder(
        "could_be",
        "how high it could be, were what is not known a yes",
        "Acute",
        found.level("could_be"),
    ),
    Placeholder(
        "judged_level",
        "the level that the practitioner judged",
        "Acute",
        found.level("judged"),
        matters=True,
    ),
    Placeholder(
        "judged_reason",
        "the practitioner's reason for it",
        "Taken away overnight, twice in a month.",
        found.level("judged_reason"),
    ),
    Placeholder(
        "section_47",
        "where the section 47 threshold stands",
        "Threshold met",
        found.level("section_47"),
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
        found.recorded("Summary made"),
    ),
    Placeholder("program", "the program that made it", "csescreen 0.1", found.recorded("Program")),
)

_SIGN: Final = (
    Field("sign", "the sign, as it was worded", "Gets into vehicles with adults nobody knows"),
    Field("domain", "the group of signs it belongs to", "Direct signs"),
    Field("when", "when it was seen", "Current"),
    Field("grade", "what it counts for", "Acute: published by the authority"),
    Field("weight", "the weight that the practitioner gave it, and why", "3: since May"),
    Field("evidence", "what was seen or heard, as written", "A grey car, on Fridays."),
    Field("said_by", "who said so", "form tutor"),
)

ROWS: Final = (
    Rows(
        "actions",
        "action",
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
        "point",
        "what is required now or by a known time, in order",
        (
            Field("when", "when it falls due", "Tue 3 March 2026, 10:15"),
            Field("what", "what falls due", "Family Connect decides what happens next"),
        ),
        found.due,
    ),
    Rows(
        "signs_present",
        "sign",
        "the signs that are present",
        _SIGN,
        found.signs("yes"),
        matters=True,
    ),
    Rows(
        "signs_not_known",
        "sign",
        "the signs that were answered not known",
        _SIGN,
        found.signs("unknown"),
    ),
    Rows(
        "signs_possible",
        "sign",
        "the signs that were answered possible",
        _SIGN,
        found.signs("possible"),
        matters=True,
    ),
    Rows(
        "signs_partly_asked",
        "sign",
        "the signs that were asked of some times only, and answered no for these",
        _SIGN,
        found.partly_asked,
    ),
    Rows("signs_answered_no", "sign", "the signs that were answered no", _SIGN, found.signs("no")),
    Rows(
        "levels",
        "level",
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
        found.levels,
    ),
    Rows(
        "open_questions",
        "open",
        "what is not known and could change the outcome",
        (
            Field("question", "the question, or the sign", "Does a carer encourage it?"),
            Field("so_far", "what is known so far, or how many signs are open", "Not known"),
            Field("could_change", "what it could change", "section 47"),
        ),
        found.questions,
    ),
    Rows(
        "answers",
        "answer",
        "the questions that were asked, the times that were entered, and what was answered",
        (
            Field("question", "the question, or the time", "Does a carer encourage it?"),
            Field("answer", "the answer", "Not known"),
        ),
        found.answers,
        matters=True,
    ),
    Rows(
        "further_details",
        "detail",
        "what was typed besides, and what was typed and not understood, such as an age",
        (
            Field("what", "what it is", "Contacts made"),
            Field("text", "what was typed", "School nurse, on 2 March"),
        ),
        found.further,
        matters=True,
    ),
    Rows(
        "contacts",
        "contact",
        "whom to contact for the actions",
        (
            Field("name", "who it is", "Family Connect"),
            Field("how", "telephone or address, as your settings have it", "01632 960001"),
        ),
        found.contacts,
    ),
    Rows(
        "not_filled_in",
        "blank",
        "what was not filled in yet",
        (Field("part", "the part", "Next steps"),),
        found.blanks,
        matters=True,
    ),
)
