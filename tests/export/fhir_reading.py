"""Reads a FHIR response back at its questionnaire, as a case system would: strictly."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from fhirclient.models.bundle import Bundle as R4Bundle
from fhirclient.models.questionnaire import Questionnaire as R4Questionnaire

from csescreen.core.screening import Moment

Table = dict[str, Any]
_VALUES = {
    "choice": "valueCoding",
    "integer": "valueInteger",
    "string": "valueString",
    "text": "valueString",
    "dateTime": "valueDateTime",
    "date": "valueDate",
}
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?")


def checked(bundle: Table) -> list[tuple[Table, Table]]:
    """Return each questionnaire with its response, after both were held to the standard."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    pairs = list(zip(resources[::2], resources[1::2], strict=True))
    for asked, said in pairs:
        _check_once(json.dumps(asked))
        QuestionnaireResponse.model_validate(said)
        assert said["questionnaire"] == f"{asked['url']}|{asked['version']}"
        assert list(_unlike(asked["item"], said.get("item", []))) == []
        assert list(_not_enabled(asked, said)) == []
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(urls)) == len(urls)
    return pairs


def check_bundle(bundle: Table) -> None:
    """Hold the whole to the standard, by two libraries."""
    Bundle.model_validate(bundle)
    R4Bundle(bundle)


@cache
def _check_once(asked: str) -> None:
    check_questionnaire(json.loads(asked))


def items_of(items: list[Table]) -> Iterator[Table]:
    for item in items:
        yield item
        yield from items_of(item.get("item", []))


def check_questionnaire(asked: Table) -> None:
    """Hold a Questionnaire to the standard's own rules (que-1 to que-12)."""
    Questionnaire.model_validate(asked)
    R4Questionnaire(asked)
    assert re.fullmatch("[A-Z][A-Za-z0-9_]{0,254}", asked["name"])
    items = list(items_of(asked["item"]))
    ids = [item["linkId"] for item in items]
    assert len(set(ids)) == len(ids)
    for item in items:
        assert 0 < len(item["linkId"]) <= 255
        assert item["text"].strip()
        assert ("answerOption" in item) == (item["type"] == "choice")
        assert item["type"] != "group" or item["item"]
        assert item["type"] != "display" or not item.get("item")
        assert not item.get("required")
        codes = [option["valueCoding"]["code"] for option in item.get("answerOption", ())]
        assert len(set(codes)) == len(codes)
        for when in item.get("enableWhen", ()):
            assert when["question"] in ids
            assert when["operator"] == "exists"
            assert when["answerBoolean"] is True


def _not_enabled(asked: Table, said: Table) -> Iterator[str]:
    """Yield what is answered though it is not asked for before something else is answered."""
    answered = {link for link, _ in _answers(said.get("item", []))}
    for item in items_of(asked["item"]):
        within = {one["linkId"] for one in items_of([item])}
        before = {when["question"] for when in item.get("enableWhen", ())}
        if before and answered & within and not answered & before:
            yield item["linkId"]


def _unlike(asked: list[Table], said: list[Table]) -> Iterator[str]:
    """Yield what is answered that is not asked, or otherwise than it is asked."""
    order = [item["linkId"] for item in asked]
    known = {item["linkId"]: item for item in asked}
    places = [order.index(item["linkId"]) for item in said if item["linkId"] in known]
    if places != sorted(set(places)) or len(places) < len(said):
        yield f"not as it is asked: {[item['linkId'] for item in said]}"
        return
    for item in said:
        at, link = known[item["linkId"]], item["linkId"]
        if item["text"] != at["text"]:
            yield f"{link}: another text"
        if at["type"] in ("group", "display") and "answer" in item:
            yield f"{link}: a group with an answer"
        if at["type"] != "group" and "item" in item:
            yield f"{link}: items of a question outside of its answer"
        if len(item.get("answer", ())) > 1 and not at.get("repeats"):
            yield f"{link}: several answers"
        yield from _unlike(at.get("item", []), item.get("item", []))
        for answer in item.get("answer", ()):
            yield from _unlike(at.get("item", []), answer.get("item", []))
            yield from _wrong(at, {key: one for key, one in answer.items() if key != "item"})


def _wrong(at: Table, answer: Table) -> Iterator[str]:
    link, key = at["linkId"], _VALUES[at["type"]]
    if [*answer] != [key]:
        yield f"{link}: {[*answer]} for {key}"
        return
    value = answer[key]
    if key == "valueCoding" and {"valueCoding": value} not in at["answerOption"]:
        yield f"{link}: {value} is no option"
    if key == "valueDateTime" and not _DATE_TIME.fullmatch(value):
        yield f"{link}: {value} is no dateTime"
    if key == "valueString" and not value.strip():
        yield f"{link}: blank"


def case_of(asked: Table, said: Table) -> Table:
    """Return what the response says, in the form of a case file."""
    types = {item["linkId"]: item for item in items_of(asked["item"])}
    case: Table = {}
    for link, values in _answers(said.get("item", [])):
        *path, last = link.split(".")
        item = types[link]
        found = [value["code"] if isinstance(value, dict) else value for value in values]
        if item["type"] in ("date", "dateTime"):
            found = [instant(value) for value in found]
        if path[:1] == ["facts"] and last in ("unknown", "none"):
            *path, last = path
            found = [] if found == ["none"] else found
        if types.get(".".join([*path, last, "when"])):
            path, last = [*path, last], "answer"
        table = case
        for key in path:
            table = table.setdefault(key, {})
        table[last] = found if item.get("repeats") or not found else found[0]
    return case


def _answers(items: list[Table]) -> Iterator[tuple[str, list[Any]]]:
    for item in items:
        if "answer" in item:
            values = [v for a in item["answer"] for k, v in a.items() if k != "item"]
            yield item["linkId"], values
            for answer in item["answer"]:
                yield from _answers(answer.get("item", []))
        yield from _answers(item.get("item", []))


def instant(said: str | Moment) -> tuple[str, datetime]:
    """Return a moment so that the same one is equal, a day never being a time."""
    if isinstance(said, str):
        return instant((datetime if "T" in said else date).fromisoformat(said))
    if isinstance(said, datetime):
        return "time", said.astimezone(UTC)
    return "day", datetime.combine(said, time(), UTC)


def plain(case: Mapping[str, Any]) -> Table:
    """Return a case file's object as `case_of` gives it: one form for all, and no blank text."""
    found: Table = {
        "reference": case.get("reference"),
        "as_of": instant(case["as_of"]),
        "child": dict(case.get("child", {})),
        "facts": {},
        "clocks": {clock: instant(moment) for clock, moment in case.get("clocks", {}).items()},
        "indicators": {
            sign: dict(said) if isinstance(said, dict) else {"answer": said}
            for sign, said in case.get("indicators", {}).items()
        },
        "narrative": dict(case.get("narrative", {})),
        "judged_level": _chosen(case.get("judged_level")),
        "details": case.get("details", {}),
    }
    if born := found["child"].get("date_of_birth"):
        found["child"]["date_of_birth"] = instant(born)
    for fact, value in case.get("facts", {}).items():
        names = [name for name in value if name.strip()] if isinstance(value, list) else value
        found["facts"][fact] = names
    for said in found["indicators"].values():
        said |= {key: _chosen(said[key]) for key in ("grade", "weight") if key in said}
    return {key: value for key, value in _without_blanks(found).items() if value != {}}


def _chosen(said: Any) -> Table:
    one = said[0] if isinstance(said, list) else said or {}
    return {key: value for key, value in one.items() if key != "framework"}


def _without_blanks(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kept = {key: _without_blanks(one) for key, one in value.items()}
    return {
        key: one
        for key, one in kept.items()
        if one is not None and not (isinstance(one, str) and not one.strip())
    }
