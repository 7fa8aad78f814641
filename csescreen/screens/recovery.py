"""A new recovery code: shown once, and typed back in part before it counts."""

from collections.abc import Callable
from typing import ClassVar, Final, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from csescreen.core.recovery_code import groups, same
from csescreen.core.vault import Unfinished, Vault
from csescreen.errors import UserError
from csescreen.screens.vault_form import VaultForm
from csescreen.widgets.call_waiting import CallWaiting
from csescreen.widgets.fields import Field, Press, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain
from csescreen.widgets.recovery_code import CodeField, CodeShown
from csescreen.widgets.told import Told

T = TypeVar("T")

FIRST: Final = (
    "If the passphrase is ever lost, this code opens your screenings. It is shown now, once."
)
_COPY: Final = "Write it on paper, with the numbers of the groups. 0 and 1 are always digits."
_KEEP: Final = (
    "Whoever has the code can read everything. Keep the paper where your team keeps such things, "
    "never on or beside this computer."
)
_BACK: Final = "It shows that the paper can be read."


class RecoveryCode(VaultForm[bool]):
    """Shows the code; then hides it, and asks for two of its groups from the paper."""

    HELP: ClassVar[str] = (
        "Write the code down on paper, group by group, and go on. Then type the two groups that "
        "are asked for, and press Enter. Escape shows the code again; from there it leaves, and "
        "nothing is changed."
    )

    def __init__(
        self,
        vault: Vault,
        unfinished: Unfinished[T],
        finished: Callable[[T], None],
        what_for: str = FIRST,
    ) -> None:
        """Take the code to be finished, who takes what came of it, and what the code is for."""
        super().__init__(vault)
        self._code = unfinished.code
        self._asked = unfinished.asked
        self._finish: Callable[[str], None] = lambda typed: self.ask(
            lambda: unfinished.finish(typed), lambda made: self._made(finished, made), "One moment…"
        )
        self._what_for = what_for

    def compose(self) -> ComposeResult:
        """Yield both pages, one of them hidden."""
        yield Title("recovery code")
        yield CallWaiting(getattr(self.app, "call_received", None))
        with VerticalScroll(id="form", can_focus=False):
            with Vertical(id="shown"):
                yield Static("Your recovery code", classes="heading")
                yield Static(plain(self._what_for))
                yield CodeShown()
                yield Static(plain(_COPY))
                yield Static(plain(_KEEP), classes="warning")
                with Horizontal(classes="buttons"):
                    yield Press("I have written it down", id="written")
                    yield Press("Back", id="back")
            with Vertical(id="asked"):
                yield Static("Now type these groups from the paper", classes="heading")
                yield Static(plain(_BACK))
                for number in self._asked:
                    yield Field(f"Group {number}", CodeField(id=f"group-{number}", groups=1))
                yield Told()
                with Horizontal(classes="buttons"):
                    yield Press("Finish", id="finish")
                    yield Press("Show the code again", id="again")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the code."""
        self._show()

    def _turn(self, page: str) -> None:
        for name in ("shown", "asked"):
            self.query_one(f"#{name}").display = name == page
        self.query_one("#form").scroll_home(animate=False)

    def _show(self) -> None:
        self._turn("shown")
        self.query_one(CodeShown).show(self._code)
        self.set_focus(self.query_one("#written"))

    def _ask_back(self) -> None:
        self.query_one(CodeShown).hide()
        self._turn("asked")
        self.told.say("")
        self.set_focus(self.query(CodeField).first())

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        match event.button.id:
            case "written":
                self._ask_back()
            case "finish":
                self.submit()
            case _:
                self.action_back()

    def action_back(self) -> None:
        """Show the code again; from there, leave it and change nothing."""
        if self.busy:
            return
        self.forget()
        if self.query_one("#asked").display:
            self._show()
        else:
            self._clear()
            self.leave(None)

    def submit(self) -> None:
        """Finish with the groups that were typed."""
        fields = [*self.query(CodeField)]
        empty = [field for field in fields if not field.value]
        if empty:
            self.point_out("Type this group, too.", empty[0])
        else:
            self._finish(" ".join(field.value for field in fields))

    def refused(self, error: UserError) -> None:
        """Have typing replace the groups that are wrong, from the first of them on."""
        wrong = [field for field, right in self._typed_back() if not right]
        for field in wrong:
            field.action_select_all()
        if wrong:
            self.set_focus(wrong[0])

    def _typed_back(self) -> list[tuple[CodeField, bool]]:
        """Return each field, and whether its group is the code's, which was shown here before."""
        return [
            (field, same(field.value, groups(self._code, [number])))
            for number, field in zip(self._asked, self.query(CodeField), strict=True)
        ]

    def _made(self, finished: Callable[[T], None], made: T) -> None:
        self._clear()
        finished(made)
        self.leave(True)

    def _clear(self) -> None:
        self.forget()
        self._code = ""
        self.query_one(CodeShown).hide()
