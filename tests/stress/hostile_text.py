"""Hostile strings through cleaning, the store and every exporter; one round is one string."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from csescreen.core import text as cleaning
from csescreen.core.ports import Record, ScreeningStore
from csescreen.core.screening import ChosenLevel, Screening, SignAnswer
from csescreen.core.summary import (
    Bullets,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Summary,
    Table,
)
from csescreen.export import as_html, as_markdown
from csescreen.export.formats import EXPORTERS
from csescreen.store import rows
from csescreen.store.document import wording_text
from csescreen.store.vault import FileVault
from tests.export.reading import Reader, read_html, read_markdown
from tests.store.helpers import PASSPHRASE, PIN, QUICK, START, new_store
from tests.stress.harness import Result, Tell
from tests.stress.spoiling import each_found, instead
from tests.stress.strings import hostile, without_pairs

BATCH: Final = 20
"""As many strings go into one screening and one document."""
STEERING: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
HTML_ATTRIBUTES: Final = {
    *("lang", "charset", "http-equiv", "content", "name", "id", "class"),
    *("aria-labelledby", "scope", "dir", "data-label"),
}
MARKDOWN_TAGS: Final = {
    *("p", "br", "strong", "em", "h1", "h2", "h3", "ul", "li", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
Check = Callable[[list[str]], Iterable[str]]


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Let so many strings through everything; the spoilt program leaves one guard out at a time."""
    if not broken:
        return _rounds(rounds, seed, tell)
    faults = {
        "no cleaning": lambda: instead(cleaning, "_TABLE", {}),
        "a store that strips": lambda: instead(rows, "wording_text", _stripped),
        "HTML not escaped": lambda: instead(as_html, "escape", _as_it_is),
        "Markdown not escaped": lambda: instead(as_markdown, "_SPECIAL", re.compile(r"(?!)")),
    }
    return each_found(faults, lambda: _rounds(rounds, seed, tell))


def _rounds(rounds: int, seed: int, tell: Tell) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(FileVault(Path(folder) / "home", kdf=QUICK), PASSPHRASE)
        checks: dict[str, Check] = {
            "clean": _cleaning,
            "store": _Kept(store),
            **EXPORTS,
        }
        for first in range(0, rounds, BATCH):
            texts = [hostile(random) for _ in range(min(BATCH, rounds - first))]
            for name, check in checks.items():
                try:
                    found = list(check(texts))
                except Exception as error:
                    found = [f"it crashed: {type(error).__name__}"]
                failures += [f"seed {seed}, string {first} on, {name}: {what}" for what in found]
            tell(len(texts))
        store.close()
    return Result(rounds, tuple(failures))


def _cleaning(texts: list[str]) -> Iterable[str]:
    for text in texts:
        cleaned = cleaning.clean(text)
        if STEERING.search(cleaned):
            yield f"{text[:40]!r} keeps what steers"
        if cleaning.clean(cleaned) != cleaned:
            yield f"{text[:40]!r} is not clean the first time"
        if "\n" in cleaning.clean_line(text):
            yield f"{text[:40]!r} is not on one line"


class _Kept:
    """Saves the strings in every slot of a screening, and reads the very same back."""

    def __init__(self, store: ScreeningStore) -> None:
        self._store = store
        self._revision = 0

    def __call__(self, texts: list[str]) -> Iterable[str]:
        self._revision += 1
        named = dict(zip(map(str, range(BATCH)), texts, strict=False))
        screening = Screening(
            frameworks=("telford",),
            reference=texts[0],
            facts={"a": texts[-1], "b": tuple(texts)},
            signs={
                name: SignAnswer("yes", None, text, text, (ChosenLevel("acute", text),))
                for name, text in named.items()
            },
            narrative=named,
            judged_levels=(ChosenLevel("acute", texts[0]),),
            details={**named, texts[0]: texts[-1]},
        )
        record = Record(
            "b2" * 16, self._revision, START, START, PIN, screening, {**named, "": texts[0]}
        )
        if not self._store.save(record):
            yield "it was not saved"
        stored = self._store.read(record.key)
        if _paired(_as_data(stored)) != _paired(_as_data(record)):
            yield "it came back otherwise"
        if [line.reference for line in self._store.lines()] != [rows.searchable(texts[0])]:
            yield "the list shows another reference"
        if [line.key for line in self._store.find(texts[0])] != [record.key]:
            yield "it is not found under its reference"


def _as_data(record: Record) -> object:
    found = record.screening
    notes = {
        sign: (one.note, one.heard_from, [level.reason for level in one.grades])
        for sign, one in found.signs.items()
    }
    return [
        found.reference,
        dict(found.facts),
        notes,
        dict(found.narrative),
        [level.reason for level in found.judged_levels],
        dict(found.details),
        dict(record.wording),
    ]


def _paired(value: object) -> object:
    """Return the value with surrogates in pairs as one character: see `store.document`."""
    if isinstance(value, str):
        return without_pairs(value)
    if isinstance(value, dict):
        return {_paired(key): _paired(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_paired(item) for item in value]
    return value


def _document(texts: list[str]) -> Summary:
    """Return a document with the strings in every kind of slot."""
    own = tuple(map(OwnWords, texts))
    blocks: tuple[Any, ...] = (
        *(Paragraph(text) for text in texts),
        *(Paragraph(text, own_words=True) for text in texts),
        Paragraph(texts[0], lead=True),
        Heading(texts[-1]),
        Fields(tuple((text, (text, OwnWords(text))) for text in texts)),
        Bullets((*texts, own)),
        Table((texts[0], texts[-1]), tuple((text, OwnWords(text)) for text in texts), texts[0]),
    )
    named = {str(place): text for place, text in enumerate(texts)}
    return Summary(
        title=texts[0],
        reference=texts[0],
        marking=texts[-1],
        sections=(Section("one", texts[0], blocks),),
        case={"reference": texts[0], "narrative": named},
        outcome={"actions": [{"text": text} for text in texts]},
        details={**named, texts[0]: texts[0]},
        wording=named,
        at_a_glance=Fields(((texts[0], texts[0]),)),
    )


def _html(texts: list[str]) -> Iterable[str]:
    texts = _no_blanks(texts)
    shown = _read("html", texts, read_html)
    plain = read_html(EXPORTERS["html"].render(_document(["Plain"] * len(texts))))
    if shown.tags != plain.tags:
        yield "it has other elements than a plain one"
    if not {name for _, name, _ in shown.attributes} <= HTML_ATTRIBUTES:
        yield "it has an attribute that nobody wrote"
    if {style for style in ("<", "url(", "@import") if style in shown.style.lower()}:
        yield "its style reaches out"
    yield from _missing(shown, texts)


def _markdown(texts: list[str]) -> Iterable[str]:
    texts = _no_blanks(texts)
    shown = _read("markdown", texts, read_markdown)
    if not set(shown.tags) <= MARKDOWN_TAGS:
        yield f"it has elements that nobody wrote: {sorted(set(shown.tags) - MARKDOWN_TAGS)}"
    if shown.attributes:
        yield "it has an attribute that nobody wrote"
    yield from _missing(shown, texts)


def _no_blanks(texts: list[str]) -> list[str]:
    """Return the texts without those that are shown as a blank to fill: another document."""
    return [text if text.strip() and cleaning.clean(text).strip() else "x" for text in texts]


def _read(name: str, texts: list[str], reader: Callable[[bytes], Reader]) -> Reader:
    return reader(EXPORTERS[name].render(_document(texts)))


def _missing(shown: Reader, texts: list[str]) -> Iterable[str]:
    if STEERING.search(shown.text):
        yield "it holds a character that steers"
    for text in texts:
        if " ".join(cleaning.clean(text).split()) not in shown.words:
            yield f"it does not show {text[:40]!r} as it was typed"


def _json(texts: list[str]) -> Iterable[str]:
    content = EXPORTERS["json"].render(_document(texts))
    if not content.isascii():
        yield "it is not ASCII"
    found: Mapping[str, Any] = json.loads(content, parse_constant=_refuse)
    for place, text in enumerate(texts):
        if found["case"]["narrative"][str(place)] != cleaning.clean(text):
            yield f"it does not hold {text[:40]!r}"


EXPORTS: Final[Mapping[str, Check]] = {"html": _html, "markdown": _markdown, "json": _json}


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _as_it_is(text: str, quote: bool = True) -> str:
    return text


def _stripped(wording: Mapping[str, str]) -> str:
    return wording_text({name: text.strip() for name, text in wording.items()})
