"""Writing the referral, asked for step by step: for whom, in which formats, into which folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from csescreen.core.audience import AUDIENCES, CALL, FAMILY, PROFESSIONALS, Audience
from csescreen.core.call import call_of
from csescreen.core.export_order import WORD, Exported, ExportOrder, read_by
from csescreen.core.summarise_audit import NOT_NOTED
from csescreen.core.text import clean_line
from csescreen.core.words import sentence
from csescreen.errors import UserError
from csescreen.paths import exports_folder, named
from csescreen.shell.ask.aloud import sentence_of, spoken
from csescreen.shell.ask.levels import Judging
from csescreen.shell.ask.talk import YES_NO, Asking
from csescreen.shell.ask.words import numbered, numbers_in

_USUAL: Final = 2
"""How many of the formats are taken where nobody chooses: the usual ones come first."""


class Exporting(Judging):
    """The part of the conversation that writes documents."""

    def export(self) -> Asking[None]:
        """Ask what to write, and write it."""
        audience = yield from self._audience()
        if audience is None:
            return
        formats = yield from self._formats(audience)
        template = yield from self._form(audience, formats)
        folder = yield from self._folder()
        order = yield from self._protected(ExportOrder(formats, audience.id, template))
        if order is None:
            return
        if (yield from self._confirmed(audience)):
            self._write(order, folder)
        else:
            self.say("Nothing was written.")

    def _audience(self) -> Asking[Audience | None]:
        called = call_of(self.screening) is not None
        names = {one.id: one.name for one in AUDIENCES.values() if called or one is not CALL}
        asked = ["Who will read it?"]
        chosen = yield from self.choose(asked, names, "writes nothing and goes back")
        if chosen is None:
            return None
        audience = AUDIENCES[chosen]
        self.say(spoken(audience.gets))
        if audience.left_out:
            self.say("Left out:")
            self.say_all(sentence_of(sentence(spoken(what))) for what in audience.left_out)
        return audience

    def _formats(self, audience: Audience) -> Asking[tuple[str, ...]]:
        offered = {
            name: spoken(exporter.says)
            for name, exporter in self.services.exporters.items()
            if audience.id in exporter.audiences
        }
        names = [*offered]
        usual = tuple(names[:_USUAL])
        first = " and ".join(str(number) for number, _ in enumerate(usual, 1))
        lines = ["Write it as:", *numbered([*offered.values()])]
        while True:
            prompt = f"Numbers with spaces between them. Enter takes {first}:"
            text = yield from self.ask(lines, prompt)
            if not text:
                return usual
            numbers = numbers_in(text, len(names))
            if numbers is not None:
                return tuple(names[number - 1] for number in numbers)
            words = text.replace(",", " ").casefold().split()
            if words and all(word in offered for word in words):
                return tuple(dict.fromkeys(words))
            self.say(f"Type numbers from 1 to {len(names)}.")

    def _form(self, audience: Audience, formats: tuple[str, ...]) -> Asking[Path | None]:
        """Ask whether to fill in the authority's own form, where one is in the settings."""
        form = self.services.settings.referral_form
        if not form or audience is not PROFESSIONALS or WORD not in formats:
            return None
        asked = [f"Your authority's own form is {clean_line(Path(form).name)}. Fill it in?"]
        chosen = yield from self.choose(asked, YES_NO, "takes yes")
        return None if chosen == "no" else named(form)

    def _folder(self) -> Asking[Path]:
        usual = self.services.settings.export_folder or str(exports_folder())
        lines = [f"The folder to write to. Enter takes {clean_line(usual)}"]
        while True:
            text = yield from self.ask(lines, "Folder:", free=True)
            folder = named(text or usual)
            if folder.is_dir():
                return folder
            lines = [f"There is no folder {clean_line(str(folder))}. Type another one."]

    def _protected(self, order: ExportOrder) -> Asking[ExportOrder | None]:
        """Ask for a password until it will do; None where the order cannot be written at all."""
        lines = [
            "Without a password the files are not encrypted: everybody who can open the folder "
            "can read them.",
            "A password works for Word and PDF. It can be read while you type it.",
        ]
        while True:
            password = yield from self.ask(lines, "Password, Enter for none:", exact=True)
            order = replace(order, password=password)
            try:
                self.services.refuse(order)
            except UserError as error:
                self.say_all(map(str.strip, error.lines()))
            else:
                return order
            if not password:
                return None
            lines = ["Type another password, or Enter for none."]

    def _confirmed(self, audience: Audience) -> Asking[bool]:
        """Tell what is blank, and what to think of; a copy for the family is asked for again."""
        try:
            lacks = self.services.missing(self.session.record)
            cautions = self.services.cautions(self.session.record, audience.id)
        except UserError as error:
            self.say_all(error.lines())
            return False
        if lacks:
            self.say("Still blank. It can be written all the same:")
            self.say_all(sentence_of(spoken(what)) for what in lacks)
        if not cautions:
            return True
        self.say("Before you hand it on:")
        self.say_all(sentence_of(spoken(one)) for one in cautions)
        if audience is not FAMILY:
            return True
        asked = ["A copy in the wrong hands can put the child in danger. Write it?"]
        return (yield from self.choose(asked, YES_NO, "takes no")) == "yes"

    def _write(self, order: ExportOrder, folder: Path) -> None:
        try:
            done = self.services.export(self.session.record, order, folder)
        except UserError as error:
            self.say("It was not written.")
            self.say_all(error.lines())
            return
        self.say_all(_written(done, order))


def _written(done: Exported, order: ExportOrder) -> Iterator[str]:
    yield "Written:"
    yield from (clean_line(str(path.absolute())) for path in done.written)
    yield read_by(len(done.written), order)
    if not done.noted:
        yield NOT_NOTED
    for refused in done.refused:
        yield "Not done:"
        yield from refused.lines()
