"""Words to reconsider: what is found, where, and what is left alone."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.language import Expression, Expressions, forms, to_reconsider
from csescreen.frameworks.files import parse_toml, read_toml
from csescreen.lexicon.reconsider import SHIPPED, check, shipped, shipped_alone, with_own

OURS = shipped_alone().expressions
WRITTEN = tomllib.loads((Path(__file__).parent / "written.toml").read_text(encoding="utf-8"))


def found(text: str) -> list[tuple[str, str]]:
    return [(one.id, one.words) for one in to_reconsider(text, OURS)]


def test_our_file_is_sound_and_long_enough() -> None:
    read = check(read_toml(SHIPPED), known=())
    assert read.problems == ()
    assert len(read.expressions) >= 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She is PROMISCUOUS.", "promiscuous"),
        ("He puts himself at risk.", "at-risk-herself"),
        ("They put themselves at risk.", "at-risk-herself"),
        ("she was placing herself at significant risk", "at-risk-herself"),
        ("risky behaviour", "risky-behaviour"),
        ("It is a lifestyle choice.", "lifestyle-choice"),
        ("a child prostitute", "child-prostitute"),
        ("is sexually active", "sexually-active"),
        ("he's streetwise", "streetwise"),
        ("attention-seeking again", "attention-seeking"),
        ("very manipulative", "manipulative"),
        ("Refused to engage", "refuses-to-engage"),
        ("wont engage", "refuses-to-engage"),
        ("she won’t engage", "refuses-to-engage"),
        ("She consented.", "consented"),
        ("He absconded twice", "absconded"),
        ("drug running", "drug-running"),
        ("her older boyfriend", "older-boyfriend"),
        ("She recruits others", "recruits"),
        ("had sex with a man of 40", "sex-with-adult"),
        ("was asking for it", "asking-for-it"),
        ("a drama queen", "drama-queen"),
        ("he brings it on himself", "asking-for-it"),
        ("Mum failed to protect her", "failed-to-protect"),
    ],
)
def test_finds(text: str, expected: str) -> None:
    assert [name for name, _ in found(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Mum's boyfriend drove her home.",
        "Her mother’s boyfriend",
        "Mum consented to the referral.",
        "A man put her at risk.",
        "The alleged offender is known to the police.",
        "child criminal exploitation",
        "“She is promiscuous,” said the manager.",
        'He said: "I absconded."',
        "misabscondeded boyfriendly",
        "",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("sentence", WRITTEN["ordinary"])
def test_leaves_an_ordinary_sentence_alone(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(("sentence", "expected"), WRITTEN["reconsider"].items())
def test_finds_in_a_sentence_just_what_is_to_be_reconsidered(
    sentence: str, expected: list[str]
) -> None:
    assert [words for _, words in found(sentence)] == expected


def test_a_quotation_mark_that_is_never_closed_hides_nothing() -> None:
    assert found('He said "she is promiscuous\n\nNew part. "') == [("promiscuous", "promiscuous")]
    assert found('6" tall and "promiscuous')[0][0] == "promiscuous"


def test_bridges_line_ends_and_spaces_and_the_longest_wins() -> None:
    text = "🙂 é e\u0301 puts\n  herself \r\n at\u00a0serious  risk; İ older\nboyfriend’s"
    assert found(text) == [
        ("at-risk-herself", "puts\n  herself \r\n at\u00a0serious  risk"),
        ("older-boyfriend", "older\nboyfriend’s"),
    ]


def test_another_way_to_say_it_is_not_itself_to_be_reconsidered() -> None:
    for expression in OURS.all:
        for way in expression.instead:
            assert {name for name, _ in found(way)} <= {expression.id, "boyfriend"}, way


def test_every_way_of_writing_is_found() -> None:
    for expression in OURS.all:
        for words in expression.words:
            for form in forms(words):
                text = " ".join(form)
                assert found(text) == [(expression.id, text)], text


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab  \n\"“”'’-İß🙂") | st.characters(), max_size=60))
def test_offsets_are_exact_whatever_the_text(text: str) -> None:
    expressions = Expressions([Expression("x", ("a/b a", "b", "ab ab"), ("c",), "why", ("a b a",))])
    there = to_reconsider(text, expressions)
    for one in there:
        assert text[one.start : one.end] == one.words
        assert one.words.strip() == one.words != ""
    assert all(before.end <= after.start for before, after in pairwise(there))


class _Counted(str):
    """A word that counts how often it is looked up."""

    looked: int = 0

    def __hash__(self) -> int:
        type(self).looked += 1
        return str.__hash__(self)


@pytest.mark.parametrize("piece", ["puts herself at serious ", 'puts "', "“ \n", "older - "])
def test_work_grows_no_faster_than_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from csescreen.core import language

    monkeypatch.setattr(language, "folded", _Counted)

    def work(times: int) -> int:
        _Counted.looked = 0
        to_reconsider(piece * times, OURS)
        return _Counted.looked

    assert work(800) <= 2 * work(400) + 8


def test_a_megabyte_of_anything_ends() -> None:
    for piece in ('"a ', "“", "\n", " ", "'", "a\n \n", "puts herself at "):
        to_reconsider(piece * (200_000 // len(piece)), OURS)


# -- the user's own file ----------------------------------------------------------------------


OWN = """
language = "en"
off = ["streetwise"]

[[expressions]]
id = "promiscuous"
words = ["promiscuous"]
instead = ["ours to say"]
why = "Our own reason."

[[expressions]]
id = "our-word"
words = ["cheeky/cheekily monkey"]
instead = ["leave it out"]
why = "Because."
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "language.toml"
    path.write_text(OWN, encoding="utf-8")
    yield path


def test_own_words_are_added_replace_ours_and_switch_ours_off(own: Path) -> None:
    expressions, told = with_own(own)
    text = "promiscuous, streetwise, cheeky monkey, absconded"
    assert told == ()
    assert [(one.words, one.instead[0]) for one in to_reconsider(text, expressions)] == [
        ("promiscuous", "ours to say"),
        ("cheeky monkey", "leave it out"),
        ("absconded", "went missing"),
    ]


def test_no_own_file_is_no_fault(tmp_path: Path) -> None:
    assert with_own(tmp_path / "language.toml") is shipped_alone()


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"language = ", b"x = 1", OWN.replace('"en"', '"xx"').encode(), b"a" * 300_000],
)
def test_a_broken_own_file_is_told_and_ours_are_used(own: Path, content: bytes) -> None:
    own.write_bytes(content)
    expressions, told = with_own(own)
    assert expressions is OURS
    assert told[0].startswith("Your own words to reconsider are not used")
    assert str(own) in told[0]
    assert all(line.startswith("- language.toml: ") for line in told[1:])
    assert len(told) > 1


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    assert "It is not a file." in with_own(tmp_path).told[1]


def test_every_problem_is_told_at_once() -> None:
    written = """
language = "en"
off = ["streetwize"]
colour = "blue"
[[expressions]]
id = "a"
words = ["two/three-four words", "one/", "same"]
instead = []
why = "x"
[[expressions]]
id = "a"
words = ["same", "!"]
instead = ["y"]
[[expressions]]
id = "b"
words = ["same", "a/b/c/d/e/f/g a/b/c/d/e/f/g a/b/c/d/e/f/g"]
instead = ["y"]
why = "x"
"""
    problems = check(parse_toml("own.toml", written.encode())).problems
    codes = sorted(problem.code for problem in problems)
    assert {"not-words", "too-many-forms", "said-twice", "twice", "unknown-id"} <= {*codes}
    assert codes.count("not-words") == 3
    assert any("streetwise" in problem.remedy for problem in problems)
    assert any("colour" in problem.line() for problem in problems)
    assert any("why" in problem.line() for problem in problems)


def test_a_file_that_stands_for_too_much_is_refused_before_it_is_put_in_order() -> None:
    many = "/".join(f"w{number}" for number in range(14))
    words = ", ".join(f'"{many} {many} x{number}"' for number in range(60))
    entry = '\n[[expressions]]\nid = "e{0}"\nwords = [{1}]\ninstead = ["y"]\nwhy = "z"\n'
    written = 'language = "en"\n' + "".join(
        entry.format(number, words.replace("x", f"x{number}y")) for number in range(20)
    )
    problems = check(parse_toml("own.toml", written.encode())).problems
    assert [problem.code for problem in problems] == ["too-many-forms"]


def test_one_cannot_switch_off_what_is_not_there() -> None:
    read = check(parse_toml("own.toml", b'language = "en"\noff = ["nothing-like-it"]'))
    assert [problem.code for problem in read.problems] == ["unknown-id"]
    assert {one.id for one in shipped()}.isdisjoint({"nothing-like-it"})
