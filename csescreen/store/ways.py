"""Which ways into a store there are, as its envelope says without being opened."""

from csescreen.core.vault import WaysIn
from csescreen.store import envelope_files
from csescreen.store.attempts import Attempts
from csescreen.store.envelope import KEYRING, MADE, PASSPHRASE, RECOVERY, Slot
from csescreen.store.layout import Layout


def ways_in(layout: Layout) -> WaysIn:
    """Return the ways in; loads neither the database nor the ciphers."""
    envelope = envelope_files.read(layout).envelope
    kinds = {slot.kind for slot in envelope.slots}
    return WaysIn(
        passphrase=PASSPHRASE in kinds,
        recovery_code=RECOVERY in kinds,
        keyring=KEYRING in kinds,
        wait_seconds=Attempts(layout.attempts).wait_seconds(),
        made={
            slot.kind: str(slot.parameters[MADE])
            for slot in envelope.slots
            if MADE in slot.parameters
        },
        cost=next((_cost(slot) for slot in envelope.slots if slot.kind == PASSPHRASE), ""),
    )


def _cost(slot: Slot) -> str:
    public = slot.parameters
    try:
        memory = int(str(public["memory_kib"])) // 1024
        passes = int(str(public["iterations"]))
    except (KeyError, ValueError):
        return ""
    return f"Argon2id, {memory} MiB of memory, {passes} passes"
