"""Being ended from outside (a signal, a closed window) with everything saved first."""

from collections.abc import Callable, Mapping

from csescreen import signals
from csescreen.process import Reason
from csescreen.saving import SavingApp


class EndingApp(SavingApp):
    """An app that flushes before it is ended."""

    ended_by = 0
    """The signal that ends the app; 0 while none does. It goes before every other way to leave."""

    @property
    def exit_status(self) -> int:
        """The status with which the program ends."""
        return signals.SIGNALLED + self.ended_by if self.ended_by else self.return_code or 0

    def lock(self, reason: Reason) -> None:
        """Lock the app."""
        raise NotImplementedError

    def before_closing(self) -> None:
        """Note where the user is, for the process that follows."""

    def on_mount(self) -> None:
        """Listen for the end of the session, the window and the machine."""
        signals.listen(self._acts)

    def on_unmount(self) -> None:
        """Give the signals back."""
        signals.give_back(self._acts)

    @property
    def _acts(self) -> Mapping[str, Callable[[int], None]]:
        return dict.fromkeys(signals.ENDING, self._end) | {"SIGTSTP": self._suspend}

    def _suspend(self, number: int) -> None:
        self.lock("suspended")

    def _end(self, number: int) -> None:
        if not self.ended_by:  # a second one changes nothing: it is on its way
            self.ended_by = number
            self.run_worker(self._leave_at_once(), group="signals")

    async def _leave_at_once(self) -> None:
        if not await self.flush():
            self.last_words("csescreen was ended. The last change was not saved.")
        self.before_closing()
        await self.give_up_saving()
        self.exit(return_code=self.exit_status)
