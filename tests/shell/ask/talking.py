"""A conversation without a terminal, and transcripts of it: what is said, and what is typed.

In a transcript a typed line stands behind "> ", and "> <end>" is the end of the input. Everything
else is what csescreen says. A line "# left" begins the program anew with the same store.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from csescreen.core.ports import Record
from csescreen.errors import UserError
from csescreen.frameworks.shelf import FrameworkShelf
from csescreen.services import Services
from csescreen.settings import Settings
from csescreen.shell.ask.conversation import Conversation
from csescreen.shell.ask.running import closing
from csescreen.shell.ask.talk import Prompt
from tests.terminal.app.fakes import SHELF, FakeStore, services

RENEW = "CSESCREEN_RENEW_TRANSCRIPTS"
"""Where this variable is "1", a transcript that differs is written anew instead of failing."""
TYPED = "> "
END = "<end>"
AGAIN = "# left"


class InMemory:
    """Keeps each revision in the store at once."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def keep(self, record: Record) -> UserError | None:
        try:
            self._store.save(record)
        except UserError as error:
            return error
        return None

    def at(self, key: str, place: str) -> None:
        self._store.mark_open(key, place)


class Spoken:
    """Somebody who talks with csescreen, line by line."""

    def __init__(
        self,
        store: FakeStore,
        wanted: str = "",
        *,
        shelf: FrameworkShelf = SHELF,
        folder: Path | None = None,
    ) -> None:
        self.store = store
        self.services: Services = services(store, shelf=shelf)
        self.services.store = store
        self.services.settings = Settings(export_folder=str(folder or ""))
        self.talk = Conversation(self.services, InMemory(store), wanted)
        self._conversation = self.talk.run()
        self.prompt: Prompt | None = next(self._conversation)
        self.said = self._take()

    def _take(self) -> list[str]:
        said = self.talk.take()
        if self.prompt is None:
            return [*said, *closing(self.talk, "")]
        return [*said, self.prompt.text]

    def types(self, line: str | None) -> list[str]:
        """Type a line, None for the end of input; return what is said to it, the prompt last."""
        assert self.prompt is not None, f"it has ended, and {line!r} is typed"
        try:
            self.prompt = self._conversation.send(line)
        except StopIteration:
            self.prompt = None
        self.said = self._take()
        return self.said

    def goes(self, *lines: str) -> str:
        """Type several lines; return all that is said."""
        return "\n".join(line for typed in lines for line in self.types(typed))

    @property
    def record(self) -> Record:
        return self.talk.session.record


def typed_in(transcript: str) -> Iterator[str]:
    """Yield the lines that are typed in a transcript, and where it is left and begun anew."""
    for line in transcript.splitlines():
        if line == AGAIN or line.startswith(TYPED.rstrip()):
            yield line if line == AGAIN else line[len(TYPED) :]


def played(transcript: str, folder: Path, *, shelf: FrameworkShelf = SHELF) -> str:
    """Return the transcript as it is when its lines are typed now."""
    store = FakeStore()
    somebody: Spoken | None = None
    lines: list[str] = []
    for typed in (AGAIN, *typed_in(transcript)):
        if typed == AGAIN or somebody is None:
            lines += [AGAIN] if somebody is not None else []
            somebody = Spoken(store, shelf=shelf, folder=folder)
            lines += somebody.said
            continue
        lines.append(f"{TYPED}{typed}".rstrip() if typed else TYPED.rstrip())
        lines += somebody.types(None if typed == END else typed)
    return "\n".join(lines).replace(str(folder), "/exports") + "\n"


def same_as(file: Path, folder: Path, *, shelf: FrameworkShelf = SHELF) -> None:
    """Hold a transcript to what is said, or renew it."""
    written = file.read_text(encoding="utf-8")
    now = played(written, folder, shelf=shelf)
    if os.environ.get(RENEW) == "1":
        file.write_text(now, encoding="utf-8")
    else:
        assert now == written
