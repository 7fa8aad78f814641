"""The word that was probably meant by one that nobody knows: a letter more, less, other, swapped.

Every known word is filed under itself and under what is left of it without any one letter. A
misspelt word looks under the same, so that only a handful of words is ever compared.
"""

from collections.abc import Iterable, Iterator

_SHORTEST = 4
"""Of shorter words too many are alike."""
_SHORTEST_OF_TWO = 7
"""From this length on there may be a letter too many and another one missing."""


class KnownSpellings:
    """Words as they are spelt."""

    def __init__(self, words: Iterable[str]) -> None:
        """File the words."""
        self._filed: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) >= _SHORTEST and word.isalpha():
                for left in {word, *_without_a_letter(word)}:
                    self._filed.setdefault(left, []).append(word)

    def meant(self, word: str) -> str | None:
        """Return the nearest known word, the first of several in the alphabet, or None."""
        if len(word) < _SHORTEST or not word.isalpha():
            return None
        near = {
            known
            for left in (word, *_without_a_letter(word))
            for known in self._filed.get(left, ())
        }
        allowed = 1 if len(word) < _SHORTEST_OF_TWO else 2
        found = min(((distance(word, known), known) for known in near), default=None)
        return found[1] if found and found[0] <= allowed else None


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with their neighbour."""
    earlier: list[int] = []
    before: list[int] = [*range(len(other) + 1)]
    for number, letter in enumerate(one, 1):
        row: list[int] = [number]
        for at, another in enumerate(other, 1):
            cost = min(before[at] + 1, row[-1] + 1, before[at - 1] + (letter != another))
            if at > 1 and number > 1 and letter + one[number - 2] == other[at - 2] + another:
                cost = min(cost, earlier[at - 2] + 1)
            row.append(cost)
        earlier, before = before, row
    return before[-1]


def _without_a_letter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
