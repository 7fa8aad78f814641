"""Every command that a user can give in the app, once: key, name, help, place.

Bindings, the footer, the command palette and the help page are made from this list, so that no
key is documented twice.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the settings know the commands, and the command line has no terminal app
    from textual.binding import Binding


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


_LEAVING: Final = "whoever sits here must always be able to save and leave, or to lock"
_MOVING: Final = "forms and lists are worked with it everywhere"
_BACK: Final = "it leads back from everywhere, in every program"


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
        fixed=_LEAVING,
    ),
    Command(
        "lock",
        "ctrl+l",
        "Lock",
        "Save everything and lock",
        "app.lock",
        priority=True,
        fixed=_LEAVING,
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
        fixed=_MOVING,
    ),
    Command(
        "previous",
        "shift+tab",
        "Previous field",
        "Go to the field before",
        "app.focus_previous",
        priority=True,
        fixed=_MOVING,
    ),
)

ONWARD: Final = Command(
    "door.onward",
    "enter",
    "Next, or do it",
    "Go to the next field; from the last one, do it",
    "onward",
    priority=True,  # so that keys typed in a burst behind it reach the next field
    fixed=_MOVING,
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
        fixed=_BACK,
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
        fixed=_MOVING,
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

WRITING: Final = (
    Command(
        "words.why",
        "f1",
        "About the words",
        "In a text: why the marked words are worth another look, and other ways to say it",
        "why",
        priority=True,  # so that no letter can be given to it: it would be typed
    ),
)
"""What a field of running text answers to. Nothing that is written is ever changed."""

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
        leaves_text=True,
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
        "screening.call",
        "f10",
        "Call",
        "What was said in the call with which the screening began",
        "call",
        priority=True,
    ),
    Command(
        "screening.close",
        "escape",
        "Home",
        "Leave a text field; from elsewhere, save and go back to the list",
        "close",
        fixed=_BACK,
    ),
)

TRIAGE: Final = (
    Command(
        "triage.end",
        "f10,ctrl+d",
        "End",
        "End the call: a contact record, a draft screening, or both; or park it",
        "end",
        footer=True,
        priority=True,
    ),
    Command(
        "triage.caller",
        "f4",
        "Caller",
        "The caller's name, number and who they are; the child's name; when it was received",
        "caller",
        priority=True,
    ),
    Command(
        "triage.said",
        "f5",
        "I said it",
        "Note that the sentence was said to the caller, with the time; the next one is shown",
        "said",
        priority=True,
    ),
    Command(
        "triage.now",
        "f6",
        "All to do",
        "Everything that must happen, by when, whom to contact, and what can be said",
        "outcome",
        footer=True,
        priority=True,
    ),
    Command(
        "triage.log", "f7", "Heard", "What was said so far, with the times", "log", priority=True
    ),
    Command(
        "triage.ask",
        "ctrl+n",
        "Ask",
        "From the box to the questions that are still open, and back",
        "ask",
        priority=True,
    ),
    Command("triage.type", "slash", "Type", "To the box: type what you hear", "type", True),
    Command(
        "triage.frameworks",
        "ctrl+t",
        "Frameworks",
        "Choose whose framework applies; every answer stays",
        "frameworks",
        priority=True,
    ),
    Command("triage.undo", "ctrl+z", "Undo", "Take back the last mark or answer", "undo"),
    Command("triage.redo", "ctrl+y", "Redo", "Bring back what was undone", "redo"),
    Command(
        "triage.park",
        "escape",
        "Park",
        "From the box, to the questions; from elsewhere, park the call and go to the list",
        "close",
        fixed=_BACK,
    ),
)
"""A call that is being taken."""

HEARD: Final = (
    Command(
        "triage.mark",
        "enter",
        "Present",
        "Mark the first sign as present, with the words as they stand; with none found, keep them",
        "mark",
        footer=True,
        fixed=_MOVING,
    ),
    Command(
        "triage.keep",
        "f2",
        "Keep words",
        "Keep the words in the call's log without marking a sign",
        "keep",
        True,
    ),
    Command(
        "triage.signs",
        "down",
        "Other signs",
        "To the signs below: Enter or y present, n no, u not known, F1 about it",
        "to_signs",
        fixed=_MOVING,
    ),
)
"""The box in which a worker types what a caller says."""

PREVIEWING: Final = Command(
    "export.preview", "f2", "Preview", "Read what they will see", "preview", True
)
EXPORT: Final = (
    Command("export.write", "ctrl+s", "Write", "Write the files", "write", True, grave=True),
    PREVIEWING,
    Command(
        "export.back",
        "escape",
        "Back",
        "Go back to where you came from",
        "back",
        footer=True,
        fixed=_BACK,
    ),
)

PREVIEW: Final = (
    Command(
        "preview.back",
        "escape",
        "Back",
        "Go back to the export; so does the key of the preview",
        "back",
        footer=True,
        fixed=_BACK,
    ),
)

VERSIONS: Final = (
    Command(
        "versions.back",
        "escape",
        "Back",
        "Go back; nothing is changed",
        "back",
        footer=True,
        fixed=_BACK,
    ),
)

SETTINGS: Final = (
    Command(
        "settings.back",
        "escape,ctrl+s",
        "Keep",
        "Keep the settings and go back",
        "back",
        footer=True,
        fixed=_BACK,
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

REMAP: Final = (
    Command(
        "keys.change",
        "enter",
        "Another key",
        "Press a new key for it",
        "screen.change",
        footer=True,
        fixed=_MOVING,
    ),
    Command(
        "keys.usual",
        "delete,backspace",
        "The usual one",
        "Give it its usual key back",
        "usual",
        footer=True,
    ),
    Command(
        "keys.all_usual", "f4", "All usual", "Give all their usual keys back", "all_usual", True
    ),
    Command("keys.back", "escape", "Back", "Go back", "back", footer=True, fixed=_BACK),
)
"""The screen on which commands get other keys."""

DIALOG: Final = (Command("dialog.back", "escape", "Back", "Close the dialog", "back", fixed=_BACK),)

_SHARED: Final = ("help", "help.quickly", "palette", "theme", "next", "previous")
TRAINING_EVERYWHERE: Final = (
    *(command for command in EVERYWHERE if command.id in _SHARED),
    Command(
        "training.quit",
        "f12,ctrl+q",
        "Leave",
        "Leave training; nothing is kept",
        "quit",
        priority=True,
        fixed=_LEAVING,
    ),
)
"""What holds everywhere in training."""

TRAINING: Final = (
    Command("training.open", "enter", "Open", "Open the case", "open", True, fixed=_MOVING),
    Command("training.room", "f", "For a room", "Show the case to a room", "room", True),
    Command(
        "training.compare",
        "c",
        "Compare",
        "The chosen case under each framework, side by side",
        "compare",
        True,
    ),
    Command("training.quiz", "q", "Quiz", "Signs, levels and time limits", "quiz", True),
    Command("training.search", "slash", "Search", "Find a case by any word", "search", True),
)
"""The list of training cases."""

_CASES: Final = "Back to the list of cases"

TRAINING_CASE: Final = (
    Command(
        "training.story",
        "f4",
        "Story or marks",
        "From the signs to the story, and back",
        "story",
        True,
    ),
    Command("training.find", "slash,ctrl+f", "Find", "Find any sign by any word", "find"),
    Command("training.next_part", "f7", "Next part", "The signs of the next part", "part(1)"),
    Command("training.part_before", "f5", "Part before", "The part before", "part(-1)"),
    Command(
        "training.reveal",
        "f6,r",
        "Reveal",
        "The document's reading beside yours; then the next step of the story",
        "reveal",
        True,
    ),
    Command(
        "training.framework",
        "f8",
        "Framework",
        "Read the case under another framework",
        "framework",
    ),
    Command(
        "training.export",
        "ctrl+e",
        "Export",
        "Write what you marked to files, with TRAINING on every page",
        "export",
    ),
    Command("training.cases", "escape", "Cases", _CASES, "back", fixed=_BACK),
)
"""A training case, while it is marked."""

TRAINING_REVEALED: Final = (
    Command("training.next_step", "f7,n", "Next step", "The story goes on", "next", True),
    Command("training.marks", "escape", "Your marks", "Back to them", "back", True, fixed=_BACK),
)
"""The document's reading beside the trainee's."""

_DIGITS: Final = "1,2,3,4,5,6,7,8,9"
_EACH: Final = "each digit is one of the choices"
TRAINING_ROOM: Final = (
    Command(
        "training.on",
        "space,enter,right,pagedown",
        "On",
        "Read on, reveal, then the next; a presenter's remote does it as well",
        "on",
        True,
        fixed=_MOVING,
    ),
    Command(
        "training.room_back",
        "pageup,left",
        "Back",
        "Hide what was revealed, else show the one before",
        "before",
        True,
        fixed=_MOVING,
    ),
    Command("training.vote", _DIGITS, "Vote", "Count one for it", "vote", True, fixed=_EACH),
    Command("training.unvote", "minus", "Less", "Take the last vote back", "unvote", True),
    Command("training.recount", "0", "Anew", "Count the votes on this question anew", "recount"),
    Command("training.room_cases", "escape", "Cases", _CASES, "back", True, fixed=_BACK),
)
"""A case shown to a room."""

TRAINING_QUIZ: Final = (
    Command("training.answer", _DIGITS, "Answer", "Give it", "answer", True, fixed=_EACH),
    Command("training.go_on", "enter", "Go on", "Choose, or go on", "on", True, fixed=_MOVING),
    Command("training.quiz_cases", "escape", "Cases", _CASES, "back", True, fixed=_BACK),
)
"""The quiz."""

TRAINING_COMPARE: Final = (
    Command(
        "training.step_after",
        "f7,n",
        "Next step",
        "What each makes of it after the next step",
        "step(1)",
        True,
    ),
    Command(
        "training.step_before",
        "f5,p",
        "Step before",
        "What each makes of it after the step before",
        "step(-1)",
        True,
    ),
    Command("training.compare_cases", "escape", "Cases", _CASES, "back", True, fixed=_BACK),
)
"""One case under several frameworks."""

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

_KEY_NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "minus": "-",
    "equals_sign": "=",
    "plus": "+",
    "asterisk": "*",
    "insert": "Insert",
    "space": "Space",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "up": "the arrow up",
    "down": "the arrow down",
    "left": "the arrow left",
    "right": "the arrow right",
    "home": "Home",
    "end": "End",
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
    if keys == _DIGITS:
        return "1 to 9"
    return " or ".join(key_in_words(key) for key in keys.split(","))
