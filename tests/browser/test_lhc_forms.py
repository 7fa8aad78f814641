"""The form of every framework in the real LHC-Forms, with each of its answers in its place."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Page

from csescreen.core.form import Form, Item, Value, flat
from csescreen.core.framework import Framework
from csescreen.export.as_fhir import questionnaire, questionnaire_response
from tests.browser.browsing import asked_of_others
from tests.export.fhir_reading import case_of
from tests.tools import tool_shelf
from tests.tools_at_hand import needs

SHELF = tool_shelf()
SHOW = """async ([asked, said]) => {
  const form = LForms.Util.convertFHIRQuestionnaireToLForms(asked, 'R4');
  const filled = LForms.Util.mergeFHIRDataIntoLForms('QuestionnaireResponse', said, form, 'R4');
  await LForms.Util.addFormToPage(filled, 'form', {prepopulate: false});
}"""
IN_PLACE = """() => {
  const linkId = (id) => id.replace(/^radiogroup_/, '').replace(/([/]\\d+)+$/, '');
  const found = {};
  const put = (id, text) => (found[linkId(id)] ??= []).push(text);
  for (const one of document.querySelectorAll('textarea, input.ant-input, input:not([type])'))
    if (one.id && one.value) put(one.id, one.value);
  for (const one of document.querySelectorAll('input[type=text]'))
    if (one.id && one.value && !found[linkId(one.id)]?.includes(one.value)) put(one.id, one.value);
  for (const one of document.querySelectorAll('input[type=radio]:checked'))
    put(one.name, one.closest('label').innerText.trim());
  return found;
}"""


class Opened(NamedTuple):
    """The page, what it asked of others, and its errors."""

    page: Page
    asked: list[str]
    errors: list[str]


@pytest.fixture(scope="module")
def opened(context: BrowserContext, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Return a page with LHC-Forms in it, which takes its seconds to be there."""
    package = Path(needs("lforms"), "dist", "lforms")
    scripts = ("webcomponent/assets/lib/zone.min.js", "webcomponent/lhc-forms.js")
    page_file = tmp_path_factory.mktemp("lhc-forms") / "form.html"
    tags = "".join(
        f'<script src="{(package / script).as_uri()}"></script>\n'
        for script in (*scripts, "fhir/lformsFHIRAll.min.js")
    )
    style = (package / "webcomponent" / "styles.css").as_uri()
    page_file.write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title>'
        f'<link rel="stylesheet" href="{style}"></head>'
        f'<body><div id="form"></div>\n{tags}</body></html>',
        encoding="utf-8",
    )
    page = context.new_page()
    asked, errors = asked_of_others(page), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_file.as_uri())
    page.wait_for_function("window.LForms?.Util && window.LForms?.FHIR")
    return Opened(page, asked, errors)


@pytest.fixture
def lhc_forms(opened: Opened) -> Iterator[Page]:
    """Yield the page without a form in it; nothing may have been asked of others."""
    opened.page.evaluate("document.getElementById('form').replaceChildren()")
    yield opened.page
    assert (opened.asked, opened.errors) == ([], [])


def filled(framework: Framework) -> Form:
    """Return the form with an answer at every item, each unlike the others."""
    items = (item for item in flat(Form(framework).groups()) if item.kind != "group")
    return Form(framework, {item.id: _some(item, place) for place, item in enumerate(items)})


def _some(item: Item, place: int) -> Value:
    if item.choices:
        codes = list(item.choices.words)
        return codes[place % len(codes)]
    some: dict[str, Value] = {
        "number": place,
        "line": f"<b>{place}</b> & “words”",
        "lines": (f"first {place}", f"second {place}"),
        "text": f"line {place}\n\n<i>and</i> another",
        "moment": datetime(2026, 7, 1 + place % 28, 10, 15, tzinfo=UTC),
        "day": date(2010, 8, 9),
    }
    return some[item.kind]


@pytest.mark.parametrize("name", [*SHELF.ids()])
def test_every_answer_is_in_its_place(name: str, lhc_forms: Page) -> None:
    form = filled(SHELF.get(name))
    asked: dict[str, Any] = json.loads(json.dumps(questionnaire(form.framework)))
    said = json.loads(json.dumps(questionnaire_response(form)))

    lhc_forms.evaluate(SHOW, [asked, said])
    lhc_forms.locator("textarea").last.wait_for()
    shown = lhc_forms.evaluate(IN_PLACE)
    back = lhc_forms.evaluate("LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4')")

    items = {item.id: item for item in flat(form.groups())}
    expected = {
        place: _as_shown(items[place], value)
        for place, value in form.answers.items()
        if items[place].kind not in ("moment", "day")  # its fields of dates have no name
    }
    assert shown == expected
    dates = lhc_forms.locator("lhc-datetime input, nz-date-picker input")
    there = [field.input_value() for field in dates.all()]
    assert len(there) == len(form.answers) - len(expected)
    assert all(there)
    assert case_of(asked, back) == case_of(asked, said)


def _as_shown(item: Item, value: Value) -> list[str]:
    if item.choices:
        return [item.choices.words[str(value)]]
    return list(value) if isinstance(value, tuple) else [str(value)]


def test_details_are_asked_for_once_a_sign_was_answered(lhc_forms: Page) -> None:
    asked = questionnaire(SHELF.get("telford"))
    lhc_forms.evaluate(SHOW, [asked, questionnaire_response(Form(SHELF.get("telford")))])
    note = lhc_forms.locator("textarea[id^='indicators.despair.note/']")
    lhc_forms.locator("textarea").last.wait_for()
    assert note.count() == 0
    answers = "label:has(input[name='radiogroup_indicators.despair/1/1'])"
    lhc_forms.locator(answers).first.click()
    note.wait_for()
