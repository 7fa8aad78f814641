"""The keys: wrong passphrase apart from damage, one copy heals the other, nothing unbounded."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from csescreen.core.recovery_code import written
from csescreen.errors import StoreDamagedError, UserError, WrongPassphraseError
from csescreen.private_files import make_private_folder
from csescreen.store import envelope, envelope_files, kdf, opening
from csescreen.store.envelope import (
    Envelope,
    EnvelopeDamagedError,
    Slot,
    canonical,
    checked,
    decode,
)
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.opening import Contents, Opened, by_keyring, by_secret, seal
from csescreen.store.wrapping import code_of, keyring_slot, made, unwrap, wrap
from tests.store.helpers import PASSPHRASE, QUICK

VAULT = "v" * 32
KEYS = Keys.new(VAULT)
BITS = bytes(range(20))
KEYRING_KEY = bytes(range(32))


def seal_quickly(passphrase: str = PASSPHRASE) -> Envelope:
    return seal(passphrase, BITS, KEYS, QUICK).envelope


@pytest.fixture(scope="module")
def every_way() -> Envelope:
    """An envelope with a slot of each kind."""
    opened = seal(PASSPHRASE, BITS, KEYS, QUICK)
    return opened.with_slot(lambda vault, key: keyring_slot(vault, key, KEYRING_KEY, "")).envelope


@pytest.fixture(scope="module")
def sealed() -> Envelope:
    return seal_quickly()


@pytest.fixture
def layout(folder: Path, sealed: Envelope) -> Layout:
    make_private_folder(folder)
    made = Layout(folder)
    envelope_files.write(made, sealed)
    return made


def holds(opened: Opened | None) -> bool:
    return opened is not None and opened.contents == Contents((KEYS.data,), KEYS.audit, KEYS.backup)


def with_slots(sealed: Envelope, *slots: Slot) -> Envelope:
    """Return it with other slots, as a program that has the master key would write it."""
    other = replace(sealed, slots=slots)
    return replace(other, code=code_of(other, by_secret(sealed, PASSPHRASE).master))


def with_parameters(sealed: Envelope, place: int = 0, /, **changed: object) -> Envelope:
    slots = list(sealed.slots)
    slots[place] = replace(slots[place], parameters={**slots[place].parameters, **changed})
    return replace(sealed, slots=tuple(slots))


def test_each_way_opens_it_and_another_does_not(every_way: Envelope) -> None:
    read = decode(every_way.encode())
    assert holds(by_secret(read, PASSPHRASE))
    assert holds(by_secret(read, written(BITS)))
    assert holds(by_secret(read, written(BITS).replace("-", " ").lower()))
    assert holds(by_keyring(read, KEYRING_KEY))
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper(), written(bytes(20)), "\udcff"):
        with pytest.raises(WrongPassphraseError):
            by_secret(read, wrong)
    for key in (bytes(32), b"", b"x" * 31, KEYS.data):
        assert by_keyring(read, key) is None


def test_no_key_and_no_secret_is_in_the_file_or_in_what_is_shown(every_way: Envelope) -> None:
    opened = by_secret(every_way, PASSPHRASE)
    needles = (KEYS.data, KEYS.audit, KEYS.backup, BITS, KEYRING_KEY, opened.master)
    for raw in (every_way.encode(), repr(opened).encode(), repr(KEYS).encode()):
        assert PASSPHRASE.encode() not in raw
        assert written(BITS).encode() not in raw
        for needle in needles:
            assert needle not in raw
            assert needle.hex().encode() not in raw
            assert repr(needle).encode() not in raw


def test_a_slip_in_the_code_is_told_apart_from_a_code_that_opens_nothing(sealed: Envelope) -> None:
    code = written(BITS)
    slip = ("1" if code[0] != "1" else "2") + code[1:]
    for typed in (slip, code[:-1], code + "7"):
        with pytest.raises(WrongPassphraseError, match="a character is wrong or missing"):
            by_secret(sealed, typed)
    with pytest.raises(WrongPassphraseError, match="does not open this store"):
        by_secret(sealed, written(b"x" * 20))


def test_a_passphrase_may_have_the_form_of_a_code() -> None:
    for passphrase in (written(b"p" * 20), written(b"p" * 20)[:-1] + "0"):
        assert holds(by_secret(seal_quickly(passphrase), passphrase))


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    assert holds(by_secret(seal_quickly("Zoë"), "Zoe\u0308"))


def test_every_flipped_bit_and_every_cut_is_found(every_way: Envelope) -> None:
    raw = every_way.encode()
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(EnvelopeDamagedError):
            decode(bytes(flipped))
    for length in range(len(raw)):
        with pytest.raises(EnvelopeDamagedError):
            decode(raw[:length])


def test_no_part_can_be_exchanged_even_with_a_right_check(sealed: Envelope) -> None:
    other = seal_quickly()
    swapped = replace(sealed.slots[0], wrapped=other.slots[0].wrapped)
    for forged in (
        replace(sealed, vault_id="w" * 32),
        with_parameters(sealed, salt=other.slots[0].parameters["salt"]),
        with_parameters(sealed, iterations=2),
        with_parameters(sealed, made="1999-01-01"),
        replace(sealed, slots=(swapped, *sealed.slots[1:])),
        replace(sealed, format=1, contents=None),
    ):
        with pytest.raises(WrongPassphraseError):
            by_secret(decode(forged.encode()), PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        by_secret(decode(with_parameters(sealed, 1, made="x").encode()), written(BITS))
    with pytest.raises(StoreDamagedError, match="do not belong together"):
        by_secret(replace(sealed, contents=other.contents), PASSPHRASE)


def test_no_way_in_is_taken_out_or_put_in_and_no_serial_raised(every_way: Envelope) -> None:
    later = replace(every_way.slots[0], kind="organisation", parameters={})
    without = tuple(slot for slot in every_way.slots if slot.kind != "recovery")
    for forged in (
        replace(every_way, serial=every_way.serial + 1),
        replace(every_way, slots=without),
        replace(every_way, slots=without, code=""),
        replace(every_way, slots=every_way.slots[::-1]),
        replace(every_way, slots=(*every_way.slots, later)),
        replace(every_way, code="\u00e9\ud800"),
    ):
        read = decode(forged.encode())
        with pytest.raises(StoreDamagedError, match="other than by csescreen"):
            by_secret(read, PASSPHRASE)
        with pytest.raises(StoreDamagedError, match="other than by csescreen"):
            by_keyring(read, KEYRING_KEY)


def test_what_was_written_before_there_was_a_code_is_read_and_gets_one(sealed: Envelope) -> None:
    opened = by_secret(sealed, PASSPHRASE)
    held = {"data": [KEYS.data.hex()], "audit": KEYS.audit.hex(), "backup": KEYS.backup.hex()}
    place = {"format": 2, "vault": VAULT, "part": "contents"}
    contents = wrap(opened.master, canonical(held), place)
    former = decode(replace(sealed, contents=contents, code="").encode())
    assert holds(by_secret(former, PASSPHRASE))
    assert by_secret(former, PASSPHRASE).without("keyring").envelope.code


def test_nothing_stands_in_the_file_but_what_an_envelope_has(sealed: Envelope) -> None:
    for where in ("content", "slot"):
        content = json.loads(sealed.encode())["content"]
        (content if where == "content" else content["slots"][0])["more"] = 1
        with pytest.raises(EnvelopeDamagedError):
            decode(checked(content))


def test_one_derivation_is_the_most_that_a_file_costs(
    sealed: Envelope, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = with_slots(sealed, *sealed.slots, sealed.slots[0])
    monkeypatch.setattr(kdf, "Argon2id", None)  # not even asked for
    with pytest.raises(StoreDamagedError, match="more than one"):
        by_secret(decode(many.encode()), PASSPHRASE)


def test_new_keys_keep_the_former_roots_of_backups(sealed: Envelope) -> None:
    opened = by_secret(sealed, PASSPHRASE)
    roots = [opened.contents.backup]
    for _ in range(opening.MOST_FORMER + 3):
        opened = opened.with_new_keys()
        roots.insert(0, opened.contents.backup)
    held = by_secret(decode(opened.envelope.encode()), PASSPHRASE).contents
    assert len(set(roots)) == len(roots)
    assert (held.backup, *held.former_backups) == tuple(roots[: opening.MOST_FORMER + 1])


@pytest.mark.parametrize(
    "hostile",
    [
        {"memory_kib": 2**40},
        {"memory_kib": kdf.MAX_MEMORY_KIB, "iterations": kdf.MAX_ITERATIONS},
        {"memory_kib": 64 * 1024, "iterations": kdf.MAX_ITERATIONS + 1},
        {"memory_kib": 128 * 1024, "iterations": kdf.MAX_ITERATIONS},
        {"memory_kib": 129 * 1024},
        {"memory_kib": 1},
        {"iterations": 10**9},
        {"iterations": 0},
        {"iterations": True},
        {"lanes": 10**6},
        {"lanes": -1},
        {"salt": ""},
        {"salt": "zz"},
        {"salt": None},
    ],
)
def test_hostile_parameters_are_refused_before_use(
    sealed: Envelope, hostile: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "Argon2id", None)  # not even asked for
    with pytest.raises(StoreDamagedError):
        by_secret(decode(with_parameters(sealed, 0, **hostile).encode()), PASSPHRASE)


def test_hostile_parameters_of_a_code_are_damage(sealed: Envelope) -> None:
    with pytest.raises(StoreDamagedError):
        by_secret(with_parameters(sealed, 1, salt="zz"), written(BITS))
    with pytest.raises(UserError, match="newer csescreen"):
        by_secret(with_parameters(sealed, 1, kdf="hkdf-sha3"), written(BITS))


def test_a_hostile_file_is_refused_before_use(sealed: Envelope) -> None:
    many = replace(sealed, slots=sealed.slots * (envelope.MAX_SLOTS + 1))
    for raw in (b"[" * 60_000, b" " * 10**6, many.encode(), b'{"content":{"format":1}}', b"\xff"):
        with pytest.raises(EnvelopeDamagedError):
            decode(raw)


def test_slots_of_another_kind_are_kept(sealed: Envelope) -> None:
    later = replace(sealed.slots[0], kind="organisation", parameters={"printed": "2026-03-02"})
    both = decode(with_slots(sealed, later, *sealed.slots).encode())
    assert both.slots[0] == later
    opened = by_secret(both, PASSPHRASE)
    changed = opened.with_slot(lambda vault, key: keyring_slot(vault, key, KEYRING_KEY, ""))
    for now in (changed, changed.without("keyring"), changed.with_data(b"n" * 32)):
        assert later in decode(now.envelope.encode()).slots
    with pytest.raises(StoreDamagedError):
        by_secret(replace(sealed, slots=(later,)), PASSPHRASE)


def test_a_new_master_key_shuts_out_who_had_the_former(every_way: Envelope) -> None:
    opened = by_secret(every_way, PASSPHRASE)
    now = opened.renewed(KEYRING_KEY).with_data(b"n" * 32)
    assert now.master != opened.master
    assert [slot.kind for slot in now.envelope.slots] == ["passphrase", "keyring"]
    assert [made(slot) for slot in now.envelope.slots] == [
        made(slot) for slot in every_way.slots if slot.kind != "recovery"
    ]
    for way in (by_secret(now.envelope, PASSPHRASE), by_keyring(now.envelope, KEYRING_KEY)):
        assert way is not None
        assert way.contents.data == (b"n" * 32,)
    assert now.envelope.contents is not None
    place = {"format": 2, "vault": VAULT, "part": "contents"}
    assert unwrap(opened.master, now.envelope.contents, place) is None
    assert unwrap(now.master, now.envelope.contents, place) is not None
    for foreign in (None, b"", b"x" * 32):
        assert opened.renewed(foreign).envelope.of_kind("keyring") == ()


def test_the_master_key_stays_where_a_way_in_would_be_lost(every_way: Envelope) -> None:
    later = replace(every_way.slots[0], kind="organisation", parameters={})
    unknown = by_secret(with_slots(every_way, *every_way.slots, later), PASSPHRASE)
    assert unknown.renewed(KEYRING_KEY) == unknown
    by_code = by_secret(every_way, written(BITS))
    assert by_code.renewed(KEYRING_KEY) == by_code


def test_the_way_of_the_passphrase_is_never_taken_away(sealed: Envelope) -> None:
    with pytest.raises(ValueError, match="never"):
        by_secret(sealed, PASSPHRASE).without("passphrase")


def test_a_newer_format_says_so(sealed: Envelope) -> None:
    with pytest.raises(UserError, match="newer csescreen"):
        decode(replace(sealed, format=3).encode())
    with pytest.raises(UserError, match="newer csescreen"):
        by_secret(with_parameters(sealed, kdf="argon3"), PASSPHRASE)


@pytest.mark.parametrize("name", ["envelope", "envelope_copy"])
@pytest.mark.parametrize("damage", [None, b"", b"{}", b"\0" * 448])
def test_one_lost_copy_is_healed_from_the_other(
    layout: Layout, sealed: Envelope, name: str, damage: bytes | None
) -> None:
    path: Path = getattr(layout, name)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    found = envelope_files.read(layout)
    assert found.envelope == sealed
    assert found.to_heal == (path,)
    envelope_files.heal(found)
    assert layout.envelope.read_bytes() == layout.envelope_copy.read_bytes() == sealed.encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert envelope_files.read(layout).to_heal == ()


def test_the_newer_copy_wins(layout: Layout, sealed: Envelope) -> None:
    newer = replace(sealed, serial=2)
    layout.envelope_copy.write_bytes(newer.encode())
    found = envelope_files.read(layout)
    assert found.envelope == newer
    assert found.to_heal == (layout.envelope,)


def test_every_copy_lost_is_damage_not_a_wrong_passphrase(layout: Layout) -> None:
    layout.envelope.write_bytes(b"x")
    layout.envelope_copy.unlink()
    with pytest.raises(StoreDamagedError, match="damaged"):
        envelope_files.read(layout)
    layout.envelope.unlink()
    with pytest.raises(StoreDamagedError, match="missing"):
        envelope_files.read(layout)


def test_copies_of_two_stores_are_both_left_alone(layout: Layout, sealed: Envelope) -> None:
    foreign = replace(sealed, vault_id="w" * 32, serial=9).encode()
    layout.envelope_copy.write_bytes(foreign)
    with pytest.raises(StoreDamagedError, match="two different stores"):
        envelope_files.read(layout)
    assert layout.envelope.read_bytes() == sealed.encode()
    assert layout.envelope_copy.read_bytes() == foreign


def test_the_tuned_cost_is_never_below_the_least() -> None:
    tuned = kdf.tuned()
    tuned.check()
    assert tuned.memory_kib >= 64 * 1024
    assert tuned.iterations >= kdf.KdfParameters().iterations


def test_the_most_that_is_ever_chosen_is_opened() -> None:
    least = kdf.KdfParameters()
    replace(least, iterations=kdf.MOST_TUNED).check()
    assert least.memory_kib * kdf.MOST_TUNED * 1.25 > kdf.MAX_WORK_KIB
