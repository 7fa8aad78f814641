"""Every command that a user can give in the app, once: key, name, help, place.

Bindings, the footer, the command palette and the help page are made from this list, so that no
key is documented twice.
"""

from dataclasses import dataclass
from typing import Final

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``action`` is the Textual action; ``footer`` puts it in the footer.

    ``priority`` gives it the key even inside a text field, to which Textual gave another meaning.
    """

    id: str
    keys: str
    name: str
    help: str
    action: str
    footer: bool = False
    priority: bool = False

    def binding(self) -> Binding:
        """Return the command as a binding with a stable id, so that its key can be remapped."""
        return Binding(
            self.keys,
            self.action,
            self.name,
            show=self.footer,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )


def bindings(commands: tuple[Command, ...]) -> list[Binding]:
    """Return the bindings of the commands."""
    return [command.binding() for command in commands]


EVERYWHERE: Final = (
    Command("help", "f3,question_mark", "Help", "Every key, and what to do here", "help", True),
    Command("palette", "ctrl+p", "Commands", "Find any command by its name", "command_palette"),
    Command("theme", "f9", "Theme", "Light, dark or high contrast", "next_theme"),
    Command("quit", "f12,ctrl+q", "Save and quit", "Save everything and leave", "quit"),
    # with priority, so that it locks from within fields and dialogs
    Command("lock", "ctrl+l", "Lock", "Save everything and lock", "app.lock", priority=True),
    # with priority, so that an urgent referral is two keys away from within fields and dialogs
    Command(
        "export",
        "ctrl+e",
        "Export",
        "Write the referral of the screening that is open or chosen; then Ctrl+S writes it",
        "app.export",
        priority=True,
    ),
    # with priority, so that keys typed in a burst behind a tab reach the next field
    Command("next", "tab", "Next field", "Go to the next field", "app.focus_next", priority=True),
    Command(
        "previous",
        "shift+tab",
        "Previous field",
        "Go to the field before",
        "app.focus_previous",
        priority=True,
    ),
)

ONWARD: Final = Command(
    "door.onward",
    "enter",
    "Next, or do it",
    "Go to the next field; from the last one, do it",
    "onward",
    priority=True,  # so that keys typed in a burst behind it reach the next field
)
DOOR: Final = (
    ONWARD,
    Command("door.back", "escape", "Back", "Go back; nothing is changed", "back", True),
)
"""The forms that ask for the passphrase or the recovery code."""

HOME: Final = (
    Command("home.new", "n", "New screening", "Start a screening", "new_screening", True),
    Command("home.open", "enter", "Open", "Open the chosen screening", "open_screening", True),
    Command(
        "home.export", "e", "Export", "Write the referral of the chosen screening", "export", True
    ),
    Command("home.search", "slash", "Search", "Search by reference", "search", True),
    Command("home.names", "f4", "Names", "Show or hide children's names in the list", "names"),
    Command(
        "home.purge",
        "ctrl+d",
        "Purge",
        "Remove the chosen screening for good: asks for a reason and the reference",
        "purge",
    ),
    Command("home.settings", "f8", "Settings", "Your details, contacts, folders", "settings"),
)

ABOUT: Final = Command(
    "sign.about",
    "f1",
    "About",
    "What it looks like, why it matters, where it is written",
    "about",
    True,
)

ROW: Final = (
    Command(
        "sign.yes", "y", "Yes", "The sign is present, or the answer is yes", "answer('yes')", True
    ),
    Command(
        "sign.no", "n", "No", "The sign is not present, or the answer is no", "answer('no')", True
    ),
    Command(
        "sign.possible",
        "p",
        "Possible",
        "Suspected, not certain: under a tool that has this answer",
        "answer('possible')",
    ),
    Command("sign.unknown", "u", "Not known", "Asked, but not known", "answer('unknown')", True),
    Command("sign.clear", "delete,backspace", "Clear", "Make it not asked again", "answer('')"),
    Command(
        "sign.when",
        "c",
        "When",
        "Current, recent or historic: this sign, or the one before",
        "when",
    ),
    Command(
        "sign.regrade",
        "g",
        "Regrade",
        "Give the sign another level or weight, with a reason",
        "regrade",
    ),
    Command("sign.note", "f2", "Note", "What was seen or said, and who said it", "note"),
    ABOUT,
)
"""What a list of signs or questions answers to, while it has the keyboard."""

WORKSPACE: Final = (
    Command(
        "sign.find",
        "ctrl+f",
        "Find",
        "Find any sign by any word",
        "find",
        footer=True,
        priority=True,
    ),
    Command(
        "sign.find_quickly",
        "slash",
        "Find",
        "The same, outside text fields",
        "find_quickly",
        priority=True,
    ),
    Command("step.next", "f7", "Next step", "Go to the next step", "step(1)", priority=True),
    Command(
        "step.previous", "f5", "Previous step", "Go to the step before", "step(-1)", priority=True
    ),
    Command(
        "step.outcome",
        "f6",
        "Outcome",
        "The outcome with every reason and action",
        "outcome",
        footer=True,
        priority=True,
    ),
    Command(
        "screening.frameworks",
        "ctrl+t",
        "Frameworks",
        "Add another authority's framework, or take one away: a child placed elsewhere",
        "frameworks",
        priority=True,
    ),
    Command("screening.undo", "ctrl+z", "Undo", "Take back the last change", "undo"),
    Command("screening.redo", "ctrl+y", "Redo", "Bring back what was undone", "redo"),
    Command(
        "screening.versions",
        "ctrl+r",
        "Versions",
        "What another version of the tool would change, and the dated readings",
        "versions",
        priority=True,
    ),
    Command(
        "screening.close",
        "escape",
        "Home",
        "Leave a text field; from elsewhere, save and go back to the list",
        "close",
    ),
)

EXPORT: Final = (
    Command("export.write", "ctrl+s", "Write", "Write the files", "write", True),
    Command("export.preview", "f2", "Preview", "Read what they will see", "preview", True),
    Command("export.back", "escape", "Back", "Go back to where you came from", "back", True),
)

PREVIEW: Final = (
    Command("preview.back", "escape,f2", "Back", "Go back to the export", "back", True),
)

VERSIONS: Final = (
    Command("versions.back", "escape", "Back", "Go back; nothing is changed", "back", True),
)

SETTINGS: Final = (
    Command(
        "settings.back", "escape,ctrl+s", "Keep", "Keep the settings and go back", "back", True
    ),
    Command(
        "settings.keys",
        "f2",
        "Passphrase and keys",
        "Change the passphrase, the recovery code or the keyring",
        "keys",
        True,
    ),
)

DIALOG: Final = (Command("dialog.back", "escape", "Back", "Close the dialog", "back"),)

GROUPS: Final = {
    "Everywhere": EVERYWHERE,
    "Passphrase and keys": DOOR,
    "Home": HOME,
    "Signs and questions": ROW,
    "Screening": WORKSPACE,
    "Export": EXPORT,
    "Preview": PREVIEW,
    "Versions": VERSIONS,
    "Settings": SETTINGS,
    "Dialogs": DIALOG,
}
"""All commands by the heading under which help lists them."""

_KEY_NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Delete",
    "backspace": "Backspace",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


def key_in_words(key: str) -> str:
    """Return a key as people write it: "Ctrl+S"."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _KEY_NAMES.get(key, key.upper() if len(key) > 1 else key)


def keys_in_words(keys: str) -> str:
    """Return a command's keys as people write them: "F3 or ?"."""
    return " or ".join(key_in_words(key) for key in keys.split(","))
