"""What holds while a screening is made, written and read."""

from typing import Final

from csescreen.commands.command import BACK, Command

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
        fixed=BACK,
    ),
)

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
        fixed=BACK,
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
        fixed=BACK,
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
        fixed=BACK,
    ),
)
