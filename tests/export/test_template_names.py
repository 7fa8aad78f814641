"""Nothing of whoever made the form, and of their computer, is in a referral."""

import io
import zipfile

import pytest
from docx import Document

from csescreen.export.template import look_through
from csescreen.export.word.package import unpacked
from tests.export import reading_word as word
from tests.export.builder import summary
from tests.export.forms import OFFICE, PLAIN, changed, fill, form, in_the_document, renamed, saved


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


SOMEBODY = b"Jane Leaky"


def named(content: bytes, within: bytes = SOMEBODY) -> list[str]:
    return [name for name, part in unpacked(content).items() if within in part]


def with_properties(place: str) -> bytes:
    """The form with its properties in another place, and somebody's name in them."""
    core = changed(
        PLAIN,
        docProps__core_dot_xml=lambda text: text.replace(">csescreen<", ">Jane Leaky<"),
        docProps__app_dot_xml=lambda text: text.replace(
            "<Application>",
            "<Company>Jane Leaky Ltd</Company><Manager>Jane Leaky</Manager><Application>",
        ),
    )
    return renamed(
        renamed(core, "docProps/core.xml", place), "docProps/app.xml", "docProps/app2.xml"
    )


@pytest.mark.parametrize(
    "place",
    [
        "docProps/core.xml",
        "docProps/core0.xml",
        "package/services/metadata/core-properties/a1b2.psmdcp",
    ],
)
def test_properties_are_ours_wherever_the_form_has_its_own(place: str) -> None:
    content = with_properties(place)
    assert len(named(content)) == 2
    written = fill(content, summary())
    assert named(written) == []
    assert {"docProps/core.xml", "docProps/app.xml"} <= set(word.names(written))
    assert word.read_word(written).core_properties.author == "csescreen"
    types = unpacked(written)["[Content_Types].xml"]
    assert types.count(b"core-properties+xml") == types.count(b"extended-properties+xml") == 1


def adding(part: str, kind: str, of_type: str, xml: str) -> bytes:
    """The form with a further part to which the document leads."""
    relation = f'<Relationship Id="rIdP" Type="{kind}" Target="{part}"/>'
    override = f'<Override PartName="/word/{part}" ContentType="{of_type}"/>'
    return changed(
        PLAIN,
        TYPES=lambda text: text.replace("</Types>", f"{override}</Types>"),
        word___rels__document_dot_xml_dot_rels=lambda text: text.replace(
            "</Relationships>", f"{relation}</Relationships>"
        ),
        **{f"word__{part.replace('.', '_dot_')}": xml},
    )


WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_the_list_of_people_is_left_out() -> None:
    content = adding(
        "people.xml",
        "http://schemas.microsoft.com/office/2011/relationships/people",
        f"{WORD_TYPES}.people+xml",
        f'<w15:people xmlns:w15="{WORD_2012}"><w15:person w15:author="Jane Leaky"/></w15:people>',
    )
    assert named(content) == ["word/people.xml"]
    written = fill(content, summary())
    assert named(written) == []
    assert "word/people.xml" not in word.names(written)
    assert look_through(content, "f").cautions == ()


WHO = 'w:author="Jane Leaky" w:date="2025-01-01T10:00:00Z"'


@pytest.mark.parametrize(
    "xml",
    [
        f'<w:ins w:id="9" {WHO}><w:r><w:t>hello</w:t></w:r></w:ins>',
        f'<w:del w:id="9" {WHO}><w:r><w:delText>hello</w:delText></w:r></w:del>',
        f'<w:r><w:rPr><w:b/><w:rPrChange w:id="9" {WHO}><w:rPr/></w:rPrChange></w:rPr></w:r>',
    ],
)
def test_tracked_changes_are_told_and_say_nothing_of_who_made_them(xml: str) -> None:
    content = in_the_document(xml)
    look = look_through(content, "f")
    assert look.problems == ()
    assert [caution.code for caution in look.cautions] == ["tracked-changes"]
    written = fill(content, summary())
    assert (named(written), named(written, b"2025-01-01")) == ([], [])
    assert word.texts(word.read_word(written))[0].startswith("A-17")


def test_comments_are_told_and_say_nothing_of_who_wrote_them() -> None:
    content = adding(
        "comments.xml",
        f"{OFFICE}/comments",
        f"{WORD_TYPES}.comments+xml",
        f'<w:comments xmlns:w="{MAIN}"><w:comment w:id="1" {WHO} w:initials="JL">'
        "<w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>",
    )
    look = look_through(content, "f")
    assert (look.problems, [one.code for one in look.cautions]) == ((), ["comments"])
    written = fill(content, summary())
    assert named(written, b"Why?") == ["word/comments.xml"]
    for known in (SOMEBODY, b"2025-01-01", b'"JL"'):
        assert named(written, known) == []


@pytest.mark.parametrize(
    "xml",
    [
        '<w:permStart w:id="1" w:ed="jane@example.gov.uk"/><w:permEnd w:id="1"/>',
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">'
        r'<v:shape alt="C:\Users\jane\logo.png"/></w:pict></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="jane"/></w:ffData>'
        "</w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
    ids=["editor", "path", "macro"],
)
def test_what_names_an_account_or_a_computer_is_left_out(xml: str) -> None:
    content = in_the_document(xml)
    assert named(content, b"jane")
    assert named(fill(content, summary()), b"jane") == []
