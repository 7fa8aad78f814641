"""The ways in: each changes without the others, is noted, and never leaves a store without one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from csescreen.errors import (
    InputError,
    StoreLockedError,
    UserError,
    WrongPassphraseError,
)
from csescreen.store.layout import Layout
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, record, typed_back
from tests.store.ways_in import NEW, actions, opens


def test_nothing_is_made_before_the_code_was_typed_back(vault: FileVault, folder: Path) -> None:
    unfinished = vault.begin(PASSPHRASE)
    groups = unfinished.code.split("-")
    others = " ".join(group for at, group in enumerate(groups, 1) if at not in unfinished.asked)[:9]
    for wrong in ("", "0000 0000", unfinished.code, others):
        with pytest.raises(InputError, match="not groups"):
            unfinished.finish(wrong)
    assert not folder.exists()
    typed_back(unfinished).close()
    with pytest.raises(UserError, match="a store already"):
        typed_back(unfinished)
    with pytest.raises(UserError, match="a store already"):
        vault.begin(PASSPHRASE)


def test_the_code_opens_the_store_however_it_is_typed(vault: FileVault, code: str) -> None:
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('0', 'o')}\n"):
        assert opens(vault, typed)
    assert vault.ways_in().recovery_code


def test_a_new_code_takes_the_place_of_the_former(vault: FileVault, code: str) -> None:
    begun = vault.begin_recovery_code(PASSPHRASE)
    with pytest.raises(InputError):
        begun.finish("0000 0000")
    assert opens(vault, code)
    typed_back(begun)
    assert opens(vault, begun.code)
    assert not opens(vault, code)
    assert opens(vault, PASSPHRASE)
    assert actions(vault)[-1] == "recovery code changed"


def test_who_has_the_code_alone_chooses_a_new_passphrase(vault: FileVault, code: str) -> None:
    vault.change_passphrase(code, NEW)
    assert opens(vault, NEW)
    assert opens(vault, code)
    assert not opens(vault, PASSPHRASE)


def test_the_passphrase_changes_while_the_store_is_open(vault: FileVault, code: str) -> None:
    store = vault.unlock(PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        vault.change_passphrase("wrong", NEW)
    vault.change_passphrase(PASSPHRASE, NEW)
    assert store.audit()[-1].action == "passphrase changed"
    assert store.save(record(2))
    with pytest.raises(StoreLockedError):  # the lock was held all the while
        FileVault(vault._layout.folder, kdf=QUICK).unlock(NEW)
    store.close()
    for secret, fits in ((PASSPHRASE, False), (NEW, True), (code, True)):
        if fits:
            vault.unlock(secret).close()
        else:
            assert not opens(vault, secret)


def test_the_passphrase_changes_while_the_store_is_closed(vault: FileVault, code: str) -> None:
    before = vault.ways_in()
    vault.change_passphrase(PASSPHRASE, NEW)
    assert not opens(vault, PASSPHRASE)
    assert opens(vault, NEW)
    assert actions(vault, NEW)[-1] == "passphrase changed"
    assert vault.ways_in() == before
    assert Layout(vault._layout.folder).envelope.read_bytes() == (
        Layout(vault._layout.folder).envelope_copy.read_bytes()
    )


def test_another_instance_keeps_the_keys_as_they_are(vault: FileVault, code: str) -> None:
    store = vault.unlock(PASSPHRASE)
    other = FileVault(vault._layout.folder, kdf=QUICK)
    changes: list[Callable[[], object]] = [
        lambda: other.change_passphrase(PASSPHRASE, NEW),
        lambda: other.begin_recovery_code(PASSPHRASE),
        lambda: other.use_keyring(PASSPHRASE, False),
        lambda: other.rekey(PASSPHRASE, print),
        lambda: vault.rekey(PASSPHRASE, print),
    ]
    for change in changes:
        with pytest.raises(StoreLockedError):
            change()
    store.close()
    assert opens(vault, PASSPHRASE)


def test_an_empty_passphrase_is_refused_and_no_store_is_told(vault: FileVault) -> None:
    with pytest.raises(InputError):
        vault.change_passphrase(PASSPHRASE, "")
    changes: list[Callable[[], object]] = [
        lambda: vault.change_passphrase(PASSPHRASE, NEW),
        lambda: vault.begin_recovery_code(PASSPHRASE),
        lambda: vault.use_keyring(PASSPHRASE, True),
        lambda: vault.rekey(PASSPHRASE, print),
        vault.unlock_by_keyring,
    ]
    for change in changes:
        with pytest.raises(UserError, match="no store yet"):
            change()
    assert vault.ways_in().passphrase is False


def test_a_trail_that_cannot_be_written_is_said_and_the_change_stands(
    vault: FileVault, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(SqlScreeningStore, "note", full)
        with pytest.raises(UserError, match=r"It was done, but .* The disk is full") as caught:
            vault.change_passphrase(PASSPHRASE, NEW)
    assert caught.value.__context__ is None
    assert opens(vault, NEW)
