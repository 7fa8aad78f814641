"""A file that cannot be read as a whole: told in words for people, with the line itself."""

from pathlib import Path

import pytest

from csescreen.bootstrap import shelf
from csescreen.core.text import clean_line
from csescreen.frameworks.files import parse_toml
from csescreen.frameworks.headers import Header, read_header
from csescreen.shell.frameworks import check

SOUND = (Path(__file__).parent / "sound.toml").read_text(encoding="utf-8")
BOM = b"\xef\xbb\xbf"
MISTAKES = {
    "curly quotes": ("name = “Wex”\n", "line 1", "curly quotes, “ and ”", "straight ones"),
    "one curly quote": ('name = "Wex”\n', "line 1", "curly quotes, ”", "straight ones"),
    "a text without quotes": ("name = Wex tool\n", "line 1", "without its quotes", 'name = "Wex t'),
    "no quote at the beginning": ('name = Wex"\n', "line 1", "do not come in pairs", "each end"),
    "no quote at the end": ('name = "Wex\nx = 1\n', "line 1", "last quote is missing", 'Put a "'),
    "a quote in the middle": ('l = { a = "1, b = "2" }\n', "line 1", "in pairs", "each end"),
    "a long text without end": ('y = 1\nx = """Wex\n\nz\n', "line 2", "not closed", 'Put a "'),
    "True": ("emergency = True\n", "line 1", "small letters", "Write true."),
    "FALSE in a list": ("x = [FALSE]\n", "line 1", "small letters", "Write false."),
    "single brackets": ("[a]\nb=1\n[[a]]\nb=2\n", "line 3", "[a] and [[a]]", "begins with [[a]]"),
    "then single ones": ("[[a]]\nb=1\n[a]\nb=2\n", "line 3", "[a] and [[a]]", "begins with [[a]]"),
    "two tables": ("[a]\nb=1\n[c]\n[a]\nb=2\n", "line 4", "two tables [a]", "into one"),
    "a key twice": ("name = 1\nname = 2\n", "line 2", '"name" stands twice', "[[levels]]"),
    "a key twice in a row": ("x = { a = 1, a = 2 }\n", "line 1", '"a" stands twice', "Leave one"),
    "no end of a list": ('l = ["a"\n\nc = 3\n', "line 1", "The [ of this line", "Put a ]"),
    "no end before a table": ("l = [\n {a=1},\n[[w]]\n", "line 1", "The [ of this line", "Put a ]"),
    "no end of a table": ("l = { a = 1\nc = 3\n", "line 1", "The { of this line", "Put a }"),
    "no comma": ('l = ["a" "b"]\n', "line 1", "comma is missing", "between any two"),
    "one bracket too few": ('[[levels]\nid = "a"\n', "line 1", "do not match", "[[name]]"),
    "nothing after =": ("x =\n", "line 1", "Nothing stands after the =", "leave the key out"),
    "no =": ('name "Wex"\n', "line 1", "no =", 'key = "value"'),
    "quotes in quotes": ('x = "a "b" c"\n', "line 1", "goes on after its value", "line of its own"),
    "a path of Windows": ('x = "C:\\Users"\n', "line 1", "\\ in a text", "Write \\\\"),
    "a control character": ('name = "W\x07ex"\n', "line 1", "cannot be seen", "Delete it"),
    "one in a comment": ("# W\x07ex\n", "line 1", "cannot be seen", "Delete it"),
    "something else": ("]\n", "line 1", "cannot be read here", "missing"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_likely_mistake_is_named_with_its_line(name: str) -> None:
    text, place, what, remedy = MISTAKES[name]
    (problem,) = parse_toml("wex.toml", text.encode()).problems
    assert problem.code == "not-toml"
    assert problem.place.split(",")[0] == place
    assert what in problem.what
    assert remedy in problem.remedy
    number = int(place.split()[1])
    line = clean_line(text.splitlines()[number - 1]).strip()
    assert f"`{line}`" in problem.what, "the line is shown"
    assert "mistakes after it do not show" in problem.remedy
    assert "toml" not in (problem.what + problem.remedy).lower()


def test_the_line_is_shown_short_and_harmless() -> None:
    text = 'name = "' + "x" * 500 + " \x1b[31m" + "“" * 500
    (problem,) = parse_toml("wex.toml", text.encode()).problems
    assert len(problem.line()) < 400
    assert "\x1b" not in problem.line()


@pytest.mark.parametrize(
    "text", ['x = "“curly” inside"\ny = True\n', "# “a comment”\nx = True # “curly”\n"]
)
def test_curly_quotes_that_may_stand_are_not_blamed(text: str) -> None:
    (problem,) = parse_toml("wex.toml", text.encode()).problems
    assert "curly" not in problem.what.split("It reads")[0]


def test_a_byte_order_mark_is_no_mistake_and_part_of_the_hash(tmp_path: Path) -> None:
    plain, marked = tmp_path / "plain.toml", tmp_path / "marked.toml"
    plain.write_bytes(SOUND.encode())
    marked.write_bytes(BOM + SOUND.encode())
    read = shelf().check(marked)
    assert read.problems == ()
    assert read.framework is not None
    assert read.framework.sha256 != shelf().check(plain).framework.sha256  # type: ignore[union-attr]
    assert read_header(BOM + b'id = "wex"\nversion = "1.0"\n') == Header("wex", "1.0")
    assert [p.code for p in check(shelf(), [marked]) if not p.warning] == []


def test_a_file_that_ends_too_early_says_so() -> None:
    (problem,) = parse_toml("wex.toml", b"a = 1\nname = ").problems
    assert problem.place == "end of document"
    assert "`name =`" in problem.what
    (problem,) = parse_toml("wex.toml", b'l = [\n  "a",\n').problems
    assert problem.place == "line 1"


def test_windows_line_ends_do_not_move_the_line() -> None:
    (problem,) = parse_toml("wex.toml", b'a = 1\r\nb = "x\r\nc = 3\r\n').problems
    assert problem.place.startswith("line 2")
