"""The write-ahead log of an encrypted database: which of its frames are whole, and which count.

A frame is a page with a header: the page's number, the size of the database after a commit (0 in
the midst of one), two salts that all frames of one turn of the log share, and a running checksum.
SQLite reads up to the first frame that does not fit and drops what follows without a word. After
a power cut that is the commit that was under way; anywhere else it is damage, and what follows
was acknowledged.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from csescreen.store.pages import PAGE, PageCipher

_HEADER: Final = struct.Struct(">8I")
_FRAME: Final = struct.Struct(">6I")
_MAGIC: Final = (0x377F0682, 0x377F0683)
_STEP: Final = _FRAME.size + PAGE
_WORD: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole frame. ``size`` is the database's after a commit, in pages; 0 within one."""

    number: int
    size: int
    page: bytes


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds: stretches of frames without a gap, the first as SQLite would read it.

    ``damaged`` says that frames were lost before others that count.
    """

    stretches: tuple[tuple[Frame, ...], ...] = ()
    damaged: bool = False

    @property
    def frames(self) -> int:
        """How many frames are whole."""
        return sum(map(len, self.stretches))


def read_log(path: Path, cipher: PageCipher) -> Log:
    """Return the log beside a database; an empty one where there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Log()
    if len(raw) < _HEADER.size + _STEP:
        return Log()
    header = _HEADER.unpack_from(raw)
    order = "<" if header[0] == _MAGIC[0] else ">"
    seed = _checksum(order, raw[:24], (0, 0))
    whole_header = header[0] in _MAGIC and seed == header[6:8]
    turn = header[4:6] if whole_header else _first_turn(raw, cipher)
    running: tuple[int, ...] | None = seed if whole_header else None
    stretches: list[list[Frame]] = [[]] if whole_header else [[], []]
    for at in range(_HEADER.size, len(raw) - _STEP + 1, _STEP):
        head = _FRAME.unpack_from(raw, at)
        page = raw[at + _FRAME.size : at + _STEP]
        fits = head[2:4] == turn and cipher.is_authentic(head[0], page)
        if fits and running is not None:
            sums = _checksum(order, raw[at : at + 8], running)
            fits = _checksum(order, page, sums) == head[4:6]
        # after a gap the frame's own sum is taken on trust: its page is authentic
        running = head[4:6] if fits else None
        if fits:
            stretches[-1].append(Frame(head[0], head[1], page))
        elif stretches[-1] or len(stretches) == 1:
            stretches.append([])
    if not stretches[-1] and len(stretches) > 1:
        stretches.pop()
    return _log(stretches)


def _log(stretches: list[list[Frame]]) -> Log:
    first, *later = stretches
    if not later:
        return Log((_committed(first),))
    # What follows a gap was acknowledged if a commit ended there and another began after it:
    # one is on disk before the next begins.
    after = [frame for stretch in later for frame in stretch]
    ended = next((at for at, frame in enumerate(after) if frame.size), len(after))
    *between, last = later
    kept = (_committed(first), *map(tuple, between), _committed(last))
    return Log(kept, damaged=ended + 1 < len(after))


def _committed(frames: list[Frame]) -> tuple[Frame, ...]:
    """Return the frames up to the last commit."""
    last = next((at for at in range(len(frames), 0, -1) if frames[at - 1].size), 0)
    return tuple(frames[:last])


def _first_turn(raw: bytes, cipher: PageCipher) -> tuple[int, ...]:
    """Return the salts of the first frame that is authentic: the newest turn begins the log."""
    for at in range(_HEADER.size, len(raw) - _STEP + 1, _STEP):
        head = _FRAME.unpack_from(raw, at)
        if cipher.is_authentic(head[0], raw[at + _FRAME.size : at + _STEP]):
            return head[2:4]
    return ()


def _checksum(order: str, data: bytes, seed: tuple[int, ...]) -> tuple[int, int]:
    first, second = seed
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for even, odd in zip(words, words, strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second
