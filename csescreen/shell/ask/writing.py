"""Free texts: the narrative line by line, and notes. Each line is saved before the next."""

from functools import partial
from typing import Final

from csescreen.core.about import Block
from csescreen.core.answers import note_sign
from csescreen.core.narrating import TITLES, prompts_of, text_of, with_text
from csescreen.core.situation import Change
from csescreen.core.steps import CHILD_WORDS
from csescreen.core.text import OwnWords, clean, clean_line
from csescreen.shell.ask.aloud import sentence_of, spoken
from csescreen.shell.ask.answering import Answering
from csescreen.shell.ask.talk import Asking, Prompt, Turn, taken

END: Final = "."
_ENDS: Final = "A full stop alone on a line ends the text."
_WRITE: Final = {"write": "Write"}
_GO_ON: Final = {"add": "Add", "replace": "Replace", "keep": "Keep"}


class Writing(Answering):
    """The part of the conversation that takes texts."""

    def guidance(self) -> list[Block]:
        """Return what to think of in the part of the narrative that is asked for."""
        lines = prompts_of(self.framework).get(self.at.key, [])
        return [Block("", tuple(lines))]

    def write_part(self, part: str) -> Asking[None]:
        """Read a part of the narrative, and have it written."""
        before = text_of(part, self.screening)
        lines = [f"{self.where(self.at)}{sentence_of(spoken(TITLES[part]))}"]
        if before.strip():
            lines += ["You wrote:", *before.split("\n"), "That is the end of it."]
            chosen = yield from self.choose_or_write(lines, _GO_ON, "keeps it")
        else:
            lines += [sentence_of(spoken(prompt)) for prompt in prompts_of(self.framework)[part]]
            chosen = yield from self.choose_or_write(lines, _WRITE, "goes on")
        if chosen == "":
            self.session.change(with_text(part, ""))
            self.say("Blank now. undo brings it back.")
        elif isinstance(chosen, OwnWords):
            yield from self._lines(part, before, chosen)
        elif chosen in ("write", "add", "replace"):
            begun = before if chosen == "add" else ""
            yield from self._lines(part, begun)

    def _lines(self, part: str, begun: str, first: str = "") -> Asking[None]:
        """Take lines until a full stop alone, or the end of input; each is kept as it comes.

        ``first`` was typed already: it is the first of them.
        """
        taken = [begun.rstrip("\n")] if begun.strip() else []
        number = 0
        together = f"text:{part}"
        self.session.separate()
        if first:
            number = 1
            taken.append(first)
            said = "Added to what you wrote." if begun.strip() else "Taken as the first line."
            self.say(f"{said} Write on. {_ENDS}")
            self.session.change(with_text(part, "\n".join(taken)), together)
        else:
            self.say(f"Write line by line. {_ENDS}")
        while True:
            number += 1
            line = yield Prompt(f"Line {number}:", kept=True, commands=False)
            if line is None or (line.strip() == END and line.lstrip() == line):
                break
            line = self.harmless(line)
            if number > 1 and not line.strip() and not taken[-1].strip():
                self.say(_ENDS)  # pressing Enter again and again, people look for the way out
            taken.append(line.lstrip() if line.strip() == END else line)
            self.session.change(with_text(part, "\n".join(taken)), together)
        text = text_of(part, self.screening)
        lines = number - 1
        self.say(f"{'1 line' if lines == 1 else f'{lines} lines'} taken.")
        if part != CHILD_WORDS:  # they stay as the child said them
            self._reconsider(text)

    def _reconsider(self, text: str) -> None:
        """Tell quietly which words might be thought over; the text stays as it was written."""
        found = self.services.to_reconsider(text)
        for words, instead, why in dict.fromkeys(
            (clean_line(f.words), f.instead, f.why) for f in found
        ):
            self.say(f'You may want to think about the words "{words}".')
            ways = " or ".join(map(spoken, instead)).replace("[", "").replace("]", "")
            self.say(f"Another way to say it: {ways}.")
            self.say(sentence_of(spoken(why)))

    def note(self, sign: str) -> Asking[None]:
        """Ask for a note on a sign: what was seen or said."""
        answer = self.screening.signs.get(sign)
        if answer is None:
            return
        name = spoken(self.framework.indicators[sign].name)
        evidence = [one.evidence for one in self.situation.reading.frameworks if one.evidence]
        asked = [spoken(one.ask) for one in evidence if one.needed_of(sign)]
        before = clean(answer.note).strip()

        def keep(text: str) -> Change:
            return partial(note_sign, sign=sign, note=text, heard_from=answer.heard_from)

        begun = ""
        if before:
            lines = [f"Note: {sentence_of(name)} You wrote:", *before.split("\n")]
            chosen = yield from self.choose(lines, _GO_ON, "keeps it", clears=True)
            if chosen == "":
                self.session.change(keep(""))
                self.say("Blank now. undo brings it back.")
            if chosen not in ("add", "replace"):
                return
            begun = f"{before}\n" if chosen == "add" else ""
        lines = [f"Note: {sentence_of(name)} What was seen or said?", *asked]
        try:
            text = yield from self.ask(lines, "One line, Enter writes none:", kept=True)
        except Turn as turn:
            if turn.typed.word != "clear":
                raise
            text = ""
        if text:
            self.say(taken(text))
            self.session.change(keep(f"{begun}{text}"))
            self._reconsider(text)
