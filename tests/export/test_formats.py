"""What a person typed stays text in every format, and every format tells the same."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings

from csescreen.core.summary import Paragraph, Section, Summary
from csescreen.core.text import Code, clean
from csescreen.export.formats import EXPORTERS
from tests.export.builder import summary
from tests.export.hostile import FRAGMENTS, document, lines, long_texts
from tests.export.reading import Reader, read_html, read_markdown
from tests.export.texts import all_texts

READERS: dict[str, Callable[[bytes], Reader]] = {"html": read_html, "markdown": read_markdown}
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)


def rendered(of: Summary, name: str) -> Reader:
    return READERS[name](EXPORTERS[name].render(of))


def assert_same_shape_and_text(text: str, name: str) -> None:
    plain, hostile = rendered(document("Plain"), name), rendered(document(text), name)
    assert hostile.tags == plain.tags
    attributes = [attribute[:2] for attribute in hostile.attributes]
    assert attributes == [attribute[:2] for attribute in plain.attributes]
    assert hostile.text == plain.text.replace("Plain", text)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("fragment", [f for f in FRAGMENTS if clean(f).strip()])
def test_each_hostile_fragment_is_shown_as_it_was_typed(fragment: str, name: str) -> None:
    assert_same_shape_and_text(clean(fragment).split("\n")[0].strip(), name)


@pytest.mark.parametrize("name", READERS)
@SETTINGS
@given(lines)
@example("1. http://example.com|\\|")
@example("\xa0- x\u3000")
def test_hostile_text_in_every_slot_is_shown_as_it_was_typed(name: str, text: str) -> None:
    assert_same_shape_and_text(text, name)


@SETTINGS
@given(long_texts)
def test_html_keeps_line_ends(text: str) -> None:
    of = one_paragraph(text)
    assert clean(text.strip("\n")) in rendered(of, "html").text


@SETTINGS
@given(long_texts)
def test_markdown_keeps_line_ends_and_paragraphs(text: str) -> None:
    shown = rendered(one_paragraph(text), "markdown")
    assert set(shown.tags) <= {"p", "br", "strong", "h1", "h2", "blockquote"}
    shown_text = re.sub(r"\n{2,}", "\n\n", shown.text)
    expected = re.sub(r"\n(?:\s*\n)+", "\n\n", clean(text)).strip("\n")
    blank = re.compile(r"^\s*\n|\n\s*$")
    assert blank.sub("", expected) in shown_text


def one_paragraph(text: str) -> Summary:
    section = Section("one", "Section", (Paragraph(text, own_words=True),))
    return Summary("Title", "", "MARK", (section,), {}, {}, {})


@SETTINGS
@given(long_texts)
def test_json_is_strict_ascii_and_carries_the_text(text: str) -> None:
    content = EXPORTERS["json"].render(document(text))
    assert content.isascii()
    found = json.loads(content, parse_constant=pytest.fail)
    assert found["details"]["child_name"] == clean(text)
    assert found["case"]["narrative"]["judgement"] == clean(text)
    assert found["summary"][0]["blocks"][0]["text"] == clean(text)


@SETTINGS
@given(lines)
def test_html_has_no_way_out(text: str) -> None:
    shown = rendered(document(text), "html")
    names = {name for _, name, _ in shown.attributes}
    assert names <= {
        *("lang", "charset", "http-equiv", "content", "name", "id", "class"),
        *("aria-labelledby", "scope", "dir", "data-label"),
    }
    assert not {"script", "a", "img", "link", "iframe", "form", "object"} & set(shown.tags)
    assert "<" not in shown.style
    assert "url(" not in shown.style.lower()
    assert "@import" not in shown.style.lower()


def test_html_allows_its_own_style_alone() -> None:
    shown = rendered(summary(), "html")
    policy = next(v for _, n, v in shown.attributes if n == "content" and "default-src" in v)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_html_is_made_for_people() -> None:
    shown = rendered(summary(), "html")
    assert ("html", "lang", "en-GB") in shown.attributes
    levels = [int(tag[1]) for tag in shown.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert shown.tags.count("caption") == shown.tags.count("table") > 0
    assert shown.tags.count("th") == sum(name == "scope" for _, name, _ in shown.attributes)
    assert "to fill in" in shown.text


def test_a_name_stays_out_of_the_window_title() -> None:
    content = EXPORTERS["html"].render(summary()).decode()
    assert "Example Child" not in content[: content.index("</head>")]


@pytest.mark.parametrize("name", READERS)
def test_every_text_is_in_every_format_in_the_same_order(name: str) -> None:
    of = replace(summary(), closing=("Audit head", Code("17-AB"), "– keep this."))
    words, place = rendered(of, name).words.removeprefix("A-17 "), 0
    for text in all_texts(of):
        place = words.index(" ".join(text.split()), place)


def test_every_text_is_in_the_json() -> None:
    found = json.loads(EXPORTERS["json"].render(summary()))
    flat = json.dumps([found["title"], found["at_a_glance"], found["summary"]])
    for text in all_texts(summary()):
        assert json.dumps(text) in flat


@pytest.mark.parametrize("audience", ("professionals", "supervision"))
def test_json_says_for_whom_it_is(audience: str) -> None:
    found = json.loads(EXPORTERS["json"].render(replace(summary(), audience=audience)))
    assert found["audience"] == audience


def test_json_marks_own_words_and_names_its_format() -> None:
    found = json.loads(EXPORTERS["json"].render(summary()))
    assert found["format"] == 1
    assert {"case", "outcome", "details", "wording", "summary"} <= found.keys()
    narrative = next(section for section in found["summary"] if section["id"] == "narrative")
    assert any(block.get("own_words") for block in narrative["blocks"])


@pytest.mark.parametrize("name", ("markdown", "html", "json"))
def test_marking_stands_in_every_format(name: str) -> None:
    assert b"TRAINING" in EXPORTERS[name].render(summary(marking="TRAINING"))
    assert b"OFFICIAL-SENSITIVE" in EXPORTERS[name].render(summary()).replace(b"\\-", b"-")


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_summary_gives_the_same_bytes(name: str) -> None:
    assert EXPORTERS[name].format == name
    assert EXPORTERS[name].render(summary()) == EXPORTERS[name].render(summary())
