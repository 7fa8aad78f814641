"""What holds in training, an app by itself."""

from typing import Final

from csescreen.commands.command import BACK, LEAVING, MOVING, Command
from csescreen.commands.everywhere import EVERYWHERE
from csescreen.commands.key_names import DIGITS

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
        fixed=LEAVING,
    ),
)
"""What holds everywhere in training."""

TRAINING: Final = (
    Command("training.open", "enter", "Open", "Open the case", "open", True, fixed=MOVING),
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
    Command("training.cases", "escape", "Cases", _CASES, "back", fixed=BACK),
)
"""A training case, while it is marked."""

TRAINING_REVEALED: Final = (
    Command("training.next_step", "f7,n", "Next step", "The story goes on", "next", True),
    Command("training.marks", "escape", "Your marks", "Back to them", "back", True, fixed=BACK),
)
"""The document's reading beside the trainee's."""

_EACH: Final = "each digit is one of the choices"

TRAINING_ROOM: Final = (
    Command(
        "training.on",
        "space,enter,right,pagedown",
        "On",
        "Read on, reveal, then the next; a presenter's remote does it as well",
        "on",
        True,
        fixed=MOVING,
    ),
    Command(
        "training.room_back",
        "pageup,left",
        "Back",
        "Hide what was revealed, else show the one before",
        "before",
        True,
        fixed=MOVING,
    ),
    Command("training.vote", DIGITS, "Vote", "Count one for it", "vote", True, fixed=_EACH),
    Command("training.unvote", "minus", "Less", "Take the last vote back", "unvote", True),
    Command("training.recount", "0", "Anew", "Count the votes on this question anew", "recount"),
    Command("training.room_cases", "escape", "Cases", _CASES, "back", True, fixed=BACK),
)
"""A case shown to a room."""

TRAINING_QUIZ: Final = (
    Command("training.answer", DIGITS, "Answer", "Give it", "answer", True, fixed=_EACH),
    Command("training.go_on", "enter", "Go on", "Choose, or go on", "on", True, fixed=MOVING),
    Command("training.quiz_cases", "escape", "Cases", _CASES, "back", True, fixed=BACK),
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
    Command("training.compare_cases", "escape", "Cases", _CASES, "back", True, fixed=BACK),
)
"""One case under several frameworks."""
