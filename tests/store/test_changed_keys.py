"""Keys that somebody changed or put back are told, and healed where that can be."""

from dataclasses import replace
from pathlib import Path

import pytest

from csescreen.errors import (
    StoreDamagedError,
)
from csescreen.store.envelope import decode
from csescreen.store.fault_words import HEALED, OLDER_KEYS
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE
from tests.store.ways_in import NEW, opens


def tampered(layout: Layout, serial: int) -> bytes:
    """Return the envelope without its recovery slot, its serial raised, under a right check."""
    sealed = decode(layout.envelope.read_bytes())
    slots = tuple(slot for slot in sealed.slots if slot.kind != "recovery")
    return replace(sealed, slots=slots, serial=sealed.serial + serial).encode()


@pytest.mark.parametrize("serial", [0, 1])
@pytest.mark.parametrize("name", ["envelope", "envelope_copy"])
def test_a_copy_that_somebody_changed_is_healed_from_the_other_and_told(
    vault: FileVault, code: str, folder: Path, name: str, serial: int
) -> None:
    layout = Layout(folder)
    whole = layout.envelope.read_bytes()
    path: Path = getattr(layout, name)
    path.write_bytes(tampered(layout, serial))
    vault.prove(PASSPHRASE)
    store = vault.unlock(PASSPHRASE)
    assert store.notices() == (HEALED,)
    store.close()
    assert layout.envelope.read_bytes() == layout.envelope_copy.read_bytes() == whole
    assert opens(vault, code)


def test_both_copies_changed_have_a_message_of_their_own(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    raw = tampered(layout, 1)
    for path in (layout.envelope, layout.envelope_copy):
        path.write_bytes(raw)
    with pytest.raises(StoreDamagedError, match="changed other than by csescreen") as caught:
        vault.unlock(PASSPHRASE)
    assert caught.value.fault == "copies changed"
    assert layout.envelope.read_bytes() == layout.envelope_copy.read_bytes() == raw


def test_an_older_copy_of_the_keys_is_told_and_noted_once(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    former = layout.envelope.read_bytes()
    vault.change_passphrase(PASSPHRASE, NEW)
    store = vault.unlock(NEW)
    assert (store.notices(), store.audit()[-1].detail) == ((), "keys number 2")
    store.close()
    for path in (layout.envelope, layout.envelope_copy):
        path.write_bytes(former)
    for notices in ((OLDER_KEYS,), ()):
        store = vault.unlock(PASSPHRASE)
        assert store.notices() == notices
        rows = [row for row in store.audit() if row.action == "older keys"]
        assert [row.detail for row in rows] == ["keys number 1"]
        check = store.verify_audit()
        assert check.sound
        assert [row.action for row in check.notes] == ["older keys"]
        store.close()
    vault.change_passphrase(PASSPHRASE, NEW)
    vault.rekey(NEW, lambda _: None)
    store = vault.unlock(NEW)
    assert store.notices() == ()
    store.close()
