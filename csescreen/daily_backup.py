"""A backup a day, made in the background while the app runs."""

from typing import Final

from textual import work

from csescreen.core.backups import BackupStoppedError
from csescreen.errors import UserError
from csescreen.navigating import NavigatingApp
from csescreen.process import Reason
from csescreen.saving import MakeSaver
from csescreen.screens.messages import BackupNotMade

_LOOK_FOR_A_NEW_DAY: Final = 3600.0


class BackingUpApp(NavigatingApp):
    """An app that backs its store up once a day, from when it is open."""

    def __init__(self, saver: MakeSaver, locked: Reason | None) -> None:
        """Take how to make a saver, and why the process before this one locked, if it did."""
        super().__init__(saver, locked)
        self._backup_told = False

    def begin_daily_backups(self) -> None:
        """Look now, and every hour, whether one is due."""
        self.call_after_refresh(self._back_up_daily)
        self.set_interval(_LOOK_FOR_A_NEW_DAY, self._back_up_daily)

    @work(thread=True, group="backup")
    def _back_up_daily(self) -> None:
        try:
            self.services.back_up_daily()
        except BackupStoppedError:  # the app is leaving: it is made the next time
            pass
        except UserError as error:
            self.post_message(BackupNotMade(error))

    def on_backup_not_made(self, event: BackupNotMade) -> None:
        """Say once, quietly, that today's backup was not made; it keeps nobody from their work."""
        if not (self._backup_told or self.leaving):
            self._backup_told = True
            self.notify(" ".join(event.error.lines()), severity="warning", markup=False)
