"""The way into training: the cases on file, what each teaches, and the other ways to learn."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from csescreen.commands import TRAINING, bindings
from csescreen.core.reading import short_names
from csescreen.core.scenario import TAGS, Scenario
from csescreen.core.words import counted, listed
from csescreen.keymap import with_keys
from csescreen.services.training import TrainingServices
from csescreen.widgets.fields import Line
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain, stacked, styled
from csescreen.widgets.training_line import TrainingLine

_OPENS: Final = "Enter opens a case"
_OPENS_FOR_ROOM: Final = "Enter: for a room"
_NONE: Final = "No case holds these words. Escape clears the search."


_SEARCH: Final = "Press {training.search} and type: boy, online, step-down, a framework"


class ChooseCase(Screen[None]):
    """The list of training cases, with what the chosen one teaches."""

    HELP: ClassVar[str] = (
        "Choose a case with the arrow keys and press {training.open} to work through it by "
        "yourself, or {training.room} to show it to a room. {training.compare} shows the case "
        "under each framework, {training.quiz} asks questions. All children here are invented, and "
        "nothing that you do here is kept."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRAINING)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    AUTO_FOCUS = "#cases"

    class Wanted(Message):
        """The user wants a case in some way: "open", "room" or "compare"; or the "quiz"."""

        def __init__(self, what: str, case: Scenario | None = None) -> None:
            super().__init__()
            self.what, self.case = what, case

    def __init__(self, services: TrainingServices, *, for_a_room: bool = False) -> None:
        """Take what may be asked for, and whether cases open for a room."""
        super().__init__()
        self._services, self._for_a_room = services, for_a_room
        self._cases = {case.id: case for case in services.cases.all()}

    def compose(self) -> ComposeResult:
        """Yield the search, the cases, and what the chosen one is about."""
        yield TrainingLine(_OPENS_FOR_ROOM if self._for_a_room else _OPENS)
        yield Line(placeholder=with_keys(_SEARCH), id="search")
        with Container(id="both"):
            yield LineList(id="cases")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="case")
        told = self._services.cases.told()
        if told:
            yield Static(plain("\n".join(told)), id="told")
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Show all cases."""
        self._fill()

    @property
    def chosen(self) -> Scenario | None:
        """The case at the cursor."""
        return self._cases.get(self.query_one("#cases", LineList).key)

    def _fill(self) -> None:
        words = self.query_one("#search", Input).value.lower().split()
        found = [case for case in self._cases.values() if all(w in _all_of(case) for w in words)]
        rows = [ListRow(case.id, case.title, tail=self._names(case)) for case in found]
        self.query_one("#cases", LineList).set_rows(rows)
        self._tell()
        self.refresh_bindings()

    def _names(self, case: Scenario) -> str:
        first, *others = self._services.frameworks_for(case)
        name = short_names((first,))[first.id]
        return f"{name} and {len(others)} more" if others else name

    def _tell(self) -> None:
        case = self.chosen
        self.query_one("#case", Static).update(self._about(case) if case else plain(_NONE))
        self.query_one("#about").scroll_home(animate=False)

    def _about(self, case: Scenario) -> Content:
        child = case.child
        names = listed([one.name for one in self._services.frameworks_for(case)])
        lines = [
            styled("[b]$name[/], $age. $about", name=child.name, age=child.age, about=child.about),
            styled("[b]It teaches[/]"),
            *(plain(f"- {what}") for what in case.teaches),
            plain(f"{counted(len(case.steps), 'step')}. Told for {names}."),
        ]
        if case.tags:
            lines.append(plain(" · ".join(TAGS.get(tag, tag) for tag in case.tags)))
        return stacked(lines)

    @on(LineList.Moved)
    def moved(self) -> None:
        """Say what the case at the cursor is about."""
        self._tell()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """Work through the case at the cursor."""
        self._want("open")

    def action_room(self) -> None:
        """Show the case at the cursor to a room."""
        self._want("room")

    def action_compare(self) -> None:
        """Compare the frameworks on the case at the cursor."""
        self._want("compare")

    def action_quiz(self) -> None:
        """Ask questions."""
        self.post_message(self.Wanted("quiz"))

    def _want(self, what: str) -> None:
        if self.chosen is not None:
            self.post_message(self.Wanted(what, self.chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a case only where there is one."""
        return action not in ("open", "room", "compare") or self.chosen is not None

    @on(Input.Changed, "#search")
    def searched(self) -> None:
        """Show what matches, as it is typed."""
        self._fill()

    @on(Input.Submitted, "#search")
    def action_list(self) -> None:
        """Go to what was found."""
        self.query_one("#cases").focus()

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_rail(self) -> None:
        """There is nothing to the left of the list."""

    def action_body(self) -> None:
        """Open the case, as the arrow says."""
        self._want("open")

    def key_down(self) -> None:
        """From the search, go down into the list."""
        if self.focused is self.query_one("#search"):
            self.action_list()

    def key_escape(self) -> None:
        """Clear the search and go to the list."""
        self.query_one("#search", Input).value = ""
        self.action_list()


def _all_of(case: Scenario) -> str:
    """Return everything by which a case may be found."""
    tags = " ".join(TAGS.get(tag, tag) for tag in case.tags)
    about = f"{case.child.name} {case.child.age} {case.child.about}"
    return (
        f"{case.title} {about} {' '.join(case.teaches)} {tags} {' '.join(case.frameworks)}".lower()
    )
