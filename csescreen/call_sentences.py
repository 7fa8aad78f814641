"""What a duty worker can say to a caller. Read from a small file when first asked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from csescreen.core.saying import Sentence

_FILE = Path(__file__).parent / "data" / "call_sentences.toml"


@cache
def call_sentences() -> Mapping[str, Sentence]:
    """Return the sentences that ship with the program, by the case that each is for."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {case: Sentence(case, **texts) for case, texts in found.items()}
