"""What a command is: key, name, help, place; and the bindings that are made of it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the settings know the commands, and the command line has no terminal app
    from textual.binding import Binding

LEAVING: Final = "whoever sits here must always be able to save and leave, or to lock"
MOVING: Final = "forms and lists are worked with it everywhere"
BACK: Final = "it leads back from everywhere, in every program"
"""Why the keys of some commands can never be others."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``action`` is the Textual action; ``footer`` puts it in the footer.

    ``priority`` gives it the key even inside a text field, to which Textual gave another meaning;
    ``leaves_text`` says that it does not where the key types a letter. ``grave`` says that it leads
    to what cannot be taken back: no letter may do that. ``fixed`` says why its keys can never be
    others; "" where they can.
    """

    id: str
    keys: str
    name: str
    help: str
    action: str
    footer: bool = False
    priority: bool = False
    leaves_text: bool = False
    grave: bool = False
    fixed: str = ""

    def binding(self) -> "Binding":
        """Return the command as a binding with a stable id, so that its key can be remapped."""
        from textual.binding import Binding  # noqa: PLC0415 - for the app alone

        return Binding(
            self.keys,
            self.action,
            self.name,
            show=self.footer,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )

    def also(self, action: str) -> "Binding":
        """Return what its key does elsewhere: closing what it opened, say. It follows the key."""
        from textual.binding import Binding  # noqa: PLC0415

        return Binding(self.keys, action, self.name, show=False, id=self.id)


def each_key(command: Command) -> "list[Binding]":
    """Return a binding for each digit of a command, whose action is given the digit."""
    first, *_ = keys = command.keys.split(",")
    return [
        replace(
            command.binding(),
            key=key,
            action=f"{command.action}({key!r})",
            show=command.footer and key == first,
            key_display="1-9",
        )
        for key in keys
    ]


def bindings(commands: "tuple[Command, ...]") -> "list[Binding]":
    """Return the bindings of the commands."""
    return [command.binding() for command in commands]
