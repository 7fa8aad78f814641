"""A store whose keys are of an earlier program, and who left with a copy of them."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError  # type: ignore[import-untyped]

from csescreen.errors import (
    StoreDamagedError,
    WrongPassphraseError,
)
from csescreen.store import backup_folder, copying, envelope_files
from csescreen.store.envelope import decode
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.opening import by_secret
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.restore import Restorer
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, record, typed_back
from tests.store.ways_in import FIRST_FORMAT, FIRST_KEY, NEW, actions, opens


def test_a_store_of_an_earlier_program_opens_and_stays_as_it_is(
    vault: FileVault, old: Layout
) -> None:
    ways = vault.ways_in()
    assert (ways.passphrase, ways.recovery_code, ways.keyring) == (True, False, False)
    assert opens(vault, PASSPHRASE)
    assert old.envelope.read_bytes() == old.envelope_copy.read_bytes() == FIRST_FORMAT


def test_a_store_of_an_earlier_program_gets_a_recovery_code(vault: FileVault, old: Layout) -> None:
    begun = vault.begin_recovery_code(PASSPHRASE)
    assert old.envelope.read_bytes() == FIRST_FORMAT
    typed_back(begun)
    assert decode(old.envelope.read_bytes()).format == 2
    assert opens(vault, begun.code)
    assert opens(vault, PASSPHRASE)
    assert actions(vault)[-1] == "recovery code changed"


def test_a_store_of_an_earlier_program_is_encrypted_anew(vault: FileVault, old: Layout) -> None:
    vault.rekey(PASSPHRASE, lambda _: None)
    assert opens(vault, PASSPHRASE)
    with pytest.raises(StoreDamagedError):
        SqlScreeningStore.open(old.database, Keys.of(decode(FIRST_FORMAT).vault_id, FIRST_KEY))
    old.envelope.write_bytes(FIRST_FORMAT)
    old.envelope_copy.write_bytes(FIRST_FORMAT)
    with pytest.raises(StoreDamagedError):
        vault.unlock(PASSPHRASE)


def test_who_left_with_an_old_envelope_and_passphrase_reads_nothing_new(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    kept = by_secret(decode(layout.envelope.read_bytes()), PASSPHRASE)
    vault.change_passphrase(PASSPHRASE, NEW)
    typed_back(vault.begin_recovery_code(NEW))
    vault.rekey(NEW, lambda _: None)
    now = decode(layout.envelope.read_bytes())
    with pytest.raises(StoreDamagedError):
        SqlScreeningStore.open(
            layout.database, kept.contents.keys(now.vault_id, *kept.contents.data)
        )
    # nor by putting the slots that they can open beside the contents of now
    with pytest.raises(StoreDamagedError):
        by_secret(replace(now, slots=kept.envelope.slots), PASSPHRASE)
    assert opens(vault, NEW)


def narratives(database: Path, key: bytes) -> list[str]:
    """What somebody reads who has this key and the file."""
    with closing(copying.open_for_reading(database, key)) as connection:
        found = connection.execute("SELECT json_extract(screening, '$.narrative') FROM screening")
        return [row[0] for row in found]


def test_a_former_passphrase_and_an_early_backup_open_nothing_after_the_three_steps(
    vault: FileVault, code: str, folder: Path
) -> None:
    layout = Layout(folder)
    store = vault.unlock(PASSPHRASE)
    early = store.back_up("asked", lambda _: None)
    store.close()
    vault.change_passphrase(PASSPHRASE, NEW)
    typed_back(vault.begin_recovery_code(NEW))
    vault.rekey(NEW, lambda _: None)
    store = vault.unlock(NEW)
    assert store.save(record(2, "written after all three"))
    late = store.back_up("asked", lambda _: None)
    # the early one is still the store's own
    assert {one.stamp for one in store.backups.holding(record().key).held} == {
        early.stamp,
        late.stamp,
    }
    store.close()
    kept = by_secret(decode((early.place / "vault.json").read_bytes()), PASSPHRASE).contents
    assert backup_folder.read(early.place).opened_by([kept.backup])
    with pytest.raises(DatabaseError):
        narratives(layout.database, kept.data[0])
    note = backup_folder.read(late.place)
    assert note.opened_by([kept.backup]) is None
    with pytest.raises(DatabaseError):
        narratives(late.place / "store.db", note.key(kept.backup))
    with pytest.raises(WrongPassphraseError):
        by_secret(decode((late.place / "vault.json").read_bytes()), PASSPHRASE)


def test_a_backup_from_before_a_rekey_is_restored_under_the_present_keys(
    vault: FileVault, code: str, folder: Path
) -> None:
    store = vault.unlock(PASSPHRASE)
    early = store.back_up("asked", lambda _: None)
    store.close()
    for _ in range(2):
        vault.rekey(PASSPHRASE, lambda _: None)
    vault.change_passphrase(PASSPHRASE, NEW)
    with Restorer(folder).opened(early, lambda _: NEW) as restoration:
        restoration.go(lambda _: None)
    assert opens(vault, NEW)
    assert not opens(vault, PASSPHRASE)


def test_a_rekey_makes_a_new_master_key_where_no_code_is_lost(
    vault: FileVault, old: Layout
) -> None:
    begun = vault.begin_recovery_code(PASSPHRASE)
    typed_back(begun)
    masters = []
    for _ in range(2):
        masters.append(by_secret(decode(old.envelope.read_bytes()), PASSPHRASE).master)
        vault.rekey(PASSPHRASE, lambda _: None)
    assert masters[0] == masters[1]
    assert opens(vault, begun.code)
    without = by_secret(decode(old.envelope.read_bytes()), PASSPHRASE).without("recovery")
    envelope_files.write(old, without.envelope)
    vault.rekey(PASSPHRASE, lambda _: None)
    assert by_secret(decode(old.envelope.read_bytes()), PASSPHRASE).master != masters[0]
    assert opens(vault, PASSPHRASE)
