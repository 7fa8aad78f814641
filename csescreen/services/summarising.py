"""The summary of a record for whoever reads it: professionals, the family, or a trainer."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from csescreen import __version__
from csescreen.core.ages import counted_age
from csescreen.core.anonymise import Anonymised, anonymise
from csescreen.core.audience import CALL, FAMILY, PROFESSIONALS, SUPERVISION
from csescreen.core.call import call_of
from csescreen.core.framework import Framework
from csescreen.core.known_words import KnownWords
from csescreen.core.ports import DatedReading, FrameworkPin, Record
from csescreen.core.reading import Reading
from csescreen.core.screening import Moment
from csescreen.core.situation import Situation
from csescreen.core.summarise_call import summarise_call
from csescreen.core.summarise_family import cautions, summarise_family
from csescreen.core.summarise_readings import with_readings
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summarise_supervision import (
    read_it_first,
    summarise_supervision,
    without_contacts,
)
from csescreen.core.summarise_unread import summarise_unread
from csescreen.core.summary import Summary
from csescreen.core.timelimits import as_instant, london_day
from csescreen.errors import InputError, NotWorkedOutError
from csescreen.pinned import VersionMissingError
from csescreen.services.assessing import AssessingServices
from csescreen.word_lists import known_words

_FEWEST_WEEKS: Final = 5
_MOST_WEEKS: Final = 104


def random_shift() -> timedelta:
    """Return by how much the dates of a copy are moved: some weeks back, which nobody can guess."""
    return -timedelta(weeks=_FEWEST_WEEKS + secrets.randbelow(_MOST_WEEKS - _FEWEST_WEEKS + 1))


def _to_the_minute(moment: datetime) -> datetime:
    """Return a moment without what would find one record among many again."""
    return moment.replace(second=0, microsecond=0)


@dataclass(kw_only=True)
class SummaryServices(AssessingServices):
    """Makes the one document that is previewed and exported."""

    shift: Callable[[], timedelta] = random_shift
    """Chooses by how much dates are moved, once for a record: its preview shows what is written."""
    known_words: Callable[[], KnownWords] = known_words
    _shifts: dict[str, timedelta] = field(default_factory=dict)

    def summary(
        self, record: Record, audience: str = PROFESSIONALS.id, marking: str = ""
    ) -> Summary:
        """Return the summary of a record, as it would be exported now for an audience.

        Where its version cannot be had, the summary says which one is missing, and holds what was
        answered and written; nothing is worked out under another. ``marking`` goes before the
        protective marking of the settings, which stands on no family's copy.
        """
        if audience == FAMILY.id:
            return summarise_family(record.screening, made_at=self.now()).marked(marking)
        made = {SUPERVISION.id: self._anonymised, CALL.id: self._contact_record}.get(
            audience, self._for_professionals
        )
        return made(record).marked(marking or self.settings.marking)

    def _for_professionals(self, record: Record) -> Summary:
        summary = self._summary(record, self.now(), tuple(self.readings(record)))
        return replace(summary, record_code=sha256(record.key.encode()).hexdigest())

    def _contact_record(self, record: Record) -> Summary:
        if call_of(record.screening) is None:
            raise InputError(
                "This screening did not begin with a call, so it has no contact record.",
                safe="Nothing was written.",
                do_next="Write it for the hub and professionals instead.",
            )
        reading, now = self._reading(record), self.now()
        situation = Situation(record.screening, reading, now) if reading else None
        return summarise_call(self._for_professionals(record), record.screening, situation)

    def cautions(self, record: Record, audience: str) -> tuple[str, ...]:
        """Return what to tell, before a copy is written, whoever is about to hand it on."""
        if audience == SUPERVISION.id:
            return read_it_first(self._without_names(record))
        if audience != FAMILY.id:
            return ()
        return cautions(self._reading(record), record.screening)

    def _reading(self, record: Record) -> Reading | None:
        with suppress(VersionMissingError, NotWorkedOutError):  # there is enough to say without
            return self.assess(record)
        return None

    def _summary(
        self,
        record: Record,
        made_at: datetime,
        readings: tuple[DatedReading, ...] = (),
        shown: Callable[[Framework], Framework] = lambda framework: framework,
    ) -> Summary:
        program = f"csescreen {__version__}"
        try:
            frameworks = self.frameworks_of(record)
            reading = self._read_under(map(shown, frameworks), record.screening)
        except (VersionMissingError, NotWorkedOutError) as error:
            summary = summarise_unread(record, error.what, made_at=made_at, program=program)
            return with_readings(summary, record.pin, readings)
        summary = summarise_reading(
            reading, record.screening, wording=record.wording, made_at=made_at, program=program
        )
        return with_readings(summary, FrameworkPin.of(frameworks[0]), readings)

    def _anonymised(self, record: Record) -> Summary:
        found = self._without_names(record)
        as_of = found.screening.as_of or self.now()
        made = replace(record, screening=found.screening)
        summary = self._summary(made, as_instant(as_of), shown=without_contacts)
        return summarise_supervision(summary, found)

    def _without_names(self, record: Record) -> Anonymised:
        """Return the screening of a record without names.

        One without a time of its own is read as at its last change: the time of the export would
        tell, together with the file's own, by how much the dates were moved.
        """
        screening = record.screening
        today: Moment = screening.as_of or self.now()
        dated = replace(screening, as_of=screening.as_of or _to_the_minute(record.updated_at))
        return anonymise(
            dated,
            counted_age=counted_age(screening, london_day(today)).years,
            shift=self._shifts.setdefault(record.key, self.shift()),
            known_words=self.known_words().with_ordinary(self._words_of_signs(record)),
        )

    def _words_of_signs(self, record: Record) -> frozenset[str]:
        """Return the words of the signs as they were shown: a text about one may begin with any."""
        words = " ".join(record.wording.values()).split()
        return frozenset(word for word in words if word.isalpha() and word.islower())
