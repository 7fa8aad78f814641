"""Makes the Word templates that ship with csescreen, out of nothing: no program's leftovers.

Run it after something here was changed: ``python docs/word_template.py``. A test says when it is
needed. ``referral.docx`` has the styles, the header and the footer of every referral;
``example-template.docx`` is the worked example of an authority's own form.
"""

from collections.abc import Iterator
from pathlib import Path

from csescreen.export.word.package import packed

FOLDER = Path(__file__).parent.parent / "csescreen" / "export" / "word"
REFERRAL, EXAMPLE = FOLDER / "referral.docx", FOLDER / "example-template.docx"

INK, SOFT, RULE, ACCENT = "0B0C0C", "484F54", "B1B4B6", "1D70B8"
PANEL, OWN, ALARM, ALARM_PANEL = "F3F2F1", "EEF5FB", "A5260F", "FDF3F1"
TEXT_WIDTH = 9866
"""What an A4 page has between margins of 18 mm, in twentieths of a point."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMED = "application/vnd.openxmlformats"


def parts(body: str, header: str, footer: str) -> dict[str, bytes]:
    """Return every part of a document, the list of types first."""
    written = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", "word/document.xml"),
            ("extended-properties", "docProps/app.xml"),
            ("core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("settings", "settings.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
        ),
        "word/styles.xml": _part("styles", "".join(_styles())),
        "word/numbering.xml": _part("numbering", _BULLETS),
        "word/settings.xml": _part("settings", _SETTINGS),
        "word/header1.xml": _part("hdr", header),
        "word/footer1.xml": _part("ftr", footer),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title></dc:title><dc:creator>csescreen</dc:creator>"
            "<dc:language>en-GB</dc:language></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            f'<Properties xmlns="{_OFFICE}/extended-properties">'
            "<Application>csescreen</Application></Properties>"
        ),
    }
    return {name: (_DECLARATION + text).encode() for name, text in written.items()}


def _content_types() -> str:
    named = {
        "word/document.xml": f"{_TYPES}.document.main+xml",
        **{f"word/{name}.xml": f"{_TYPES}.{name}+xml" for name in ("styles", "numbering")},
        "word/settings.xml": f"{_TYPES}.settings+xml",
        "word/header1.xml": f"{_TYPES}.header+xml",
        "word/footer1.xml": f"{_TYPES}.footer+xml",
        "docProps/core.xml": f"{_NAMED}-package.core-properties+xml",
        "docProps/app.xml": f"{_NAMED}-officedocument.extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in named.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    lines = []
    for number, (kind, target) in enumerate(targets, 1):
        of = f"{_PACKAGE}/relationships/metadata" if kind == "core-properties" else ""
        of = of or f"{_OFFICE}/relationships"
        lines.append(f'<Relationship Id="rId{number}" Type="{of}/{kind}" Target="{target}"/>')
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _part(name: str, inside: str) -> str:
    return f'<w:{name} xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships">{inside}</w:{name}>'


def _document(body: str) -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1304" w:right="1020" w:bottom="1247" w:left="1020" w:header="567"'
        ' w:footer="510" w:gutter="0"/></w:sectPr>'
    )
    return _part("document", f"<w:body>{body}{section}</w:body>")


# how the page looks

_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
_BULLETS = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def _font(points: float = 0, colour: str = "", *, bold: bool = False, italic: bool = False) -> str:
    """Return the properties of text; complex scripts are as large and as heavy as the others."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    slant = "<w:i/><w:iCs/>" if italic else ""
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    half = round(points * 2)
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if points else ""
    return weight + slant + shade + size


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _line(side: str, colour: str, size: int, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _fill(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


_WORDS_OWN = {
    *("Normal", "Title", "Quote", "List Bullet", "List Continue", "caption", "header", "footer"),
    *(f"heading {level}" for level in (1, 2, 3)),
}
"""The names of styles that every Word knows, and says in its user's language."""


def _paragraph_style(
    name: str, paragraph: str = "", text: str = "", *, based: str = "Normal", following: str = ""
) -> str:
    after = f'<w:next w:val="{following}"/>' if following else ""
    default, base = (
        (' w:default="1"', "") if name == "Normal" else ("", f'<w:basedOn w:val="{based}"/>')
    )
    own = "" if name in _WORDS_OWN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{base}{after}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


def _character_style(name: str, text: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:qFormat/><w:rPr>{text}</w:rPr></w:style>'
    )


def _table_style(name: str, borders: str, rest: str = "", cell: str = "") -> str:
    margins = '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    margins += '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        f"</w:tblPr>{cell}{rest}</w:style>"
    )


def _styles() -> Iterator[str]:
    yield (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"'
        ' w:eastAsia="Microsoft YaHei" w:cs="Arial"/><w:color w:val="0B0C0C"/><w:sz w:val="21"/>'
        '<w:szCs w:val="21"/><w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264"'
        ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    yield _paragraph_style("Normal", _space(60, 100))
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"'
        '/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0"'
        ' w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
    )
    keep = "<w:keepNext/><w:keepLines/>"
    yield _paragraph_style(
        "Title", keep + _space(60, 200), _font(20, bold=True), following="Normal"
    )
    rule = f"<w:pBdr>{_line('top', ACCENT, 18, 6)}</w:pBdr>"
    levels = (
        (rule + _space(400, 140), 15),
        (_space(260, 80), 12),
        (_space(200, 60), 11),
    )
    for number, (look, points) in enumerate(levels):
        outline = f'<w:outlineLvl w:val="{number}"/>'
        name = f"heading {number + 1}"
        style = _paragraph_style(name, keep + look + outline, _font(points, bold=True))
        yield style.replace('w:styleId="h', 'w:styleId="H')
    yield _paragraph_style(
        "Quote",
        f"<w:pBdr>{_line('top', OWN, 24, 2)}{_line('left', ACCENT, 24, 8)}"
        f"{_line('bottom', OWN, 24, 2)}</w:pBdr>{_fill(OWN)}{_space(80, 180)}"
        '<w:ind w:left="227" w:right="227"/>',
    )
    yield _paragraph_style(
        "Lead",
        f"<w:keepLines/><w:pBdr>{_line('top', ALARM_PANEL, 24, 2)}{_line('left', ALARM, 36, 8)}"
        f"{_line('bottom', ALARM_PANEL, 24, 2)}</w:pBdr>{_fill(ALARM_PANEL)}"
        f'{_space(0, 120)}<w:ind w:left="227" w:right="227"/>',
        _font(13, bold=True),
    )
    yield _paragraph_style("caption", "<w:keepNext/>" + _space(60, 60), _font(9, SOFT)).replace(
        'w:styleId="c', 'w:styleId="C'
    )
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    yield _paragraph_style("List Bullet", bullet + _space(0, 60))
    yield _paragraph_style("List Compact", _space(0, 20), _font(9.5), based="ListBullet")
    yield _paragraph_style("List Continue", _space(0, 40) + '<w:ind w:left="397"/>', _font(9.5))
    yield _paragraph_style(
        "List Own Words",
        f'<w:pBdr>{_line("left", ACCENT, 12, 4)}</w:pBdr>{_space(0, 60)}<w:ind w:left="510"/>',
        _font(9.5),
    )
    yield _paragraph_style(
        "Table Text", '<w:spacing w:before="0" w:after="20" w:line="252" w:lineRule="auto"/>'
    )
    yield _paragraph_style("Table Small", "", _font(9), based="TableText")
    yield _paragraph_style("Table Soft", "", _font(8.5, SOFT), based="TableText")
    yield _paragraph_style("Table Heading", "<w:keepNext/>", _font(9, bold=True), based="TableText")
    yield _paragraph_style(
        "Table Own Words",
        f'<w:pBdr>{_line("left", ACCENT, 12, 4)}</w:pBdr><w:ind w:left="113" w:right="113"/>',
        _font(9),
        based="TableText",
    )
    yield _paragraph_style(
        "After Table",
        '<w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="auto"/>',
        _font(5),
    )
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    yield _paragraph_style("header", tabs + _space(0, 0), _font(9)).replace(
        '"header"', '"Header"', 1
    )
    yield _paragraph_style("footer", tabs + _space(0, 0), _font(9)).replace(
        '"footer"', '"Footer"', 1
    )
    yield _paragraph_style("Closing Line", _space(240, 0), _font(8, SOFT))
    yield _character_style("Blank", _font(0, SOFT, italic=True) + '<w:u w:val="dotted"/>')
    yield _character_style(
        "Code Text", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
    )
    yield _character_style("Urgent", _font(0, ALARM))
    yield _character_style("Row Name", _font(0, bold=True))
    yield _character_style("Marking", _font(0, "", bold=True) + '<w:spacing w:val="10"/>')
    rules = _line("bottom", RULE, 4) + _line("insideH", RULE, 4)
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
        f"{_line('bottom', INK, 12)}</w:tcBorders></w:tcPr></w:tblStylePr>"
    )
    first = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    yield _table_style("Referral Table", rules, head)
    yield _table_style("Referral Fields", rules, first)
    frame = "".join(_line(side, RULE, 4) for side in ("top", "left", "bottom", "right"))
    yield _table_style(
        "Referral Glance",
        frame + _line("insideH", RULE, 4),
        first,
        f"<w:tcPr>{_fill(PANEL)}</w:tcPr>",
    )


# words on the page


def text_run(text: str, style: str = "") -> str:
    """Return a run of our own text, which needs no escaping."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str) -> str:
    """Return a field that the word processor fills in."""
    return f'<w:fldSimple w:instr=" {instruction} ">{text_run("1")}</w:fldSimple>'


def paragraph(style: str, *runs: str) -> str:
    """Return a paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


TAB = "<w:r><w:tab/></w:r>"
_PAGES = text_run("Page ") + field("PAGE") + text_run(" of ") + field("NUMPAGES")


def referral() -> bytes:
    """Return the template of every referral: marking and reference are put in by the program."""
    header = paragraph("Header", text_run("", "Marking"), TAB, text_run(""))
    footer = paragraph("Footer", text_run("", "Marking"), TAB, _PAGES)
    return packed(parts(paragraph("Normal"), header, footer))


# the worked example of an authority's own form


def example() -> bytes:
    """Return an invented authority's form: it shows every kind of placeholder."""
    header = paragraph(
        "Header", text_run("{{ marking }}", "Marking"), TAB, text_run("{{ reference }}")
    )
    footer = paragraph("Footer", text_run("Exampleshire Council: CSE referral"), TAB, _PAGES)
    return packed(parts("".join(_example()), header, footer))


def _example() -> Iterator[str]:
    yield paragraph("Title", text_run("Exampleshire: child exploitation referral"))
    # whoever fills in the form does not see it
    yield paragraph(
        "Normal",
        text_run(
            "{#p This is an example of an authority's own form, and this paragraph is not written. "
            "Put your form's text in its place and leave the names in braces where they are to be "
            "filled in. A name may stand anywhere, as often as you like. #}"
        ),
    )
    yield paragraph("Normal", text_run("{%p if what_must_happen_now %}"))
    yield paragraph("Heading1", text_run("What must happen now"))
    yield paragraph("Lead", text_run("{{ what_must_happen_now }}"))
    yield paragraph("Normal", text_run("{%p endif %}"))
    yield paragraph("Heading1", text_run("The child"))
    yield _form(
        ("Name", "{{ child_name }}"),
        ("Reference", "{{ reference }}"),
        ("Date of birth", "{{ date_of_birth }}"),
        ("Age", "{{ age_that_counts }}"),
        ("Gender", "{{ child_gender }}"),
        ("Ethnicity", "{{ child_ethnicity }}"),
        ("Address", "{{ child_address }}"),
        ("School or college", "{{ child_school }}"),
        ("Parents or carers", "{{ carers }}"),
        ("Does the child know of this referral?", "{{ child_knows }}"),
        ("Do the parents or carers know of it?", "{{ carers_know }}"),
    )
    yield paragraph("Heading1", text_run("The referrer"))
    yield _form(
        ("Name", "{{ worker_name }}"),
        ("Role", "{{ worker_role }}"),
        ("Agency", "{{ worker_agency }}"),
        ("Telephone or email", "{{ worker_contact }}"),
    )
    yield paragraph("Heading1", text_run("The outcome of the screening"))
    yield _form(
        ("Framework", "{{ framework }}"),
        ("Highest sign present", "{{ highest_sign }}"),
        ("Level judged by the practitioner", "{{ judged_level }}"),
        ("Reason", "{{ judged_reason }}"),
        ("Section 47", "{{ section_47 }}"),
    )
    yield paragraph("Heading2", text_run("Actions"))
    yield _rows("action in actions", ("Action", 3600), ("By when", 2300), ("Why", 3966))
    yield paragraph("Heading2", text_run("Signs present"))
    yield paragraph("Normal", text_run("{%p if not signs_present %}"))
    yield paragraph("Normal", text_run("No sign has been answered yes so far."))
    yield paragraph("Normal", text_run("{%p endif %}"))
    yield _rows("sign in signs_present", *_OF_SIGNS)
    yield from _where("signs_possible", "Signs answered possible", "sign", _OF_SIGNS)
    yield from _where("signs_not_known", "Signs that are not known", "sign", _OF_SIGNS)
    yield from _where("signs_partly_asked", "Signs asked of some times only", "sign", _OF_SIGNS)
    yield from _where("answers", "Questions and answers", "answer", _OF_ANSWERS)
    yield from _where("further_details", "Further details", "detail", _OF_DETAILS)
    yield paragraph("Heading1", text_run("What we know"))
    for title, name in (
        ("What is working well", "working_well"),
        ("What we are worried about", "worried_about"),
        ("Professional judgement", "judgement"),
        ("Next steps", "next_steps"),
        ("In the child's own words", "child_words"),
    ):
        yield paragraph("Heading2", text_run(title))
        yield paragraph("Quote", text_run(f"{{{{ {name} }}}}"))
    yield paragraph("Normal", text_run("{%p if not_filled_in %}"))
    yield paragraph("Heading1", text_run("Not filled in yet"))
    yield paragraph("Normal", text_run("{%p for blank in not_filled_in %}"))
    yield paragraph("ListBullet", text_run("{{ blank.part }}"))
    yield paragraph("Normal", text_run("{%p endfor %}"))
    yield paragraph("Normal", text_run("{%p endif %}"))
    yield paragraph(
        "ClosingLine",
        text_run("Made by {{ program }}, {{ made_at }}. The program informs; people decide."),
    )


_OF_SIGNS = (("Sign", 3400), ("When", 1500), ("Evidence", 3366), ("Said by", 1600))
_OF_ANSWERS = (("Question", 5866), ("Answer", 4000))
_OF_DETAILS = (("What", 3400), ("As written", 6466))


def _where(name: str, title: str, one: str, columns: tuple[tuple[str, int], ...]) -> Iterator[str]:
    """Yield a headed table of rows, left out where there are none."""
    yield paragraph("Normal", text_run(f"{{%p if {name} %}}"))
    yield paragraph("Heading2", text_run(title))
    yield _rows(f"{one} in {name}", *columns)
    yield paragraph("Normal", text_run("{%p endif %}"))


_FIELDS_OF_ROWS = {"Action": "action", "By when": "by_when", "Why": "because", "Sign": "sign"} | {
    "When": "when",
    "Evidence": "evidence",
    "Said by": "said_by",
    "Question": "question",
    "Answer": "answer",
    "What": "what",
    "As written": "text",
}


def _form(*rows: tuple[str, str]) -> str:
    lines = "".join(
        _row(
            (2900, paragraph("TableText", text_run(label))),
            (6966, paragraph("TableText", text_run(value))),
        )
        for label, value in rows
    )
    head = _row(
        (2900, paragraph("TableSoft", text_run("Item"))),
        (6966, paragraph("TableSoft", text_run("Details"))),
        header=True,
    )
    return _table("ReferralFields", (2900, 6966), head + lines, first_column=True)


def _rows(loop: str, *columns: tuple[str, int]) -> str:
    one = loop.split(maxsplit=1)[0]
    widths = tuple(width for _, width in columns)
    head = _row(
        *((width, paragraph("TableHeading", text_run(name))) for name, width in columns),
        header=True,
    )
    each = _row(
        *(
            (width, paragraph("TableSmall", text_run(f"{{{{ {one}.{_FIELDS_OF_ROWS[name]} }}}}")))
            for name, width in columns
        )
    )
    begins, ends = (
        _row(
            *(
                (width, paragraph("TableSmall", text_run(tag if not number else "")))
                for number, width in enumerate(widths)
            )
        )
        for tag in (f"{{%tr for {loop} %}}", "{%tr endfor %}")
    )
    return _table("ReferralTable", widths, head + begins + each + ends)


def _row(*cells: tuple[int, str], header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{inside}</w:tr>"


def _table(style: str, widths: tuple[int, ...], rows: str, *, first_column: bool = False) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="1" w:lastRow="0"'
        f' w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


if __name__ == "__main__":
    REFERRAL.write_bytes(referral())
    EXAMPLE.write_bytes(example())
