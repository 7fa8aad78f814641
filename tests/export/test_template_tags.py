"""What stands between braces in a form: what it cannot say is told, all at once, with its place."""

from dataclasses import replace

import pytest

from csescreen.core.summary import SignLine
from csescreen.errors import InputError
from csescreen.export.template import look_through
from tests.export.builder import summary
from tests.export.forms import (
    PLAIN,
    blank,
    changed,
    codes,
    fill,
    form,
    saved,
    within,
)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("{{ chld_name }}", "unknown-placeholder", 'Did you mean "child_name"?'),
        ("{{ xyzzy }}", "unknown-placeholder", "`csescreen template list`"),
        ("{{ actions }}", "a-list", "is a list"),
        ("{{ action.action }}", "out-of-place", "outside of its list"),
        ("{% for a in actions %}{{ a.actoin }}{% endfor %}", "unknown-placeholder", '"action"'),
        ("{% for a in actions %}{{ a }}{% endfor %}", "a-list", "is a list"),
        ("{% for a in acts %}{% endfor %}", "unknown-placeholder", '"actions"'),
        ("{% for a, b in actions %}{% endfor %}", "unknown-form", "cannot be read"),
        ("{% for title in actions %}{% endfor %}", "unknown-form", "cannot be read"),
        ("{% for a in actions %}", "no-end", "has no end"),
        ("{% if title %}", "no-end", "has no end"),
        ("{% endfor %}", "out-of-place", "has no for"),
        ("{% else %}", "out-of-place", "has no if"),
        ("{% if title %}{% endfor %}{% endif %}", "out-of-place", "has no for"),
        ("{{ title", "no-end", "does not end"),
        ("{{ title | upper }}", "unknown-form", "cannot be read"),
        ("{{ title.__class__ }}", "out-of-place", "outside of its list"),
        ("{{ title['x'] }}", "unknown-form", "cannot be read"),
        ("{{ range(9) }}", "unknown-form", "cannot be read"),
        ("{{ 'x' * 999999999 }}", "unknown-form", "cannot be read"),
        ("{{ self }}", "unknown-placeholder", "knows no placeholder"),
        ("{{ loop.index }}", "out-of-place", "outside of its list"),
        ("{{r title }}", "unknown-form", "no placeholder"),
        ("{{ not title }}", "unknown-form", "cannot be read"),
        ("{% set x = 1 %}", "unknown-form", "does not know"),
        ("{% include 'x' %}", "unknown-form", "does not know"),
        ("{% macro x() %}{% endmacro %}", "unknown-form", "does not know"),
        ("{% cellbg title %}", "unknown-form", "does not know"),
        ("{%- if title %}{% endif %}", "unknown-form", "does not know"),
        ("{{ " + "(" * 100 + "title" + ")" * 100 + " }}", "unknown-form", "cannot be read"),
        ("{{ " + "(" * 5000 + "title" + ")" * 5000 + " }}", "no-end", "does not end"),
        ("{{ " + "{{" * 5000, "no-end", "does not end"),
    ],
)
def test_what_a_template_cannot_say_is_told_with_its_place(line: str, code: str, said: str) -> None:
    content = form("{{ reference }}", line)
    problems = look_through(content, "form.docx").problems
    assert code in [problem.code for problem in problems]
    problem = next(problem for problem in problems if problem.code == code)
    assert problem.place == "paragraph 2"
    assert said in problem.line()
    with pytest.raises(InputError) as refused:
        fill(content, summary(), "form.docx")
    assert refused.value.exit_status == 2
    assert refused.value.problems == problems


def test_every_problem_is_told_at_once_with_its_place() -> None:
    content = form("{{ one }}", "{{ two }}", rows=("x", "{{ three }}"), header="{{ four }}")
    assert codes(content) == [
        ("unknown-placeholder", "paragraph 1"),
        ("unknown-placeholder", "paragraph 2"),
        ("unknown-placeholder", "table 1, row 2"),
        ("unknown-placeholder", "page header"),
    ]


def test_a_place_names_the_heading_above_it() -> None:
    document = blank()
    document.add_heading("The child", 1)
    document.add_paragraph("{{ nobody }}")
    assert codes(saved(document)) == [("unknown-placeholder", 'paragraph 2, under "The child"')]


def test_lists_within_lists_are_refused() -> None:
    nested = "{% for a in actions %}{% for b in actions %}x{% endfor %}{% endfor %}"
    assert codes(form(nested)) == [("unknown-form", "paragraph 1")]


def test_a_row_that_begins_a_list_has_to_end_it() -> None:
    rows = ("{%tr for a in actions %}", "{{ a.action }}", "{% endfor %}")
    assert codes(form(rows=rows)) == [("out-of-place", "table 1, row 3")]


def test_tags_that_lie_across_each_other_are_told_without_a_word_of_the_child() -> None:
    content = form("{% if next_steps %}", rows=("{% endif %}{{ child_name }}",))
    with pytest.raises(InputError) as refused:
        fill(content, summary(), "form.docx")
    assert refused.value.problems[0].code == "not-whole"
    assert "Example Child" not in str(refused.value.lines())
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_a_form_without_placeholders_is_told() -> None:
    assert codes(form("Referral form")) == [("no-placeholder", "")]


def test_what_becomes_too_long_is_refused() -> None:
    signs = tuple(SignLine(str(n), "", "x" * 500, "Yes") for n in range(200))
    many = form("{% for s in signs_present %}" + "{{ s.sign }}" * 200 + "{% endfor %}")
    with pytest.raises(InputError) as refused:
        fill(many, replace(summary(), signs=signs))
    assert refused.value.problems[0].code == "too-large"


@pytest.mark.parametrize(
    "inside",
    [
        '<w:fldSimple w:instr=" HYPERLINK {{ child_name }} "/>',
        "<w:r><w:instrText>{{ child_name }}</w:instrText></w:r>",
        '<w:bookmarkStart w:id="1" w:name="{{ child_name }}"/>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>{{ child_name }}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_placeholders_stand_in_text_alone(inside: str) -> None:
    content = changed(
        form("{{ reference }}"),
        word__document_dot_xml=lambda text: text.replace("</w:p>", f"{inside}</w:p>", 1),
    )
    assert "out-of-place" in [code for code, _ in codes(content)]
    with pytest.raises(InputError):
        fill(content, summary())


MANY = {
    "placeholders": ("{{ title }}" * 80_000, "too-large"),
    "lists": ("{% for a in actions %}{{ a.action }}{% endfor %}" * 20_000, "too-large"),
    "beginnings": ("{{" * 500_000, "no-end"),
    "notes": ("{# #}" * 200_000, "too-large"),
}


@pytest.mark.parametrize(("text", "code"), MANY.values(), ids=MANY)
def test_a_form_with_more_than_any_form_has_is_refused(text: str, code: str) -> None:
    content = changed(PLAIN, word__document_dot_xml=within(text))
    assert [found for found, _ in codes(content)] == [code]


def test_conditions_without_end_are_refused_and_not_fallen_over() -> None:
    text = "{% if title %}" * 900 + "{% endif %}" * 900
    with pytest.raises(InputError):
        fill(changed(PLAIN, word__document_dot_xml=within(text)), summary())
