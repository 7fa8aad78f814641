"""The two copies of the envelope on disk: read, told apart, healed from one another."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from csescreen.errors import UserError
from csescreen.private_files import replace_private
from csescreen.store.envelope import MAX_BYTES, Envelope, EnvelopeDamagedError, decode
from csescreen.store.layout import Layout, damaged


@dataclass(frozen=True, slots=True)
class Found:
    """The newest whole envelope, and the copies that are missing, damaged or older."""

    envelope: Envelope
    to_heal: tuple[Path, ...]


def read(layout: Layout) -> Found:
    """Return the newest whole envelope; raises `StoreDamagedError` where no copy is whole."""
    copies = {path: _read_one(path) for path in (layout.envelope, layout.envelope_copy)}
    whole = [envelope for envelope in copies.values() if envelope is not None]
    if not whole:
        if layout.has_envelope():
            raise damaged("The store's keys are damaged, in every copy that is there.")
        raise damaged("The store's keys are missing: vault.json and vault.copy.json.")
    if len({envelope.vault_id for envelope in whole}) > 1:
        # Either could be the foreign one, so neither is overwritten.
        raise damaged("vault.json and vault.copy.json belong to two different stores.")
    newest = max(whole, key=lambda envelope: envelope.serial)
    to_heal = tuple(
        path
        for path, envelope in copies.items()
        if envelope is None or envelope.serial < newest.serial
    )
    return Found(newest, to_heal)


def heal(found: Found) -> None:
    """Rewrite the copies that are not whole.

    Call it once the envelope has opened the store. A copy that cannot be written now does not
    keep anyone from their work: it is tried again the next time.
    """
    for path in found.to_heal:
        with suppress(OSError):
            replace_private(path, found.envelope.encode())


def write(layout: Layout, envelope: Envelope) -> None:
    """Write both copies, one after the other, so that one is whole at any moment."""
    for path in (layout.envelope, layout.envelope_copy):
        replace_private(path, envelope.encode())


def change(layout: Layout, envelope: Envelope) -> None:
    """Put a changed envelope in place of the one before.

    From the first copy on the change is made; a second copy that cannot be written now is healed
    when the store is next opened. An error says truly whether the former envelope still holds.
    """
    raw = envelope.encode()
    try:
        replace_private(layout.envelope, raw)
    except OSError:
        if _raw(layout.envelope) != raw:
            raise
        uncertain = True
    else:
        uncertain = False
        with suppress(OSError):
            replace_private(layout.envelope_copy, raw)
    if uncertain:
        raise UserError(
            "The disk did not confirm the change of the store's keys.",
            safe="Your screenings are safe: the former way in or the new one opens the store.",
            do_next="Check that the disk is sound, and make the change again.",
        )


def _raw(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return b""


def _read_one(path: Path) -> Envelope | None:
    try:
        with path.open("rb") as file:
            return decode(file.read(MAX_BYTES + 1))
    except (OSError, EnvelopeDamagedError):
        return None
