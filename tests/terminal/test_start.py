"""Before the first paint: nothing that is typed may be seen."""

import os
import sys

import pytest

from csescreen.start import no_echo

termios = pytest.importorskip("termios", reason="Windows has no such terminals")


def test_what_is_typed_before_the_app_is_there_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    master, slave = os.openpty()
    try:
        with os.fdopen(slave, closefd=False) as terminal:
            monkeypatch.setattr(sys, "stdin", terminal)
            assert termios.tcgetattr(slave)[3] & termios.ECHO
            with no_echo():
                assert not termios.tcgetattr(slave)[3] & termios.ECHO
            assert termios.tcgetattr(slave)[3] & termios.ECHO
    finally:
        os.close(master)
        os.close(slave)
