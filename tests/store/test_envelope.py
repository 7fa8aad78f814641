"""The keys: wrong passphrase apart from damage, one copy heals the other, nothing unbounded."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from csescreen.errors import StoreDamagedError, UserError, WrongPassphraseError
from csescreen.private_files import make_private_folder
from csescreen.store import envelope, envelope_files, kdf
from csescreen.store.envelope import Envelope, EnvelopeDamagedError, decode, seal, unseal
from csescreen.store.layout import Layout
from tests.store.helpers import PASSPHRASE, QUICK

KEY = bytes(range(32))


@pytest.fixture
def sealed() -> Envelope:
    return seal(PASSPHRASE, KEY, "v" * 32, QUICK)


@pytest.fixture
def layout(folder: Path, sealed: Envelope) -> Layout:
    make_private_folder(folder)
    made = Layout(folder)
    envelope_files.write(made, sealed)
    return made


def with_parameters(sealed: Envelope, **changed: object) -> Envelope:
    slot = sealed.slots[0]
    return replace(sealed, slots=(replace(slot, parameters={**slot.parameters, **changed}),))


def test_the_passphrase_opens_it_and_another_does_not(sealed: Envelope) -> None:
    assert unseal(decode(sealed.encode()), PASSPHRASE) == KEY
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphraseError):
            unseal(sealed, wrong)


def test_the_key_and_the_passphrase_are_not_in_the_file(sealed: Envelope) -> None:
    raw = sealed.encode()
    assert KEY not in raw
    assert KEY.hex().encode() not in raw
    assert PASSPHRASE.encode() not in raw


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    sealed = seal("Zoë", KEY, "v", QUICK)
    assert unseal(sealed, "Zoe\u0308") == KEY


def test_undecodable_bytes_from_a_terminal_are_a_wrong_passphrase(sealed: Envelope) -> None:
    with pytest.raises(WrongPassphraseError):
        unseal(sealed, "\udcff")


def test_every_flipped_bit_and_every_cut_is_found(sealed: Envelope) -> None:
    raw = sealed.encode()
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(EnvelopeDamagedError):
            decode(bytes(flipped))
    for length in range(len(raw)):
        with pytest.raises(EnvelopeDamagedError):
            decode(raw[:length])


def test_no_part_can_be_exchanged_even_with_a_right_check(sealed: Envelope) -> None:
    other = seal(PASSPHRASE, KEY, "v" * 32, QUICK).slots[0]
    for forged in (
        replace(sealed, vault_id="w" * 32),
        with_parameters(sealed, salt=other.parameters["salt"]),
        with_parameters(sealed, iterations=2),
        replace(sealed, slots=(replace(sealed.slots[0], wrapped=other.wrapped),)),
    ):
        with pytest.raises(WrongPassphraseError):
            unseal(decode(forged.encode()), PASSPHRASE)


@pytest.mark.parametrize(
    "hostile",
    [
        {"memory_kib": 2**40},
        {"memory_kib": kdf.MAX_MEMORY_KIB, "iterations": kdf.MAX_ITERATIONS},
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
    sealed: Envelope, hostile: dict[str, object]
) -> None:
    start = time.perf_counter()
    with pytest.raises(StoreDamagedError):
        unseal(decode(with_parameters(sealed, **hostile).encode()), PASSPHRASE)
    assert time.perf_counter() - start < 0.5


def test_a_hostile_file_is_refused_before_use(sealed: Envelope) -> None:
    many = replace(sealed, slots=sealed.slots * (envelope.MAX_SLOTS + 1))
    for raw in (b"[" * 60_000, b" " * 10**6, many.encode(), b'{"content":{"format":1}}', b"\xff"):
        with pytest.raises(EnvelopeDamagedError):
            decode(raw)


def test_slots_of_another_kind_are_kept(sealed: Envelope) -> None:
    later = replace(sealed.slots[0], kind="recovery", parameters={"printed": "2026-03-02"})
    both = decode(replace(sealed, slots=(later, *sealed.slots)).encode())
    assert both.slots[0] == later
    assert unseal(both, PASSPHRASE) == KEY
    with pytest.raises(StoreDamagedError):
        unseal(replace(sealed, slots=(later,)), PASSPHRASE)


def test_a_newer_format_says_so(sealed: Envelope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "FORMAT", 2)
    raw = sealed.encode()
    monkeypatch.undo()
    with pytest.raises(UserError, match="newer csescreen"):
        decode(raw)
    with pytest.raises(UserError, match="newer csescreen"):
        unseal(with_parameters(sealed, kdf="argon3"), PASSPHRASE)


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
