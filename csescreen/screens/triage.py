"""A call in progress: what to ask, what was heard, what must happen now and what to say.

Like the workspace it keeps one record; each change is saved as it is made. However it is left,
the call is kept, and goes on where it was.
"""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label, Static

from csescreen.commands import TRIAGE, bindings
from csescreen.core import call
from csescreen.core.text import clean_line
from csescreen.keymap import key_of
from csescreen.screens.speaking import Speaking
from csescreen.widgets.ask_list import AskList
from csescreen.widgets.call_page import first_contact
from csescreen.widgets.call_panel import CallPanel
from csescreen.widgets.call_rows import ask_rows, first_open
from csescreen.widgets.heard_box import HeardBox, SignList
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.say_panel import SayPanel
from csescreen.widgets.status_line import StatusLine

PLACE = "call"
"""Where a call goes on, as the store notes it of the screening that is open."""
_IN_BOX = ("triage.mark", "triage.keep", "triage.now", "triage.caller", "triage.end")
_IN_LIST = ("sign.yes", "sign.no", "sign.unknown", "triage.type", "triage.end")
_NOT_WHERE_NARROW = ("triage.caller", "sign.unknown")
_SECOND_KEY = "ctrl+d"
"""Of two keys for one command the footer shows the first."""
_NARROW = 72
_ASK_FIRST = "Ask first"
_ASK_NEXT = "Ask next: what could change the outcome. Further down: what was answered"


class TriageScreen(Speaking):
    """One call on screen."""

    HELP: ClassVar[str] = (
        "Ask the first questions: {sign.yes} yes, {sign.no} no, {sign.unknown} not known; type the "
        "digits of the age at any of them. Then type what you hear: signs appear at once, Enter "
        "marks the first one as present with the caller's words, the arrow keys choose another, "
        "{triage.keep} keeps the words alone. Tab goes from part to part, {triage.ask} to what is "
        "still to be asked. What must happen now stands below, with what to say; {triage.said} "
        "notes that you said it. What was answered stands below what is still to be asked, and "
        "danger above it: the same keys answer it anew. {triage.caller} is for the caller's name "
        "and number, {triage.end} ends the call. Escape parks it: nothing is lost."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRIAGE)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NARROW, "-usual-width")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-short"),
        (24, "-usual-height"),
        (34, "-tall"),
    ]
    AUTO_FOCUS = None

    @property
    def place(self) -> str:
        """That this is a call, to come back to."""
        return PLACE

    def compose(self) -> ComposeResult:
        """Lay out the questions, the box, the signs, what to say and what must happen."""
        screening = self.record.screening
        yield StatusLine(id="status").data_bind(TriageScreen.situation)
        yield Static(id="call-line")
        with Vertical(id="parts"):
            yield Static(id="ask-title")
            yield AskList(self.takes_possible, goes_on=True, id="ask")
            with Horizontal(id="heard-line"):
                yield Label("Heard:")
                typed = clean_line(screening.details.get(call.TYPING, ""))
                yield HeardBox(typed, self._typed, id="heard")
            yield Static(id="hint")
            yield SignList(self.takes_possible, id="answers")
        yield SayPanel(key_of("triage.said"), id="say")
        yield CallPanel(id="panel").data_bind(TriageScreen.situation)
        yield KeyLine(compact=True)

    def on_mount(self) -> None:
        """Put the keyboard on the first question; once they are answered, into the box."""
        self.show_saved()
        self.paint()
        # half a sentence in the box is gone on with: its next letters are no answers
        self.set_focus(self.box if self._first_done or self.box.words else self.asked)
        self.app.clear_notifications()  # that another call was parked must not lie over this one

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, in the footer those that matter where the keyboard is."""
        shown: tuple[str, ...] = (
            *(_IN_BOX if self.is_mounted and self.box.has_focus else _IN_LIST),
            "help",
        )
        if self.size.width < _NARROW:
            shown = tuple(one for one in shown if one not in _NOT_WHERE_NARROW)

        def place(item: tuple[str, ActiveBinding]) -> int:
            key, active = item
            at = shown.index(active.binding.id) if active.binding.id in shown else len(shown)
            return len(shown) if key == _SECOND_KEY else at

        return {
            key: active._replace(binding=replace(active.binding, show=place(item) < len(shown)))
            for item in sorted(super().active_bindings.items(), key=place)
            for key, active in (item,)
        }

    # -- painting -----------------------------------------------------------------------------

    def paint(self) -> None:
        """Paint the questions, the signs, and what to say; the rest is bound to the situation."""
        situation, now = self.current, self.services.now()
        self.asked.set_rows(ask_rows(situation, self._digits))
        screening, reading = situation.screening, situation.reading
        to_say = self.services.to_say(screening, reading, now)
        left = [words for words in to_say if not call.was_told(screening, words)]
        self.query_one(SayPanel).show(left, first_contact(reading))
        self._paint_call_line()
        self._paint_signs()

    def _paint_call_line(self) -> None:
        screening = self.record.screening
        details, now = screening.details, self.services.now()
        caller = ", ".join(
            " ".join(details[key].split()) for key in (call.NAME, call.ROLE) if details.get(key)
        )
        if call.BY_CHILD in details:
            caller = "the child"
        if call.ANONYMOUS in details:
            caller = f"{caller}, stays anonymous" if caller else "stays anonymous"
        fields = plain(f" · {key_of('triage.caller')} fields")
        line = self.query_one("#call-line", Static)
        known = styled(
            "[bold]Call $received[/] · caller: $caller · child: $child",
            received=call.received_words(screening, now),
            caller=caller or "not named",
            child=" ".join(details.get("child_name", "").split()) or "not named",
        ).truncate(max(20, line.content_size.width - fields.cell_length), ellipsis=True)
        line.update(Content.assemble(known, fields), layout=False)  # the key is never cut off
        title = _ASK_FIRST if first_open(self.current) else _ASK_NEXT
        self.query_one("#ask-title", Static).update(
            styled("[bold]$title[/]", title=title), layout=False
        )

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.call_after_refresh(self._paint_call_line)
