"""Strings that try to be more than text: every kind that is known to have steered something."""

from collections.abc import Sequence
from random import Random
from typing import Final

TERMINAL: Final = (
    *("\x1b[2J", "\x1b[H", "\x1b[31m", "\x1b[?1049l", "\x1b[?25l", "\x1bc", "\x1b[6n", "\x1b[21t"),
    *("\x1b]0;taken over\x07", "\x1b]2;taken over\x1b\\", "\x1b]52;c;dGFrZW4=\x07"),
    *("\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\", "\x1b]4;1;rgb:ff/ff/ff\x07"),
    *("\x1bP$q\x1b\\", "\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\", "\x1b_Gf=24\x1b\\", "\x1b^pm\x1b\\"),
    *("\x9b2J", "\x9d0;x\x9c", "\x90q\x9c", "\x84", "\x85", "\x8d", "\x1b[200~", "\x1b[201~y"),
    *("\x00", "\x03", "\x04", "\x07", "\x08\x08\x08", "\x0b", "\x0c", "\x0e", "\x11", "\x13"),
    *("\x1a", "\x1b", "\x1c", "\x7f", "\r", "\r\n", "\n\n\n", "\t", "\x1b[A", "\x1bOP", "\x1b[24~"),
)
UNICODE: Final = (
    *(
        "\u202egnp.exe",
        "\u202dx",
        "\u2066x\u2069",
        "\u200f",
        "\u200e",
        "\u061c",
        "\u200b",
        "\ufeff",
    ),
    *("\ud800", "\udfff", "\udc80", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff"),
    *("\u2028", "\u2029", "\u00ad", "\u034f", "\u3164", "\ue000", "\U000e0001\U000e0061", "\ufff9"),
    *("e\u0301", "\u1100\u1161", "A\u030a\u0327", "\u212b", "\ufb03", "Zo\u00eb", "Zoe\u0308"),
    "Z" + "".join(chr(0x300 + step % 0x6F) for step in range(300)),
    "\u0628\u0646\u062a \u0635\u063a\u064a\u0631\u0629",
    "\u05e9\u05dc\u05d5\u05dd \u05d0\u05d1\u05d2",
    *("\u4f60\u597d", "\u0e01\u0e33", "\u0915\u094d\u0937", "\U00020000", "\uff21\uff22"),
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    *(
        "\U0001f3f4\u200d\u2620\ufe0f",
        "\U0001f44d\U0001f3fd",
        "\U0001f1ec\U0001f1e7",
        "1\ufe0f\u20e3",
    ),
)
MARKUP: Final = (
    *("[/]", "[b]", "[/b]", "[@click=app.quit]x[/]", "[@click='app.bell']x", '["yes", 1]', "[sic]"),
    *(
        "[link=file:///etc/passwd]x[/link]",
        "[red on blue]x",
        "\\[",
        "\\\\[b]",
        "$name",
        "${x}",
        "[$x]",
    ),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style>", "</td></table>"),
    *(
        "<svg/onload=alert(1)>",
        '" onmouseover="x',
        "' x='",
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "<?x",
    ),
    *(
        "&lt;b&gt;",
        "&#x41;",
        "&#0;",
        "&copy",
        "javascript:alert(1)",
        "<a href=//x>y</a>",
        "<base href=x>",
    ),
    *(
        "![](http://example.com/x.png)",
        "[a](javascript:x)",
        "[x]: http://x",
        "<http://x>",
        "www.x.com",
    ),
    *(
        "# x",
        "> x",
        "- x",
        "1. x",
        "***",
        "```",
        "~~~",
        "| a |",
        "- [ ] x",
        "---",
        "===",
        "[^1]",
        "$x$",
    ),
    *(
        "=HYPERLINK(1)",
        "+1",
        "-1+1|cmd",
        "@SUM(1)",
        "\t=1",
        "%0a=1",
        "{{7*7}}",
        "{% x %}",
        "<%= x %>",
    ),
    *(
        "${jndi:ldap://x}",
        "#{x}",
        "`id`",
        "$(id)",
        "; rm -rf x",
        "| cat",
        "%s%n%x",
        "{0.__class__}",
    ),
    *("'; DROP TABLE screening;--", '" OR 1=1', "%' --", "\\x00", "\\u0000", "\\", "'", '"', "''"),
    *(
        '{"a":' * 50,
        "[" * 200,
        '"\\ud800"',
        "NaN",
        "Infinity",
        "1e999",
        "-0",
        "null",
        "true",
        "0x1",
    ),
    *(
        "../../etc/passwd",
        "..\\..\\x",
        "C:\\con",
        "file:///etc/passwd",
        "\\\\host\\x",
        "CON",
        "~root",
    ),
    *("__proto__", "constructor", "screening", "pins", '"pins":', "vault", "sqlite_master"),
)
PLAIN: Final = (
    "word",
    " ",
    "  ",
    "10:15",
    "O'Brien",
    "Zofia",
    "a@example.com",
    "page 1",
    "?",
    ".",
    "\u2014",
)
FRAGMENTS: Final[Sequence[str]] = (*TERMINAL, *UNICODE, *MARKUP)
_ANYTHING: Final = ((0x20, 0x7F), (0x80, 0x250), (0x250, 0x3000), (0x3000, 0x10000), (0, 0x110000))
LONG: Final = 20_000


def hostile(random: Random) -> str:
    """Return one hostile string: fragments, characters of every kind, now and then a very long."""
    parts = [_part(random) for _ in range(random.randint(1, 8))]
    text = "".join(parts)
    if random.random() < 0.01:
        text = (text or "x") * (random.randint(500, LONG) // max(len(text), 1) + 1)
    return text


def without_pairs(text: str) -> str:
    """Return the text with surrogates that stand in pairs as the character that they mean."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _part(random: Random) -> str:
    kind = random.random()
    if kind < 0.65:
        return random.choice(FRAGMENTS)
    if kind < 0.8:
        return random.choice(PLAIN)
    low, high = random.choice(_ANYTHING)
    return "".join(chr(random.randrange(low, high)) for _ in range(random.randint(1, 6)))
