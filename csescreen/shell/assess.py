"""`csescreen assess`: one case file, or a stream of cases, through the core. Stores nothing."""

import io
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from csescreen.bank_holidays import is_bank_holiday
from csescreen.casefile.exported import case_in
from csescreen.casefile.json_text import MAX_BYTES, ParsedJson, parse_json, read_json
from csescreen.casefile.moments import MOMENT_FORM, read_moment
from csescreen.casefile.read import CaseReader
from csescreen.core.assess import assess
from csescreen.core.outcome import Outcome
from csescreen.core.public import outcome_json, union_json
from csescreen.core.reading import read_together
from csescreen.core.screening import Moment, Screening
from csescreen.core.text import clean_line
from csescreen.core.timelimits import london_day
from csescreen.errors import InputError, Problem
from csescreen.frameworks.shelf import FrameworkShelf
from csescreen.shell.reading_text import reading_text


class Assessor:
    """Cases in, answers out, at a fixed time or at each case's own."""

    def __init__(
        self, reader: CaseReader, shelf: FrameworkShelf, as_of: Moment | None, now: datetime
    ) -> None:
        """Keep what every case is read with; ``as_of`` wins over the case's own time."""
        self._reader, self._shelf, self._as_of, self._now = reader, shelf, as_of, now

    def read(self, parsed: ParsedJson, name: str) -> tuple[Screening | None, tuple[Problem, ...]]:
        """Return the screening of a parsed case, or everything that is wrong with it."""
        if parsed.problems:
            return None, parsed.problems
        case = self._reader.read(parsed.data, name)
        if case.screening is not None:
            problem = self._born_later(case.screening, name)
            if problem:
                return None, (problem,)
        return case.screening, case.problems

    def outcomes(self, screening: Screening) -> list[Outcome]:
        """Return the outcome under each framework of the case."""
        as_of = self._as_of or screening.as_of or self._now
        return [
            assess(self._shelf.get(name), screening, as_of, is_bank_holiday)
            for name in screening.frameworks or self._shelf.ids()
        ]

    def _born_later(self, screening: Screening, name: str) -> Problem | None:
        born = screening.child.date_of_birth
        as_of = self._as_of or screening.as_of or self._now
        if born is None or born <= london_day(as_of):
            return None
        what = "The child would be born after the time of the assessment."
        remedy = "Check both dates."
        return Problem(name, "child.date_of_birth", "impossible-date", what, remedy)


def parse_as_of(text: str) -> Moment:
    """Return the time that the user gave; raises `InputError` where there is no such time."""
    try:
        return read_moment(text)
    except ValueError as error:
        raise InputError(f"--as-of cannot be used. {error}.", do_next=MOMENT_FORM) from None


def answer_json(screening: Screening, outcomes: list[Outcome]) -> dict[str, object]:
    """Return the public answer: one outcome, or all of them and their union."""
    if len(screening.frameworks) == 1:
        return outcome_json(outcomes[0])
    return union_json(outcomes)


def dump(data: object, *, indent: int | None = None) -> str:
    """Return JSON that is the same on every machine."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False, indent=indent)


def assess_file(assessor: Assessor, file: Path, output_format: str, out: IO[str]) -> int:
    """Assess the file, or standard input for "-"; return the exit status."""
    if str(file) == "-":
        return _assess_input(assessor, sys.stdin.buffer, output_format, out)
    name = clean_line(file.name)
    try:
        stream = file.open("rb")
    except OSError as error:
        raise InputError(
            f"{name} cannot be read: {error.strerror}.",
            do_next="Give the path of a case file, or - for standard input.",
        ) from None
    with stream:
        if file.suffix == ".jsonl":
            return _assess_lines(assessor, _lines(stream), out)
        return _assess_one(assessor, read_json(stream, name), name, output_format, out)


def _assess_input(assessor: Assessor, stream: BinaryIO, output_format: str, out: IO[str]) -> int:
    """Assess standard input: one case, or one case a line.

    It is read as lines where it is too long for one case, or where it is not one case as a whole
    but one of its lines is.
    """
    name = "standard input"
    start = stream.read(MAX_BYTES + 1)
    whole = parse_json(start, name)
    lines = start.splitlines(keepends=True)
    if len(start) > MAX_BYTES or (whole.problems and any(_is_case(line) for line in lines)):
        return _assess_lines(assessor, _lines(io.BufferedReader(_Chained(start, stream))), out)
    return _assess_one(assessor, whole, name, output_format, out)


def _is_case(line: bytes) -> bool:
    data = parse_json(line, "").data if line.strip() else None
    return isinstance(data, dict) and "format" in data


class _Chained(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = io.BytesIO(start), rest

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next; return how much that was."""
        content = self._start.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def _assess_one(
    assessor: Assessor, parsed: ParsedJson, name: str, output_format: str, out: IO[str]
) -> int:
    found = case_in(parsed)
    screening, problems = assessor.read(found.parsed, name)
    if screening is None:
        problems = found.located(problems)
        raise InputError(
            f"{name} is not a case that can be assessed.",
            problems,
            safe="Nothing was assessed and nothing was stored.",
            do_next="`csescreen schema case` prints what a case file may say.",
        )
    outcomes = assessor.outcomes(screening)
    if output_format == "json":
        out.write(dump(answer_json(screening, outcomes), indent=1) + "\n")
    else:
        out.write(reading_text(read_together(outcomes), screening))
    return 0


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream, each no longer than a case may be."""
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)  # the rest of a line that is refused anyway


def _assess_lines(assessor: Assessor, lines: Iterator[bytes], out: IO[str]) -> int:
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        screening, problems = assessor.read(parse_json(line, ""), "")
        answer: dict[str, Any]
        if screening is None:
            answer = {"line": number, "errors": [problem.as_json() for problem in problems]}
            status = 2
        else:
            answer = answer_json(screening, assessor.outcomes(screening))
        out.write(dump(answer) + "\n")
    if status:
        sys.stderr.write("Some lines are not cases that can be assessed; the others were.\n")
    return status
