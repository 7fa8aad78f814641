"""Every harness, once: the quick run, the long run and the table are made from this list."""

from typing import Final

from tests.stress.harness import Harness
from tests.stress.native import why_not_shim, why_not_terminal

HARNESSES: Final[tuple[Harness, ...]] = (
    Harness(
        "powercuts",
        "the power goes after any call, and writes are torn",
        "tests.stress.powercuts",
        quick=600,
        long=100_000,
        to_fail=40,
        parts=2,
        why_not=why_not_shim,
    ),
    Harness(
        "failing",
        "each write, sync, open, rename and removal fails once",
        "tests.stress.failing",
        quick=200,
        long=3,
        to_fail=40,
        parts=2,
        counted=True,
        why_not=why_not_shim,
    ),
    Harness(
        "kills",
        "the app in a terminal is killed while it is typed into",
        "tests.stress.kills",
        quick=200,
        long=10_000,
        to_fail=8,
        parts=2,
        why_not=why_not_terminal,
    ),
    Harness(
        "needles",
        "planted texts and keys are searched in files, scrollback and memory",
        "tests.stress.needles",
        quick=1,
        long=20,
        to_fail=1,
        why_not=why_not_terminal,
    ),
    Harness(
        "encryption-off",
        "encryption is off without a sign, in six ways",
        "tests.stress.encryption_off",
        quick=10,
        long=100,
        to_fail=10,
    ),
    Harness(
        "damaged-stores",
        "stores with damaged files are opened and read",
        "tests.stress.damaged_stores",
        quick=150,
        long=10_000,
        to_fail=20,
    ),
    Harness(
        "envelope",
        "each bit of the keys' file is flipped, and hostile ones are opened",
        "tests.stress.envelopes",
        quick=600,
        long=10_000,
        to_fail=200,
    ),
    Harness(
        "passphrase-kills",
        "a change of the passphrase, or a rekey, is killed",
        "tests.stress.passphrase_kills",
        quick=60,
        long=1_000,
        to_fail=40,
        why_not=why_not_terminal,
    ),
    Harness(
        "hostile-text",
        "hostile strings go through cleaning, store and exporters",
        "tests.stress.hostile_text",
        quick=600,
        long=100_000,
        to_fail=60,
    ),
    Harness(
        "audit",
        "audit trails are edited, cut, swapped and replayed",
        "tests.stress.audit_trails",
        quick=100,
        long=1_000,
        to_fail=20,
    ),
)
