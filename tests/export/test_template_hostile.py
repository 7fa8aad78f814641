"""A form filled in with text that tries to be more than text."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings

from csescreen.core.summary import ActionLine, LevelLine, OwnWords, SignLine, Summary
from csescreen.core.text import clean
from csescreen.export.template import BLANK
from tests.export import reading_word as word
from tests.export.builder import summary
from tests.export.forms import fill, form
from tests.export.hostile import FRAGMENTS, long_texts

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)


def hostile_summary(text: str) -> Summary:
    own = OwnWords(text)
    return replace(
        summary(),
        reference=text,
        marking=text,
        details=dict.fromkeys(("child_name", "child_words"), text),
        case={"narrative": {"judgement": text}},
        actions=(ActionLine("a", text, text, text, None, (text, text), (text,), (text,)),),
        levels=(LevelLine(text, text, text, text, text, own, text),),
        signs=(SignLine("s", text, text, "Yes", text, text, own, own),),
    )


FORM = form(
    "{{ child_name }}",
    "a {{ judgement }} z",
    *("{%p for one in actions %}", "{{ one.because }}", "{%p endfor %}"),
    *("{% for one in signs_present %}[{{ one.evidence }}]{% endfor %}",),
    rows=("{%tr for one in levels %}", "{{ one.judged_reason }}", "{%tr endfor %}", "end"),
    header="{{ reference }}",
)


def assert_only_text(text: str) -> None:
    shown, content = clean(text), fill(FORM, hostile_summary(text))
    blank = not shown.strip()
    read = word.read_word(content)
    assert word.texts(read) == [
        BLANK if blank else shown,
        f"a {BLANK if blank else shown} z",
        f"{shown}\n{shown}" if not blank else BLANK[:8],
        f"[{BLANK[:8] if blank else shown}]",
        *(BLANK[:8] if blank else shown, "", "end", ""),
    ]
    assert read.sections[0].header.paragraphs[0].text == (BLANK if blank else shown)
    assert word.tags(content, *word.FIELDS, *word.ACTIVE) == ["w:fldSimple", "w:fldSimple"]
    assert word.external(content) == []
    assert sorted(word.names(content)) == sorted(word.names(FORM))


@pytest.mark.parametrize(
    "fragment", [*FRAGMENTS, "{_{ x }_}", "{_% if %_}", "\a\f\t|", "{{ title }}"]
)
def test_each_hostile_fragment_is_shown_as_it_was_typed(fragment: str) -> None:
    assert_only_text(fragment)


@SETTINGS
@given(long_texts)
@example("{{ child_name }}\n\n {% for x in y %} {# #}")
@example(" \n")
def test_hostile_text_comes_back_as_text(text: str) -> None:
    assert_only_text(text)
