"""The record of a screening: a new one, and the next revision of one."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import uuid4

from csescreen.core.framework import Framework, FrameworkFile
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.reading import asked_by
from csescreen.core.screening import Screening
from csescreen.services.frameworks import FrameworkServices


class RecordServices(FrameworkServices):
    """Makes the records that are stored, with the versions and the words that they are read in."""

    def new_record(self, framework_ids: str | tuple[str, ...], reference: str) -> Record:
        """Return a new record, not yet stored, with the worker's details filled in."""
        ids, now = (framework_ids,) if isinstance(framework_ids, str) else framework_ids, self.now()
        frameworks = self.together(ids)
        worker = {key: text for key, text in self.settings.worker.items() if text}
        screening = Screening(frameworks=ids, reference=reference, details=worker)
        pin, *further = map(FrameworkPin.of, frameworks)
        return Record(
            uuid4().hex,
            0,
            now,
            now,
            pin,
            screening,
            {},
            files=_files(frameworks),
            further_pins=tuple(further),
        )

    def changed(
        self, record: Record, screening: Screening, earlier: Iterable[FrameworkPin] = ()
    ) -> Record:
        """Return the record's next revision, with the wording shown for each answered sign.

        A framework that it is read under keeps its version, and so does one that was taken away
        and comes back, if it is among the ``earlier``; one that is new to it is read as it is on
        file now.
        """
        ids = screening.frameworks or [pin.id for pin in record.pins]
        frameworks = self.together(ids, record, earlier)
        # pinned anew, to note the shared files where an old store did not
        pin, *further = map(FrameworkPin.of, frameworks)
        signs = asked_by(frameworks).indicators
        wording = {
            sign: record.wording.get(sign) or (signs[sign].name if sign in signs else sign)
            for sign in screening.signs
        }
        return replace(
            record,
            pin=pin,
            further_pins=tuple(further),
            files=_files(frameworks),
            revision=record.revision + 1,
            updated_at=self.now(),
            screening=screening,
            wording=wording,
        )


def _files(frameworks: Iterable[Framework]) -> tuple[FrameworkFile, ...]:
    """Return the files of the frameworks, each once."""
    return tuple(dict.fromkeys(file for one in frameworks for file in one.files))
