"""An authority's own form: filled in with text alone, from a file that nobody has to trust."""

import importlib.util
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings

from csescreen.core.screening import Screening
from csescreen.core.summary import ActionLine, LevelLine, OwnWords, SignLine, Summary
from csescreen.core.text import clean
from csescreen.errors import InputError
from csescreen.export.placeholders import PLACEHOLDERS, ROWS, values_of
from csescreen.export.template import BLANK, TemplateExporter, look_through
from csescreen.export.word.package import packed, unpacked
from tests.export import reading_word as word
from tests.export.builder import screening, summary
from tests.export.hostile import FRAGMENTS, long_texts
from tests.export.test_several import made

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
ROOT = Path(__file__).parent.parent.parent
REFERRAL = (ROOT / "csescreen" / "export" / "word" / "referral.docx").read_bytes()
EXAMPLE = (ROOT / "csescreen" / "export" / "word" / "example-template.docx").read_bytes()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def form(*lines: str, rows: tuple[str, ...] = (), header: str = "") -> bytes:
    """A form as somebody makes it in Word: paragraphs, and a table with a cell to each row."""
    document = blank()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=0, cols=2)
        for row in rows:
            table.add_row().cells[0].text = row
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def blank() -> DocumentObject:
    """A document of nothing: our own is small, so that the tests are quick."""
    document = Document(io.BytesIO(REFERRAL))
    document.element.body.remove(document.element.body[0])
    return document


def saved(document: DocumentObject) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(content: bytes, **parts: Callable[[str], str] | str | bytes) -> bytes:
    """The document with parts changed or added; __ stands for a solidus."""
    found = unpacked(content)
    for key, change in parts.items():
        name = key.replace("__", "/").replace("_dot_", ".").replace("TYPES", "[Content_Types].xml")
        if callable(change):
            found[name] = change(found[name].decode()).encode()
        else:
            found[name] = change if isinstance(change, bytes) else change.encode()
    return packed(found)


def fill(content: bytes, of: Summary, name: str = "") -> bytes:
    return TemplateExporter(content, name).render(of)


def filled(content: bytes, of: Summary | None = None) -> list[str]:
    read = word.read_word(fill(content, of or summary(), "form.docx"))
    return word.texts(read)


def codes(content: bytes) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in look_through(content, "f").problems]


# what it fills in


def test_every_placeholder_has_its_text() -> None:
    content = form(*(f"{one.name}={{{{ {one.name} }}}}" for one in PLACEHOLDERS))
    flat, _ = values_of(summary())
    assert filled(content) == [f"{name}={text or BLANK}" for name, text in flat.items()]
    assert {name for name, text in flat.items() if not text} == {
        *("child_gender", "child_ethnicity", "carers", "carers_know", "could_be", "next_steps"),
        "worker_contact",
    }


def test_every_list_has_its_rows() -> None:
    _, rows = values_of(summary())
    for many in ROWS:
        fields = "|".join(f"{{{{ one.{field.name} }}}}" for field in many.fields)
        content = form(f"{{%p for one in {many.name} %}}", fields, "{%p endfor %}")
        expected = ["|".join(text or BLANK[:8] for text in row.values()) for row in rows[many.name]]
        assert filled(content) == expected
    assert [name for name, found in rows.items() if not found] == ["open_questions"]


def test_values_of_several_frameworks_and_of_a_blank_screening() -> None:
    flat, rows = values_of(made())
    assert flat["highest_sign"].split("\n") == [
        "Telford & Wrekin: Acute",
        "Leicester, Leicestershire and Rutland: High Risk",
    ]
    assert len(rows["levels"]) == 2
    assert rows["open_questions"]
    assert len(flat["authority"].split("\n")) == 2
    blank, _ = values_of(summary(Screening(("example",), reference="B-1")))
    assert blank["reference"] == "B-1"
    assert blank["child_name"] == blank["date_of_birth"] == blank["worried_about"] == ""


def test_a_table_gets_a_row_for_each() -> None:
    content = form(
        rows=("Action", "{%tr for a in actions %}", "{{ a.action }}", "{%tr endfor %}", "End")
    )
    found = [text for text in filled(content) if text]
    assert found == ["Action", *(line.action for line in summary().actions), "End"]


def test_parts_are_left_out_where_a_text_is_blank() -> None:
    lines = (
        "{%p if next_steps %}",
        "Next: {{ next_steps }}",
        "{%p else %}",
        "None",
        "{%p endif %}",
    )
    assert filled(form(*lines)) == ["None"]
    written = screening(narrative={"next_steps": "Ring"})
    assert filled(form(*lines), summary(written)) == ["Next: Ring"]
    both = "{% if not next_steps and child_name or carers %}x{% endif %}y{{ child_gender }}"
    assert filled(form(both)) == [f"xy{BLANK}"]


def test_a_name_that_word_split_into_runs_is_found() -> None:
    document = blank()
    paragraph = document.add_paragraph()
    for part in ("Name: {", "{ chi", "ld_na", "me }", "} and more"):
        paragraph.add_run(part).bold = part.startswith("chi")
    assert filled(saved(document)) == ["Name: Example Child (fictional) and more"]


def test_headers_are_filled_in() -> None:
    read = word.read_word(fill(form("{{ title }}", header="{{ marking }}"), summary()))
    assert read.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"


def test_lines_stay_lines() -> None:
    assert filled(form("{{ worried_about }}")) == [
        "A man whom nobody knows collects the child on Fridays.\n\n"
        "The carer has seen the car twice and wrote down part of the plate."
    ]


def test_right_to_left_text_is_marked_as_such() -> None:
    of = summary(screening(details={"child_name": "محمد", "child_school": "שלום"}))
    read = word.read_word(fill(form("{{ child_name }}", "School: {{ child_school }}"), of))
    name, school = read.paragraphs
    assert name._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert name.runs[0].font.rtl
    assert school._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None


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


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert fill(EXAMPLE, summary()) == fill(EXAMPLE, summary())


def test_nothing_is_said_of_who_made_the_form() -> None:
    document = Document()  # python-docx's own: with a thumbnail, a company, custom parts
    document.add_paragraph("{{ reference }}")
    document.core_properties.author = "A. Person"
    document.core_properties.last_modified_by = "A. Person"
    document.core_properties.title = "{{ child_name }}"
    content = fill(saved(document), summary())
    parts = word.xml_parts(content)
    core = {element.tag.split("}")[1]: element.text for element in parts["docProps/core.xml"]}
    assert core == {
        "title": "A-17 Child sexual exploitation: screening and referral",
        "creator": "csescreen",
        "language": "en-GB",
    }
    assert [element.text for element in parts["docProps/app.xml"]] == ["csescreen"]
    names = set(word.names(content))
    assert not [name for name in names if name.startswith("customXml/") or "thumbnail" in name]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# what it refuses


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
        ("{{ " + "(" * 100 + "title" + ")" * 100 + " }}", "", ""),
        ("{{ " + "{{" * 5000, "no-end", "does not end"),
    ],
)
def test_what_a_template_cannot_say_is_told_with_its_place(line: str, code: str, said: str) -> None:
    content = form("{{ reference }}", line)
    problems = look_through(content, "form.docx").problems
    if not code:
        return
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


def test_a_form_whose_document_has_another_name_is_filled_in() -> None:
    """Word on the web calls it document2.xml."""
    parts = unpacked(form("{{ reference }}"))
    renamed = {
        name.replace("document.xml", "document2.xml"): content.replace(
            b"word/document.xml", b"word/document2.xml"
        )
        for name, content in parts.items()
    }
    assert filled(packed(renamed)) == ["A-17"]


def test_a_form_without_placeholders_is_told() -> None:
    assert codes(form("Referral form")) == [("no-placeholder", "")]


def test_what_becomes_too_long_is_refused() -> None:
    signs = tuple(SignLine(str(n), "", "x" * 500, "Yes") for n in range(200))
    many = form("{% for s in signs_present %}" + "{{ s.sign }}" * 200 + "{% endfor %}")
    with pytest.raises(InputError) as refused:
        fill(many, replace(summary(), signs=signs))
    assert refused.value.problems[0].code == "too-large"


def relationship(kind: str, target: str, *, external: bool) -> Callable[[str], str]:
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return lambda text: text.replace("</Relationships>", one + "</Relationships>")


@pytest.mark.parametrize(
    ("kind", "target", "outside", "code"),
    [
        ("image", "http://example.com/x.png", True, "outside"),
        ("image", "file:///c:/x.png", True, "outside"),
        ("oleObject", "http://example.com/x", True, "active-part"),
        ("subDocument", "file:///x.docx", True, "active-part"),
        ("aFChunk", "x.html", False, "active-part"),
        ("oleObject", "embeddings/x.bin", False, "active-part"),
        ("package", "embeddings/x.xlsx", False, "active-part"),
        ("vbaProject", "vbaProject.bin", False, "active-part"),
        ("control", "activeX/activeX1.xml", False, "active-part"),
        ("hyperlink", "file:///etc/passwd", True, "outside"),
        ("hyperlink", "javascript:alert(1)", True, "outside"),
        ("hyperlink", "https://example.gov.uk", True, ""),
        ("hyperlink", "mailto:hub@example.gov.uk", True, ""),
    ],
)
def test_what_loads_or_runs_something_is_refused(
    kind: str, target: str, outside: bool, code: str
) -> None:
    content = changed(
        form("{{ reference }}"),
        word___rels__document_dot_xml_dot_rels=relationship(kind, target, external=outside),
    )
    assert [found for found, _ in codes(content)] == ([code] if code else [])


def test_a_template_on_somebodys_computer_is_left_out() -> None:
    content = changed(
        form("{{ reference }}"),
        word__settings_dot_xml=lambda text: text.replace(
            "</w:settings>",
            f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rIdX"/></w:settings>',
        ),
        word___rels__settings_dot_xml_dot_rels=(
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rIdX" Type="{OFFICE}/attachedTemplate" '
            'Target="file:///C:/Users/somebody/x.dotx" TargetMode="External"/></Relationships>'
        ),
    )
    assert b"attachedTemplate" in unpacked(content)["word/settings.xml"]
    written = fill(content, summary())
    assert not any(b"somebody" in part for part in unpacked(written).values())
    assert word.external(written) == []
    assert word.tags(written, "w:attachedTemplate") == []


BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))


def code(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inside", "refused"),
    [
        ('<w:fldSimple w:instr=" INCLUDEPICTURE http://example.com/x "/>', True),
        ('<w:fldSimple w:instr=" PAGE "/>', False),
        (f"{BEGIN}{code(' DDE')}{code('AUTO cmd ')}{END}", True),
        (f"{BEGIN}{code(' IF 1 ')}{BEGIN}{code(' INCLUDETEXT x ')}{END}{END}", True),
        (f"{BEGIN}{code(' IF 1 ')}{BEGIN}{code(' PAGE ')}{END}{END}", False),
    ],
)
def test_fields_that_load_something_are_refused(inside: str, refused: bool) -> None:
    content = changed(
        form("{{ reference }}"),
        word__document_dot_xml=lambda text: text.replace("</w:p>", f"{inside}</w:p>", 1),
    )
    assert [code for code, _ in codes(content)] == (["field"] if refused else [])


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


def of_type(kind: str) -> Callable[[str], str]:
    usual = "officedocument.wordprocessingml.document.main+xml"
    return lambda text: text.replace(usual, kind)


def declaring(text: str) -> str:
    return text.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)


PLAIN = form("{{ reference }}")
NO_FORMS = {
    "empty": (b"", "not-a-docx"),
    "pdf": (b"%PDF-1.7", "not-a-docx"),
    "old Word or locked": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "not-a-docx"),
    "no package": (b"PK\x03\x04" + b"x" * 100, "damaged"),
    "cut off": (PLAIN[:-200], "damaged"),
    "large": (b"PK\x03\x04" + b"x" * 11_000_000, "too-large"),
    "another package": (packed({"a": b"x"}), "not-a-docx"),
    "many parts": (packed({f"{n}": b"x" for n in range(500)}), "too-large"),
    "bomb": (packed({"word/media/a.png": b"\0" * 60_000_000}), "too-large"),
    "long": (changed(PLAIN, word__document_dot_xml="<p>" + "x" * 3_000_000), "too-large"),
    "no XML": (changed(PLAIN, word__document_dot_xml="<w:p"), "damaged"),
    "entities": (changed(PLAIN, word__document_dot_xml=declaring), "damaged"),
    "macros": (changed(PLAIN, TYPES=of_type("x.macroEnabled.main+xml")), "macro"),
    "template": (changed(PLAIN, TYPES=of_type("template.main+xml")), "not-a-docx"),
}


def within(text: str) -> Callable[[str], str]:
    one = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return lambda document: document.replace("<w:sectPr", f"{one}<w:sectPr", 1)


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


@pytest.mark.parametrize(("content", "code"), NO_FORMS.values(), ids=NO_FORMS)
def test_a_file_that_is_no_form_is_refused(content: bytes, code: str) -> None:
    assert codes(content)[0][0] == code
    with pytest.raises(InputError):
        TemplateExporter(content, "f")


# the example, the list and the page


def test_the_example_uses_what_matters_and_has_no_problem() -> None:
    look = look_through(EXAMPLE, "example")
    assert look.problems == ()
    assert look.lacks == ()
    shown = filled(EXAMPLE)
    assert "What must happen now" in shown
    assert not any("{" in text or "example of an authority" in text for text in shown)


@pytest.mark.parametrize("name", ("templates", "word_template"))
def test_what_is_generated_is_current(name: str) -> None:
    script = load(name)
    if name == "templates":
        text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
        assert script.with_placeholders(text) == text, "run: python docs/templates.py"
    else:
        assert unpacked(EXAMPLE) == unpacked(script.example()), "run: python docs/word_template.py"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_names_are_plain_and_told_apart() -> None:
    names = [one.name for one in (*PLACEHOLDERS, *ROWS)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    for many in ROWS:
        assert many.one not in names
        assert len({field.name for field in many.fields}) == len(many.fields)


def test_libreoffice_opens_the_filled_in_example(tmp_path: Path) -> None:
    shown = word.pdf_words(word.as_pdf(fill(EXAMPLE, summary()), tmp_path))
    for text in ("Exampleshire: child exploitation referral", "Example Child", "Threshold met"):
        assert text in shown
    assert "{{" not in shown


def test_the_xml_that_word_reads_is_in_its_order() -> None:
    """Word refuses a document whose properties stand in another order than the schema's."""
    of = summary(screening(details={"child_name": "محمد"}))
    document = parse_xml(unpacked(fill(EXAMPLE, of))["word/document.xml"])
    order = ("pStyle", "keepNext", "shd", "bidi", "spacing", "ind", "jc", "rPr")
    for properties in document.iter(qn("w:pPr")):
        found = [child.tag.split("}")[1] for child in properties]
        assert found == sorted(found, key=order.index)
