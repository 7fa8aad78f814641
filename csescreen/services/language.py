"""Words that blame children or hide who does harm: told as a text is written, never changed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from csescreen.core.language import Expressions, Found, Reconsidered, to_reconsider
from csescreen.services.store import StoreServices


def _no_words() -> Reconsidered:
    """Stand in where no words are known."""
    return Reconsidered(Expressions())


@dataclass(kw_only=True)
class LanguageServices(StoreServices):
    """Which words of a text to reconsider."""

    words_to_reconsider: Callable[[], Reconsidered] = _no_words
    """Our words, with the user's own file; it is read when first asked for."""
    _reconsidered: Reconsidered | None = field(default=None, init=False)

    @property
    def reconsidered(self) -> Reconsidered:
        """The words to reconsider, and what is to be told of the user's own file."""
        if self._reconsidered is None:
            self._reconsidered = self.words_to_reconsider()
        return self._reconsidered

    def to_reconsider(self, text: str) -> tuple[Found, ...]:
        """Return the expressions in a text that blame a child or hide who does harm.

        Never ask it of the child's own words: they stay as the child said them.
        """
        return to_reconsider(text, self.reconsidered.expressions)
