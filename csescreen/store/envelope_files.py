"""The two copies of the envelope on disk: read, told apart, healed from one another."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from csescreen.errors import StoreDamagedError, UserError
from csescreen.private_files import replace_private
from csescreen.store.envelope import MAX_BYTES, Envelope, EnvelopeDamagedError, decode
from csescreen.store.fault_words import told
from csescreen.store.layout import Layout

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """The newest whole envelope, and the copies that are missing, damaged or another.

    ``others`` are the copies that are whole, and are not it.
    """

    envelope: Envelope
    to_heal: tuple[Path, ...]
    others: tuple[Envelope, ...] = ()
    _copies: tuple[tuple[Path, Envelope | None], ...] = ()

    def opened(self, way: Callable[[Envelope], T]) -> "tuple[T, Found]":
        """Open it in this way, and return what came of it.

        Where it passes the check and is not what the master key made, another copy is tried, and
        is what was found from then on. A wrong secret is wrong at once.
        """
        problems: list[StoreDamagedError] = []
        for envelope in (self.envelope, *self.others):
            try:
                return way(envelope), _found(envelope, self._copies)
            except StoreDamagedError as error:
                problems.append(error)
        raise problems[0]


def read(layout: Layout) -> Found:
    """Return the newest whole envelope; raises `StoreDamagedError` where no copy is whole."""
    copies = {path: read_copy(path) for path in (layout.envelope, layout.envelope_copy)}
    whole = [envelope for envelope in copies.values() if envelope is not None]
    if not whole and layout.restoring.exists():
        return read(layout.waiting)
    if not whole:
        if layout.has_envelope():
            raise told("copies damaged")
        raise told("copies missing")
    if len({envelope.vault_id for envelope in whole}) > 1:
        # Either could be the foreign one, so neither is overwritten.
        raise told("two stores")
    newest = max(whole, key=lambda envelope: envelope.serial)
    return _found(newest, tuple(copies.items()))


def heal(found: Found) -> bool:
    """Rewrite the copies that are not whole; return whether there was one, and all are now.

    Call it once the envelope has opened the store. A copy that cannot be written now does not
    keep anyone from their work: it is tried again the next time.
    """
    healed = []
    for path in found.to_heal:
        with suppress(OSError):
            replace_private(path, found.envelope.encode())
            healed.append(path)
    return bool(healed) and len(healed) == len(found.to_heal)


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


def _found(envelope: Envelope, copies: tuple[tuple[Path, Envelope | None], ...]) -> Found:
    to_heal = tuple(path for path, copy in copies if copy != envelope)
    others = tuple(copy for _, copy in copies if copy not in (None, envelope))
    return Found(envelope, to_heal, others, copies)


def _raw(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return b""


def read_copy(path: Path) -> Envelope | None:
    """Return the envelope in one file, or None where it is missing or damaged."""
    try:
        with path.open("rb") as file:
            return decode(file.read(MAX_BYTES + 1))
    except (OSError, EnvelopeDamagedError):
        return None
