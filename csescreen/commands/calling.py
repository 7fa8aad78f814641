"""What holds while a call is taken."""

from typing import Final

from csescreen.commands.command import BACK, MOVING, Command

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
        fixed=BACK,
    ),
)
"""A call that is being taken."""

HEARD: Final = (
    Command(
        "triage.mark",
        "enter",
        "Mark",
        "Mark the first sign as present, with the words as they stand; with none found, keep them",
        "mark",
        footer=True,
        fixed=MOVING,
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
        fixed=MOVING,
    ),
    Command(
        "triage.again",
        "up",
        "Same words",
        "Put the words that were said last into the empty box: they may tell of another sign too",
        "again",
        fixed=MOVING,
    ),
)
"""The box in which a worker types what a caller says."""
