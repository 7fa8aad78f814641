"""Every command that a user can give in the app, once: key, name, help, place.

Bindings, the footer, the command palette and the help page are made from this list, so that no
key is documented twice.
"""

from csescreen.commands.calling import HEARD, TRIAGE
from csescreen.commands.command import Command, bindings, each_key
from csescreen.commands.everywhere import DIALOG, DOOR, EVERYWHERE, HELP, HOME, ONWARD, WELCOME
from csescreen.commands.groups import GROUPS, IN_TRAINING, TOGETHER
from csescreen.commands.key_names import key_in_words, keys_in_words
from csescreen.commands.screening import (
    ABOUT,
    EXPORT,
    PREVIEW,
    PREVIEWING,
    ROW,
    VERSIONS,
    WORKSPACE,
    WRITING,
)
from csescreen.commands.settings import REMAP, SETTINGS
from csescreen.commands.training import (
    TRAINING,
    TRAINING_CASE,
    TRAINING_COMPARE,
    TRAINING_EVERYWHERE,
    TRAINING_QUIZ,
    TRAINING_REVEALED,
    TRAINING_ROOM,
)

__all__ = [
    "ABOUT",
    "DIALOG",
    "DOOR",
    "EVERYWHERE",
    "EXPORT",
    "GROUPS",
    "HEARD",
    "HELP",
    "HOME",
    "IN_TRAINING",
    "ONWARD",
    "PREVIEW",
    "PREVIEWING",
    "REMAP",
    "ROW",
    "SETTINGS",
    "TOGETHER",
    "TRAINING",
    "TRAINING_CASE",
    "TRAINING_COMPARE",
    "TRAINING_EVERYWHERE",
    "TRAINING_QUIZ",
    "TRAINING_REVEALED",
    "TRAINING_ROOM",
    "TRIAGE",
    "VERSIONS",
    "WELCOME",
    "WORKSPACE",
    "WRITING",
    "Command",
    "bindings",
    "each_key",
    "key_in_words",
    "keys_in_words",
]
