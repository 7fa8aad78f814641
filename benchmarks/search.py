"""Finding signs by what callers say: the search alone, what it needs first, and on the screen.

Alone it finds each phrase of `tests/lexicon/heard.toml` among all signs of the catalogue. On the
screen words are typed letter by letter into the search of the whole app, and each letter after
which the list changes is timed as a key press is: to the first write after which it shows what it
shows in the end.
"""

import asyncio
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final
from unittest.mock import patch

from textual.events import Key

from benchmarks.key import Write, noting, open_workspace, painted, until
from benchmarks.measure import Figure, alone
from benchmarks.terminal import COLUMNS, LINES, Terminal
from csescreen.app import CsescreenApp
from csescreen.bootstrap import services, shelf
from csescreen.core import speech
from csescreen.core.search import SignFinder
from csescreen.lexicon.everyday import everyday
from csescreen.screens.modals.find import FindScreen

HEARD: Final = Path(__file__).parent.parent / "tests" / "lexicon" / "heard.toml"
AT_MOST: Final = 0.010
PAINTED_AT_MOST: Final = 0.030
WORDS: Final = ("taxi", "trainers", "vapes", "airbnb", "bruses")
_LETTERS: Final = 40


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long signs take to be found."""
    signs, words = tuple(shelf().common.signs.values()), everyday()
    made = []
    for _ in range(min(rounds or 10, 10)):
        speech.speech_of.cache_clear()  # or the second would find the first one's work
        start = process_time()
        finder = SignFinder(signs, words)
        made.append(process_time() - start)
    found = []
    for phrase in _phrases():
        start = process_time()
        finder.find(phrase)
        found.append(process_time() - start)
    yield alone("search", "signs found by what callers say", found, at_most=AT_MOST)
    index = alone("search, index", "what the first search needs", made, at_most=AT_MOST)
    yield index._replace(aim="", reached=None)
    with TemporaryDirectory() as home, patch.dict(os.environ, {"CSESCREEN_HOME": home}):
        typed = asyncio.run(_typed(rounds or _LETTERS))
    yield alone("search, painted", "a letter to the list it finds", typed, at_most=PAINTED_AT_MOST)


def _phrases() -> Iterator[str]:
    for one in tomllib.loads(HEARD.read_text(encoding="utf-8"))["heard"]:
        yield from (*one["said"], *one["fair"])


async def _typed(letters: int) -> list[float]:
    writes: list[Write] = []
    app = CsescreenApp(services)
    app.driver_class = noting(writes)
    times: list[float] = []
    async with app.run_test(headless=False, size=(COLUMNS, LINES)):
        await open_workspace(app)
        terminal = Terminal()
        await _press(app, "ctrl+f")
        await until(lambda: isinstance(app.screen, FindScreen))
        while len(times) < letters:
            for word in WORDS:
                for letter in word:
                    rows = (0, LINES)  # the letter itself is part of what is shown
                    times.append(await painted(app, writes, terminal, letter, rows))
                for _ in word:
                    await _press(app, "backspace")
        await app.action_quit()
        await until(lambda: app.return_code is not None)
    return times[:letters]


async def _press(app: CsescreenApp, key: str) -> None:
    app.post_message(Key(key, None))
    await asyncio.sleep(0.25)
