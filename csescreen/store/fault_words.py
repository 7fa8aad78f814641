"""What can be wrong with a store, in words: what happened, what it means, what is safe, what to do.

One table. The app and the shell say it, and docs/faults.md prints it. Cheap to import.
"""

from dataclasses import dataclass
from typing import Final

from csescreen.errors import OlderCopyError, StoreDamagedError, StoreLockedError, UserError

TEXT_ON_SCREEN: Final = "Your text is still on screen."
NOTHING_CHANGED: Final = "Nothing was changed."
_NO_NEW_STORE: Final = "Nothing was changed, and no new store was started in its place."
_SAVED_IS_SAFE: Final = "What was saved before is safe."
_LOOK: Final = "Keep the folder as it is, and run `csescreen doctor` to see what can be read."
_ANOTHER_DISK: Final = (
    "If it comes back, have the disk checked, and make a backup to another one: `csescreen backup "
    "--to FOLDER`."
)
_SALVAGE: Final = (
    "Keep the folder as it is. `csescreen doctor --salvage` brings back what can be read, into a "
    "new store; `csescreen restore` goes back to a backup."
)
_RESTORE: Final = (
    "Keep the folder as it is, and find the file that was moved or replaced. `csescreen restore` "
    "goes back to a backup."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong. ``means`` is for the document alone.

    ``doctor`` is what `csescreen doctor` would tell besides: everybody but the doctor says it.
    ``while_saving`` is what to do where a text was being saved in the app, which goes on trying.
    """

    family: type[UserError]
    what: str
    means: str
    safe: str
    do_next: str
    doctor: str = ""
    while_saving: str = ""

    @property
    def advice(self) -> str:
        """What to do next, and what the doctor can tell."""
        return f"{self.do_next} {self.doctor}".rstrip()


FAULTS: Final[dict[str, Fault]] = {
    # the disk
    "full": Fault(
        UserError,
        "The disk is full, so nothing could be written.",
        "There is no room on the disk, or your share of it is used up.",
        TEXT_ON_SCREEN,
        "Free some space, and try again.",
        while_saving="Free some space. csescreen goes on trying by itself; leave it open until it "
        "says saved.",
    ),
    "sync": Fault(
        UserError,
        "The disk did not confirm that the change is on it.",
        "The disk took the change and then reported a fault, so it does not count as saved.",
        TEXT_ON_SCREEN,
        f"Try again. {_ANOTHER_DISK}",
        while_saving=f"It is tried again by itself. {_ANOTHER_DISK}",
    ),
    "io": Fault(
        UserError,
        "The disk did not read or write as it should.",
        "The disk or the connection to it reported a fault. The store itself may be whole.",
        TEXT_ON_SCREEN,
        "Check that the disk is connected and sound, and try again.",
        "`csescreen doctor` reads everything once and says what is whole.",
    ),
    "closed": Fault(
        UserError,
        "The store's folder or one of its files is closed to you.",
        "The files belong to somebody else, or their rights were changed.",
        _NO_NEW_STORE,
        "Ask whoever looks after the computer to let you read and write csescreen's folder.",
        "`csescreen doctor` names the files.",
    ),
    "readonly": Fault(
        UserError,
        "The store is read-only, so nothing could be written.",
        "The folder, a file in it or the whole disk cannot be written to. Screenings can be "
        "listed, read and exported, and nothing can be saved.",
        TEXT_ON_SCREEN,
        "Export what you need. Then have csescreen's folder opened for writing, and start again.",
        "`csescreen doctor` names what cannot be written.",
    ),
    "no room": Fault(
        UserError,
        "The disk was full when the store was opened, so nothing can be saved now.",
        "The file that keeps other windows out could not be made. The store is open to read alone.",
        TEXT_ON_SCREEN,
        "Export what you need. Free some space, then close csescreen and open it again.",
    ),
    "busy": Fault(
        UserError,
        "Another program is using the store's database.",
        "A program that backs up or synchronises the folder has the file open.",
        TEXT_ON_SCREEN,
        "Close programs that back up or synchronise the folder, and try again.",
    ),
    "memory": Fault(
        UserError,
        "There is not enough free memory.",
        "The computer has too little memory left for csescreen.",
        TEXT_ON_SCREEN,
        "Close other programs, and try again.",
    ),
    "locked": Fault(
        StoreLockedError,
        "Another csescreen has the store open{holder}.",
        "Two windows must not write to one store. The message names the other one's process.",
        NOTHING_CHANGED,
        "Go on in the other window, or close it and try again.",
    ),
    # the database
    "missing": Fault(
        StoreDamagedError,
        "The store's database is missing.",
        "The keys are there, and store.db is not: it was moved, deleted or not synchronised.",
        _NO_NEW_STORE,
        _RESTORE,
    ),
    "empty": Fault(
        StoreDamagedError,
        "The store's database is empty.",
        "store.db is there and holds nothing, or only zeros.",
        _NO_NEW_STORE,
        _RESTORE,
    ),
    "plain": Fault(
        StoreDamagedError,
        "The store's database is not encrypted, so it is not csescreen's.",
        "Another program's database lies where store.db should be.",
        _NO_NEW_STORE,
        _RESTORE,
    ),
    "foreign": Fault(
        StoreDamagedError,
        "The store's database does not belong to these keys.",
        "No page of store.db was written with this store's key: it is another store's, some other "
        "file, or all of it was overwritten. The passphrase was right.",
        _NO_NEW_STORE,
        _RESTORE,
    ),
    "other store": Fault(
        StoreDamagedError,
        "The database belongs to another store than the keys.",
        "The database opens, and says that it is another store's.",
        _NO_NEW_STORE,
        _RESTORE,
    ),
    "no store": Fault(
        StoreDamagedError,
        "The database holds no store of csescreen.",
        "The database opens, and csescreen's tables are not in it.",
        _NO_NEW_STORE,
        _RESTORE,
    ),
    "header": Fault(
        StoreDamagedError,
        "The beginning of the store's database is damaged. The passphrase is right.",
        "The first page cannot be read, and others can.",
        _NO_NEW_STORE,
        _SALVAGE,
    ),
    "cut": Fault(
        StoreDamagedError,
        "The store's database is cut short.",
        "The end of store.db is missing: a copy that broke off, perhaps.",
        _NO_NEW_STORE,
        _SALVAGE,
    ),
    "log": Fault(
        StoreDamagedError,
        "The store's log is damaged, so what was saved last cannot all be read.",
        "store.db-wal, which holds the newest changes, has a damaged place. Opening the store "
        "would drop what was saved after it, so it was not opened.",
        _NO_NEW_STORE,
        _SALVAGE,
    ),
    "page": Fault(
        StoreDamagedError,
        "A part of the store's database is damaged.",
        "A page in the midst of store.db cannot be read. Screenings on other pages can.",
        "The damaged file is not written to any more.",
        _SALVAGE,
    ),
    "screening": Fault(
        StoreDamagedError,
        "This screening cannot be read.",
        "It lies on a damaged page. Others are not affected.",
        "Nothing was changed; the damaged file is not written to.",
        _SALVAGE,
    ),
    "reading": Fault(
        StoreDamagedError,
        "A dated reading of this screening cannot be read.",
        "It lies on a damaged page. The screening itself may be whole.",
        "Nothing was changed; the damaged file is not written to.",
        _SALVAGE,
    ),
    "refused": Fault(
        StoreDamagedError,
        "The store's database is damaged, so nothing more is written to it.",
        "After damage was found, csescreen reads and exports, and saves nothing: writing to a "
        "damaged file could destroy what can still be read.",
        TEXT_ON_SCREEN,
        "Export what you need. Then close csescreen, and run `csescreen doctor --salvage`.",
        while_saving="Export this screening now, so that its last change is kept. Then close "
        "csescreen, and run `csescreen doctor --salvage`.",
    ),
    "older copy": Fault(
        OlderCopyError,
        "An older copy of the store was put back, or changes were removed from it.{known}",
        "The head of the audit trail, which is kept beside the database, is ahead of it.",
        f"{NOTHING_CHANGED} What was written since may be in your newest backup.",
        "Restore the newest backup with `csescreen restore`; or, if you know why this copy is "
        "older, go on with it by `csescreen audit accept --reason TEXT`.",
    ),
    "newer": Fault(
        UserError,
        "The store was made by a newer csescreen.",
        "A later version of the program changed how the store is laid out.",
        NOTHING_CHANGED,
        "Install the newer version, and open the store with it.",
    ),
    # the keys
    "copies damaged": Fault(
        StoreDamagedError,
        "The store's keys are damaged, in every copy that is there.",
        "Neither vault.json nor vault.copy.json is whole. Without them nobody can read the store.",
        _NO_NEW_STORE,
        "Keep the folder as it is. Put vault.json back from a copy of the folder, or restore a "
        "backup, which has its own copy of the keys: `csescreen restore`.",
    ),
    "copies changed": Fault(
        StoreDamagedError,
        "The store's keys were changed other than by csescreen, in every copy that is there.",
        "vault.json and vault.copy.json are whole and the secret is right, but their code is not: "
        "somebody who may write to the folder changed them, or put parts of two together.",
        _NO_NEW_STORE,
        "Keep the folder as it is, and find out who may write to it. Put vault.json back from a "
        "copy of the folder, or restore a backup, which has its own copy of the keys: `csescreen "
        "restore`.",
    ),
    "copies missing": Fault(
        StoreDamagedError,
        "The store's keys are missing: vault.json and vault.copy.json.",
        "The database is there, and both copies of its keys are gone.",
        _NO_NEW_STORE,
        "Keep the folder as it is. Put vault.json back from a copy of the folder, or restore a "
        "backup, which has its own copy of the keys: `csescreen restore`.",
    ),
    "two stores": Fault(
        StoreDamagedError,
        "vault.json and vault.copy.json belong to two different stores.",
        "One of them was replaced by another store's.",
        _NO_NEW_STORE,
        "Move the one that is not this store's out of the folder, and try again.",
        "`csescreen doctor` says what it finds.",
    ),
    "keyring lost": Fault(
        UserError,
        "This computer's keyring has no key for the store, or not the right one.",
        "The keyring was emptied, is locked, or is another computer's.",
        NOTHING_CHANGED,
        "Open the store with the passphrase or the recovery code. Then `csescreen keys keyring on` "
        "puts the key into the keyring again.",
    ),
}
"""Every fault by its name."""

HEALED: Final = (
    "One of the two copies of the store's keys was damaged, changed or missing, and was made anew "
    "from the other. Nothing is lost. If it happens again, have the disk checked, and find out who "
    "may write to the folder."
)
OLDER_KEYS: Final = (
    "An older copy of the store's keys was put back: a passphrase that was changed may open it "
    "again. Change the passphrase: `csescreen keys passphrase`."
)
READ_ONLY: Final = (
    "The store is read-only: you can list, read and export it as it was when it was opened, and "
    "nothing that you change can be saved. When its folder can be written again, close csescreen "
    "and open it."
)
NO_ROOM: Final = (
    "The disk is full: you can list, read and export the store as it was when it was opened, and "
    "nothing that you change can be saved. Free some space, then close csescreen and open it again."
)
DAMAGED: Final = (
    "The store's database is damaged. You can read and export what is whole; other screenings are "
    "marked in the list, or missing from it. Nothing that you change can be "
    "saved. Close csescreen, and run `csescreen doctor --salvage`."
)

OLDER: Final = (
    "Some changes cannot be read, the last of {when}. A screening may be older here than it was "
    "last saved: compare it with a backup, an export or your notes before you rely on it."
)


NOTICES: Final = {"refused": DAMAGED, "readonly": READ_ONLY, "no room": NO_ROOM}
"""What is told of a store that is only read, by the fault that changes are refused with."""


def told(name: str, safe: str = "", **filled: str) -> UserError:
    """Return the error for a fault, with what is safe here if that is more than usual."""
    fault = FAULTS[name]
    error = fault.family(fault.what.format(**filled), safe=safe or fault.safe, do_next=fault.advice)
    error.fault, error.while_saving = name, fault.while_saving
    return error
