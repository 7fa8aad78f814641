"""The envelope of keys: every flipped bit is found, and a hostile one opens nothing else.

First every single bit of a copy is flipped. Then each round is one hostile envelope, most with a
right check, as somebody would make it who may write the file. Nothing may come of it but a plain
refusal or the store's own key, in bounded time and memory.
"""

import hashlib
import json
import secrets
import tracemalloc
from collections import Counter
from contextlib import ExitStack
from copy import deepcopy
from random import Random
from time import perf_counter
from typing import Any, Final

from cryptography.hazmat.primitives.kdf import argon2

from csescreen.core import recovery_code
from csescreen.errors import UserError
from csescreen.store import envelope, kdf, opening
from csescreen.store.envelope import Envelope, EnvelopeDamagedError
from csescreen.store.kdf import KdfParameters
from csescreen.store.keys import Keys
from tests.store.helpers import PASSPHRASE, QUICK
from tests.stress.harness import Result, Tell
from tests.stress.spoiling import each_found, instead
from tests.stress.strings import hostile

KEY: Final = bytes(range(1, 33))
BITS: Final = bytes(range(20))
CODE: Final = recovery_code.written(BITS)
SLOWEST: Final = 2.0
"""Seconds for one envelope: a derivation that costs more than the tests' own is not computed."""
NESTED: Final = "nested deeply"
LARGEST: Final = 32 * 1024 * 1024


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Flip every bit, and try so many hostile envelopes."""
    if not broken:
        return _rounds(rounds, seed, tell)
    faults = {
        "no check": lambda: instead(secrets, "compare_digest", lambda *_: True),
        "no bounds": lambda: instead(KdfParameters, "check", lambda _: None),
    }
    return each_found(faults, lambda: _rounds(rounds, seed, tell))


def _rounds(rounds: int, seed: int, tell: Tell) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    sealed = opening.seal(PASSPHRASE, BITS, Keys.of("v" * 32, KEY), QUICK).envelope
    failures = _flips(sealed.encode())
    outcomes: Counter[str] = Counter()
    asked: list[KdfParameters] = []
    with ExitStack() as stack:
        stack.enter_context(instead(kdf, "Argon2id", _Counted(asked)))
        tracemalloc.start()
        stack.callback(tracemalloc.stop)
        for number in range(rounds):
            raw = _hostile(random, sealed)
            asked.clear()
            tracemalloc.reset_peak()
            start = perf_counter()
            came, wrong = _tried(raw)
            if perf_counter() - start > SLOWEST:
                wrong = f"it took {perf_counter() - start:.1f} s"
            if tracemalloc.get_traced_memory()[1] > LARGEST:
                wrong = "it took too much memory"
            wrong = wrong or _unbounded(asked)
            if wrong:
                failures.append(f"seed {seed}, envelope {number}: {wrong}: {raw[:60]!r}")
            outcomes[came] += 1
            tell(1)
    bits = f"{len(sealed.encode()) * 8:,} bits flipped"
    return Result(rounds, tuple(failures), bits, outcomes)


def _flips(raw: bytes) -> list[str]:
    found = []
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            envelope.decode(bytes(flipped))
            found.append(f"bit {bit} flipped, and nobody saw it")
        except EnvelopeDamagedError:
            pass
        except Exception as error:
            found.append(f"bit {bit} flipped: {type(error).__name__}")
    return found


class _Counted:
    """Stands in for the derivation: notes what it would cost, and computes only what is cheap."""

    def __init__(self, asked: list[KdfParameters]) -> None:
        self._asked = asked
        self._real = argon2.Argon2id

    def __call__(self, **given: Any) -> Any:
        cost = KdfParameters(given["memory_cost"], given["iterations"], given["lanes"])
        self._asked.append(cost)
        if cost.memory_kib > 1024 or cost.iterations > 4 or cost.lanes > 4:
            given |= {"memory_cost": 32, "iterations": 1, "lanes": 1}
        return self._real(**given)


def _unbounded(asked: list[KdfParameters]) -> str:
    work = sum(cost.memory_kib * cost.iterations for cost in asked)
    if any(cost.memory_kib > kdf.MAX_MEMORY_KIB for cost in asked):
        return "a derivation with too much memory was begun"
    if work > kdf.MAX_WORK_KIB * len((PASSPHRASE, CODE)):
        return "derivations of too much work were begun"
    return ""


def _tried(raw: bytes) -> tuple[str, str]:
    """Return what came of opening it with the passphrase and with the code, and what was wrong."""
    try:
        found = envelope.decode(raw)
    except (EnvelopeDamagedError, UserError) as error:
        return type(error).__name__, ""
    except BaseException as error:
        return "crash", f"decoding it crashed: {type(error).__name__}"
    came = "read, but opened nothing"
    for secret in (PASSPHRASE, CODE):
        try:
            held = opening.by_secret(found, secret).contents
        except UserError:
            continue
        except BaseException as error:
            return "crash", f"opening it crashed: {type(error).__name__}"
        if held.data != (KEY,):
            return "another key", "it gave another key than the store's"
        came = "opened the store"
    return came, ""


def _hostile(random: Random, sealed: Envelope) -> bytes:
    raw = sealed.encode()
    kind = random.random()
    if kind < 0.1:
        return _mangled(random, raw)
    content = json.loads(raw)["content"]
    for _ in range(random.choice((1, 1, 2, 5))):
        content = _changed(random, content)
    depth = random.choice((3, 200, 900, 990, 5000))
    body = envelope.canonical(content)
    body = body.replace(json.dumps(NESTED).encode(), b"[" * depth + b"1" + b"]" * depth)
    check = hashlib.sha256(body).hexdigest().encode()
    return b'{"check":"' + check + b'","content":' + body + b"}\n"


def _mangled(random: Random, raw: bytes) -> bytes:
    mangled = bytearray(raw)
    for _ in range(random.randint(1, 20)):
        at = random.randrange(len(mangled) + 1)
        choice = random.randrange(4)
        if choice == 0:
            mangled[at:at] = random.randbytes(random.randint(1, 9))
        elif choice == 1:
            del mangled[at : at + random.randint(1, 30)]
        elif choice == 2:
            mangled[at:at] = random.choice(
                (b"[" * 9000, b'{"a":' * 5000, b"1" * 5000, b'"', b"\\u")
            )
        else:
            mangled[at : at + 1] = random.randbytes(1)
        if not mangled:
            return bytes(mangled)
    return bytes(mangled)


def _changed(random: Random, content: Any) -> Any:
    """Return the content with one thing changed, wherever in it that is."""
    content = deepcopy(content)
    places: list[tuple[Any, Any]] = []
    _collect(content, places)
    holder, key = random.choice(places)
    action = random.random()
    if action < 0.55:
        holder[key] = _value(random, holder[key])
    elif action < 0.7:
        if isinstance(holder, dict):
            holder[hostile(random)[:40]] = _value(random, holder[key])
        else:
            holder.insert(random.randrange(len(holder) + 1), _value(random, holder[key]))
    elif action < 0.85:
        del holder[key]
    else:
        source, name = random.choice(places)
        holder[key] = deepcopy(source.get(name) if isinstance(source, dict) else holder[key])
    return content


def _collect(value: Any, places: list[tuple[Any, Any]]) -> None:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        places.append((value, key))
        if isinstance(item, dict | list):
            _collect(item, places)


def _value(random: Random, before: Any) -> Any:
    if isinstance(before, str) and random.random() < 0.5:
        return _text_like(random, before)
    return random.choice(
        (
            *(
                None,
                True,
                False,
                0,
                -1,
                1,
                2,
                3,
                2**31,
                2**63,
                2**64,
                -(2**63),
                10**300,
                1.5,
                1e308,
                10**4000,
            ),
            *(
                kdf.MAX_MEMORY_KIB,
                kdf.MAX_MEMORY_KIB + 1,
                kdf.MAX_ITERATIONS + 1,
                kdf.MAX_LANES + 1,
            ),
            *(
                "",
                "passphrase",
                "recovery",
                "keyring",
                "organisation",
                "argon2id",
                "argon2i",
                "00",
                "zz",
            ),
            *([], {}, [{}] * 9, [[]], {"": ""}, {"kind": "passphrase"}, NESTED),
            *(hostile(random), "00" * 4000, "f" * 63, "\ud800"),
        )
    )


def _text_like(random: Random, before: str) -> str:
    at = random.randrange(len(before) + 1)
    return random.choice(
        (
            before[:at],
            before + before,
            before.upper(),
            before[:at] + random.choice("0123456789abcdef") + before[at + 1 :],
            before[:at] + " " + before[at:],
            f"0x{before}",
            before[::-1],
        )
    )
