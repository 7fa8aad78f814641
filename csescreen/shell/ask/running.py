"""Running the conversation: opening the store, saving after each line, and every way to leave."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from csescreen.core.ports import Record, ScreeningStore
from csescreen.core.screening import Screening
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.saver import Saver
from csescreen.shell.ask.conversation import Conversation
from csescreen.shell.ask.first_store import make_store, print_line
from csescreen.shell.ask.terminal import CAN_WAIT, Away, Ended, Interrupted, Terminal
from csescreen.shell.ask.unsaved import unsaved
from csescreen.shell.store import refuse_open_elsewhere, unlocked
from csescreen.silence import heard

if TYPE_CHECKING:
    from csescreen.services import Services

DANGER: Final = "If a child is in danger now, call 999 first: this can wait."
"""Said before anything else, the passphrase and whatever keeps the store shut."""
SECONDS: Final = 5.0
"""How long a save is waited for before it is said that it is not done yet."""
_SIGNALLED: Final = 128
HOW_TO_LEAVE: Final = "Ctrl+C changes nothing. Type quit and Enter to save and leave."
NOT_TAKEN: Final = "This line was not entered, so it is not taken:"
_ENDED: Final = {
    "SIGTSTP": "With a screening open csescreen does not wait in the background, so it closed."
}
NO_IDLE: Final = (
    "On this system csescreen cannot close by itself when nobody is there: type quit before you "
    "leave the computer."
)


class SavedAsItGoes:
    """Hands each revision to the saver, and waits until it is on the disk."""

    def __init__(self, store: ScreeningStore) -> None:
        """Save to the store from now on."""
        self._store = store
        self._problem: UserError | None = None
        self._saver = Saver(store, self._done, self._failed)

    def _done(self, _record: Record) -> None:
        self._problem = None

    def _failed(self, _record: Record, error: UserError) -> None:
        self._problem = error

    def keep(self, record: Record) -> UserError | None:
        """Have the record written; return why it is not on the disk yet, or None."""
        try:
            self._saver.submit(record)
        except UserError as error:
            return error
        if self._saver.flush(SECONDS):
            return None
        return self._problem or UserError("Saving takes longer than usual.")

    def at(self, key: str, place: str) -> None:
        """Have it noted where the user is."""
        with suppress(UserError):
            self._store.mark_open(key, place)

    def close(self) -> bool:
        """Save what can be saved by now; return whether that is everything."""
        return self._saver.close(SECONDS)


def ask(reference: str, passphrase_file: str | None) -> int:
    """Have the conversation with whoever is at the terminal; return the exit status."""
    print_line(DANGER)
    with _opened(passphrase_file) as services, heard():
        keeper = SavedAsItGoes(services.open_store)
        terminal = Terminal(services.settings.lock_minutes * 60)
        talk = Conversation(services, keeper, reference)
        try:
            with terminal.listening():
                return _talk(talk, terminal, services)
        finally:
            keeper.close()


@contextmanager
def _opened(passphrase_file: str | None) -> "Iterator[Services]":
    from csescreen.bootstrap import services  # noqa: PLC0415 - heavy; not before it is needed

    everything = services()
    if everything.vault.exists():
        with unlocked(passphrase_file) as opened:
            yield opened
        return
    refuse_open_elsewhere()
    everything.store = make_store(everything.vault, passphrase_file)
    try:
        yield everything
    finally:
        everything.store.close()


def _talk(talk: Conversation, terminal: Terminal, services: "Services") -> int:
    conversation = talk.run()
    status, why = 0, ""
    if not CAN_WAIT:
        terminal.say([NO_IDLE])
    try:
        prompt = next(conversation)
        while True:
            terminal.say(talk.take())
            try:
                line = terminal.ask(prompt)
            except Interrupted as interrupted:
                begun = interrupted.begun.strip()
                terminal.say(["", HOW_TO_LEAVE, *([f"{NOT_TAKEN} {begun}"] if begun else [])])
                continue
            except (Away, Ended) as end:
                if prompt.keeps(begun := terminal.unfinished()):
                    prompt = conversation.send(begun)
                if isinstance(end, Away):
                    if not _all_saved(talk):  # what is in memory alone must not be lost
                        terminal.here()
                        continue
                    why = _away(end, services.settings.lock_minutes)
                else:
                    status = _SIGNALLED + end.number
                    why = _ENDED.get(signal.Signals(end.number).name, "csescreen was ended.")
                break
            prompt = conversation.send(line)
    except StopIteration:
        pass
    except UserError:
        terminal.say(talk.take())
        raise
    terminal.say(["", *talk.take()] if why else talk.take())
    terminal.say(closing(talk, why))
    if not _all_saved(talk):
        return status or 1
    if not status and not why:
        terminal.say(_backed_up(services))
    return status


def _away(end: Away, minutes: float) -> str:
    if end.reason == "slept":
        return "The computer was asleep, so csescreen closed."
    return f"Nobody typed a line for {minutes:g} {'minute' if minutes == 1 else 'minutes'}."


def _all_saved(talk: Conversation) -> bool:
    return not talk.is_open or talk.session.save()


def closing(talk: Conversation, why: str) -> Iterator[str]:
    """Yield how it ends: what is still to be done now, what is saved, and how to go on."""
    if not talk.is_open:
        yield " ".join(part for part in (why, "csescreen closed. No screening was begun.") if part)
        return
    reference = clean_line(talk.screening.reference).strip()
    yield from talk.standing()
    if talk.session.save():
        yield " ".join(part for part in (why, "Everything is saved.") if part)
    else:
        problem = talk.session.problem
        yield f"{why} The last change is not saved. {problem.what if problem else ''}".strip()
        yield "This is what is not saved. Copy it before you close this window:"
        saved = talk.session.saved or Screening()
        yield from unsaved(saved, talk.screening, talk.situation.reading)
        if talk.session.saved is None:
            yield "This screening was never saved, so it is not on file."
            return
    yield f"To go on: csescreen ask {reference}" if reference else "To go on: csescreen ask"


def _backed_up(services: "Services") -> Iterator[str]:
    """Back the store up, once a day, as the app does; yield why it was not."""
    try:
        services.back_up_daily()
    except UserError as error:
        yield "There is no backup of today."
        yield from error.lines()
