"""What to do with the thing that has the keyboard, in two or three sentences, for help.

The table goes from the particular to the general; the first that fits is told. A widget stands in
it as a style sheet would name it.
"""

from typing import Final

from textual.css.match import match
from textual.css.parse import parse_selectors
from textual.dom import DOMNode

_HERE: Final = (
    (
        "AskList",
        "A question to ask the caller, worded to be asked: {sign.yes} yes, {sign.no} no, "
        "{sign.unknown} asked but not known. Digits are the child's age, at any question. "
        "{triage.type} goes to the box for what you hear.",
    ),
    (
        "HeardBox",
        "What the caller says, in their words. Enter marks the first sign below as present, with "
        "these words and the time; the arrow down leads to the others. {triage.keep} keeps the "
        "words alone. What stands here is saved as you type.",
    ),
    (
        "SignList",
        "The signs that fit what you typed, or were marked so far: Enter or {sign.yes} present, "
        "{sign.no} not present, {sign.unknown} not known; {sign.about} says what it looks like. "
        "Escape goes back to the box.",
    ),
    (
        "AnswerList.-questions",
        "A question: {sign.yes} yes, {sign.no} no, {sign.unknown} asked but not known. Enter goes "
        "through the answers, or opens them where there are several. What you leave stays “not "
        "asked yet”, which is not no. {sign.clear} takes an answer back, {sign.about} says why it "
        "is asked.",
    ),
    (
        "AnswerList.-marks",
        "A sign: {sign.yes} the story shows it, {sign.no} it says that it is not so, "
        "{sign.unknown} it was asked and is not known. What the story does not tell of may stay "
        "open. {sign.clear} takes a mark back, {sign.about} says what the sign looks like, what "
        "else could explain it, and where it is written.",
    ),
    (
        "AnswerList",
        "A sign: {sign.yes} present, {sign.no} not present, {sign.unknown} asked but not known. "
        "{sign.when} says when, {sign.note} takes a note and who said it, {sign.regrade} gives it "
        "another level with your reason. {sign.about} says what it looks like, what else could "
        "explain it, and where it is written.",
    ),
    (
        "#rail",
        "The steps of this screening, with how much of each is answered. The arrow keys go from "
        "step to step, Enter or the arrow right goes into one; {step.next} and {step.previous} go "
        "on and back from anywhere.",
    ),
    (
        "OutcomePage",
        "What follows from your answers. The arrow keys go from line to line; Enter or "
        "{sign.about} says why a line is there and where it is written, or leads to the question "
        "that could change it.",
    ),
    (
        "#field-age",
        "The age in whole years, or leave it empty where it is not known: then csescreen acts as "
        "if the child were 13 or under until you know. A date of birth goes before it.",
    ),
    (
        "ChildForm Input",
        "One thing about the child or about when something happened. Any field may stay empty. "
        "Dates are day/month/year; “now” is the time now. What you type is kept as you type.",
    ),
    (
        "NarrativeForm TextArea",
        "Write in your own words; the guidance stands above. Put what the child said in their "
        "words. Say who does what to the child, and not what the child “put themselves” into. "
        "Escape leaves the field; everything is kept as you type.",
    ),
    (
        "RecordTable",
        "Your screenings, the last changed first. The arrow keys choose one; Enter opens it, "
        "{home.export} writes its referral. {home.search} searches by reference.",
    ),
    (
        "#audience",
        "Who will read the document. The arrow keys choose; what each sees and what is left out "
        "stands below.",
    ),
    (
        "ExportScreen Tick",
        "A format to write. Space ticks it or takes the tick away. The first two are the usual "
        "ones: to read and send, and to edit.",
    ),
    (
        "ExportScreen Input",
        "Where the documents are written, and how. Leave a field empty for what stands in grey.",
    ),
    (
        "SettingsScreen Input",
        "Type over what is there. Leave a field empty for what stands in grey, or for none. "
        "Everything is kept when you go back.",
    ),
    (
        "SettingsScreen OptionList",
        "The arrow keys choose one of these; it is kept when you go back.",
    ),
    (
        "RemapScreen LineList",
        "The arrow keys go from command to command. Enter, and then the new key, changes it.",
    ),
    ("Welcome Button", "A way in. Enter takes it; the arrow keys or its digit go to another one."),
    ("NarrativeForm", "The parts of the narrative. Tab goes from one to the next."),
    ("LineList", "A list. The arrow keys go from line to line; Enter takes one."),
    ("OptionList", "A choice: the arrow keys go from one to the next, and “(x)” marks it."),
    ("Tick", "A box: Space ticks it, or takes the tick away."),
    ("Button", "A button: Enter or Space presses it, Tab goes on."),
    ("TextArea", "A field of several lines: Enter begins a new one, Tab leaves it."),
    ("Input", "A field of one line: type, then Tab or Enter goes on."),
)

_PARSED: Final = tuple((parse_selectors(selector), words) for selector, words in _HERE)


def here_words(widget: DOMNode) -> str:
    """Return what to do with a widget, with the ids of commands for their keys; "" if nothing."""
    return next((words for selectors, words in _PARSED if match(selectors, widget)), "")
