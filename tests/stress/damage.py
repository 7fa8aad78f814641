"""What happens to files: flipped bits, lost and foreign sectors, cuts, swapped and stale pages."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

SECTOR: Final = 512
PAGE: Final = 4096

Damage = Callable[[Random, bytearray, bytes], None]
"""Spoil the first bytes; the other ones are an older copy of the same file."""


def _flip(random: Random, content: bytearray, _older: bytes) -> None:
    for _ in range(random.choice((1, 1, 1, 2, 8, 64))):
        bit = random.randrange(len(content) * 8)
        content[bit // 8] ^= 1 << bit % 8


def _block(random: Random, content: bytearray) -> slice:
    size = random.choice((SECTOR, PAGE))
    start = random.randrange(0, max(len(content) - size, 0) + 1, size)
    return slice(start, min(start + size * random.choice((1, 1, 2, 7)), len(content)))


def _zero(random: Random, content: bytearray, _older: bytes) -> None:
    block = _block(random, content)
    content[block] = bytes(block.stop - block.start)


def _garbage(random: Random, content: bytearray, _older: bytes) -> None:
    block = _block(random, content)
    content[block] = random.randbytes(block.stop - block.start)


def _cut(random: Random, content: bytearray, _older: bytes) -> None:
    del content[_edge(random, len(content)) :]


def _edge(random: Random, length: int) -> int:
    at = random.randrange(length)
    return random.choice((at, at // SECTOR * SECTOR, at // PAGE * PAGE))


def _append(random: Random, content: bytearray, _older: bytes) -> None:
    content += random.choice((random.randbytes(PAGE), bytes(PAGE), random.randbytes(77)))


def _pages(random: Random, content: bytearray) -> tuple[slice, slice]:
    count = max(len(content) // PAGE, 1)
    one, other = random.randrange(count) * PAGE, random.randrange(count) * PAGE
    return slice(one, one + PAGE), slice(other, other + PAGE)


def _swap(random: Random, content: bytearray, _older: bytes) -> None:
    one, other = _pages(random, content)
    content[one], content[other] = content[other], content[one]


def _duplicate(random: Random, content: bytearray, _older: bytes) -> None:
    one, other = _pages(random, content)
    content[one] = content[other]


def _insert(random: Random, content: bytearray, _older: bytes) -> None:
    one, other = _pages(random, content)
    content[one.start : one.start] = content[other]


def _remove(random: Random, content: bytearray, _older: bytes) -> None:
    del content[_pages(random, content)[0]]


def _stale(random: Random, content: bytearray, older: bytes) -> None:
    """Pages of an older copy in the place of newer ones: each is whole by itself."""
    pages = min(len(older), len(content)) // PAGE
    for _ in range(random.choice((1, 1, 2, 5))):
        start = random.randrange(max(pages, 1)) * PAGE
        content[start : start + PAGE] = older[start : start + PAGE]


DAMAGES: Final[Mapping[str, Damage]] = {
    "flipped bits": _flip,
    "zeroed": _zero,
    "garbage": _garbage,
    "cut": _cut,
    "appended": _append,
    "swapped pages": _swap,
    "a page twice": _duplicate,
    "a page put between": _insert,
    "a page taken out": _remove,
    "stale pages": _stale,
}
