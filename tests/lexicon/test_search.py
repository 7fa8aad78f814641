"""Finding signs by what callers say: `heard.toml` says what must be found."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.bootstrap import shelf
from csescreen.core.framework import Indicator
from csescreen.core.misspelt import KnownSpellings, distance
from csescreen.core.search import SignFinder, find_signs, finder
from csescreen.core.speech import Everyday
from csescreen.core.stems import stem, words_of
from csescreen.frameworks.files import parse_toml, read_toml
from csescreen.lexicon.everyday import SHIPPED, everyday, problems_of

SIGNS = shelf().common.signs
LIST = tomllib.loads((Path(__file__).parent / "heard.toml").read_text(encoding="utf-8"))
HEARD = LIST["heard"]
LEAST_OF_THE_FAIR = 0.9
"""How many of the phrases by which no word was chosen must find their sign in the first three."""


def phrases(kind: str) -> Iterator[tuple[str, str]]:
    for one in HEARD:
        yield from ((phrase, one["sign"]) for phrase in one[kind])


def first_three(words: str) -> list[str]:
    return [sign.id for sign in find_signs(SIGNS, words, everyday())][:3]


def test_each_phrase_finds_its_sign_in_the_first_three() -> None:
    missed = [
        (phrase, sign, first_three(phrase))
        for phrase, sign in phrases("said")
        if sign not in first_three(phrase)
    ]
    assert missed == []


def test_so_do_most_phrases_by_which_no_word_was_chosen() -> None:
    fair = [*phrases("fair")]
    found = [sign in first_three(phrase) for phrase, sign in fair]
    assert sum(found) >= LEAST_OF_THE_FAIR * len(fair)
    assert 3 * len(fair) >= len(fair) + len([*phrases("said")])


def test_every_sign_of_the_catalogue_is_to_be_found_and_nothing_else() -> None:
    for kind in ("said", "fair"):
        assert {sign for _, sign in phrases(kind)} == {*SIGNS}
    every = [phrase for kind in ("said", "fair") for phrase, _ in phrases(kind)]
    assert len(every) == len({*every}) >= 250


def test_under_each_framework_its_own_signs_are_found_alike() -> None:
    for name in shelf().ids():
        signs = shelf().get(name).indicators
        for phrase, sign in [*phrases("said")][::3]:
            if sign in signs:
                found = [one.id for one in find_signs(signs, phrase, everyday())]
                assert sign in found[:3], (name, phrase)


def test_a_sign_of_a_councils_own_is_found_by_everyday_words_too() -> None:
    own = next(iter(SIGNS.values()))._replace(
        id="own-cabs",
        name="Spends nights at the Harbour Café",
        search=("taxi to the harbour",),
        looks_like="",
        why_it_matters="",
    )
    signs = {**SIGNS, own.id: own}
    for words in ("harbour cafe", "got cabs to the harbour", "harbuor", "at the CAFÉ"):
        assert find_signs(signs, words, everyday())[0].id == own.id, words


@pytest.mark.parametrize("words", ["", "   ", "she", "she was going to the", "c", "...!"])
def test_where_nothing_was_said_yet_every_sign_stands_in_order(words: str) -> None:
    assert find_signs(SIGNS, words, everyday()) == [*SIGNS.values()]
    assert finder(tuple(SIGNS.values()), everyday()).said(words) == []


@pytest.mark.parametrize("words", ["hello", "she said", "12", "she is 15", "he's twelve", "thirty"])
def test_words_that_say_nothing_and_an_age_alone_mean_no_sign(words: str) -> None:
    assert finder(tuple(SIGNS.values()), everyday()).said(words) == []


def test_what_nobody_knows_finds_nothing() -> None:
    assert find_signs(SIGNS, "qqqqqq", everyday()) == []


def test_the_order_of_the_signs_and_of_the_words_is_no_matter() -> None:
    there = everyday()
    backwards = Everyday(
        there.filler,
        tuple(reversed(there.alike)),
        dict(reversed([*there.signs.items()])),
    )
    turned = SignFinder(reversed([*SIGNS.values()]), backwards)
    usual = finder(tuple(SIGNS.values()), there)
    for kind in ("said", "fair"):
        for phrase, _ in [*phrases(kind)][::3]:
            assert [one.id for one in turned.find(phrase)] == [one.id for one in usual.find(phrase)]


def test_typed_letter_by_letter_it_always_answers() -> None:
    usual = finder(tuple(SIGNS.values()), everyday())
    for phrase, _ in [*phrases("said")][::12]:
        for end in range(len(phrase)):
            found = usual.find(phrase[:end])
            assert len(found) == len({*found})


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_text_is_only_text(text: str) -> None:
    found: list[Indicator] = finder(tuple(SIGNS.values()), everyday()).find(text)
    assert {one.id for one in found} <= {*SIGNS}


def test_a_long_text_costs_no_more_than_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from csescreen.core import search

    looked: list[str] = []

    def counted(word: str) -> str:
        looked.append(word)
        return stem(word)

    monkeypatch.setattr(search, "stem", counted)
    finder(tuple(SIGNS.values()), everyday()).find("[/] \x1b[31m taxi " * 100_000)
    assert len(looked) <= 2_000


# -- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kin",
    [
        ("taxi", "taxis", "TAXI's"),
        ("hit", "hits", "hitting"),
        ("party", "parties"),
        ("bruise", "bruises", "bruised", "bruising"),
        ("touch", "touches", "touching"),
        ("café", "cafes"),
    ],
)
def test_kin_have_one_stem(kin: tuple[str, ...]) -> None:
    assert len({stem(words_of(word)[0]) for word in kin}) == 1


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("", "", 0), ("abc", "abc", 0), ("acb", "abc", 1), ("bruse", "bruise", 1), ("ab", "", 2)],
)
def test_the_distance_of_spellings(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == distance(other, one) == apart


def test_a_misspelt_word_means_the_nearest_known_one() -> None:
    known = KnownSpellings(["bruise", "chlamydia", "cab", "cannabis", "cannibal"])
    assert known.meant("bruse") == "bruise"
    assert known.meant("clamydia") == "chlamydia"
    assert known.meant("chlamydai") == "chlamydia"
    assert known.meant("chlmydiea") == "chlamydia"
    assert known.meant("cannabbis") == "cannabis"
    assert known.meant("cba") is None  # too short: too much is alike
    assert known.meant("zzzzzzz") is None


# -- the file ---------------------------------------------------------------------------------


def test_our_file_is_sound() -> None:
    assert problems_of(read_toml(SHIPPED), SIGNS) == []
    assert {*everyday().signs} == {*SIGNS}


def test_every_problem_of_a_file_is_told_at_once() -> None:
    written = b"""
filler = "a the"
alike = [["cab", "taxi"], ["uber", "taxis"], ["--", "x"]]
[signs]
unknown-vehicle = ["cab"]
sti = ["!"]
"""
    codes = [one.code for one in problems_of(parse_toml("words.toml", written), SIGNS)]
    assert codes == ["said-twice", "not-words", "unknown-sign", "not-words"]
    assert problems_of(parse_toml("words.toml", b"filler = 3"), SIGNS)
    assert problems_of(parse_toml("words.toml", b"filler = "), SIGNS)


@pytest.mark.parametrize(
    ("one", "other"), [("car", "care"), ("scar", "scared"), ("hop", "hoping"), ("cut", "cute")]
)
def test_words_that_differ_by_an_e_are_two_words(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "kin",
    ["scar scars scarred", "scare scares scared scaring", "vape vapes vaping", "rape raped raping"],
)
def test_a_word_and_its_kin_are_one_word(kin: str) -> None:
    assert len({stem(word) for word in kin.split()}) == 1


@pytest.mark.parametrize("words", ["", "   ", "g", "gone", "she went with him", "…"])
def test_words_that_say_nothing_lead_to_no_sign_that_one_key_would_mark(words: str) -> None:
    finder_of_all = finder(tuple(SIGNS.values()), everyday())
    assert finder_of_all.said(words) == []
    assert finder_of_all.find(words) == [*SIGNS.values()]


@pytest.mark.parametrize("words", LIST["harmless"])
def test_what_is_said_of_any_child_is_not_marked_by_one_key(words: str) -> None:
    assert not finder(tuple(SIGNS.values()), everyday()).is_sure(words)


def test_most_of_what_callers_say_is_marked_by_one_key() -> None:
    all_signs = finder(tuple(SIGNS.values()), everyday())
    said = [words for words, sign in phrases("said") if first_three(words)[:1] == [sign]]
    assert sum(map(all_signs.is_sure, said)) > 0.7 * len(said)
    for words in ("taxis", "vapes", "new phone", "she keeps getting picked up in cabs"):
        assert all_signs.is_sure(words), words


def test_what_names_two_signs_alike_is_left_to_a_person() -> None:
    all_signs = finder(tuple(SIGNS.values()), everyday())
    for words in ("cash", "bruises", "uber", "she comes home with new trainers"):
        assert not all_signs.is_sure(words), words
    sure = [(words, sign) for words, sign in phrases("said") if all_signs.is_sure(words)]
    another = [words for words, sign in sure if first_three(words)[0] != sign]
    assert len(another) <= 0.02 * len(sure), another
