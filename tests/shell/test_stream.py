"""A stream of cases, one a line: one answer a line, in order, with constant memory."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.shell.command import CASE, run

LINE = json.dumps(CASE).encode()
OTHER = json.dumps({**CASE, "framework": "llr"}).encode()


def answers(stdout: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in stdout.splitlines()]


def kinds(stdout: bytes) -> list[object]:
    return [
        answer["line"] if "errors" in answer else answer["framework"]["id"]  # type: ignore[index]
        for answer in answers(stdout)
    ]


STREAM = b"\n".join(
    [LINE, b"not json", b"", OTHER, b'{"format": 1, "framework": "x"}', b"\xff", LINE, b"[]"]
)
IN_ORDER = ["telford", 2, "llr", 5, 6, "telford", 8]


def test_a_bad_line_gives_its_errors_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(STREAM)
    done = run("assess", str(file))
    assert done.returncode == 2
    assert kinds(done.stdout) == IN_ORDER
    bad = answers(done.stdout)[3]["errors"]
    assert bad[0]["key"] == "framework"  # type: ignore[index]
    assert bad[0]["code"] == "unknown-framework"  # type: ignore[index]


def test_a_good_stream_ends_well(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(LINE + b"\r\n" + OTHER)
    done = run("assess", str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert kinds(done.stdout) == ["telford", "llr"]


def test_an_empty_stream_is_no_answer_and_no_error(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"")
    done = run("assess", str(file))
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_same_stream_through_standard_input() -> None:
    done = run("assess", "-", stdin=STREAM)
    assert done.returncode == 2
    assert kinds(done.stdout) == IN_ORDER


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"not json\n" + LINE + b"\n" + OTHER, [1, "telford", "llr"]),
        (LINE + b"\n\n" + OTHER, ["telford", "llr"]),
        (b"\n" + LINE + b"\n" + OTHER, ["telford", "llr"]),
        (b"\xef\xbb\xbf" + LINE + b"\n" + OTHER, ["telford", "llr"]),
    ],
    ids=["first line bad", "second line blank", "first line blank", "byte order mark"],
)
def test_a_stream_through_standard_input_that_begins_oddly(
    stream: bytes, expected: list[object]
) -> None:
    assert kinds(run("assess", "-", stdin=stream).stdout) == expected


def test_a_line_that_is_too_long_is_one_bad_line(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b'"' + b"a" * 12_000_000 + b'"\n' + LINE)
    done = run("assess", str(file))
    assert kinds(done.stdout) == [1, "telford"]


def peak_memory(lines: Iterable[bytes]) -> tuple[int, int]:
    """Return the answers' number and the peak memory in kilobytes."""
    # measured on the way out, whatever ends the process
    script = "import atexit, resource, sys\n" + (
        "atexit.register(lambda: sys.stderr.write(str("
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)))\n"
        "from csescreen.__main__ import main\nmain()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, "assess", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ},
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    into = process.stdin

    def feed() -> None:
        with into:
            for line in lines:
                into.write(line + b"\n")

    feeder = threading.Thread(target=feed)
    feeder.start()
    count = sum(1 for _ in process.stdout)
    feeder.join()
    said = process.stderr.read()
    assert process.wait() == 2, "some of the lines are no cases"
    return count, int(said.splitlines()[-1])


def cases(count: int) -> Iterator[bytes]:
    """Yield so many lines: a quarter are cases, which take longer than what is refused."""
    return (LINE if number % 4 == 0 else b"[]" for number in range(count))


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory as Unix does")
def test_memory_stays_constant_over_20000_lines() -> None:
    some, before = peak_memory(cases(200))
    many, after = peak_memory(cases(20_000))
    assert (some, many) == (200, 20_000)
    assert after < before + 8_000, "not even half a kilobyte stays of each line"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_not_blamed_on_the_case_file(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes((LINE + b"\n") * 20)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "csescreen", "assess", str(file)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1, "it could not be done; the input is right"
    assert b"cases.jsonl cannot be read" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_not_blamed_on_the_case_file(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes((LINE + b"\n") * 500)
    process = subprocess.Popen(
        [sys.executable, "-m", "csescreen", "assess", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert b"cannot be read" not in process.stderr.read()
    process.wait()
    process.stderr.close()
