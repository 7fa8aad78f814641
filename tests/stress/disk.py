"""What a disk may hold after a power cut: the recorded calls, played back as POSIX allows.

What was synced is there. Of what was written since, each sector of 512 bytes is there or not, and
so is each change of a file's length. Names (made, renamed, removed) are there up to any moment
since the folder's last sync, in their order, as a file system's journal keeps them.
"""

import os
import random
import shutil
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

SECTOR: Final = 512
_HEADER: Final = struct.Struct("<c3xiqII")


class Call(NamedTuple):
    """One recorded call. ``what``: Open, Close, Write, Sync, Truncate (t: by name), Rename, Link,
    Unlink, Make and Drop a folder, Komment.
    """

    what: str
    descriptor: int
    number: int
    first: bytes
    second: bytes


def calls(log: bytes) -> list[Call]:
    """Return the calls of a log."""
    found, at = [], 0
    while at < len(log):
        what, descriptor, number, one, two = _HEADER.unpack_from(log, at)
        at += _HEADER.size
        first, second = log[at : at + one], log[at + one : at + one + two]
        at += one + two
        found.append(Call(what.decode(), descriptor, number, first, second))
    return found


@dataclass(slots=True)
class _File:
    """A file's synced content, and what was written or cut since: (offset, data) or a length."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes] | int] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            _apply(self.synced, change)
        self.since.clear()

    def left(self, chance: random.Random) -> bytearray:
        """Return what a power cut may leave of it."""
        if not self.since:
            return self.synced
        data = bytearray(self.synced)
        share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        torn_from = chance.randrange(len(self.since) + 1)  # a disk may also write in order
        in_order = chance.random() < 0.5
        for number, change in enumerate(self.since):
            if in_order:
                share = 1.0 if number < torn_from else 0.5 if number == torn_from else 0.0
            if isinstance(change, int):
                if chance.random() < share:
                    _apply(data, change)
                continue
            offset, written = change
            for start, piece in _sectors(offset, written):
                if share == 1.0 or chance.random() < share:
                    _apply(data, (start, piece))
        longest = self.length()
        if longest > len(data) and chance.random() < 0.3:
            data.extend(bytes(longest - len(data)))  # the length came through, the data did not
        return data

    def length(self) -> int:
        length = len(self.synced)
        for change in self.since:
            length = change if isinstance(change, int) else max(length, sum(map(_end, [change])))
        return length

    def whole(self) -> bytearray:
        data = bytearray(self.synced)
        for change in self.since:
            _apply(data, change)
        return data


def _end(change: tuple[int, bytes]) -> int:
    return change[0] + len(change[1])


def _apply(data: bytearray, change: tuple[int, bytes] | int) -> None:
    if isinstance(change, int):
        if change < len(data):
            del data[change:]
        else:
            data.extend(bytes(change - len(data)))
        return
    offset, written = change
    if offset > len(data):
        data.extend(bytes(offset - len(data)))
    data[offset : offset + len(written)] = written


def _sectors(offset: int, written: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(written):
        step = min(SECTOR - (offset + at) % SECTOR, len(written) - at)
        yield offset + at, written[at : at + step]
        at += step


_FOLDER: Final = -1
Names = dict[str, int]
"""The number of each file by its path; a folder has none of its own."""


class Disk:
    """The disk under one folder: follows the calls, and can be cut off after any of them.

    ``before`` are the folders in it that were there when the record began.
    """

    def __init__(self, root: Path, before: Iterable[Path] = ()) -> None:
        self._root = str(root)
        self._files: list[_File] = []
        self._names: Names = dict.fromkeys(map(str, before), _FOLDER)
        """As the running program sees them."""
        self._durable: Names = dict(self._names)
        self._since: list[Call] = []
        """The changes of names since, in their order."""
        self._open: dict[int, str | int] = {}
        """By descriptor: a file's number, or a folder's path."""

    def follow(self, call: Call) -> None:
        """Take one more call."""
        match call.what:
            case "O":
                self._opened(call)
            case "C":
                self._open.pop(call.descriptor, None)
            case "W":
                self._file(call).since.append((call.number, call.first))
            case "T" | "t":
                self._file(call).since.append(call.number)
            case "S":
                self._synced(self._open[call.descriptor])
            case "R" | "L" | "U" | "M" | "D":
                self._since.append(call)
                _rename(self._names, call)

    def left(self, to: Path, chance: random.Random) -> None:
        """Put what a power cut may leave in the folder ``to``."""
        names = dict(self._durable)
        for call in self._since[: chance.randint(0, len(self._since))]:
            _rename(names, call)
        known: dict[int, bytearray] = {}
        for number in names.values():
            if number != _FOLDER and number not in known:
                known[number] = self._files[number].left(chance)
        self._write(to, names, known)

    def differs(self) -> list[str]:
        """Return in what the folder itself differs from the calls: something escaped the record."""
        found = {
            str(path): path.read_bytes() for path in Path(self._root).rglob("*") if path.is_file()
        }
        known = {
            name: bytes(self._files[number].whole())
            for name, number in self._names.items()
            if number != _FOLDER
        }
        return sorted(n for n in found.keys() | known.keys() if found.get(n) != known.get(n))

    def _opened(self, call: Call) -> None:
        path = os.path.normpath(os.fsdecode(call.first))
        number = self._names.get(path)
        if call.number & os.O_DIRECTORY:
            self._open[call.descriptor] = path
            return
        if number is None:
            number = len(self._files)
            self._files.append(_File())
            made = Call("N", -1, number, os.fsencode(path), b"")
            self._since.append(made)
            _rename(self._names, made)
        self._open[call.descriptor] = number
        if call.number & os.O_TRUNC and call.number & os.O_ACCMODE != os.O_RDONLY:
            self._files[number].since.append(0)

    def _file(self, call: Call) -> _File:
        number = (
            self._names[os.fsdecode(call.first)]
            if call.what == "t"
            else self._open[call.descriptor]
        )
        assert isinstance(number, int)
        return self._files[number]

    def _synced(self, what: str | int) -> None:
        if isinstance(what, int):
            self._files[what].sync()
            return
        # One journal for all folders: what came before is on disk too.
        last = max((n for n, call in enumerate(self._since) if _in(what, call)), default=-1)
        for call in self._since[: last + 1]:
            _rename(self._durable, call)
        del self._since[: last + 1]

    def _write(self, to: Path, names: Names, known: dict[int, bytearray]) -> None:
        if to.exists():
            shutil.rmtree(to)
        to.mkdir(parents=True)
        for name, number in sorted(names.items()):
            path = to / os.path.relpath(name, self._root)
            if number == _FOLDER:
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
                continue
            with open(path, "wb", opener=_private) as file:
                file.write(known[number])


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _in(folder: str, call: Call) -> bool:
    return folder in {os.path.dirname(os.fsdecode(path)) for path in (call.first, call.second)}  # noqa: PTH120


def _rename(names: Names, call: Call) -> None:
    """Do one change of names: New file, Rename, Link, Unlink, Make or Drop a folder."""
    one, two = os.fsdecode(call.first), os.fsdecode(call.second)
    match call.what:
        case "N":
            names[one] = call.number
        case "M":
            names[one] = _FOLDER
        case "U" | "D":
            names.pop(one, None)
        case "L":
            names[two] = names[one]
        case "R":
            for name in [n for n in names if n == one or n.startswith(one + "/")]:
                names[two + name[len(one) :]] = names.pop(name)
