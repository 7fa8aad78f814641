"""The version of a framework that a screening was made with, and, when asked, another one.

A screening is read under its pin: the version is found on the shelf, else in the store that keeps
it. Under another version it is read only where a person asks for it, and then both outcomes are
kept, each with its date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from csescreen.core.carrying import LeftAnswer, carry_over
from csescreen.core.framework import Framework, FrameworkFile
from csescreen.core.outcome import Outcome
from csescreen.core.ports import DatedReading, FrameworkPin, Record, ScreeningStore
from csescreen.core.public import outcome_json
from csescreen.core.screening import Screening
from csescreen.core.versions import Change, compare, compare_wording
from csescreen.errors import UserError


class Shelf(Protocol):
    """The frameworks on file."""

    def get(self, framework_id: str) -> Framework:
        """Return the version on file now; raises `UserError` where there is none."""
        ...

    def version(self, framework_id: str, sha256: str) -> Framework | None:
        """Return the version with this hash, or None where it is not on file."""
        ...


class VersionMissingError(UserError):
    """The version of the framework that a screening was made with cannot be had."""

    title = "The version of the framework is missing"

    def __init__(self, pin: FrameworkPin) -> None:
        """Say which version is missing, and what can be done."""
        super().__init__(
            f"This screening was made with {version_words(pin)} of the framework {pin.id}, which "
            "is neither on file nor in the store. Nothing was worked out.",
            safe="Your answers and your text are safe, and can be read and exported.",
            do_next="Put that version on file again, or read the screening under the version that "
            "is on file: what was there before is kept beside it.",
        )
        self.pin = pin


@dataclass(frozen=True, slots=True)
class Review:
    """One screening under its own version of one framework and under the one on file.

    ``pin`` is its own version; ``old`` and ``old_outcome`` are None where that cannot be had; then
    ``changes`` compares wording alone.
    """

    record: Record
    pin: FrameworkPin
    old: Framework | None
    old_outcome: Outcome | None
    new: Framework
    new_outcome: Outcome
    changes: tuple[Change, ...]
    left: tuple[LeftAnswer, ...]
    carried: Screening


def version_words(pin: FrameworkPin | Framework) -> str:
    """Return which version it is: "version 1.0 (fingerprint 0123456789ab)"."""
    return f"version {pin.version} (fingerprint {pin.sha256[:12]})"


@dataclass(slots=True)
class Versions:
    """Finds versions by their pins. ``rebuild`` reads the files that the store kept."""

    shelf: Shelf
    rebuild: Callable[[Sequence[FrameworkFile]], Framework | None]
    _found: dict[FrameworkPin, Framework] = field(default_factory=dict)
    _differ: dict[tuple[FrameworkPin, FrameworkPin], bool] = field(default_factory=dict)

    def find(self, pin: FrameworkPin, store: ScreeningStore | None) -> Framework:
        """Return the very version; raises `VersionMissingError` where it cannot be had."""
        found = self._found.get(pin) or self._on_shelf(pin) or self._kept(pin, store)
        if found is None:
            raise VersionMissingError(pin)
        if pin.shared:  # without, it means whatever is shared by then
            self._found[pin] = found
        return found

    def _on_shelf(self, pin: FrameworkPin) -> Framework | None:
        framework = self.shelf.version(pin.id, pin.sha256)
        return framework if framework is not None and pin.fits(framework) else None

    def _kept(self, pin: FrameworkPin, store: ScreeningStore | None) -> Framework | None:
        if store is None or not pin.shared:
            return None
        files = [store.framework_file(sha256) for sha256 in (pin.sha256, *pin.shared)]
        whole = [file for file in files if file is not None]
        framework = self.rebuild(whole) if len(whole) == len(files) else None
        return framework if framework is not None and pin.fits(framework) else None

    def is_on_file(self, framework_id: str) -> bool:
        """Return whether any version of the framework is on file and can be used."""
        try:
            self.shelf.get(framework_id)
        except UserError:
            return False
        return True

    def newer(self, pin: FrameworkPin, store: ScreeningStore | None) -> Framework | None:
        """Return the version on file, where it says anything else than the pinned one."""
        try:
            current = self.shelf.get(pin.id)
        except UserError:
            return None
        if pin.fits(current):
            return None
        pair = (pin, FrameworkPin.of(current))
        if pair not in self._differ:
            try:
                old = self.find(pin, store)
            except VersionMissingError:
                return current
            self._differ[pair] = old.version != current.version or bool(compare(old, current))
        return current if self._differ[pair] else None


def reread(
    record: Record, review: Review, why: str, now: datetime
) -> tuple[Record, tuple[DatedReading, DatedReading]]:
    """Return the record under the new version, and both dated readings, the old one first."""
    old = review.old_outcome
    before = DatedReading(
        key=record.key,
        made_at=now,
        pin=FrameworkPin.of(review.old) if review.old else review.pin,
        outcome=outcome_json(old) if old else None,
        screening=record.screening,
        wording=dict(record.wording),
        why=why,
    )
    pins = [FrameworkPin.of(review.new) if pin == review.pin else pin for pin in record.pins]
    moved = replace(
        record,
        revision=record.revision + 1,
        updated_at=now,
        pin=pins[0],
        further_pins=tuple(pins[1:]),
        screening=review.carried,
        # the words to which the answers were given, whatever the new version says now
        wording={s: text for s, text in record.wording.items() if s in review.carried.signs},
        files=(*(review.old.files if review.old else ()), *review.new.files),
    )
    after = replace(
        before,
        pin=FrameworkPin.of(review.new),
        outcome=outcome_json(review.new_outcome),
        screening=moved.screening,
        wording=moved.wording,
    )
    return moved, (before, after)


def look(
    record: Record,
    pin: FrameworkPin,
    old: Framework | None,
    new: Framework,
    work_out: Callable[[Framework, Screening], Outcome],
    others: Sequence[Framework] = (),
) -> Review:
    """Return the record under both versions of a framework; nothing is kept or changed.

    What ``others``, the further frameworks of the record, know stays in the screening.
    """
    carried = carry_over(record.screening, new, old=old, wording=record.wording, others=others)
    return Review(
        record=record,
        pin=pin,
        old=old,
        old_outcome=work_out(old, record.screening) if old else None,
        new=new,
        new_outcome=work_out(new, carried.screening),
        changes=compare(old, new) if old else compare_wording(record.wording, new),
        left=carried.left,
        carried=carried.screening,
    )
