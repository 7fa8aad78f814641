"""A framework file from anywhere is refused in little time and memory, without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="measures time as Unix does")
SOUND = (Path(__file__).parent / "sound.toml").read_bytes()
SECONDS = 2.0
"""Of the processor's time, so that other work on the machine does not count."""

FILES = {
    "nested lists, 900 deep": b"a = " + b"[" * 900 + b"]" * 900,
    "nested lists, 100,000 deep": b"a = " + b"[" * 100_000,
    "nested tables, 100,000 deep": b"a = " + b"{a=" * 100_000,
    "nested lists, 60 deep": b"a = " + b"[" * 60 + b"]" * 60,
    "a dotted key, 500 deep": b".".join([b"a"] * 500) + b" = 1",
    "a dotted key, 100,000 deep": b".".join([b"a"] * 100_000) + b" = 1",
    "a table, 500 deep": b"[" + b".".join([b"a"] * 500) + b"]",
    "10 MB": b"#" * 10_000_000,
    "an endless list": b"a = [" + b"1," * 900_000,
    "a long list where names belong": b"grades = [" + b"1," * 900_000 + b"1]",
    "a long list of grades": SOUND + b"\n[[grades]]\nlevel = 1" * 50_000,
    "a hundred thousand keys": b"".join(b"k%d = 1\n" % n for n in range(100_000)),
    "a raw control character": b'id = "a\x1b[2Jb"',
    "a written control character": b'"\\u001b[2J" = 1\nid = "\\u001b[2J"',
    "not UTF-8": b'id = "\xff"',
    "NULs": b"\x00" * 1000,
    "a date": SOUND.replace(b'source_date = "2020"', b"source_date = 2020-01-01"),
    "a time": SOUND.replace(b'source_date = "2020"', b"source_date = 10:00:00"),
    "not a number": SOUND.replace(b"format = 1", b"format = nan"),
    "infinity": SOUND.replace(b"format = 1", b"format = inf"),
    "a huge number": SOUND.replace(b"hours = 24", b"hours = " + b"9" * 4000),
    "a number of 100,000 digits": SOUND.replace(b"hours = 24", b"hours = " + b"9" * 100_000),
    "a number of many hexadecimal digits": SOUND.replace(
        b"hours = 24", b"hours = 0x" + b"f" * 9999
    ),
    "many dotted keys": b"".join(b"a%d" % n + b".b" * 300 + b" = 1\n" for n in range(320)),
    "many unknown signs": SOUND + b"".join(b"despiar%d = '1'\n" % n for n in range(9000)),
    "a long unknown sign": SOUND + b"despiar" * 25_000 + b" = '1'",
    "conditions in a long chain": b"".join(
        b"conditions.c%d = { any = ['c%d'] }\n" % (n, n + 1) for n in range(2000)
    ),
    "empty": b"",
}


def processor_time() -> float:
    """Return the time that the processes started here have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return float(used.ru_utime + used.ru_stime)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "hostile.toml"
    file.write_bytes(FILES[name])
    began = processor_time()
    done = subprocess.run(
        [sys.executable, "-m", "csescreen", "framework", "check", str(file)],
        capture_output=True,
        timeout=20,
        check=False,
        env={**os.environ},
    )
    took = processor_time() - began
    said = (done.stdout + done.stderr).decode()
    assert "Traceback" not in said
    assert "Something went wrong inside" not in said, said
    assert done.returncode == 2, said[:500]
    assert "hostile.toml: " in done.stdout.decode()
    assert "\x1b" not in said
    assert took < SECONDS
