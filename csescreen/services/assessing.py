"""What a record's own versions of its frameworks make of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.ports import Record
from csescreen.core.reading import Reading, read_together
from csescreen.core.screening import Screening
from csescreen.core.timelimits import IsBankHoliday
from csescreen.errors import NotWorkedOutError, UserError, place
from csescreen.services.frameworks import FrameworkServices


@dataclass(kw_only=True)
class AssessingServices(FrameworkServices):
    """Works out what a screening comes to."""

    is_bank_holiday: IsBankHoliday

    def assess(self, record: Record) -> Reading:
        """Return what the record's own versions make of it now, or at its own time.

        Raises `VersionMissingError`, and `NotWorkedOutError` where the program itself fails.
        """
        return self._read_under(self.frameworks_of(record), record.screening)

    def _read_under(self, frameworks: Iterable[Framework], screening: Screening) -> Reading:
        try:
            return read_together([self._work_out(one, screening) for one in frameworks])
        except UserError:
            raise
        except Exception as error:
            at = place(error)
        # outside of the block: what failed may hold the screening's text
        raise NotWorkedOutError(at)

    def _work_out(self, framework: Framework, screening: Screening) -> Outcome:
        return assess(framework, screening, screening.as_of or self.now(), self.is_bank_holiday)
