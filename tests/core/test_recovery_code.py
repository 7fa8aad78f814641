"""The recovery code: whatever one slip does to it is found, and what cannot mislead is forgiven."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csescreen.core.recovery_code import (
    ASKED,
    GROUPS,
    WrongCharacterError,
    asked,
    groups,
    miscopied,
    new_bits,
    read,
    same,
    written,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = st.binary(min_size=20, max_size=20)
PLACES = st.integers(0, 35)


def letters(code: str) -> str:
    return code.replace("-", "")


@given(BITS)
def test_what_is_written_is_read(bits: bytes) -> None:
    code = written(bits)
    assert read(code) == bits
    assert [len(part) for part in code.split("-")] == [4] * GROUPS
    assert set(letters(code)) <= set(ALPHABET)


@given(BITS, st.randoms(use_true_random=False))
def test_slips_that_cannot_mislead_are_forgiven(bits: bytes, random: Random) -> None:
    alike = {"0": "0Oo", "1": "1IiLl"}
    typed = ""
    for letter in letters(written(bits)):
        typed += random.choice(alike.get(letter, letter + letter.lower()))
        typed += random.choice(["", "", " ", "-", "\u2013", "\u00a0", "\u2212", "\t", "\n"])
    assert read(typed) == bits
    assert same(typed, written(bits))


@given(BITS, PLACES, st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_found(bits: bytes, place: int, letter: str) -> None:
    code = letters(written(bits))
    assume(code[place] != letter)
    slip = code[:place] + letter + code[place + 1 :]
    with pytest.raises(WrongCharacterError):
        read(slip)
    assert miscopied(slip)


@given(BITS, st.integers(0, 34))
def test_any_two_neighbours_swapped_are_found(bits: bytes, place: int) -> None:
    code = letters(written(bits))
    assume(code[place] != code[place + 1])
    with pytest.raises(WrongCharacterError):
        read(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@given(st.text())
def test_any_text_is_read_as_a_code_or_not_without_a_fault(text: str) -> None:
    try:
        bits = read(text)
    except WrongCharacterError:
        assert miscopied(text)
    else:
        assert bits is None or same(written(bits), text)
        assert bits is None or not miscopied(text)


def test_what_has_not_the_form_is_no_code() -> None:
    code = written(bytes(range(20)))
    for text in ("", "correct horse battery staple", code[:-1], code + "0", "U" + code[1:]):
        assert read(text) is None


def test_a_passphrase_is_not_taken_for_a_miscopied_code() -> None:
    assert not miscopied("correct horse battery staple and many more words")
    assert not miscopied("correct horse battery staple, thirty-six letters")
    assert miscopied(written(bytes(range(20)))[:-2])


def test_each_code_is_new_and_any_groups_may_be_asked() -> None:
    assert len({new_bits() for _ in range(100)}) == 100
    seen = {asked() for _ in range(500)}
    assert all(len(set(numbers)) == ASKED for numbers in seen)
    assert {number for numbers in seen for number in numbers} == set(range(1, GROUPS + 1))


def test_the_groups_are_counted_from_one() -> None:
    code = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH-JJJJ"
    assert groups(code, (1, 9)) == "AAAA JJJJ"
    assert same("aaaa jjjj", "AAAA JJJJ")
    assert not same("jjjj aaaa", "AAAA JJJJ")
    assert not same("\udcff", "AAAA")
