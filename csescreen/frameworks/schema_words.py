"""What each key of a framework file is, in words: for the printed schema and the reference.

The schemas say what fits; this says what it means. A key is written with the tables that it is in,
"actions.time_limit.hours"; one that means the same everywhere stands once, under "*".
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from csescreen.core.wording import WORDING

KEY_WORDS: Final[Mapping[str, str]] = {
    "*.id": "Its id: small letters, digits, dashes and underscores. It never changes its meaning.",
    "*.document": "The file name of the document where it is written, as under [documents].",
    "*.lines": 'The lines where it is written, such as "38", "38-41" or "13, 117-127".',
    "format": "How the file is written. It is 1.",
    "id": "The tool's id, which cases name. It never changes.",
    "version": 'The tool\'s version, such as "1.0". Raise it with every change that others see.',
    "name": "The tool's name, as it is offered when somebody starts a screening.",
    "authority": "Whose tool it is.",
    "source_date": 'From when the documents are, such as "March 2026".',
    "urgent": "The questions that are asked first, by id, in order.",
    "circumstances": "The further questions that are asked, by id, in order.",
    "ask_clocks": "The times that are asked, by the id of their clock, in order.",
    "ask_when": "By question: the condition under which it is asked. The others always are.",
    "documents": "The title of each document that is cited, by file name.",
    "overall_level": "Whether the child's level is worked out, entered by people, or none.",
    "possible_answer": 'Whether signs and the tool\'s own questions may be answered "possible".',
    "levels": "The levels, the lowest first.",
    "levels.name": "The level's name.",
    "levels.description": "What the level is.",
    "levels.outcome": "What the document says of a result at this level.",
    "grades": "The level that each of several signs indicates by itself.",
    "grades.level": "The id of the level.",
    "grades.basis": "What it rests on: published, suggested or a reading.",
    "grades.because": "Why, as a reason says it.",
    "grades.signs": "The signs, each with its lines.",
    "level_rules": "Rules over signs and facts together; each sets at least a level.",
    "level_rules.level": "The id of the level that it sets at the least.",
    "level_rules.section": "The id of the section whose level it sets; left out, the child's.",
    "level_rules.basis": "What it rests on: published or a reading.",
    "level_rules.text": "The rule in words, as a reason says it.",
    "level_rules.when": "When it holds.",
    "section_47": "What the document says of section 47 enquiries.",
    "section_47.stands_for": "Shared actions that this says in the document's own way.",
    "section_47.consider_when": "When enquiries may be considered, where there are no criteria.",
    "section_47.consider_text": "What the document says then.",
    "section_47.criteria": "The criteria. Any one of them meets the threshold.",
    "section_47.criteria.text": "The criterion in words.",
    "section_47.criteria.when": "When it is met.",
    "section_47.criteria.presumed_if_unknown": "Whether it counts as met while it is not known.",
    "dispute": "What to do where professionals disagree.",
    "dispute.steps": "The steps, in order.",
    "roles": "Who does what.",
    "roles.name": "Who.",
    "roles.duties": "What they do.",
    "support": "Services for children and families that the document names, without addresses.",
    "support.name": "The service.",
    "support.what": "What it is for.",
    "windows": "Stretches of time in which a sign is asked for by itself.",
    "windows.name": 'The window as a person says it: "in the last six months".',
    "windows.recencies": "Which of current, recent and historic fall into it. Each falls into one.",
    "signs": "Signs that the catalogue does not have. They are shown before its signs.",
    "signs.domain": "The group in which the sign is shown.",
    "signs.serious": "Whether the sign alone should never leave a child in the lowest level.",
    "signs.name": "The sign in one sentence, without blame.",
    "signs.looks_like": "What it can look like.",
    "signs.why_it_matters": "Why it matters.",
    "signs.other_explanations": "What else could explain it.",
    "signs.search": "Words that callers use for it.",
    "sections": "Parts of the tool that are looked at by themselves.",
    "sections.name": "The section's name.",
    "sections.help": "What belongs to it.",
    "sections.signs": "Its signs, by id. A sign is in one section at the most.",
    "sections.questions": "Its questions, by id. A question is in one section at the most.",
    "sums": "What the document adds up.",
    "sums.name": "The sum's name.",
    "sums.section": "The id of the section whose level the bands set; left out, the child's.",
    "sums.bands": "The bands of the sum, the lowest first.",
    "sums.bands.from": "The lowest number of the band.",
    "sums.bands.to": "The highest number of the band; left out, it has no end.",
    "sums.bands.level": "The id of the level that the band stands for.",
    "weights": "What signs or a question add to a sum. No weight is negative.",
    "weights.sum": "The id of the sum; needed only where there are several.",
    "weights.weight": "What each sign adds when it is present.",
    "weights.possible": 'What each sign adds when it is "possible"; left out, the sum stays open.',
    "weights.windows": "What each sign adds in each time window, by the window's id.",
    "weights.signs": "The signs, each with its lines.",
    "weights.may_amend": "Whether the worker may put another weight in its place, with a reason.",
    "weights.fact": "The id of the question that adds something.",
    "weights.answers": "What each of its answers adds; an answer that is left out adds nothing.",
    "evidence": "What must be written down of a sign that is present. It never blocks.",
    "evidence.ask": "What is asked for.",
    "evidence.signs": "The signs of which it is asked; left out, of all.",
    "wording": "The authority's own words for parts of a result.",
    **{f"wording.{part}": f'In place of "{words}".' for part, words in WORDING.items()},
    "questions": "Questions of the tool's own.",
    "questions.kind": "How it is answered: yes or no, one of several, a number, or names.",
    "questions.ask": "The question.",
    "questions.statement": 'The same as a statement, for reasons: "the child sleeps elsewhere".',
    "questions.help": "What helps to answer it.",
    "questions.choices": 'The answers of a choice, by id. "unknown" should be among them.',
    "questions.implied_yes_by": "Answers to other questions that mean yes to this one.",
    "questions.domain": "The group of signs with which it is asked.",
    "questions.levels": "The level that an answer sets by itself, by answer.",
    "questions.protective": "Whether it asks for something that protects the child.",
    "questions.previous": 'What of the screening before it holds: "level", or the id of a sum.',
    "clocks": "Times of the tool's own, from which time limits run.",
    "clocks.ask": "The question for the time.",
    "clocks.help": "What helps to answer it.",
    "conditions": "Conditions with a name, to use more than once.",
    "contacts": "Whom to contact.",
    "contacts.name": "The team or person, without a number or an address.",
    "contacts.value": "Leave it out: each user's settings hold the numbers.",
    "actions": "What must happen.",
    "actions.text": "What to do.",
    "actions.status": "Whether the document requires it, or lets people consider it.",
    "actions.when": "When it is called for.",
    "actions.possible_when": "When it is possible, though it is not called for.",
    "actions.time_limit": "By when. It has one kind, and a clock where it is counted.",
    "actions.time_limit.hours": "So many hours after the clock.",
    "actions.time_limit.days": "So many days after the clock.",
    "actions.time_limit.working_days": "So many days, without weekends and bank holidays.",
    "actions.time_limit.months": "So many months after the clock.",
    "actions.time_limit.same_day": "On the day of the clock.",
    "actions.time_limit.before": 'Before an event, whose time is the clock: "the 18th birthday".',
    "actions.time_limit.now": "At once.",
    "actions.time_limit.words": "The limit as the document says it; alone where it has no number.",
    "actions.time_limit.clock": "The id of the clock from which it is counted.",
    "actions.time_limit.assumption": "What was assumed in counting.",
    "actions.time_limit.sooner_if": "The event that brings a counted limit forward.",
    "actions.audience": "Whether the family may see it, or professionals alone.",
    "actions.contacts": "The contacts that it needs, by id.",
    "actions.emergency": "Whether it stands before everything else.",
    "actions.stands_for": "Shared actions that this says in the document's own way.",
    "actions.stands_for_where_called": "The same, only where this action is called for.",
    "actions.software_text": "Whether it is the program's own word. Not for an authority's tool.",
    "actions.sources": "Where it is written, if it is written in several places.",
    "notices": "What else is told beside the result.",
    "notices.text": "What is told.",
    "notices.when": "When it is told; left out, always.",
    "notices.with_actions": "Only where one of these actions is called for.",
    "guidance": "What to think of in each part of the narrative.",
    "guidance.part": "The part of the narrative.",
    "guidance.title": "Its title.",
    "guidance.prompts": "What to think of.",
    "condition.fact": "A question, by id. Alone: its answer is yes.",
    "condition.is": "Its answer is one of these.",
    "condition.at_least": "The number, or how many, at the least.",
    "condition.at_most": "The number at the most.",
    "condition.sign": "A sign that is present, by id.",
    "condition.window": "It is present in this time window.",
    "condition.signs": "Several signs, of which so many are present.",
    "condition.any_sign": "Any sign is present.",
    "condition.historic_sign": "A sign that is present is historic.",
    "condition.sign_graded": "A sign of this grade is present.",
    "condition.sum": "A sum, by id.",
    "condition.section": "A section, by id.",
    "condition.level": "The level is one of these.",
    "condition.section_47": "The section 47 threshold is met; or presumed.",
    "condition.age_from": "The youngest age.",
    "condition.age_to": "The oldest age.",
    "condition.age_unknown": "The age is not known.",
    "condition.all": "All of these hold.",
    "condition.any": "Any of these holds.",
    "condition.of": "So many of these hold.",
    "condition.not": "This does not hold; unknown stays unknown.",
    "condition.unless": "This is not known to hold.",
}
"""By key."""


class Key(NamedTuple):
    """One key of a file: its path, what fits, whether it is needed."""

    path: str
    schema: Mapping[str, Any]
    needed: bool

    @property
    def words(self) -> str:
        """What it is."""
        return KEY_WORDS.get(self.path) or KEY_WORDS[f"*.{self.path.rsplit('.', 1)[-1]}"]


def keys(schema: Mapping[str, Any]) -> Iterator[Key]:
    """Yield every key that a file may have, and those of a condition."""
    yield from _keys(schema, "")
    yield from _keys(schema["$defs"]["condition"], "condition")


def _keys(schema: Mapping[str, Any], at: str) -> Iterator[Key]:
    for name, part in schema.get("properties", {}).items():
        path = f"{at}.{name}" if at else name
        yield Key(path, part, name in schema.get("required", ()))
        yield from _keys(part.get("items", part), path)


def described(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema with what each key is as its description, before what fits."""
    definitions = {name: _described(part, name) for name, part in schema.get("$defs", {}).items()}
    return {**_described(schema, ""), "$defs": definitions}


def _described(schema: Mapping[str, Any], at: str) -> dict[str, Any]:
    if "properties" not in schema:
        if "items" in schema:
            return {**schema, "items": _described(schema["items"], at)}
        return dict(schema)
    properties = {}
    for name, part in schema["properties"].items():
        path = f"{at}.{name}" if at else name
        form = part.get("description", "")
        says = f"{Key(path, part, needed=False).words} {form}".strip()
        properties[name] = {**_described(part, path), "description": says}
    return {**schema, "properties": properties}
