"""The frameworks on file, and the very versions of them that a screening is read under."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from csescreen import pinned
from csescreen.clashing import refuse_clashes
from csescreen.core.framework import Framework, FrameworkFile, Indicator
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.search import SignFinder, finder
from csescreen.core.speech import PLAIN, Everyday
from csescreen.errors import UserError
from csescreen.services.store import StoreServices

Rebuild = Callable[[Sequence[FrameworkFile]], Framework | None]


def _cannot_rebuild(files: Sequence[FrameworkFile]) -> Framework | None:
    """Stand in where no store keeps files."""
    return None


def _plain_words() -> Everyday:
    """Stand in where no everyday words are known."""
    return PLAIN


class Shelf(pinned.Shelf, Protocol):
    """The frameworks on file, as they are offered."""

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all frameworks, in the order in which they are offered."""
        ...

    def told(self) -> tuple[str, ...]:
        """Return what is to be told of framework files that are not offered."""
        ...


@dataclass(kw_only=True)
class FrameworkServices(StoreServices):
    """Which frameworks there are, and which versions of them a screening is read under."""

    shelf: Shelf
    rebuild: Rebuild = _cannot_rebuild
    """How to make a framework of the files that the store kept."""
    everyday_words: Callable[[], Everyday] = _plain_words
    """How people speak of signs; read when signs are first looked for."""
    _with_contacts: dict[FrameworkPin, tuple[Mapping[str, str], Framework]] = field(
        default_factory=dict
    )
    _versions: pinned.Versions = field(init=False)

    def __post_init__(self) -> None:
        """Find versions on the shelf and in the store."""
        self._versions = pinned.Versions(self.shelf, self.rebuild)

    def framework(self, framework_id: str) -> Framework:
        """Return the framework on file now, with the authority's own contacts filled in."""
        return self._filled(self.shelf.get(framework_id))

    def offered(self) -> list[Framework]:
        """Return the frameworks on file that can be used, in their order.

        One damaged file must not keep the others away; opening a screening of it says what is
        wrong.
        """
        found = []
        for framework_id in self.shelf.ids():
            with suppress(UserError):
                found.append(self.shelf.get(framework_id))
        return found

    def frameworks_of(self, record: Record) -> tuple[Framework, ...]:
        """Return the very version of each framework that the record was made with, no other.

        Raises `VersionMissingError` where one is neither on file nor in the store.
        """
        return tuple(self._filled(self._versions.find(pin, self.store)) for pin in record.pins)

    def together(
        self,
        ids: Iterable[str],
        record: Record | None = None,
        earlier: Iterable[FrameworkPin] = (),
    ) -> tuple[Framework, ...]:
        """Return the frameworks under which a screening is to be read, new or on record.

        Those on record, and ``earlier`` ones that come back, keep their version. Raises
        `ClashError` where they cannot be read together. What is on record already stays readable,
        whatever it was read under.
        """
        known = {pin.id: pin for pin in (*earlier, *(record.pins if record else ()))}
        wanted = tuple(ids)
        frameworks = tuple(
            self._filled(self._versions.find(known[one], self.store))
            if one in known
            else self.framework(one)
            for one in wanted
        )
        if not {pin.id for pin in (record.pins if record else ())} >= {*wanted}:
            refuse_clashes(frameworks)
        return frameworks

    def find_signs(self, framework: Framework, words: str) -> list[Indicator]:
        """Return the signs that the words may mean, the likeliest first; all for no words."""
        return self.finder(framework).find(words)

    def signs_said(self, framework: Framework, words: str) -> list[Indicator]:
        """Return the signs that the words may mean, the likeliest first; none for no words."""
        return self.finder(framework).said(words)

    def is_sure(self, framework: Framework, words: str) -> bool:
        """Return whether the first of the signs was said in so many words: one key may mark it."""
        return self.finder(framework).is_sure(words)

    def finder(self, framework: Framework) -> SignFinder:
        """Return what finds a framework's signs; made once, so that each search is fast."""
        return finder(tuple(framework.indicators.values()), self.everyday_words())

    def _filled(self, framework: Framework) -> Framework:
        pin, contacts = FrameworkPin.of(framework), self.settings.contacts
        known = self._with_contacts.get(pin)
        if known is None or known[0] is not contacts:
            # the same object for the same contacts: what is worked out per framework is kept by it
            known = contacts, framework.with_contacts(contacts)
            self._with_contacts[pin] = known
        return known[1]
