"""What the process asks of the system: no core file, and why it was begun."""

import os
import subprocess
import sys

import pytest

from csescreen import process


def test_the_reason_counts_for_this_process_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(process.REASON, f"idle {os.getpid()}")
    assert process.begun_for() == "idle"
    assert process.REASON not in os.environ
    assert process.begun_for() is None


@pytest.mark.parametrize(
    "value", ["idle", "suspended 1", "nonsense {pid}", " {pid}", "", "\udcff 1"]
)
def test_a_reason_that_was_set_elsewhere_says_nothing(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv(process.REASON, value.replace("{pid}", str(os.getpid())))
    assert process.begun_for() is None
    assert process.REASON not in os.environ


@pytest.mark.skipif(not process.CAN_BEGIN_ANEW, reason="processes are not replaced on Windows")
def test_the_same_program_takes_the_place_of_the_process() -> None:
    code = (
        "import os, sys\n"
        "from csescreen import process\n"
        "why = process.begun_for()\n"
        "print(os.getpid(), why, sys.flags.dont_write_bytecode, sys.argv[1:],"
        " process.call_waiting(), process.CALL in os.environ, flush=True)\n"
        "why or process.begin_anew('asked', '2026-03-02T10:12:00+00:00')\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, "one", "two words"],
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.splitlines()
    assert first.endswith("]  False")
    received = "2026-03-02T10:12:00+00:00"  # a call that waits is not forgotten
    assert second == first.replace("None", "asked").replace("  ", f" {received} ")


def test_a_start_costs_next_to_nothing_before_the_paint() -> None:
    command = "import sys, csescreen.process as p; p.no_core_file(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "ctypes" not in loaded


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells it on Linux alone")
def test_memory_is_hidden_and_no_core_is_written() -> None:
    code = (
        "import ctypes, resource\n"
        "from csescreen import process\n"
        "process.no_core_file(); process.hide_memory()\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0 (0, 0)"
