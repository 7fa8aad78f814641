"""Another version on file: whether there is one, what it would change, and reading under it."""

from csescreen.clashing import refuse_clashes
from csescreen.core.framework import Framework
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.text import clean
from csescreen.errors import UserError
from csescreen.pinned import Review, VersionMissingError, look, reread
from csescreen.services.assessing import AssessingServices


class VersionServices(AssessingServices):
    """Looks at a screening under another version of one of its frameworks, where somebody asks."""

    def newer(self, record: Record) -> tuple[FrameworkPin, Framework] | None:
        """Return one of the record's versions beside which another is on file, and that other.

        Of several the first, but before all one that cannot be had any more. A version on file
        that says the same as the record's own is no other.
        """
        missing_first = sorted(record.pins, key=lambda pin: self._found(pin) is not None)
        found = ((pin, self._versions.newer(pin, self.store)) for pin in missing_first)
        return next(((pin, newer) for pin, newer in found if newer is not None), None)

    def on_file(self, record: Record) -> frozenset[str]:
        """Return the ids of the record's frameworks of which a version is on file now."""
        return frozenset(pin.id for pin in record.pins if self._versions.is_on_file(pin.id))

    def review(self, record: Record) -> Review | None:
        """Return the record under its own version of a framework and under the one on file.

        None where there is no other version. Raises `VersionMissingError` where a further
        framework of the record cannot be had: which answers are its own could not be told.
        """
        found = self.newer(record)
        if found is None:
            return None
        pin, new = found
        others = [self._versions.find(one, self.store) for one in record.pins if one != pin]
        return look(record, pin, self._found(pin), self._filled(new), self._work_out, others)

    def read_under_newer(self, review: Review, why: str = "") -> Record:
        """Read the record under the other version; return it as it is stored from then on.

        The outcome so far and the new one are kept as dated readings beside each other, in one
        step with the record: after a fault nothing of it is there.
        """
        record = review.record
        others = (self._versions.find(p, self.store) for p in record.pins if p != review.pin)
        refuse_clashes([review.new, *others])
        moved, readings = reread(review.record, review, clean(why).strip(), self.now())
        if not self.open_store.save(moved, readings):
            raise UserError(
                "The screening was changed meanwhile, so it was not read under the other version.",
                safe="Nothing was changed.",
                do_next="Open it again, and look at what changed.",
            )
        return moved

    def _found(self, pin: FrameworkPin) -> Framework | None:
        try:
            return self._filled(self._versions.find(pin, self.store))
        except VersionMissingError:
            return None
