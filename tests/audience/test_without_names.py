"""Texts as practitioners and children write them, before and after they are cleaned of names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.without_names import NameCleaner
from csescreen.word_lists import known_words

KNOWN = {
    **{"jane": "child", "doe": "child", "will": "child", "obrien": "carer", "zosia": "child"},
    **{"oakfield": "school", "whitlock": "practitioner", "a-17": "reference"},
}
KEPT = (
    "Collected on Friday by a man in a grey car; came back on Sunday.\nHad a hotel key card.",
    "Foster carer thinks there may be two phones. She will not say who gave them.",
    "The Police and Children's Services met at 10:15. A strategy discussion was held.",
    "Missing 3 times in 30 days. Year 9, Y8, section 47, S47, on call 24/7.",
    "He said “Come with me or else” and “I know where you live”.",
    "Mum said: He hits her. Nan and Dad know. I don't want him to know!",
    "Ask the school nurse. Saw the doctor with her aunt.",
    "HE TOOK MY PHONE AND SAID HE WILL POST THE PICS",
    "Exclusions: two. Needs: therapeutic support. Mum: Knows of it.",
    "- Stopped talking to friends\n- Self-harm on her arms\n• New trainers",
    "Attended A&E with her foster carer. CAMHS and the SENCO were told.",
    "he says i owe him £2000 and he wont stop on snapchat",
    "Will discuss with the DSL. May need a safety plan.",
    "",
)
CHANGED = {
    "Jane's mum says JANE is jane.": "[child]'s mum says [child] is [child].",
    "Seen with Jane Doe and Tariq Hussain.": "Seen with [child] and [name or place].",
    "Zósia was with Zosia’s aunt": "[child] was with [child]’s aunt",
    "will said he will go. Will went.": "will said he will go. [child] went.",
    "Told by Mrs O’Brien, OBrien's sister": "Told by Mrs [carer], [carer]'s sister",
    "she goes to oakfield academy": "she goes to [school] academy",
    "Worried about Mr Hayfield and mr khan.": (
        "Worried about Mr [name or place] and mr [name or place]."
    ),
    "Grace said so. Hunter Street.": "[name or place] said so. [name or place] Street.",
    "Hill Park was named.": "[name or place] Park was named.",
    "They call him “Ghost”.": "They call him “[name or place]”.",
    "Taken to Leicester by train": "Taken to [name or place] by train",
    "Her friend, T, was there": "Her friend, [name or place], was there",
    "me n kayleigh went": "me n [name or place] went",
    "Lives at 14 acacia road, LE1 6TP": "Lives at [place], [place]",
    "drove up the M6 in AB12 CDE": "drove up the [place] in [car registration]",
    "ring 07700 900123 or +44 (0)20 7946 0000": "ring [number] or [number]",
    "NHS 943 476 5919, UPN A123456789012": "NHS [number], UPN [number]",
    "add @kay.lee or kay_lee or jane_99 or xkaylee99": (
        "add [online name or address] or [online name or address] or [online name or address] "
        "or [number]"
    ),
    "mail me@example.org, www.example.org/x or snap.com/abc": (
        "mail [online name or address] or [online name or address]"
    ),
    "on 3 March, since 3rd of March 2026, 03/03/2026 and 2026-03-03": (
        "on [date], since [date], [date] and [date]"
    ),
    "in January, on the 5th, born 12.5.11, in 2025": "in [date], on [date], born [date], in [date]",
    "Insta: zed.king, crime ref 20/123456/26": ("[online name or address] crime ref [number]"),
    "snap zed.k1ng": "snap [online name or address]",
    "Associates: Ghost, Smiler. Vehicles: white Transit": (
        "Associates: [name or place], [name or place]. Vehicles: white [name or place]"
    ),
    "Case A-17 is open": "Case [reference] is open",
    "He wrote محمد قال لي to her": "He wrote [in another script] to her",
    "با او رفتم": "[in another script]",
    "Ask Ja\u200bne or J\u0336ane or Ｊａｎｅ": "Ask [child] or [child] or [child]",
    "Jаne, with a letter of another script": "[in another script], with a letter of another script",
}


def cleaned(text: str) -> str:
    return NameCleaner(KNOWN, known_words()).clean(text)


@pytest.mark.parametrize("text", KEPT)
def test_what_names_nobody_stays_as_it_was_written(text: str) -> None:
    without_will = {name: kind for name, kind in KNOWN.items() if name != "will"}
    cleaner = NameCleaner(without_will, known_words())
    assert cleaner.clean(text) == text
    assert not cleaner.removed


@pytest.mark.parametrize("text", CHANGED)
def test_what_names_somebody_is_replaced(text: str) -> None:
    assert cleaned(text) == CHANGED[text]


def test_it_counts_what_it_replaced() -> None:
    cleaner = NameCleaner(KNOWN, known_words())
    cleaner.clean("Jane Doe and Jane met Tariq on 3 March.")
    assert dict(cleaner.removed) == {"child": 2, "name or place": 1, "date": 1}


SYLLABLES = st.sampled_from(["zor", "bek", "vrin", "qua", "tho", "jil", "xan", "dru", "wyc"])
NAMES = st.lists(SYLLABLES, min_size=2, max_size=4).map(lambda parts: "".join(parts).capitalize())
AROUND = st.sampled_from(
    [
        *("She met {} twice.", "{} was there.", "It was {}", "“{}” said so", "with {}'s friend"),
        *("they say,\n{} hit her", "({})", "Mr {}", "ask {}, please", "{}-{} knew", "{}/{} went"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(NAMES, AROUND, st.sampled_from([str, str.upper]))
def test_no_name_with_a_capital_comes_through(name: str, around: str, written: object) -> None:
    assert callable(written)
    text = around.replace("{}", written(name))
    found = cleaned(text)
    assert name.lower() not in found.lower()


@settings(max_examples=300, deadline=None)
@given(NAMES, AROUND, st.sampled_from([str, str.lower, str.upper, str.swapcase]))
def test_no_known_name_comes_through_however_it_is_written(
    name: str, around: str, written: object
) -> None:
    assert callable(written)
    cleaner = NameCleaner({name.lower(): "child"}, known_words())
    found = cleaner.clean(around.replace("{}", written(name)))
    assert name.lower() not in found.lower()
    assert "[child]" in found
    assert cleaner.removed["child"]


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_can_be_cleaned_and_is_not_changed_twice(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


def test_the_lists_that_ship_hold_words_and_say_their_licence() -> None:
    known = known_words()
    assert {"car", "worried", "school"} <= known.ordinary
    assert {"grace", "rose", "will", "mark", "kayleigh", "mohammed"} <= known.names
    assert {"police", "camhs", "mash", "nspcc", "i", "monday"} <= known.kept
    assert not {"will", "may", "grace", "mark"} & known.kept
    assert all(word == word.casefold() for word in known.ordinary | known.names | known.kept)
