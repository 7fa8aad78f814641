"""The operating system's keyring: a way in for convenience, which is never the only one."""

import subprocess
import sys
import threading
from typing import Any, ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from csescreen.errors import UserError, WrongPassphraseError
from csescreen.store import os_keyring
from csescreen.store.envelope import decode
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, record, typed_back


class Ring(KeyringBackend):
    """A keyring in memory, that can fail or hang."""

    priority: ClassVar[float] = 5

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None
        self.answers = threading.Event()
        self.answers.set()

    def get_password(self, service: str, username: str) -> str | None:
        self._ready()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ready()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ready()
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("none")

    def _ready(self) -> None:
        self.answers.wait(20)
        if self.error:
            raise self.error


class PlainFile(Ring):
    """What keyrings.alt offers where there is nothing better: clear text in a file."""

    priority: ClassVar[float] = 0.5


class Unusable(Ring):
    """A backend that raises when it is asked how good it is."""

    @property
    def priority(self) -> float:  # type: ignore[override]
        raise RuntimeError("no D-Bus")


class Chained(Ring):
    """Several backends behind one."""

    priority: ClassVar[float] = 10

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = backends


def backend_of(module: Any) -> KeyringBackend:
    made: KeyringBackend = module.Keyring()
    return made


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend_of(fail))


@pytest.fixture
def ring() -> Ring:
    made = Ring()
    keyring.set_keyring(made)
    return made


def vault_id(layout: Layout) -> str:
    return decode(layout.envelope.read_bytes()).vault_id


def test_the_keyring_opens_the_store_until_it_is_turned_off(
    vault: FileVault, filled: Layout, ring: Ring
) -> None:
    assert not vault.ways_in().keyring
    with pytest.raises(UserError, match="never let into"):
        vault.unlock_by_keyring()
    vault.use_keyring(PASSPHRASE, True)
    assert vault.ways_in().keyring
    assert list(ring.held) == [("csescreen", vault_id(filled))]
    store = vault.unlock_by_keyring()
    assert store.read(record().key) == record()
    vault.use_keyring(PASSPHRASE, False)
    assert [str(entry.action) for entry in store.audit()][-2:] == ["keyring on", "keyring off"]
    store.close()
    assert ring.held == {}
    assert not vault.ways_in().keyring
    with pytest.raises(UserError, match="no longer is"):
        vault.unlock_by_keyring()
    vault.unlock(PASSPHRASE).close()


def test_turning_it_on_twice_changes_nothing_and_off_twice_neither(
    vault: FileVault, filled: Layout, ring: Ring
) -> None:
    vault.use_keyring(PASSPHRASE, True)
    before, held = filled.envelope.read_bytes(), dict(ring.held)
    vault.use_keyring(PASSPHRASE, True)
    assert (filled.envelope.read_bytes(), ring.held) == (before, held)
    vault.use_keyring(PASSPHRASE, False)
    before = filled.envelope.read_bytes()
    vault.use_keyring(PASSPHRASE, False)
    assert filled.envelope.read_bytes() == before


@pytest.mark.parametrize("answers", [True, False])
def test_a_new_recovery_code_keeps_a_keyring_that_answers(
    vault: FileVault, filled: Layout, ring: Ring, answers: bool
) -> None:
    vault.use_keyring(PASSPHRASE, True)
    begun = vault.begin_recovery_code(PASSPHRASE)
    ring.error = None if answers else KeyringLocked("locked")
    typed_back(begun)
    ring.error = None
    assert vault.ways_in().keyring == answers
    store = vault.unlock_by_keyring() if answers else vault.unlock(begun.code)
    last = [str(entry.action) for entry in store.audit()][-2:]
    assert last == (
        ["keyring on", "recovery code changed"]
        if answers
        else ["recovery code changed", "keyring off"]
    )
    store.close()


def test_it_is_turned_on_by_nobody_without_the_passphrase(
    vault: FileVault, filled: Layout, ring: Ring
) -> None:
    with pytest.raises(WrongPassphraseError):
        vault.use_keyring("wrong", True)
    assert ring.held == {}
    vault.use_keyring(PASSPHRASE, True)
    with pytest.raises(WrongPassphraseError):
        vault.use_keyring("wrong", False)
    assert len(ring.held) == 1


def test_neither_a_new_passphrase_nor_a_new_key_of_the_database_shuts_it_out(
    vault: FileVault, filled: Layout, ring: Ring
) -> None:
    vault.use_keyring(PASSPHRASE, True)
    vault.change_passphrase(PASSPHRASE, "another")
    vault.rekey("another", lambda _: None)
    store = vault.unlock_by_keyring()
    assert store.read(record().key) == record()
    store.close()


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (None, "no longer holds the key"),
        ("", "does not open"),
        ("not hex", "does not open"),
        ("00" * 32, "does not open"),
        ("00", "does not open"),
    ],
)
def test_a_lost_or_foreign_key_is_told_and_the_passphrase_opens(
    vault: FileVault, filled: Layout, ring: Ring, held: str | None, said: str
) -> None:
    vault.use_keyring(PASSPHRASE, True)
    ring.held.clear()
    if held is not None:
        ring.held["csescreen", vault_id(filled)] = held
    with pytest.raises(UserError, match=said) as caught:
        vault.unlock_by_keyring()
    assert "passphrase" in caught.value.do_next
    assert caught.value.exit_status == 1
    assert caught.value.__context__ is None
    vault.unlock(PASSPHRASE).close()
    vault.use_keyring(PASSPHRASE, True)  # which mends it
    vault.unlock_by_keyring().close()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyringLocked("secret"), "is locked"),
        (InitError("secret"), "could not be used"),
        (RuntimeError("secret"), "could not be used"),
        (OSError("secret"), "could not be used"),
    ],
)
def test_a_keyring_that_fails_says_so_in_plain_words(
    vault: FileVault, filled: Layout, ring: Ring, error: Exception, said: str
) -> None:
    vault.use_keyring(PASSPHRASE, True)
    ring.error = error
    before = filled.envelope.read_bytes()
    for work in (vault.unlock_by_keyring, lambda: vault.use_keyring(PASSPHRASE, True)):
        with pytest.raises(UserError, match=said) as caught:
            work()
        assert "secret" not in "".join(caught.value.lines())
        assert caught.value.__context__ is None
    assert filled.envelope.read_bytes() == before
    vault.use_keyring(PASSPHRASE, False)  # works without it
    assert not vault.ways_in().keyring


@pytest.mark.parametrize(
    "backend",
    [
        backend_of(null),
        backend_of(fail),
        PlainFile(),
        Unusable(),
        Chained(PlainFile(), backend_of(null)),
    ],
    ids=["null", "fail", "plain file", "unusable", "only such behind one"],
)
def test_what_is_no_keyring_is_never_a_way_in(
    vault: FileVault, filled: Layout, backend: KeyringBackend
) -> None:
    keyring.set_keyring(backend)
    before = filled.envelope.read_bytes()
    with pytest.raises(UserError, match="no keyring that keeps a key safe"):
        vault.use_keyring(PASSPHRASE, True)
    assert filled.envelope.read_bytes() == before
    assert not getattr(backend, "held", None)


def test_a_good_keyring_among_several_is_found(vault: FileVault, filled: Layout) -> None:
    plain, good = PlainFile(), Ring()
    keyring.set_keyring(Chained(Unusable(), plain, good))
    vault.use_keyring(PASSPHRASE, True)
    assert good.held
    assert not plain.held
    vault.unlock_by_keyring().close()


def test_a_keyring_that_forgets_is_found_out_by_reading_back(
    vault: FileVault, filled: Layout, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ring, "set_password", lambda *_: None)
    with pytest.raises(UserError, match="did not keep it"):
        vault.use_keyring(PASSPHRASE, True)
    assert not vault.ways_in().keyring


def test_a_keyring_that_hangs_is_left_behind(
    vault: FileVault, filled: Layout, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.use_keyring(PASSPHRASE, True)
    monkeypatch.setattr(os_keyring, "PATIENCE", 0.05)
    ring.answers.clear()
    with pytest.raises(UserError, match="did not answer"):
        vault.unlock_by_keyring()
    vault.unlock(PASSPHRASE).close()  # and the store is not locked by it
    ring.answers.set()


def test_a_hung_keyring_does_not_keep_the_program_from_ending() -> None:
    code = (
        "import time, keyring\n"
        "from csescreen.store import os_keyring\n"
        "from tests.store.test_keyring import Ring\n"
        "ring = Ring(); ring.answers.clear(); keyring.set_keyring(ring)\n"
        "os_keyring.PATIENCE = 0.01\n"
        "try:\n os_keyring.read('v')\nexcept Exception as error:\n print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=15)
    assert b"did not answer" in done.stdout


def test_a_store_from_another_computer_has_no_key_here(
    vault: FileVault, filled: Layout, ring: Ring
) -> None:
    vault.use_keyring(PASSPHRASE, True)
    keyring.set_keyring(Ring())
    with pytest.raises(UserError, match="no longer holds"):
        FileVault(filled.folder, kdf=QUICK).unlock_by_keyring()
