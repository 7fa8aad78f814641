"""Locking: everything is saved and put away, and the process makes room for one that knows nothing.

The screening is covered first, so that a slow disk leaves nothing in sight. Where the last change
cannot be saved, the cover stays: the text is kept beneath it, and only the passphrase or the
recovery code leads back, or out without the change.
"""

import asyncio
from typing import TYPE_CHECKING, Final

from textual import events, work

from csescreen.ending import EndingApp
from csescreen.errors import UserError
from csescreen.idle import LOOK_EVERY, Watch
from csescreen.process import Reason
from csescreen.saving import MakeSaver, make_saver
from csescreen.settings import USUAL_LOCK_MINUTES

if TYPE_CHECKING:  # imported when it is needed
    from csescreen.screens.locking import LockCover

TRY_EVERY: Final = 5.0
"""How often, in seconds, saving is tried again under the cover."""


class LockingApp(EndingApp):
    """An app that locks when nobody is there, when somebody asks, and when it is suspended."""

    def __init__(self, saver: MakeSaver = make_saver) -> None:
        """Take how to make a saver once the store is open."""
        super().__init__(saver)
        self.people = Watch()
        self._locking: Reason | None = None
        self._deaf = False
        self._cover: LockCover | None = None
        self._locks_for: Reason | None = None

    @property
    def locks_for(self) -> Reason | None:
        """Why the process is to be replaced now that the app has closed; None where it is not."""
        return None if self.ended_by or self.return_code else self._locks_for

    @property
    def has_secrets(self) -> bool:
        """Whether there is something that must not stay in sight."""
        return self._store is not None

    @property
    def lock_minutes(self) -> float:
        """After how many minutes without a key the app locks."""
        return USUAL_LOCK_MINUTES

    def check_secret(self, secret: str) -> None:
        """Raise a `UserError` where this does not open the store."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Look now and then whether somebody is still there."""
        self.set_interval(LOOK_EVERY, self._look)

    async def on_event(self, event: events.Event) -> None:
        """Take note of every key, click, scroll and paste; let none through while the app locks.

        A mouse that merely moves says nothing of a person: a table that is knocked moves it.
        """
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            if self._deaf:
                return
            self._look()  # a key may come before the next look, and after the computer slept
            if self._deaf:
                return
            if not isinstance(event, events.MouseMove):
                self.people.touch()
        await super().on_event(event)

    def _look(self) -> None:
        reason = self.people.due(self.lock_minutes * 60)
        if reason is not None and self.has_secrets:
            self.lock(reason)

    def action_lock(self) -> None:
        """Save everything and lock."""
        if not self.has_secrets:
            self.notify("Nothing is open: csescreen is locked already.", markup=False)
        else:
            self.lock("asked")

    def lock(self, reason: Reason) -> None:
        """Save everything and lock. What is typed from now on reaches nothing."""
        if self.ended_by or self._locking or (self.leaving and not self.asking):
            return
        self._locking, self._deaf = reason, True
        self.forget_typed()
        self.run_worker(self._lock_up(reason), group="leaving")

    async def _lock_up(self, reason: Reason) -> None:
        from csescreen.screens.locking import LockCover  # noqa: PLC0415 - not for the first paint

        handed = await self.take_over()
        cover = self._cover = LockCover()
        self.covered = True
        await self.push_screen(cover)
        self.clear_notifications()  # what they say of the screening is not for everybody
        if handed and await self._put_away(reason):
            return
        self._deaf = False
        # what a screen could not hand over needs its person
        cover.ask(tried_again=handed, problem=self.problem)
        # to be suspended later would come as a surprise
        later: Reason = "asked" if reason == "suspended" else reason
        while handed and self._cover is cover:
            await asyncio.sleep(TRY_EVERY)
            if self._cover is cover and await self._put_away(later):
                return

    async def _put_away(self, reason: Reason) -> bool:
        """Put everything away and leave; return whether that could be done."""
        if not await self.written():
            return False
        self._deaf = True
        self.before_closing()
        if not await self.stop_saving():
            self._deaf = False
            return False
        self._locks_for = reason
        if not self.ended_by:
            self.exit()
        return True

    async def action_quit(self) -> None:
        """Save everything and leave; from the cover, nobody throws a change away unasked."""
        if self._cover is None:
            await super().action_quit()
        else:
            self._cover.stay()

    @work(thread=True, group="cover", exclusive=True, description="cover")
    def on_lock_cover_answered(self, event: "LockCover.Answered") -> None:
        """Go back to the screen for whoever knows the passphrase."""
        try:
            self.check_secret(event.secret)
        except UserError as error:
            self.call_from_thread(event.cover.refuse, error)
        else:
            self.call_from_thread(self._uncover, event.cover)

    def _uncover(self, cover: "LockCover") -> None:
        if self._deaf or self._cover is not cover:
            return  # it could be saved meanwhile, and locks
        self._cover = self._locking = None
        self.covered = False
        self.people.touch()
        cover.go()
