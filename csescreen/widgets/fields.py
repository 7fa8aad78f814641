"""Form parts: a one-line field, a passphrase field, a tick box and a list of choices.

What a box or a choice says is in its words: "[x]", "(x)". A colour only repeats it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from csescreen.core.text import clean, clean_line
from csescreen.keymap import with_keys
from csescreen.widgets.plain import plain


class Press(Button):
    """A button whose brackets show that it is one, with colours or without.

    Its words may name the key of a command, as in "Help ({help})".
    """

    def __init__(self, label: str, *, id: str) -> None:
        """Take the button's words."""
        self._says = label
        super().__init__(plain(f"[ {with_keys(label)} ]"), id=id)

    def say(self, label: str) -> None:
        """Put other words on the button, which makes room for them."""
        self._says = label
        self.show_keys()

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self.label = plain(f"[ {with_keys(self._says)} ]")
        self.refresh(layout=True)


class KeyWords(Static):
    """Our own words that name keys, as in "Press {home.new}"; they follow the keys."""

    def __init__(self, words: str, *, id: str | None = None, classes: str | None = None) -> None:
        """Take the words."""
        self._words = words
        super().__init__(plain(with_keys(words)), id=id, classes=classes)

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self.update(plain(with_keys(self._words)))


class Title(Horizontal):
    """The top line: where you are, and how to leave."""

    def __init__(self, where: str) -> None:
        """Take the words for where you are."""
        super().__init__()
        self._where = where

    def compose(self) -> ComposeResult:
        """Yield both ends of the line."""
        where = f" · {self._where}" if self._where else ""
        sign = getattr(self.app, "SIGN", "csescreen")
        yield Static(plain(f"{sign}{where}"), id="where")
        yield Static(plain(getattr(self.app, "TO_LEAVE", "F12 save and quit")), id="leave")


class Line(Input):
    """A field of one line. What is typed or pasted is cleaned on its way in; nothing blinks."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        """Take the value to begin with."""
        super().__init__(clean_line(value), placeholder=placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put cleaned text in place of a part of the value."""
        super().replace(clean_line(text), start, end)


class Passphrase(Input):
    """A field for a passphrase: hidden unless asked, and never copied out of the app."""

    def __init__(self, id: str) -> None:
        """Begin empty and hidden."""
        super().__init__(password=True, id=id, select_on_focus=False)
        self.cursor_blink = False

    def action_copy(self) -> None:
        """Do not put a passphrase on the clipboard."""

    def action_cut(self) -> None:
        """Do not put a passphrase on the clipboard."""


class Field(Horizontal):
    """A label beside its field."""

    def __init__(self, label: str, line: Input) -> None:
        """Take the label's words and the field."""
        super().__init__()
        self._label = label
        self._line = line

    def compose(self) -> ComposeResult:
        """Yield the label and the field."""
        yield Label(plain(self._label))
        yield self._line


class Tick(Widget, can_focus=True):
    """A box to tick, on one or more lines. Space or Enter ticks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "tick", "Tick or clear", show=False)
    ]

    value: reactive[bool] = reactive(False, init=False)

    @dataclass
    class Changed(Message):
        """The box was ticked or cleared."""

        tick: "Tick"
        value: bool

        @property
        def control(self) -> "Tick":
            """Return the box."""
            return self.tick

    def __init__(self, label: str, value: bool = False, *, id: str) -> None:
        """Take the words beside the box."""
        super().__init__(id=id)
        self._label = clean(label)
        self.set_reactive(Tick.value, value)

    def render(self) -> Content:
        """Return the box and its words."""
        return Content(f"[{'x' if self.value else ' '}] {self._label}")

    def watch_value(self, value: bool) -> None:
        """Tell that the box changed."""
        self.post_message(self.Changed(self, value))

    def action_tick(self) -> None:
        """Tick the box, or clear it."""
        self.value = not self.value

    def on_click(self, event: events.Click) -> None:
        """Tick the box, or clear it."""
        event.stop()
        self.action_tick()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: its value, its name, and a line on what it is."""

    value: str
    name: str
    about: str = ""


INDENT: Final = "    "


class Choices(OptionList):
    """A list of which one is chosen: moving chooses, and the words show it."""

    def __init__(self, choices: Sequence[Choice], chosen: str, *, id: str | None = None) -> None:
        """Take the choices and the value of the one that is chosen to begin with."""
        self._choices = tuple(choices)
        values = [choice.value for choice in self._choices]
        self._at = self._first = values.index(chosen) if chosen in values else 0
        super().__init__(
            *(Option(self._prompt(index)) for index in range(len(values))), id=id, compact=True
        )

    @property
    def value(self) -> str:
        """The value of the choice; empty where there is nothing to choose from."""
        return self._choices[self.at].value if self._choices else ""

    @property
    def at(self) -> int:
        """The place of the choice. What is painted follows it later, behind keys in a burst."""
        return self._at if self.highlighted is None else self.highlighted

    @property
    def moved(self) -> bool:
        """Whether another choice was made than the one to begin with."""
        return self.at != self._first

    def on_mount(self) -> None:
        """Begin at the choice."""
        if self._choices:
            self.highlighted = self._at

    def on_option_list_option_highlighted(self) -> None:
        """Show which one is chosen."""
        before, self._at = self._at, self.at
        for index in {before, self._at}:
            self.replace_option_prompt_at_index(index, self._prompt(index))

    def _prompt(self, index: int) -> Content:
        choice = self._choices[index]
        mark = "(x)" if index == self._at else "( )"
        about = "".join(f"\n{INDENT}{line}" for line in choice.about.splitlines())
        return plain(f"{mark} {choice.name}{about}")
