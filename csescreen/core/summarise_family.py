"""The copy for the child and the family: what a person wrote for them to read, in plain words.

It is made of the screening alone. It is given no reading, so nothing that a framework makes of the
answers can reach it: no action, no level, no section 47, no source, no open question.

Actions are left out, those for everybody as well: they are addressed to workers, and "contact the
police" or "hold a strategy discussion" in the hands of somebody who does harm puts the child in
danger. Signs are left out: what was noticed tells who noticed it. What happens next is what the
practitioner wrote, what is always true, and blanks to fill in by hand.
"""

from datetime import datetime
from typing import Final

from csescreen.core.audience import FAMILY
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening
from csescreen.core.summary import Block, Bullets, Fields, OwnWords, Paragraph, Section, Summary
from csescreen.core.summary_case import CHILD_WORDS
from csescreen.core.timelimits import london_day
from csescreen.core.words import day_words

TITLE: Final = "What we are worried about, and what happens next"
_PRIVATE: Final = "Private: for the child and family named here"
"""What stands at its head: a protective marking says nothing to a family."""

_ABOUT: Final = (
    "This paper is for you, and for the people who look after you. It says what is going well, "
    "what we are worried about, and what happens next.",
    "Some people trick, pay or push children and young people into sexual things. This is called "
    "sexual exploitation. If it happens to you, it is not your fault.",
    "We are not saying that you did anything wrong. We may not have got everything right: please "
    "tell us.",
)
_NOT_WRITTEN: Final = {
    "well": "Nobody has written this part yet. That does not mean that nothing is going well.",
    "worries": "Nobody has written this part yet. You can ask us what we are worried about.",
    "said": "Nobody has written down your words yet. If you want to tell us something, you can. "
    "You do not have to.",
    "next": "Nobody has written this part yet. You can ask us what happens next.",
}
"""What stands where nobody wrote anything, by section."""

_ALWAYS_NEXT: Final = (
    "You can tell us what you want to happen, and what you do not want.",
    "We may talk with other people whose job is to help you. You can ask us who they are.",
    "You can ask us what was decided, and why.",
    "You can ask for somebody you trust to be with you when we talk.",
)
_TO_FILL_IN_NEXT: Final = Fields((("Who will talk with you next", ""), ("When", "")))
_HELP: Final = (
    Paragraph(
        "If you are in danger now, call 999. You do not need credit on your phone.", lead=True
    ),
    Fields((("If you want to talk to somebody, you can ring or message", ""),)),
    Paragraph("You can also tell a teacher, a nurse, a doctor or another adult you trust."),
    Paragraph("You do not have to show this paper to anybody. You can ask us to keep it for you."),
)
_DISAGREE: Final = (
    Paragraph(
        "You can tell us if something here is wrong, or if something is missing. We will write "
        "down what you say."
    ),
    Paragraph(
        "If you are not happy with what we did, you can complain. Ask us how, or ask somebody you "
        "trust to help you. You will not be in trouble for it."
    ),
    Paragraph("We keep more notes than this paper. You can ask what is written about you."),
    Fields((("What you want to add or change", ""), ("What your family wants to add", ""))),
)
_WORKER: Final = {
    "worker_name": "Name",
    "worker_role": "Job",
    "worker_agency": "Works for",
    "worker_contact": "Phone or email",
}


def summarise_family(screening: Screening, *, made_at: datetime) -> Summary:
    """Return the copy for the child and the family.

    It holds what was written under working well, worried about and next steps, the child's own
    words, the child's name, and whom to ask. A plain line for them stands at its head.
    """
    details, narrative = screening.details, screening.narrative
    worker = tuple((label, OwnWords(details.get(key, ""))) for key, label in _WORKER.items())
    sections = (
        Section("about", "What this paper is", tuple(map(Paragraph, _ABOUT))),
        Section("help", "If you need help", _HELP),
        _written("well", "What is going well", narrative.get("working_well", "")),
        _written("worries", "What we are worried about", narrative.get("worried_about", "")),
        _written("said", "What you said", details.get(CHILD_WORDS, "")),
        _written(
            *("next", "What happens next", narrative.get("next_steps", "")),
            Bullets(_ALWAYS_NEXT),
            _TO_FILL_IN_NEXT,
        ),
        Section(
            "questions",
            "If you have a question",
            (Paragraph("You can ask the person who gave you this paper."), Fields(worker)),
        ),
        Section("disagree", "If you do not agree, or want to add something", _DISAGREE),
    )
    return Summary(
        title=TITLE,
        reference=screening.reference,
        marking=_PRIVATE,
        sections=sections,
        case={},
        outcome={},
        details={},
        at_a_glance=Fields(
            (
                ("For", OwnWords(details.get("child_name", ""))),
                ("Date", day_words(london_day(made_at))),
                ("Our reference", OwnWords(screening.reference)),
            )
        ),
        made_at=made_at,
        audience=FAMILY.id,
    )


def _written(key: str, title: str, text: str, *further: Block) -> Section:
    said = Paragraph(text, own_words=True) if text.strip() else Paragraph(_NOT_WRITTEN[key])
    return Section(key, title, (said, *further))


_CARERS: Final = {
    "carer_encourages": "a parent or carer encourages the exploitation",
    "carer_fails_to_protect": "a parent or carer fails to protect the child",
    "trusted_adult_involved": "an adult in a position of trust is involved",
}
"""The answers after which a copy in the family's hands may put the child in danger."""

_MAY_BE: Final = {"yes": "yes", "possible": "possible", "unknown": "not known"}
"""Those answers, and what each is called."""

_ASK_FIRST: Final = (
    "Before you share it, ask children's social care, and the police where they may investigate. "
    "In an emergency call 999."
)


def cautions(reading: Reading | None, screening: Screening) -> tuple[str, ...]:
    """Return what to tell whoever is about to hand the copy on, the weightiest first.

    It is never part of the copy. ``reading`` is None where nothing could be worked out.
    """
    facts = screening.facts
    told = []
    if facts.get("immediate_danger") in ("yes", "possible", "unknown"):
        told.append("The child may be in danger now. Call 999 first; this copy can wait.")
    answered = [
        f"You answered {words}: {'; '.join(involved)}."
        for answer, words in _MAY_BE.items()
        if (involved := [says for fact, says in _CARERS.items() if facts.get(fact) == answer])
    ]
    not_asked = [words for fact, words in _CARERS.items() if fact not in facts]
    if answered:
        told.append(f"This copy may put the child in danger. {' '.join(answered)} {_ASK_FIRST}")
    elif not_asked:
        told.append(
            f"Nobody has answered yet whether {', or '.join(not_asked)}. Think of it before you "
            "share this copy."
        )
    if reading is not None and _family_sign(reading, screening):
        told.append(
            "A sign about the family or the home is present. Think about who there may read this."
        )
    called_for = _SECTION_47_CALLED_FOR if _section_47_may_follow(reading) else ""
    told.append(
        f"{called_for}Where a section 47 enquiry or a police investigation is running or may "
        "follow, agree with children's social care and the police what the family is told, and "
        "when."
    )
    if screening.details.get(CHILD_WORDS, "").strip():
        told.append(
            "It holds what the child said, in the child's own words. Ask the child first whether "
            "the family may read them."
        )
    told.append(
        "Write on it by hand, before you hand it over, whom they can ring or message, who will "
        "talk with them next, and when. The copy has blank lines for this."
    )
    told.append(
        "It repeats, word for word, what you wrote under what is working well, what you are "
        "worried about and next steps. Read it as they will: does it tell "
        "who told you, or what the police plan?"
    )
    return tuple(told)


def _family_sign(reading: Reading, screening: Screening) -> bool:
    signs = reading.asks.indicators
    return any(
        said.answer in ("yes", "possible") and sign in signs and signs[sign].domain == "family"
        for sign, said in screening.signs.items()
    )


_SECTION_47_CALLED_FOR: Final = "By the answers so far, a section 47 enquiry may be called for. "


def _section_47_may_follow(reading: Reading | None) -> bool:
    return reading is not None and any(
        outcome.section_47.status not in ("not_met", "not_stated") for outcome in reading.outcomes
    )
