"""Who calls about which child: a few fields, each of which may stay empty. Kept as it is typed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from csescreen.commands import TRIAGE
from csescreen.core.call import ANONYMOUS, BY_CHILD, CONTACT, NAME, RECEIVED, ROLE
from csescreen.core.text import clean_line
from csescreen.screens.modals.base import Modal
from csescreen.widgets.fields import Tick
from csescreen.widgets.plain import plain
from csescreen.widgets.text_fields import TextField

Keep = Callable[[str, str], str]
"""Keeps the text of a field; returns what is wrong with it, "" if nothing."""

FIELDS: Final = {
    NAME: ("Caller's name", ""),
    ROLE: ("To the child", "neighbour, teacher, aunt"),
    CONTACT: ("Call back on", "telephone or email"),
    "child_name": ("Child's name", ""),
    RECEIVED: ("Received", "10:15, or 2/3/2026 10:15"),
}
TICKS: Final = {
    BY_CHILD: "The caller is the child",
    ANONYMOUS: "The caller wants to stay anonymous",
}


class CallerScreen(Modal[None]):
    """The fields, one a line. Enter goes to the next one; Escape back to the call."""

    HELP: ClassVar[str] = (
        "Fill in what you hear; every field may stay empty. Space ticks. What you type is kept at "
        "once. Escape goes back to the call."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(replace(one.also("leave"), priority=True) for one in TRIAGE if one.action == "caller"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Before", show=False),
    ]
    DEFAULT_CSS = """
    CallerScreen .line { height: 1; }
    CallerScreen .line Label { width: 15; }
    CallerScreen .line TextField { width: 1fr; }
    CallerScreen Tick { padding: 0; }
    CallerScreen .problem { height: auto; }
    """

    def __init__(self, texts: Mapping[str, str], keep: Keep) -> None:
        """Show the texts by field; ``keep`` takes each change as it is made."""
        super().__init__()
        self._kept = {key: clean_line(texts.get(key, "")) for key in (*FIELDS, *TICKS)}
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the fields, what can be ticked, and how to go on."""
        with Vertical(classes="box"):
            yield Label("The caller and the child: whatever you know", classes="title")
            for key, (label, hint) in FIELDS.items():
                with Horizontal(classes="line"):
                    yield Label(plain(label))
                    yield TextField(
                        self._kept[key],
                        placeholder=hint,
                        select_on_focus=False,
                        compact=True,
                        id=f"caller-{key}",
                    )
            for key, words in TICKS.items():
                yield Tick(words, bool(self._kept[key]), id=f"caller-{key}")
            yield Static("", classes="problem")
            yield Label(
                "Kept as you type · Enter: next · Space: tick · Escape: back", classes="hint"
            )

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.set_focus(self.query_one(f"#caller-{NAME}"))

    @on(Input.Changed)
    def _changed(self) -> None:
        self._gather()

    @on(Tick.Changed)
    def _ticked(self) -> None:
        self._gather()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_next()

    def _gather(self) -> None:
        texts = {
            key: clean_line(self.query_one(f"#caller-{key}", TextField).value) for key in FIELDS
        }
        ticks = {key: self.query_one(f"#caller-{key}", Tick).value for key in TICKS}
        now = texts | {key: "Yes" if so else "" for key, so in ticks.items()}
        for key, text in now.items():
            if text != self._kept[key]:
                self._kept[key] = text
                self.query_one(".problem", Static).update(plain(self._keep(key, text)))

    def hand_over(self) -> bool:
        """Hand what was typed a moment ago to the app, which is about to leave."""
        self._gather()
        return True

    def action_leave(self) -> None:
        """Keep what was typed a moment ago, and go back."""
        self._gather()
        self.dismiss(None)
