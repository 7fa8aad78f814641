"""A form from anywhere: what loads, runs or leads elsewhere is refused, wherever it stands."""

from collections.abc import Callable

import pytest

from csescreen.errors import InputError
from csescreen.export.template import TemplateExporter, look_through
from csescreen.export.word.package import packed, unpacked
from tests.export.builder import summary
from tests.export.forms import (
    OFFICE,
    PLAIN,
    changed,
    codes,
    fill,
    filled,
    form,
    in_the_document,
    inside,
    relationship,
    renamed,
)


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


def of_type(kind: str) -> Callable[[str], str]:
    usual = "officedocument.wordprocessingml.document.main+xml"
    return lambda text: text.replace(usual, kind)


def declaring(text: str) -> str:
    return text.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)


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


@pytest.mark.parametrize(("content", "code"), NO_FORMS.values(), ids=NO_FORMS)
def test_a_file_that_is_no_form_is_refused(content: bytes, code: str) -> None:
    assert codes(content)[0][0] == code
    with pytest.raises(InputError):
        TemplateExporter(content, "f")


# whatever a part is called, and wherever it stands

DDE = f"{BEGIN}{code(' DDEAUTO cmd ')}{END}"
WITH_DDE = changed(PLAIN, word__header1_dot_xml=inside(DDE))


def without_types(content: bytes, ending: str) -> bytes:
    """The form with its header's own type taken away, and a type for an ending in its place."""
    header = f'<Override PartName="/word/header1.{ending}" ContentType="{HEADER}"/>'
    usual = f'<Default Extension="{ending}" ContentType="image/{ending}"/>'
    return changed(content, TYPES=lambda text: text.replace(header, usual))


HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (WITH_DDE, "field"),
        (renamed(WITH_DDE, "word/header1.xml", "word/header1.bin"), "hidden-part"),
        (renamed(WITH_DDE, "word/header1.xml", "word/header1.XML"), "hidden-part"),
        (renamed(WITH_DDE, "word/header1.xml", "word/b.svg"), "field"),
        (
            without_types(renamed(WITH_DDE, "word/header1.xml", "word/header1.png"), "png"),
            "hidden-part",
        ),
    ],
    ids=["usual", "ending", "case", "drawing", "picture"],
)
def test_a_part_is_looked_through_whatever_its_name(content: bytes, found: str) -> None:
    assert [code for code, _ in codes(content)] == [found]


def test_a_header_is_bounded_and_read_like_the_document() -> None:
    for text, code in (("x" * 3_000_000, "too-large"), (declaring("<w:document"), "damaged")):
        header = f"<w:hdr>{text}</w:hdr>" if code == "too-large" else text
        content = changed(PLAIN, word__header1_dot_xml=header)
        assert [found for found, _ in codes(content)] == [code]


def elsewhere(content: bytes) -> bytes:
    """The form with its document outside of word/, and another where it usually stands."""
    parts = unpacked(content)
    relations = parts.pop("word/_rels/document.xml.rels").replace(b'Target="', b'Target="/word/')
    parts["main/document.xml"] = parts["word/document.xml"]
    parts["main/_rels/document.xml.rels"] = relations
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"word/document.xml", b"main/document.xml")
    parts["word/document.xml"] = unpacked(PLAIN)["word/document.xml"]
    return packed(parts)


def test_the_document_is_the_one_to_which_the_package_leads() -> None:
    assert codes(elsewhere(in_the_document(DDE))) == [("hidden-part", "")]
    two = changed(PLAIN, _rels___dot_rels=relationship("officeDocument", "word/x.xml"))
    assert codes(two) == [("not-a-docx", "")]


def test_a_part_to_which_nothing_leads_is_no_part_of_the_form() -> None:
    content = changed(PLAIN, word__decoy_dot_xml="{{ nobody }}", note_dot_txt="x")
    assert codes(content) == []
    assert sorted(unpacked(fill(content, summary()))) == sorted(unpacked(fill(PLAIN, summary())))


def test_a_strict_document_is_told() -> None:
    strict = changed(
        PLAIN,
        word__document_dot_xml=lambda text: text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    (problem,) = look_through(strict, "f").problems
    assert problem.code == "not-a-docx"
    assert "Strict" in problem.what


def test_a_field_in_words_of_the_other_namespace_is_found() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    simple = f'<x:fldSimple xmlns:x="{strict}" x:instr=" DDEAUTO cmd "/>'
    assert codes(changed(PLAIN, word__header1_dot_xml=inside(simple))) == [("field", "")]


SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


def made_of(first: str, rest: str) -> str:
    """A field of whose instruction another field makes a part."""
    inner = f"{BEGIN}{code(' QUOTE x ')}{SEPARATE}<w:r><w:t>x</w:t></w:r>{END}"
    return f"{BEGIN}{code(first)}{inner}{code(rest)}{END}"


@pytest.mark.parametrize(
    "xml",
    [
        made_of(" ", " PAGE "),
        f"{BEGIN}<w:r><w:t>DDEAUTO cmd</w:t></w:r>{SEPARATE}{END}",
        f"{BEGIN}<w:r><w:delInstrText>DDEAUTO cmd</w:delInstrText></w:r>{END}",
    ],
)
def test_a_field_is_known_however_it_is_written(xml: str) -> None:
    assert [code for code, _ in codes(in_the_document(xml))] == ["field"]


# links, in relationships, fields and drawings


@pytest.mark.parametrize(
    ("instruction", "allowed"),
    [
        (r"HYPERLINK &quot;https://example.gov.uk&quot; \o &quot;a tip&quot;", True),
        ("hyperlink mailto:hub@example.gov.uk", True),
        (r"HYPERLINK \l &quot;_Toc1&quot; \h", True),
        (r"HYPERLINK &quot;https://example.gov.uk&quot; \* MERGEFORMAT", True),
        (r"HYPERLINK &quot;\\evil\share\x&quot;", False),
        (r"HYPERLINK &quot;\\\\evil\\share\\x&quot;", False),
        (r"HYPERLINK \\evil\share\x", False),
        (r"HYPERLINK \l &quot;x&quot; \\evil\share", False),
        (r"HYPERLINK \n &quot;\\evil\share&quot; \l &quot;x&quot;", False),
        (r"HYPERLINK \z &quot;\\evil\share&quot; \l &quot;x&quot;", False),
        ("HYPERLINK file:///c:/x", False),
        ("HYPERLINK &quot;x.docx&quot;", False),
        ("HYPERLINK", False),
    ],
)
def test_a_link_in_a_field_leads_to_a_web_or_email_address(instruction: str, allowed: bool) -> None:
    for xml in (
        f'<w:fldSimple w:instr=" {instruction} "/>',
        f"{BEGIN}{code(f' {instruction} ')}{SEPARATE}{END}",
    ):
        assert [found for found, _ in codes(in_the_document(xml))] == ["outside"][allowed:]


def test_a_link_that_another_field_makes_is_refused() -> None:
    for first in (" HYPERLINK ", r' HYPERLINK \l "x" ', r" HYPERLINK \l "):
        assert [found for found, _ in codes(in_the_document(made_of(first, "")))] == ["outside"]


VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


@pytest.mark.parametrize(
    ("shape", "problems"),
    [
        ('<v:shape href="file://evil/share/x"/>', 1),
        ('<v:shape href="https://example.gov.uk"/>', 1),
        ('<v:shape><v:imagedata src="http://evil.example/x.png"/></v:shape>', 1),
        ('<v:shape o:href="http://evil.example"><v:fill o:althref="http://evil"/></v:shape>', 2),
        (f'<v:shape><v:imagedata xmlns:r="{OFFICE}" r:href="rId9"/></v:shape>', 1),
        ('<v:shape href="#a" style="width:9pt"><v:imagedata o:title="x"/></v:shape>', 0),
    ],
)
def test_a_drawing_leads_nowhere(shape: str, problems: int) -> None:
    content = in_the_document(f"<w:r><w:pict {VML}>{shape}</w:pict></w:r>")
    assert [code for code, _ in codes(content)] == ["outside"] * problems


@pytest.mark.parametrize(
    ("drawn", "refused"),
    [
        ('<rect fill="url(#a)" href="#a"/><image href="data:image/png;base64,AA=="/>', False),
        ('<image href="http://evil.example/x.png"/>', True),
        ("<script>x</script>", True),
        ('<rect onload="x"/>', True),
        ("<style>@import 'http://evil.example'</style>", True),
        ("<rect style=\"fill: url( 'http://evil.example')\"/>", True),
    ],
)
def test_a_picture_of_lines_leads_nowhere_and_runs_nothing(drawn: str, refused: bool) -> None:
    content = changed(
        PLAIN,
        TYPES=lambda text: text.replace(
            "<Override", '<Default Extension="svg" ContentType="image/svg+xml"/><Override', 1
        ),
        word__media__a_dot_svg=f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>',
        word___rels__document_dot_xml_dot_rels=relationship("image", "media/a.svg"),
    )
    assert [code for code, _ in codes(content)] == (["outside"] if refused else [])


def test_a_link_says_that_it_leads_outside_or_is_a_place_in_the_form() -> None:
    for target, problems in (("#a", []), ("file:///etc/passwd", ["outside"])):
        led = relationship("hyperlink", target)
        content = changed(PLAIN, word___rels__document_dot_xml_dot_rels=led)
        assert [code for code, _ in codes(content)] == problems


def test_a_picture_that_is_not_there_is_told_before_an_export_needs_it() -> None:
    led = relationship("image", "NULL")
    content = changed(PLAIN, word___rels__document_dot_xml_dot_rels=led)
    (problem,) = look_through(content, "f").problems
    assert (problem.code, "NULL" in problem.what) == ("damaged", True)
