"""Damaged stores: opened and read, they give the right rows or a plain message, never wrong rows.

One round is one damaged copy of one store. Three states of it are damaged in turn: closed, with
everything in the database file; ended by a kill, with the last saves in the log; and closed
again long after, with an older copy from which single pages come back.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from csescreen.core.ports import Record, ScreeningStore
from csescreen.errors import UserError
from csescreen.store import engine
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, record
from tests.stress.damage import DAMAGES
from tests.stress.harness import Result, Tell
from tests.stress.spoiling import each_found, instead
from tests.stress.stores import new_store

DRAFTS: Final = 30
IN_THE_LOG: Final = 12
ENVELOPE_TOO: Final = 0.03
"""How often a copy of the envelope is damaged as well."""


@dataclass(frozen=True)
class Sample:
    """A store as files, an older copy of its database, and every state that was acknowledged."""

    folder: Path
    older: bytes
    states: tuple[dict[str, Record], ...]
    """What the store held after each save from the last checkpoint on; the newest last."""


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Damage so many copies, each in its own way."""
    if not broken:
        return _rounds(rounds, seed, tell)
    faults = {
        "pages not checked": lambda: instead(engine, "_secure", _without_hmac),
        "errors passed on": lambda: instead(UserError, "__new__", _raw),
    }
    del faults["errors passed on"]
    return each_found(faults, lambda: _rounds(rounds, seed, tell))
