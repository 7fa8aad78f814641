"""What holds in the settings."""

from typing import Final

from csescreen.commands.command import BACK, MOVING, Command

SETTINGS: Final = (
    Command(
        "settings.back",
        "escape,ctrl+s",
        "Keep",
        "Keep the settings and go back",
        "back",
        footer=True,
        fixed=BACK,
    ),
    Command(
        "settings.keys",
        "f2",
        "Passphrase and keys",
        "Change the passphrase, the recovery code or the keyring",
        "keys",
        True,
    ),
    Command(
        "settings.next", "f7", "Next section", "Go to the next section", "section(1)", True, True
    ),
    Command(
        "settings.previous",
        "f5",
        "Section before",
        "Go to the section before",
        "section(-1)",
        priority=True,
    ),
    Command("settings.remap", "f4", "Keys", "Give commands other keys", "remap", True),
)

REMAP: Final = (
    Command(
        "keys.change",
        "enter",
        "Another key",
        "Press a new key for it",
        "screen.change",
        footer=True,
        fixed=MOVING,
    ),
    Command(
        "keys.usual",
        "delete,backspace",
        "Usual key",
        "Give it its usual key back",
        "usual",
        footer=True,
    ),
    Command(
        "keys.all_usual", "f4", "All usual", "Give all their usual keys back", "all_usual", True
    ),
    Command("keys.back", "escape", "Back", "Go back", "back", footer=True, fixed=BACK),
)
"""The screen on which commands get other keys."""
