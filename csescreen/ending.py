"""Being ended from outside (a signal, a closed window) with everything saved first."""

import asyncio
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from csescreen.process import Reason
from csescreen.saving import SavingApp

_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGINT")
_SUSPENDING: Final = "SIGTSTP"
_SIGNALLED: Final = 128


class EndingApp(SavingApp):
    """An app that flushes before it is ended."""

    ended_by = 0
    """The signal that ends the app; 0 while none does. It goes before every other way to leave."""

    @property
    def exit_status(self) -> int:
        """The status with which the program ends."""
        return _SIGNALLED + self.ended_by if self.ended_by else self.return_code or 0

    def lock(self, reason: Reason) -> None:
        """Lock the app."""
        raise NotImplementedError

    def before_closing(self) -> None:
        """Note where the user is, for the process that follows."""

    def on_mount(self) -> None:
        """Listen for the end of the session, the window and the machine."""
        if hasattr(signal, "SIGCONT") and threading.current_thread() is threading.main_thread():
            # A closed window sends it, too: the driver's way to resume would start a second
            # reader then, and the process would never end.
            signal.signal(signal.SIGCONT, lambda _number, _frame: None)
        acts: dict[str, Callable[[int], None]] = dict.fromkeys(_ENDING, self._end)
        acts[_SUSPENDING] = self._suspend
        for number, act in _present(acts):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, act, number)

    def on_unmount(self) -> None:
        """Give the signals back."""
        for number, _ in _present(dict.fromkeys((*_ENDING, _SUSPENDING), self._end)):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().remove_signal_handler(number)

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


def _present(
    acts: dict[str, Callable[[int], None]],
) -> list[tuple[int, Callable[[int], None]]]:
    """Return the signals that this system has; Windows has not all, and no handlers in the loop."""
    found = ((getattr(signal, name, None), act) for name, act in acts.items())
    return [(number, act) for number, act in found if number is not None]
