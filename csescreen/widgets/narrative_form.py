"""The narrative step: what the practitioner writes, with the framework's guidance beside it."""

from collections.abc import Iterator

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Label, Static, TextArea

from csescreen.core.framework import Framework
from csescreen.core.screening import NARRATIVE_PARTS, Screening
from csescreen.core.steps import CHILD_WORDS
from csescreen.core.text import clean
from csescreen.widgets.plain import plain
from csescreen.widgets.situation import Change, Edit
from csescreen.widgets.text_fields import TextBox

_TITLES = {
    "working_well": "What is working well",
    "worried_about": "What we are worried about",
    "judgement": "Professional judgement",
    "next_steps": "Next steps: who does what by when",
    CHILD_WORDS: "The child's own words",
}
_OWN_PROMPTS = {CHILD_WORDS: ["Write what the child said as the child said it."]}
PARTS = (*NARRATIVE_PARTS, CHILD_WORDS)


def text_of(part: str, screening: Screening) -> str:
    """Return the text of one part, harmless to show."""
    if part == CHILD_WORDS:
        return clean(screening.details.get(CHILD_WORDS, ""))
    return clean(screening.narrative.get(part, ""))


def with_text(part: str, text: str) -> Change:
    """Return the change that puts the text into one part."""
    kept = clean(text)
    if part == CHILD_WORDS:
        return lambda screening: screening.with_detail(CHILD_WORDS, kept)
    return lambda screening: screening.with_narrative(part, kept)


def _prompts(framework: Framework) -> dict[str, list[str]]:
    prompts: dict[str, list[str]] = {}
    for guidance in framework.guidance:
        prompts.setdefault(guidance.part, []).extend(guidance.prompts)
    return prompts


class NarrativeForm(VerticalScroll, can_focus=False):
    """Five fields of running text. Every change is passed on at once."""

    DEFAULT_CSS = """
    NarrativeForm {
        height: 1fr;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & .heading { color: $primary; text-style: bold; }
        & .prompts { color: $text-muted; }
        & TextBox { margin-bottom: 1; }
    }
    """

    def __init__(self, framework: Framework, *, id: str) -> None:
        """Show the framework's guidance above each part."""
        super().__init__(id=id)
        self._guidance = _prompts(framework)

    def show(self, screening: Screening) -> None:
        """Make the fields, when they are first wanted."""
        if not self.children:
            self.mount_all(self._made(screening))

    async def ask(self, framework: Framework, screening: Screening) -> None:
        """Show another framework's guidance."""
        self._guidance = _prompts(framework)
        if self.children:
            await self.remove_children()
            self.show(screening)
            if self.display and self.screen.focused is None:  # it was on a field that is gone
                self.screen.set_focus(self.first_field())

    def _made(self, screening: Screening) -> Iterator[Widget]:
        for part in PARTS:
            prompts = self._guidance.get(part) or _OWN_PROMPTS.get(part, [])
            yield Label(plain(_TITLES[part]), classes="heading")
            if prompts:
                yield Static(plain("\n".join(f"- {p}" for p in prompts)), classes="prompts")
            yield TextBox(
                text_of(part, screening),
                id=f"text-{part}",
                soft_wrap=True,
                tab_behavior="focus",
            )

    def _boxes(self) -> Iterator[tuple[str, TextBox]]:
        for box in self.query(TextBox):
            yield (box.id or "").removeprefix("text-"), box

    def refill(self, screening: Screening) -> None:
        """Fill the fields whose text is not what the screening says, after an undo.

        At no other time: an answer may be on its way while the next letter is typed.
        """
        for part, box in self._boxes():
            text = text_of(part, screening)
            if clean(box.text) != text:
                with self.prevent(TextArea.Changed):
                    box.load_text(text)

    @on(TextArea.Changed)
    def _keep(self, event: TextArea.Changed) -> None:
        part = (event.text_area.id or "").removeprefix("text-")
        self.post_message(Edit(with_text(part, event.text_area.text), f"text:{part}"))

    def gather(self, screening: Screening) -> Screening:
        """Return the screening with what stands in the fields, typed a moment ago included."""
        for part, box in self._boxes():
            if clean(box.text) != text_of(part, screening):
                screening = with_text(part, box.text)(screening)
        return screening

    def first_field(self) -> TextBox:
        """Return the first field that is empty, or the first."""
        boxes = [box for _, box in self._boxes()]
        return next((box for box in boxes if not box.text.strip()), boxes[0])
