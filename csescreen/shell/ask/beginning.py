"""How it begins: going on with a screening on file, or a new one with its reference and tools."""

from collections.abc import Callable
from typing import Final

from csescreen.clashing import ClashError
from csescreen.core.call import call_of, is_under_way
from csescreen.core.framework import Framework
from csescreen.core.ports import Record, RecordLine
from csescreen.core.reading import short_names
from csescreen.core.references import suggested_reference
from csescreen.core.text import clean_line
from csescreen.core.words import listed, since_words
from csescreen.errors import UserError
from csescreen.services import Services
from csescreen.shell.ask.aloud import sentence_of, spoken
from csescreen.shell.ask.handing_on import Exporting
from csescreen.shell.ask.route import Spot, is_answered, is_asked
from csescreen.shell.ask.session import Keeper, Session
from csescreen.shell.ask.talk import YES_NO, Asking, Turn
from csescreen.shell.ask.words import choice_in, numbered, numbers_in
from csescreen.shell.store import SHORTEST_KEY

NOT_ENDED: Final = (
    "It is a call that was not ended. Type call to hear what was said. You can go on here; the app "
    "ends it."
)


class Beginning(Exporting):
    """The part of the conversation that opens a screening."""

    is_new = False
    """Whether the screening was begun here and now."""

    def __init__(self, services: Services, keeper: Keeper, wanted: str = "") -> None:
        """Take the reference that is wanted, if there is one."""
        super().__init__(services)
        self._keeper = keeper
        self._wanted = clean_line(wanted).strip()

    def begin(self) -> Asking[None]:
        """Open a screening; at the end there is a session, and a place to go on at."""
        lines = self.services.open_store.lines()
        if not self._wanted:
            self.say("csescreen, line by line. Type help at any time, and quit to leave.")
        while not self.is_open:
            try:
                yield from self._open_one(lines)
            except Turn as turn:
                if turn.typed.word != "back":
                    raise
                self._wanted = ""
                self.say("Back at the beginning.")
        self.at = self._first()
        self._greet()

    def _open_one(self, lines: list[RecordLine]) -> Asking[None]:
        """Open what is on file, or a new screening; where what is chosen cannot be, it is said."""
        wanted = self._wanted
        line = yield from (self._named(wanted, lines) if wanted else self._chosen(lines))
        if line is not None:
            self._open(line)
            return
        record = yield from self._new(lines)
        self.is_new = True
        self.opened(Session(self.services, record, self._keeper, self.say))
        self.session.begin()

    def _open(self, line: RecordLine) -> None:
        """Open what is on file, or say why that cannot be; one asked for by name must open."""
        try:
            record = self.services.open_store.read(line.key)
            self.opened(Session(self.services, record, self._keeper, self.say))
        except UserError as error:
            if self._wanted:  # a script's next lines are meant for this one alone
                raise
            self.say_all(error.lines())

    # -- what is on file ----------------------------------------------------------------------

    def _named(self, wanted: str, lines: list[RecordLine]) -> Asking[RecordLine | None]:
        """Return the screening with the reference, or None where a new one is wanted."""
        found = [line for line in lines if clean_line(line.reference).strip() == wanted]
        if not found and len(wanted) >= SHORTEST_KEY:
            found = [line for line in lines if line.key.startswith(wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            self.say(f"{len(found)} screenings have this reference.")
            return (yield from self._chosen(found))
        asked = [f"There is no screening with the reference {wanted}. Begin one?"]
        chosen = yield from self.choose(asked, YES_NO, "takes no")
        if chosen == "yes":
            return None
        self._wanted = ""
        return (yield from self._chosen(lines))

    def _chosen(self, lines: list[RecordLine]) -> Asking[RecordLine | None]:
        """Ask which of the screenings to go on with; None for a new one."""
        if not lines:
            return None
        left = self.services.open_store.left_open()
        lines = sorted(lines, key=lambda line: line.key != (left.key if left else ""))
        names = [self._line(line, left.key if left else "") for line in lines]
        said = ["Screenings on file, the last changed first:"]
        chosen = yield from self.pick(said, names, "goes on with it", "begins a new one")
        return None if chosen is None else lines[chosen]

    def _line(self, line: RecordLine, left: str) -> str:
        """Return what is said of a screening on file; no name."""
        reference = clean_line(line.reference).strip() or "No reference"
        changed = spoken(since_words(line.updated_at, self.services.now()))
        was_open = ", open when csescreen last ended" if line.key == left else ""
        under = spoken(listed(map(self._short_name, line.frameworks)))
        return f"{reference}, under {under}, changed {changed}{was_open}."

    def _short_name(self, framework: str) -> str:
        on_file = {one.id: one for one in self.services.offered()}
        return short_names([on_file[framework]])[framework] if framework in on_file else framework

    # -- a new one ----------------------------------------------------------------------------

    def _new(self, lines: list[RecordLine]) -> Asking[Record]:
        taken = {clean_line(line.reference).strip().casefold() for line in lines}
        reference = self._wanted
        while not reference:
            suggested = suggested_reference(taken, self.services.now())
            said = ["A new screening. Give it your case number, not the child's name."]
            said += ["Type back to hear what is on file."] if lines else []
            prompt = f"Reference, Enter takes {suggested}:"
            reference = (yield from self.ask(said, prompt, free=True)) or suggested
            if reference.casefold() in taken:
                asked = [f"{reference} is on file already. Begin another one with this reference?"]
                if (yield from self.choose(asked, YES_NO, "takes no")) != "yes":
                    reference = ""
        frameworks = yield from self._frameworks()
        return self.services.new_record(frameworks, reference)

    def _frameworks(self) -> Asking[tuple[str, ...]]:
        self.say_all(map(clean_line, self.services.shelf.told()))
        offered = self.services.offered()
        if not offered:
            raise UserError(
                "No framework is on file, so no screening can begin.",
                do_next="`csescreen framework list` says why.",
            )
        ids = [one.id for one in offered]
        usual = self.services.settings.default_framework
        usual = usual if usual in ids else ""
        return (yield from self.which_frameworks(offered, (usual,) if usual else (), self._refused))

    def which_frameworks(
        self,
        offered: list[Framework],
        usual: tuple[str, ...],
        refused: Callable[[tuple[str, ...]], str],
    ) -> Asking[tuple[str, ...]]:
        """Ask for one framework or several; ``usual`` are taken by Enter alone."""
        ids = [one.id for one in offered]
        names = [_about(one) for one in offered]
        if len(offered) > 1:
            names.append("I do not know the authority: read under all of them.")
        said = ["Which authority's framework?", *numbered(names)]
        if len(offered) > 1:
            said.append("A child who is placed in another area has two: type both numbers.")
        taken = " and ".join(spoken(one.name) for one in offered if one.id in usual)
        prompt = f"A number{f', Enter takes {taken}' if usual else ''}:"
        while True:
            text = yield from self.ask(said, prompt)
            numbers = numbers_in(text, len(names))
            named = choice_in(text, {one.id: spoken(one.name) for one in offered})
            if not text and usual:
                chosen = usual
            elif named and numbers is None:
                chosen = (named,)
            elif numbers is None:
                self.say(f"Type a number from 1 to {len(names)}.")
                continue
            elif len(ids) + 1 in numbers:
                chosen = tuple(ids)
            else:
                chosen = tuple(ids[number - 1] for number in numbers)
            problem = refused(chosen)
            if not problem:
                return chosen
            self.say(problem)

    def _refused(self, chosen: tuple[str, ...]) -> str:
        try:
            self.services.together(chosen)
        except ClashError as error:
            return "\n".join(error.lines())
        return ""

    # -- where to go on -----------------------------------------------------------------------

    def _first(self) -> Spot:
        """Return where to go on: where it was left, else at the first that is open."""
        left = self.services.open_store.left_open()
        if left is not None and left.key == self.session.record.key:
            found = self.route.spot_at(left.step)
            if found is not None:
                return found
        return self.first_open([*self.route.spots])

    def first_open(self, spots: list[Spot]) -> Spot:
        """Return the first of the places that is asked and has no answer, or the first."""
        situation = self.situation
        open_ones = (
            spot
            for spot in spots
            if is_asked(situation, spot) and not is_answered(self.route, situation, spot)
        )
        return next(open_ones, spots[0])

    def _greet(self) -> None:
        reference = clean_line(self.screening.reference).strip() or "This screening"
        under = spoken(self.framework.name)
        if self.is_new:
            self.say(f"{reference} is begun, under {under}.")
            if self.session.saved is not None:
                self.say("It is saved after each line.")
            self.say("A question mark explains a question, help says the rest.")
        else:
            at = spoken(since_words(self.session.record.updated_at, self.services.now()))
            self.say(f"{reference}, under {under}. Last saved {at}.")
        self.say_all(self.standing())
        if not self.is_new and self.services.newer(self.session.record) is not None:
            self.say("Another version of the framework is on file. This stays under its own.")
        if call_of(self.screening) is not None:
            begun = "It began as a call. Type call to hear what was said."
            self.say(NOT_ENDED if is_under_way(self.screening) else begun)


def _about(framework: Framework) -> str:
    names = [level.name for level in framework.levels]
    levels = f"levels {names[0]} to {names[-1]}" if names else "names no levels"
    return sentence_of(spoken(f"{framework.name}, {levels}"))
