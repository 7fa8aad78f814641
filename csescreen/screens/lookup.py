"""Pages to look something up in: all keys, the glossary, who does what, disputes, support."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from csescreen.commands import DIALOG, GROUPS, bindings
from csescreen.core.framework import Framework
from csescreen.core.text import clean_line
from csescreen.glossary import find
from csescreen.keymap import keys_now, with_keys
from csescreen.screens.help import key_line, room_in_dialog
from csescreen.widgets.fields import Line
from csescreen.widgets.pages import section, sources_text
from csescreen.widgets.plain import plain, stacked, styled

Blocks = Callable[[str, int], Sequence[Content]]
"""What a page shows for the words that are looked for, "" for all of it, and for this width."""

_NOTHING: Final = "Nothing found. Try another word."
_LOCAL: Final = (
    "The documents are years old. Names, teams and services may have changed: confirm with your "
    "local procedures."
)
_NO_ROLES: Final = "This document does not list who does what."
_NO_DISPUTE: Final = (
    "This document says nothing about disputes. Your local procedures do; a disagreement never "
    "delays protecting the child."
)
_NO_SUPPORT: Final = (
    "This document names no service for children and families. Ask your hub what there is locally."
)


class LookUp(ModalScreen[None]):
    """One page, with a field that narrows it where it is long."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(DIALOG),
        Binding("down", "read", "Read", show=False),
    ]
    HELP: ClassVar[str] = "Type a word to narrow the page. The arrow keys scroll; Escape goes back."

    def __init__(self, title: str, blocks: Blocks, looked_for: str = "") -> None:
        """Take the title, what the page shows, and what its field asks for; "" for no field."""
        super().__init__()
        self._title, self._blocks, self._looked_for = title, blocks, looked_for

    def compose(self) -> ComposeResult:
        """Yield the title, the field and the page."""
        with Vertical(classes="dialog"):
            yield Label(plain(f"{self._title} · Escape goes back"), classes="heading")
            if self._looked_for:
                yield Line(placeholder=self._looked_for, id="words")
            with VerticalScroll():
                yield Static(id="page")

    def on_mount(self) -> None:
        """Show all of it."""
        self._show("")
        self.set_focus(self.query_one("#words" if self._looked_for else VerticalScroll))

    @on(Input.Changed)
    def looked_for(self, event: Input.Changed) -> None:
        """Show what the words find."""
        self._show(clean_line(event.value))

    def _show(self, words: str) -> None:
        found = self._blocks(words, room_in_dialog(self.app)) or [
            plain("Nothing found. Try another word.")
        ]
        self.query_one("#page", Static).update(stacked(found, "\n\n"))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(Input.Submitted)
    def action_read(self) -> None:
        """Go from the field to the page, so that the arrow keys scroll it."""
        self.set_focus(self.query_one(VerticalScroll))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def pages(name: str, frameworks: Sequence[Framework]) -> tuple[str, Blocks, str]:
    """Return the title of a page, what it shows, and what its field asks for."""
    if name == "keys":
        return "All keys", _keys, "A command, or a key"
    if name == "glossary":
        return "Glossary", _glossary, "A term, or a word: MASH, threshold, trust"
    title, blocks = _BY_FRAMEWORK[name]
    return title, lambda _, __: [plain(_LOCAL), *(blocks(one) for one in frameworks)], ""


def _keys(words: str, width: int) -> list[Content]:
    """Return every command with its keys as they are now, by where it holds."""
    wanted, found = words.casefold(), []
    for title, group in GROUPS.items():
        lines = [
            key_line(keys_now(one), one, width)
            for one in group
            if wanted in f"{keys_now(one)} {one.name} {one.help} {title}".casefold()
        ]
        if lines:
            found.append(stacked([styled("[bold $primary]$title[/]", title=title), *lines]))
    if found and not words:
        change = "{settings}, then {settings.remap} gives commands other keys."
        found.insert(0, plain(with_keys(change)))
    return found


def _glossary(words: str, width: int) -> list[Content]:
    return [
        section(term.name, "\n".join((term.means, *_written(term.source)))) for term in find(words)
    ]


def _head(framework: Framework) -> str:
    return f"{framework.name} ({framework.source_date})"


def _roles(framework: Framework) -> Content:
    lines = [
        f"{role.name}\n" + "\n".join(f"- {duty}" for duty in role.duties) + _where(framework, role)
        for role in framework.roles
    ]
    return section(_head(framework), "\n\n".join(lines) or _NO_ROLES)


def _dispute(framework: Framework) -> Content:
    steps = [f"{at}. {step}" for at, step in enumerate(framework.dispute, 1)]
    if not steps:
        return section(_head(framework), _NO_DISPUTE)
    where = sources_text(framework, framework.dispute_sources)
    return section(_head(framework), "\n".join((*steps, *_written(where))))


def _support(framework: Framework) -> Content:
    lines = [f"{one.name}: {one.what}.{_where(framework, one)}" for one in framework.support]
    return section(_head(framework), "\n\n".join(lines) or _NO_SUPPORT)


def _where(framework: Framework, written: object) -> str:
    sources = getattr(written, "sources", ())
    return "".join(f"\n{line}" for line in _written(sources_text(framework, sources)))


def _written(where: str) -> Iterator[str]:
    yield from (f"  {line.removeprefix('- ')}" for line in where.splitlines())


_BY_FRAMEWORK: Final[dict[str, tuple[str, Callable[[Framework], Content]]]] = {
    "roles": ("Who does what", _roles),
    "disputes": ("Where professionals disagree", _dispute),
    "support": ("Services that the documents name", _support),
}
