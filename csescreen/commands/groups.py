"""All commands by the place where they hold, and which places hold at the same time."""

from typing import Final

from csescreen.commands.calling import HEARD, TRIAGE
from csescreen.commands.everywhere import DIALOG, DOOR, EVERYWHERE, HELP, HOME, WELCOME
from csescreen.commands.screening import EXPORT, PREVIEW, ROW, VERSIONS, WORKSPACE, WRITING
from csescreen.commands.settings import REMAP, SETTINGS
from csescreen.commands.training import (
    TRAINING,
    TRAINING_CASE,
    TRAINING_COMPARE,
    TRAINING_QUIZ,
    TRAINING_REVEALED,
    TRAINING_ROOM,
)

GROUPS: Final = {
    "Everywhere": EVERYWHERE,
    "First start": WELCOME,
    "Passphrase and keys": DOOR,
    "Home": HOME,
    "Signs and questions": ROW,
    "Writing": WRITING,
    "Screening": WORKSPACE,
    "Triage": TRIAGE,
    "Triage: what you hear": HEARD,
    "Export": EXPORT,
    "Preview": PREVIEW,
    "Versions": VERSIONS,
    "Settings": SETTINGS,
    "Keys": REMAP,
    "Help": HELP,
    "Dialogs": DIALOG,
    "Training": TRAINING,
    "A training case": TRAINING_CASE,
    "Revealed": TRAINING_REVEALED,
    "For a room": TRAINING_ROOM,
    "Quiz": TRAINING_QUIZ,
    "Comparison of frameworks": TRAINING_COMPARE,
}
"""All commands by the heading under which help lists them."""

TOGETHER: Final = (
    {"Signs and questions", "Screening"},
    {"Writing", "Screening"},
    {"Signs and questions", "A training case"},
    {"Help", "Dialogs"},
    {"Signs and questions", "Triage"},
    {"Triage", "Triage: what you hear"},
)
"""Groups that hold at the same time, so that no key can be in both. Everywhere holds with all."""

IN_TRAINING: Final = frozenset(
    title for title, group in GROUPS.items() if all(at.id.startswith("training.") for at in group)
)
"""Groups of training, an app by itself: of what holds everywhere only a part holds there."""
