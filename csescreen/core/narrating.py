"""The narrative's parts: what each is called, what to think of in it, how it is read and kept."""

from typing import Final

from csescreen.core.framework import Framework
from csescreen.core.screening import NARRATIVE_PARTS, Screening
from csescreen.core.situation import Change
from csescreen.core.steps import CHILD_WORDS
from csescreen.core.text import clean

TITLES: Final = {
    "working_well": "What is working well",
    "worried_about": "What we are worried about",
    "judgement": "Professional judgement",
    "next_steps": "Next steps: who does what by when",
    CHILD_WORDS: "The child's own words",
}
_OWN_PROMPTS: Final = {CHILD_WORDS: ["Write what the child said as the child said it."]}
PARTS: Final = (*NARRATIVE_PARTS, CHILD_WORDS)


def text_of(part: str, screening: Screening) -> str:
    """Return the text of one part, harmless to show."""
    if part == CHILD_WORDS:
        return clean(screening.details.get(CHILD_WORDS, ""))
    return clean(screening.narrative.get(part, ""))


def with_text(part: str, text: str) -> Change:
    """Return the change that puts the text into one part."""
    kept = clean(text)
    if part == CHILD_WORDS:
        return lambda screening: screening.with_detail(CHILD_WORDS, kept)
    return lambda screening: screening.with_narrative(part, kept)


def prompts_of(framework: Framework) -> dict[str, list[str]]:
    """Return what to think of in each part."""
    prompts: dict[str, list[str]] = {}
    for guidance in framework.guidance:
        prompts.setdefault(guidance.part, []).extend(guidance.prompts)
    return {part: prompts.get(part) or _OWN_PROMPTS.get(part, []) for part in PARTS}
