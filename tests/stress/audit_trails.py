"""Audit trails that were tampered with: each change is found against the head.

One round is one position of one trail. There a row is edited, deleted, inserted, swapped with
another, put back from before, or everything from there on is cut off; whoever does it has the
whole database, but not the key. Against a head that left the machine all of it must be found, a
trail that nobody touched must not, and an honest trail that goes on must still hold an older head.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any, Final

from csescreen.core.audit import Action, AuditEntry, AuditHead
from csescreen.store import verifying
from csescreen.store.chain import FIRST, mac_of
from csescreen.store.verifying import Held, verify
from tests.stress.harness import Result, Tell
from tests.stress.spoiling import each_found, instead

KEY: Final = bytes(range(32))
LONGEST: Final = 120
Trail = list[AuditEntry]


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Tamper in every way at so many positions."""
    if not broken:
        return _rounds(rounds, seed, tell)
    faults = {
        "codes not compared": lambda: instead(verifying, "same", lambda *_: True),
        "rows not bound to the row before": lambda: instead(verifying, "mac_of", _unbound),
    }
    return each_found(faults, lambda: _rounds(rounds, seed, tell))


def _unbound(key: bytes, entry: AuditEntry, _before: str) -> str:
    # every row checked with the code of the row before left out of what it is checked against
    return entry.mac


def _rounds(rounds: int, seed: int, tell: Tell) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    counts: Counter[str] = Counter()
    for number in range(rounds):
        trail = _trail(random, random.randint(3, LONGEST), KEY)
        head = trail[-1].head
        if not _sound(trail, head, head):
            failures.append(f"seed {seed}, round {number}: a whole trail is called unsound")
        at = random.randrange(len(trail))
        if not _sound(trail, head, trail[at].head):
            failures.append(f"seed {seed}, round {number}: an older head does not hold")
        for name, tamper in TAMPERS.items():
            changed = tamper(random, list(trail), at)
            if changed == trail:
                continue
            counts[name] += 1
            kept = changed[-1].head if changed else None
            # whoever tampers replaces the head beside the database, too, but not the printed one
            if _sound(changed, kept, head):
                failures.append(f"seed {seed}, round {number}: {name} at {at + 1} is not found")
        tell(1)
    return Result(rounds, tuple(failures), counts=counts)


def _sound(trail: Trail, kept: AuditHead | None, printed: AuditHead) -> bool:
    """Return whether nothing is found; the rows stored beside the trail are what it says."""
    newest = {row.key: row for row in trail if row.action == Action.SAVED}
    held = [Held(row.key, row.revision, row.content) for row in newest.values()]
    return verify(trail, KEY, head=kept, given=printed, screenings=held).sound


def _trail(random: Random, length: int, key: bytes) -> Trail:
    trail: Trail = []
    before = FIRST
    for number in range(1, length + 1):
        action = Action.BEGUN if number == 1 else random.choice((Action.SAVED, Action.EXPORTED))
        content = random.randbytes(32).hex() if action is Action.SAVED else ""
        screening = "" if number == 1 else f"{random.randrange(5):032x}"
        at = f"2026-03-02T10:00:{number % 60:02d}.{number:06d}+00:00"
        plain = AuditEntry(number, at, action.value, screening, number, content, "", "")
        before = mac_of(key, plain, before)
        trail.append(replace(plain, mac=before))
    return trail


def _edit(random: Random, trail: Trail, at: int) -> Trail:
    name = random.choice(("at", "action", "key", "revision", "content", "detail", "mac", "number"))
    before = getattr(trail[at], name)
    other: Any = before + 1 if isinstance(before, int) else _other(random, before)
    trail[at] = replace(trail[at], **{name: other})
    return trail


def _other(random: Random, text: str) -> str:
    if not text:
        return "x"
    at = random.randrange(len(text))
    return text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]


def _delete(_random: Random, trail: Trail, at: int) -> Trail:
    del trail[at]
    return trail


def _delete_and_count_anew(random: Random, trail: Trail, at: int) -> Trail:
    return _numbered(_delete(random, trail, at))


def _insert(random: Random, trail: Trail, at: int) -> Trail:
    forged = _trail(random, at + 1, random.randbytes(32))[-1]
    return _numbered([*trail[:at], forged, *trail[at:]])


def _swap(random: Random, trail: Trail, at: int) -> Trail:
    other = random.randrange(len(trail))
    trail[at], trail[other] = trail[other], trail[at]
    return trail if random.random() < 0.5 else _numbered(trail)


def _cut(_random: Random, trail: Trail, at: int) -> Trail:
    return trail[:at]


def _cut_before(_random: Random, trail: Trail, at: int) -> Trail:
    return trail[at + 1 :] or trail[:1]


def _replay(random: Random, trail: Trail, at: int) -> Trail:
    """An authentic row once more, in another place."""
    return _numbered([*trail[: at + 1], trail[random.randrange(len(trail))], *trail[at + 1 :]])


def _forge_on(random: Random, trail: Trail, at: int) -> Trail:
    """Everything from there on made anew, with codes of a key that is not the store's."""
    forged = _trail(random, len(trail), random.randbytes(32))
    return [*trail[:at], *forged[at:]]


def _numbered(trail: Trail) -> Trail:
    return [replace(entry, number=number) for number, entry in enumerate(trail, 1)]


TAMPERS: Final[Mapping[str, Callable[[Random, Trail, int], Trail]]] = {
    "edited": _edit,
    "deleted": _delete,
    "deleted and counted anew": _delete_and_count_anew,
    "inserted": _insert,
    "swapped": _swap,
    "cut off": _cut,
    "beginning cut off": _cut_before,
    "replayed": _replay,
    "forged on": _forge_on,
}
