"""Which frameworks the screening is read under, and asking what they ask."""

from csescreen.core.answers import read_under
from csescreen.core.framework import Framework
from csescreen.core.reading import asked_by, no_longer_asked
from csescreen.core.words import counted, listed
from csescreen.errors import UserError
from csescreen.screens.answering import Answering
from csescreen.screens.modals.frameworks import FrameworksScreen
from csescreen.screens.offered import offered


class Placing(Answering):
    """The part of the workspace that adds a framework, or takes one away."""

    def action_frameworks(self) -> None:
        """Ask which frameworks apply; every answer stays."""
        self.gather()
        used = tuple(one.id for one in self.current.reading.frameworks)

        def keep(chosen: tuple[str, ...] | None) -> None:
            if chosen and chosen != used:
                kept = self._kept(chosen)
                self.change(lambda screening: read_under(screening, chosen))
                self.say(kept or f"Read under: {self.current.framework.name}.")

        on_file = {one.id for one in offered(self.services)}
        available = self._available()
        gone = available.keys() - on_file
        screen = FrameworksScreen(
            list(available.values()), used, self._comes_to, self._refused, gone
        )
        self.app.push_screen(screen, keep)

    def _refused(self, chosen: tuple[str, ...]) -> str:
        """Return why the screening cannot be read under these frameworks; "" where it can."""
        try:
            self.services.together(chosen, self.record, self.own_pins)
        except UserError as error:
            return " ".join(error.lines())
        return ""

    def _available(self) -> dict[str, Framework]:
        """Return what may be marked, by id: what is on file, and before it the record's own.

        A framework that is not on file any more has to be listed as well, to be taken away.
        """
        on_file = {one.id: one for one in offered(self.services)}
        return on_file | self.own_versions

    def _comes_to(self, chosen: tuple[str, ...]) -> str:
        """Return what reading the screening under these frameworks means."""
        if not chosen:
            return ""
        several = (
            "Each authority's level stands by itself; the actions are put together, the sooner "
            "and the stricter first."
        )
        return self._kept(chosen) or (several if len(chosen) > 1 else "")

    def _kept(self, chosen: tuple[str, ...]) -> str:
        """Return what stays stored though none of these frameworks asks for it; "" for nothing."""
        available = self._available()
        after = asked_by(tuple(available[one] for one in chosen))
        screening = self.current.screening
        unasked = len(no_longer_asked(screening, self.current.framework, after))
        gone = {one.id for one in self.current.reading.frameworks} - set(chosen)
        levels = [*screening.judged_levels]
        levels += [level for answer in screening.signs.values() for level in answer.grades]
        alone = screening.frameworks[0] if len(screening.frameworks) == 1 else None
        weights = [weight for answer in screening.signs.values() for weight in answer.weights]
        own = sum((level.framework or alone) in gone for level in levels)
        amended = sum((weight.framework or alone) in gone for weight in weights)
        parts = [counted(unasked, "answer")] if unasked else []
        parts += [counted(own, "level") + " of your own"] if own else []
        parts += [counted(amended, "weight") + " of your own"] if amended else []
        if not parts:
            return ""
        return f"Kept in the store, but not asked or shown: {listed(parts)}."
