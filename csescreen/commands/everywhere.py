"""What holds everywhere, on the way in, on the list of screenings, and in help."""

from typing import Final

from csescreen.commands.command import BACK, LEAVING, MOVING, Command

EVERYWHERE: Final = (
    # with priority, as all that must hold within fields and dialogs, too
    Command("help", "f3", "Help", "What to do here, and every key", "app.help", True, True),
    Command("help.quickly", "question_mark", "Help", "The same, outside text fields", "app.help"),
    Command("palette", "ctrl+p", "Commands", "Find any command by its name", "command_palette"),
    Command(
        "settings",
        "f8",
        "Settings",
        "Your details, contacts, folders, keys; then back to where you were",
        "app.settings",
        priority=True,
    ),
    Command("theme", "f9", "Theme", "Light, dark or high contrast", "next_theme"),
    Command(
        "quit",
        "f12,ctrl+q",
        "Save and quit",
        "Save everything and leave",
        "quit",
        priority=True,
        fixed=LEAVING,
    ),
    Command(
        "lock",
        "ctrl+l",
        "Lock",
        "Save everything and lock",
        "app.lock",
        priority=True,
        fixed=LEAVING,
    ),
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
    Command(
        "next",
        "tab",
        "Next field",
        "Go to the next field",
        "app.focus_next",
        priority=True,
        fixed=MOVING,
    ),
    Command(
        "previous",
        "shift+tab",
        "Previous field",
        "Go to the field before",
        "app.focus_previous",
        priority=True,
        fixed=MOVING,
    ),
)

ONWARD: Final = Command(
    "door.onward",
    "enter",
    "Next, or do it",
    "Go to the next field; from the last one, do it",
    "onward",
    priority=True,  # so that keys typed in a burst behind it reach the next field
    fixed=MOVING,
)

WELCOME: Final = (
    Command(
        "welcome.screening",
        "1",
        "Screen a child",
        "Choose a passphrase, and start the first screening; Enter takes it",
        "begin('screening')",
    ),
    Command(
        "welcome.training",
        "2",
        "Training",
        "Try a training case: invented children, nothing is kept",
        "begin('training')",
    ),
    Command(
        "welcome.settings",
        "3",
        "Settings",
        "Your details and your authority's contacts first",
        "begin('settings')",
    ),
)
"""The first start, before there is a passphrase."""

DOOR: Final = (
    ONWARD,
    Command(
        "door.back",
        "escape",
        "Back",
        "Go back; nothing is changed",
        "back",
        footer=True,
        fixed=BACK,
    ),
)
"""The forms that ask for the passphrase or the recovery code."""

HOME: Final = (
    Command("home.new", "n", "New screening", "Start a screening", "new_screening", True),
    Command("home.call", "t", "Call", "Somebody is on the telephone: take the call", "call", True),
    Command(
        "home.open",
        "enter",
        "Open",
        "Open the chosen screening",
        "open_screening",
        footer=True,
        fixed=MOVING,
    ),
    Command(
        "home.export", "e", "Export", "Write the referral of the chosen screening", "export", True
    ),
    Command("home.search", "slash", "Search", "Search by reference", "search"),
    Command("home.names", "f4", "Names", "Show or hide children's names in the list", "names"),
    Command(
        "home.purge",
        "ctrl+d",
        "Purge",
        "Remove the chosen screening for good: asks for a reason and the reference",
        "purge",
        grave=True,
    ),
    Command(
        "home.training",
        "r",
        "Training",
        "Try a training case: invented children, nothing is kept",
        "training",
    ),
)

HELP: Final = (
    Command("help.keys", "1", "Keys", "Every command with its key", "app.page('keys')"),
    Command(
        "help.glossary",
        "2",
        "Glossary",
        "The terms of the field in plain words",
        "app.page('glossary')",
    ),
    Command("help.roles", "3", "Roles", "Who does what, by document", "app.page('roles')"),
    Command(
        "help.disputes",
        "4",
        "Disputes",
        "What to do where professionals disagree",
        "app.page('disputes')",
    ),
    Command(
        "help.support",
        "5",
        "Support",
        "Services for children and families that the documents name",
        "app.page('support')",
    ),
)
"""What help leads to; the palette offers it everywhere."""

DIALOG: Final = (Command("dialog.back", "escape", "Back", "Close the dialog", "back", fixed=BACK),)
