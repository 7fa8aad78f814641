"""Text that tries to be more than text."""

from hypothesis import strategies as st

from csescreen.core.summary import (
    Bullets,
    Code,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Summary,
    Table,
)
from csescreen.core.text import clean_line

FRAGMENTS = (
    *("<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</style>", "</td></table>"),
    *("![](http://example.com/x.png)", "[a](javascript:alert(1))", "[/]", "[@click=app.quit]"),
    *("<http://example.com>", "http://example.com", "www.example.com", "www.1and1.com"),
    *("a@example.com", "mailto:a@example.com", "//localhost", "ftp://x", "file:///etc/passwd"),
    *("&#x41;", "&amp;", "&lt;b&gt;", "&copy", "&#0;", "=HYPERLINK(1)", "+1", "-1", "@SUM(1)"),
    *("# ", "## ", "> ", "- ", "* ", "+ ", "1. ", "2) ", "---", "===", "***", "___", "```", "~~~"),
    *(
        "~~",
        "**",
        "__",
        "`",
        "\\",
        "\\\\",
        "|",
        "\\|",
        "| --- |",
        "[x]: http://x",
        "[^1]",
        "- [ ] ",
    ),
    *("    ", " ", "\t", "  \n", "\x00", "\x1b[31m", "\x1b]52;c;eA==\x07", "\x85", "\u2028"),
    *("\u202e", "\u2066", "\u200d", "\xa0", "\u3000", "\ufeff", "\ud800", "\ufffe", "\U0001f600"),
    *("<!--", "-->", "<![CDATA[", "<?php", "<!DOCTYPE x>", "]]>", "{{x}}", "${x}", "$x$", ":x:"),
    *('" onload="x', "' x='", "e\u0301", "ß", "שלום", "中文", "word", "10:15", "1.5", "O'Brien"),
)

texts = st.lists(
    st.sampled_from(FRAGMENTS) | st.characters() | st.text("\\`*_[]<>&|#~:@./!=+-?;,()^${} \n1a"),
    min_size=1,
    max_size=8,
).map("".join)


def _is_shown(text: str) -> bool:
    """Whether the text is neither blank nor made so by cleaning."""
    return bool(text.strip()) and bool(clean_line(text).strip())


def _is_no_question(text: str) -> bool:
    """Whether a label of this text is followed by a colon."""
    return not text.endswith("?")


lines = texts.map(clean_line).filter(_is_shown).filter(_is_no_question)
long_texts = texts.filter(_is_shown)


def document(text: str) -> Summary:
    """A summary with the text in every slot."""
    own = OwnWords(text)
    blocks = (
        Paragraph(text),
        Paragraph(text, lead=True),
        Paragraph(text, own_words=True),
        Heading(text),
        Fields(((text, text), (text, own), (text, ""), (text, (text, own)))),
        Bullets((text, own, (text, own, text))),
        Bullets((text,), compact=True),
        Table((text, text), ((text, own), ((text, own), ""), (own, text)), text, 1),
    )
    return Summary(
        title=text,
        reference=text,
        marking=text,
        sections=(Section("one", text, blocks), Section("two", text, blocks)),
        case={"reference": text, "narrative": {"judgement": text}},
        outcome={"actions": [{"text": text}]},
        details={"child_name": text},
        wording={"a-sign": text},
        at_a_glance=Fields(((text, text),)),
        closing=(text, Code(text), text),
    )
