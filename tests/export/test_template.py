"""An authority's own form, filled in: each placeholder with its text, each list with its rows."""

from docx.oxml.ns import qn

from csescreen.core.screening import Screening
from csescreen.export.placeholders import PLACEHOLDERS, ROWS
from csescreen.export.template import BLANK, values_of
from tests.export import reading_word as word
from tests.export.builder import screening, summary
from tests.export.forms import EXAMPLE, blank, fill, filled, form, saved
from tests.export.test_several import made


def test_every_placeholder_has_its_text() -> None:
    content = form(*(f"{one.name}={{{{ {one.name} }}}}" for one in PLACEHOLDERS))
    flat, _ = values_of(summary())
    assert filled(content) == [f"{name}={text or BLANK}" for name, text in flat.items()]
    assert {name for name, text in flat.items() if not text} == {
        *(
            "age_as_given",
            "child_gender",
            "child_ethnicity",
            "carers",
            "carers_know",
            "could_be",
            "next_steps",
        ),
        "worker_contact",
    }


def test_every_list_has_its_rows() -> None:
    _, rows = values_of(summary())
    for many in ROWS:
        fields = "|".join(f"{{{{ one.{field.name} }}}}" for field in many.fields)
        content = form(f"{{%p for one in {many.name} %}}", fields, "{%p endfor %}")
        expected = ["|".join(text or BLANK[:8] for text in row.values()) for row in rows[many.name]]
        assert filled(content) == expected
    assert [name for name, found in rows.items() if not found] == [
        "signs_possible",
        "signs_partly_asked",
        "open_questions",
        "further_details",
    ]


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


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert fill(EXAMPLE, summary()) == fill(EXAMPLE, summary())
