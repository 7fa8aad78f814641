"""A call that is taken: the record that it begins with, and what to say to the caller."""

from datetime import datetime

from csescreen.call_sentences import call_sentences
from csescreen.clashing import ClashError
from csescreen.core.call import begin
from csescreen.core.ports import Record
from csescreen.core.reading import Reading
from csescreen.core.saying import to_say
from csescreen.core.screening import Screening
from csescreen.errors import UserError
from csescreen.services.records import RecordServices


class CallServices(RecordServices):
    """Begins calls. Nothing stands between the telephone and the first question."""

    def new_call(self, reference: str, received: datetime | None = None) -> Record:
        """Return the first revision of a call that was received then, or now; not yet stored.

        It is read under the settings' framework. Where there is none, nobody knows the authority
        yet: it is read under every framework on file.
        """
        frameworks = self._usable()
        try:
            record = self.new_record(frameworks, reference)
        except ClashError:  # they cannot be read together: one is better than none
            record = self.new_record(frameworks[:1], reference)
        return self.changed(record, begin(record.screening, received or self.now()))

    def _usable(self) -> tuple[str, ...]:
        usable = [one for one in self.shelf.ids() if self._can_be_used(one)]
        chosen = self.settings.default_framework
        return (chosen,) if chosen in usable else tuple(usable)

    def _can_be_used(self, framework_id: str) -> bool:
        try:
            self.shelf.get(framework_id)
        except UserError:
            return False
        return True

    def to_say(self, screening: Screening, reading: Reading, now: datetime) -> tuple[str, ...]:
        """Return what to say to the caller by what is known so far, the first thing first."""
        return to_say(call_sentences(), screening, reading, now)
