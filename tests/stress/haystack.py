"""Needles, and where to look for them: files, what a terminal was sent, a process's memory.

All planted texts of a run share one mark that stands nowhere else, so that one search in each
spelling finds any of them. Keys, passphrases and codes are needles by themselves. The spellings are
those in which programs hold and write text: UTF-8, UTF-16 in both orders, UTF-32 as Python has it
in memory, and hexadecimal and base64 of these, base64 at each of its three alignments.
"""

import base64
import ctypes
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.stress.native import compiler

ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
_CHUNK: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """One place in which a needle was found."""

    where: str
    needle: str
    spelling: str


class Needles:
    """What is searched for, by name, each in every spelling."""

    def __init__(self, texts: Mapping[str, str], raw: Mapping[str, bytes]) -> None:
        spelled: dict[bytes, tuple[str, str]] = {}
        for name, text in texts.items():
            for encoding in ENCODINGS:
                for spelling, found in _spelled(text.encode(encoding)):
                    spelled.setdefault(found, (name, f"{encoding}{spelling}"))
        for name, content in raw.items():
            for spelling, found in _spelled(content):
                spelled.setdefault(found, (name, f"bytes{spelling}"))
        self._spelled = spelled
        self._longest = max(map(len, spelled))
        self._search = _searcher(tuple(spelled))

    def __len__(self) -> int:
        return len(self._spelled)

    def within(self, content: bytes, where: str) -> Iterator[Found]:
        """Find the needles in some bytes."""
        for hit in self._search(content):
            yield Found(where, *self._spelled[hit])

    def in_files(self, folder: Path, excepted: Iterable[Path] = ()) -> Iterator[Found]:
        """Find the needles in the names and contents of all files, but the excepted ones."""
        left_out = {path.resolve() for path in excepted}
        for path in folder.rglob("*"):
            if path.resolve() in left_out:
                continue
            yield from self.within(str(path.relative_to(folder)).encode(), f"the name of {path}")
            if path.is_file():
                for part in _parts(path, self._longest):
                    yield from self.within(part, str(path.relative_to(folder)))

    def in_memory(self, pid: int) -> tuple[set[Found], int]:
        """Find the needles in all that a process may read of its memory; return the bytes, too."""
        found: set[Found] = set()
        looked_at = 0
        maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            for line in maps:
                addresses, rights, *_rest = line.split()
                if not rights.startswith("r") or line.endswith("[vvar]"):
                    continue
                start, end = (int(part, 16) for part in addresses.split("-"))
                name = line.split(None, 5)[5] if line.count("/") else "memory"
                for at in range(start, end, _CHUNK):
                    size = min(_CHUNK + self._longest, end - at)
                    with suppress(OSError, ValueError, OverflowError):
                        memory.seek(at)
                        content = memory.read(size)
                        looked_at += min(len(content), _CHUNK)
                        found.update(self.within(content, f"memory ({Path(name).name})"))
        return found, looked_at


def _parts(path: Path, overlap: int) -> Iterator[bytes]:
    with suppress(OSError), path.open("rb") as file:
        before = b""
        while part := file.read(_CHUNK):
            yield before + part
            before = part[-overlap:]


def _spelled(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", content
    yield " in hex", content.hex().encode()
    yield " in HEX", content.hex().upper().encode()
    for shift in range(3):
        # the first and the last letters also spell what stands before and after
        whole = base64.b64encode(bytes(shift) + content)
        first = (shift * 8 + 5) // 6
        last = (shift + len(content)) * 8 // 6
        yield f" in base64 from {shift}", whole[first:last]
        yield f" in base64 for addresses from {shift}", whole[first:last].translate(_URL)


_URL: Final = bytes.maketrans(b"+/", b"-_")


def _searcher(patterns: tuple[bytes, ...]) -> Callable[[bytes], list[bytes]]:
    """Return what finds the patterns: in one pass where there is a compiler, else in many."""
    library = _library()
    if library is None:
        return lambda content: [pattern for pattern in patterns if pattern in content]
    count = len(patterns)
    texts = (ctypes.c_char_p * count)(*patterns)
    sizes = (ctypes.c_size_t * count)(*map(len, patterns))

    def search(content: bytes) -> list[bytes]:
        hits = ctypes.create_string_buffer(count)
        library.search(content, ctypes.c_size_t(len(content)), texts, sizes, count, hits)
        return [pattern for pattern, hit in zip(patterns, hits.raw, strict=True) if hit]

    return search


@cache
def _library() -> Any:
    found = compiler()
    if found is None:
        return None
    source = Path(__file__).with_name("search.c")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "search.so"
        subprocess.run([found, "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
        return ctypes.CDLL(str(library))
