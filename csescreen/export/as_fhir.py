"""FHIR R4: a framework as a Questionnaire, and a screening as the answers to it.

Plain dictionaries, written as JSON: what the standard wants of them is held by tests.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from csescreen.core.audience import AUDIENCES, NOT_FAMILY
from csescreen.core.form import Choices, Form, Item, Value
from csescreen.core.framework import Framework
from csescreen.core.summary import Summary
from csescreen.core.text import clean, clean_line
from csescreen.errors import UserError

Resource = dict[str, object]

_OURS: Final = UUID("7575efae-46f4-422b-8ac3-32a611aca9d7")
"""Under this all urns of the program are made; it never changes."""
_STANDARD: Final = "http://hl7.org/fhir/"
_SAYS: Final = (
    "A screening of a child for sexual exploitation, as the authority's published tool asks it. "
    'It informs; people decide. An answer of "Not known" is never a no, and what has no answer '
    "was not asked. Nothing here says that a child is safe."
)
_TYPES: Final = {
    "group": "group",
    "choice": "choice",
    "number": "integer",
    "line": "string",
    "lines": "string",
    "text": "text",
    "moment": "dateTime",
    "day": "date",
}
"""The standard's type of an item, by the kind of ours."""
_MOST_ON_ONE_LINE: Final = 4
"""Choices of so few answers are shown beside each other."""


class FhirExporter:
    """Renders the forms of a summary as one FHIR R4 Bundle, in ASCII."""

    format = "fhir"
    suffix = ".fhir.json"
    says = "FHIR R4: a questionnaire and its answers, for a case system"
    audiences = NOT_FAMILY

    def render(self, summary: Summary) -> bytes:
        """Return the document; raises `UserError` where no framework says what was asked."""
        if not summary.forms:
            raise UserError(
                "This screening cannot be written as FHIR: nothing could be worked out from it, as "
                "the framework version that it was made with is missing or could not be used.",
                safe="The screening is unchanged. Word, PDF, HTML, Markdown, JSON and CSV hold all "
                "that was answered, written and judged.",
                do_next="Write it in one of these, or put the framework's file back first.",
            )
        entries = [entry for form in summary.forms for entry in _entries(form)]
        restricted = {
            "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
            "code": "R",
            "display": "restricted",
        }
        return as_bytes(
            {
                "resourceType": "Bundle",
                "meta": {
                    "security": [restricted],
                    "tag": [
                        {"system": _urn("marking"), "display": clean_line(summary.marking)},
                        {
                            "system": _urn("audience"),
                            "code": summary.audience,
                            "display": AUDIENCES[summary.audience].name,
                        },
                    ],
                },
                "type": "collection",
                "entry": entries,
            }
        )


def as_bytes(resource: Resource) -> bytes:
    """Return a resource as JSON."""
    return json.dumps(resource, ensure_ascii=True, allow_nan=False).encode() + b"\n"


def _entries(form: Form) -> Iterator[Resource]:
    response = questionnaire_response(form)
    whole = json.dumps(response, sort_keys=True)
    yield {"fullUrl": _url(form.framework), "resource": questionnaire(form.framework)}
    yield {"fullUrl": _urn(whole), "resource": response}


def questionnaire(framework: Framework) -> Resource:
    """Return a framework as a Questionnaire, the same for every screening under its version."""
    name = re.sub("[^a-z0-9]", " ", framework.id).title().replace(" ", "")
    year = framework.source_date.strip()
    known = {"date": year} if re.fullmatch("[12][0-9]{3}", year) else {}
    return {
        "resourceType": "Questionnaire",
        "language": "en-GB",
        "url": _url(framework),
        "identifier": _identifiers(framework),
        "version": framework.version,
        "name": f"CseScreening{name}",
        "title": clean_line(f"{framework.name}: screening for child sexual exploitation"),
        "status": "active",
        "subjectType": ["Patient"],
        **known,
        "publisher": clean_line(framework.authority),
        "description": _SAYS,
        "item": [_asked(framework, item) for item in Form(framework).groups()],
    }


def _identifiers(framework: Framework) -> list[Resource]:
    """Return the hash of every file that shapes what is asked."""
    hashes = [framework.sha256, *framework.shared]
    return [{"system": _urn("sha256"), "value": sha256} for sha256 in hashes]


def questionnaire_response(form: Form) -> Resource:
    """Return the answers, at the items of the framework's Questionnaire."""
    reference = form.answers.get("reference")
    authored = form.answers.get("as_of")
    found: Resource = {
        "resourceType": "QuestionnaireResponse",
        "language": "en-GB",
        "questionnaire": f"{_url(form.framework)}|{form.framework.version}",
        "status": "completed",
    }
    if isinstance(reference, str):
        found["identifier"] = {"system": _urn("reference"), "value": clean_line(reference)}
    if authored is not None:
        found["authored"] = _value("moment", authored)
    if items := _answered(form, form.groups()):
        found["item"] = items
    return found


def _asked(framework: Framework, item: Item) -> Resource:
    """Return an item of the Questionnaire with those within it."""
    found: Resource = {
        "linkId": item.id,
        "text": clean_line(item.text),
        "type": _TYPES[item.kind],
    }
    if item.once:
        found["enableWhen"] = [
            {"question": other, "operator": "exists", "answerBoolean": True} for other in item.once
        ]
        found["enableBehavior"] = "any"
    if item.kind == "lines":
        found["repeats"] = True
    if item.choices:
        found |= _choices(framework, item.choices)
    within = [_help(item)] if item.help else []
    if within := [*within, *(_asked(framework, one) for one in item.items)]:
        found["item"] = within
    return found


def _choices(framework: Framework, choices: Choices) -> Resource:
    extensions = [_control("radio-button")]
    if len(choices.words) <= _MOST_ON_ONE_LINE:
        url = f"{_STANDARD}StructureDefinition/questionnaire-choiceOrientation"
        extensions.append({"url": url, "valueCode": "horizontal"})
    options = [{"valueCoding": _coding(framework, choices, code)} for code in choices.words]
    return {"extension": extensions, "answerOption": options}


def _coding(framework: Framework, choices: Choices, code: str) -> Resource:
    words = clean_line(choices.words.get(code, code))
    owner = "" if choices.shared else f"{framework.id} "
    return {"system": _urn(f"{owner}{choices.id}"), "code": code, "display": words}


def _help(item: Item) -> Resource:
    return {
        "extension": [_control("help")],
        "linkId": f"{item.id}.help",
        "text": clean(item.help),
        "type": "display",
    }


def _control(code: str) -> Resource:
    coding = {"system": f"{_STANDARD}questionnaire-item-control", "code": code}
    url = f"{_STANDARD}StructureDefinition/questionnaire-itemControl"
    return {"url": url, "valueCodeableConcept": {"coding": [coding]}}


def _answered(form: Form, items: tuple[Item, ...]) -> list[Resource]:
    """Return the items that have an answer, or hold one that has."""
    found: list[Resource] = []
    for item in items:
        inner = _answered(form, item.items)
        values = [_answer(form.framework, item, value) for value in _values(form, item)]
        of_item: Resource = {"linkId": item.id, "text": clean_line(item.text)}
        if values:  # what is asked within a question stands within its answer
            values[0] |= {"item": inner} if inner else {}
            found.append({**of_item, "answer": values})
        elif inner:
            found.append({**of_item, "item": inner})
    return found


def _values(form: Form, item: Item) -> tuple[Value, ...]:
    value = form.answers.get(item.id)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _answer(framework: Framework, item: Item, value: Value) -> Resource:
    if item.choices:
        return {"valueCoding": _coding(framework, item.choices, str(value))}
    named = {"number": "Integer", "moment": "DateTime", "day": "Date"}.get(item.kind, "String")
    return {f"value{named}": _value(item.kind, value)}


def _value(kind: str, value: Value) -> object:
    """Return a value as the standard writes it; a time in UTC, whose offset every reader knows."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case str():
            return clean(value) if kind == "text" else clean_line(value)
        case int():
            return value
    return str(value)


def _url(framework: Framework) -> str:
    """Return the framework's canonical address: it names, and leads nowhere."""
    return _urn(f"framework {framework.id}")


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(_OURS, name)}"
