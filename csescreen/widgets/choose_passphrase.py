"""Two fields for a new passphrase: the passphrase, and the same again."""

from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from csescreen.core.vault import not_to_be_typed
from csescreen.widgets.fields import Field, Passphrase

SHORTEST: Final = 12
ADVICE: Final = (
    f"Use at least {SHORTEST} characters. Three or four words that do not belong together are "
    "hard to guess and easy to remember."
)


class Wrong(NamedTuple):
    """What is wrong with what was typed, and the field to go back to."""

    what: str
    field: Input


class ChoosePassphrase(Vertical):
    """A new passphrase, typed twice."""

    def __init__(self, label: str = "Passphrase") -> None:
        """Take the words beside the first field."""
        super().__init__()
        self._new, self._again = Passphrase(id="passphrase"), Passphrase(id="again")
        self._label = label

    def compose(self) -> ComposeResult:
        """Yield both fields."""
        yield Field(self._label, self._new)
        yield Field("The same again", self._again)

    @property
    def passphrase(self) -> str:
        """What was typed into the first field."""
        return self._new.value

    def too_short(self) -> Wrong | None:
        """Return what is to be said where the passphrase is too short."""
        short = SHORTEST - len(self.passphrase)
        if short <= 0:
            return None
        more = "1 more character" if short == 1 else f"{short} more characters"
        return Wrong(f"It needs {more}. Add another word.", self._new)

    def wrong(self) -> Wrong | None:
        """Return what keeps the passphrase from being taken."""
        if problem := not_to_be_typed(self.passphrase):
            return Wrong(f"{problem} Type another passphrase.", self._new)
        if self._again.value != self.passphrase:
            differ = Wrong(
                "The two passphrases are not the same. Type the second one again.", self._again
            )
            return self.too_short() or differ
        return self.too_short()
