"""What names somebody by its shape alone: a date, a number, a postcode, an address online."""

import re
from typing import Final

NAME: Final = "name or place"
SCRIPT: Final = "in another script"
DATE: Final = "date"
PLACE: Final = "place"
NUMBER: Final = "number"
ONLINE: Final = "online name or address"
CAR: Final = "car registration"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FULL_MONTH = (
    r"(?:(?i:January|February|April|June|July|August|September|October|November|December)"
    r"|(?<=[a-z] )(?:May|March))"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?:\d{4}|['’]\d\d))?"
_STREETS = (
    r"(?:road|rd|street|st|avenue|ave|lane|close|drive|crescent|terrace|grove|gardens|court|way"
    r"|square|mews|place|walk|row|house|park|hill)"
)
_SHORT_WORDS = "(?:ae|an|as|at|be|by|ex|he|re|ur|us|we)"
PATTERNS: Final = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        (ONLINE, r"[^\s@]{1,64}@[^\s@]{1,255}|\b(?:https?|ftp)://\S+|\bwww\.\S+", re.I),
        (
            ONLINE,
            r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:com|net|org|uk|co|me|io|tv|gg|info|app|link|ly|eu|online)"
            r"\b(?:/\S*)?",
            re.I,
        ),
        (
            ONLINE,
            r"\b(?:insta|instagram|snap|snapchat|tiktok|discord|telegram|kik|whatsapp)"
            r"\s*[:=]\s*\S+|\b[a-z]{1,40}\.[a-z]{0,40}\d\w*",
            re.I,
        ),
        (ONLINE, r"(?<!\w)[@#]\w[\w.]*\w|\b[^\W\d_]\w*_\w+|_\w{2,}", 0),
        (DATE, r"\b\d{4}-\d{1,2}-\d{1,2}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?\b", 0),
        (DATE, r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b", 0),
        (NUMBER, r"\b\d{1,9}/\d{3,9}(?:/\d{1,9})?\b", 0),
        (DATE, r"\b(?!24/7\b)\d{1,2}/\d{1,2}\b(?!/)", 0),
        (DATE, rf"\b{_NTH}(?:\s+(?:day\s+)?of)?[\s-]+{_MONTH}\b{_YEAR}", re.I),
        (DATE, rf"\b{_MONTH}\s+(?:the\s+)?{_NTH}\b(?!\s*(?:times|%)){_YEAR}", re.I),
        (DATE, rf"\b{_MONTH},?\s+\d{{4}}\b", re.I),
        (DATE, rf"\b{_FULL_MONTH}\b", 0),
        (
            DATE,
            r"(?<=\b(?:on|by) )(?:the )?\d{1,2}(?:st|nd|rd|th)\b"
            r"|(?<=\bsince )(?:the )?\d{1,2}(?:st|nd|rd|th)\b",
            re.I,
        ),
        (DATE, r"(?<![£$€\d.,])\b(?:19|20)\d\d\b(?![.,]?\d)", 0),
        (
            DATE,
            r"(?P<before>\b(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)"
            r"(?:the\s+)?\d{1,2}(?:st|nd|rd|th)\b",
            re.I,
        ),
        (PLACE, r"\b[a-z]{1,2}\d[a-z\d]?[\s-]*\d[a-z]{2}\b", re.I),
        (
            PLACE,
            rf"\b[a-z]{{1,2}}\d[a-z\d]?[\s-]*\d\s+(?!{_SHORT_WORDS}\b)[abd-hjlnp-uw-z]{{2}}\b",
            re.I,
        ),
        (CAR, r"\b[a-z]{2}\d{2}\s?[a-z]{3}\b", re.I),
        (CAR, r"\b[A-Z]\d{1,3}\s?[A-Z]{3}\b|\b[A-Z]{3}\s?\d{1,3}[A-Z]\b", 0),
        (NUMBER, r"\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b", re.I),
        (NUMBER, r"(?<![\w£$€])\+?\(?\d(?:[ \t().-]*\d){5,}(?!\w)", 0),
        (NUMBER, r"\b(?=\w*\d)(?=\w*[^\W\d_])(?!\d+(?:st|nd|rd|th|hrs?|mins?|yrs?)\b)\w{5,}\b", 0),
        (PLACE, r"\b(?!(?:Y\d+|S\d\d|U\d\d|P\d|A\d|KS\d|CP\d|HO\d)\b)[A-Z]{1,2}\d{1,3}[A-Z]?\b", 0),
    )
)
"""Each kind with what it looks like; an earlier one comes before a later one.

What a group called ``before`` holds stays as it was written.
"""

STREET: Final = re.compile(
    rf"\b\d{{1,4}}[a-z]?,?\s+((?:[^\W\d_][\w'’]*\s+){{1,2}}){_STREETS}\b", re.I
)
"""A house number with its street; the words between in the first group."""
