"""Training in a headless Chromium: a case is seen, keys reach it, and nothing leaves loopback."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket

pyte = pytest.importorskip("pyte")
pytest.importorskip("textual_serve", reason="serving training is an extra")

ROOT = Path(__file__).parents[2]
COLUMNS, LINES = 120, 40
PATIENCE = 60.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CSESCREEN_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "csescreen", "train", "--serve", "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment, cwd=tmp_path
    ) as process:
        yield process
        process.kill()


def children(process: int) -> list[str]:
    """Return the processes that a process began and that are still there."""
    found = subprocess.run(
        [shutil.which("ps") or "ps", "-o", "pid=", "--ppid", str(process)],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.split()


@pytest.mark.skipif(os.name != "posix", reason="signals and processes are told otherwise elsewhere")
def test_a_case_is_seen_and_nothing_leaves_this_computer(
    server: "subprocess.Popen[str]", browser: Browser, tmp_path: Path
) -> None:
    assert server.stderr is not None
    address = next(found for line in server.stderr if (found := re.search(r"http://\S+", line)))[0]
    assert address.startswith("http://127.0.0.1:")
    asked, errors = list[str](), list[str]()

    def seat() -> tuple[Page, Callable[[str], str]]:
        """Open the address in a window of its own; return it, and what waits for a text there."""
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)

        def received(frame: str | bytes) -> None:
            if isinstance(frame, bytes):
                stream.feed(frame)

        def opened(socket: WebSocket) -> None:
            asked.append(socket.url)
            socket.on("framereceived", received)

        page = browser.new_page(viewport={"width": 1000, "height": 640})
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", opened)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)

        def sees(text: str) -> str:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                shown = "\n".join(screen.display)
                if text in shown:
                    return shown
                page.wait_for_timeout(50)
            raise AssertionError(f"never seen: {text}\n{shown}")

        return page, sees

    page, sees = seat()
    sees("TRAINING: nothing is kept")
    sees("The last bus")
    page.keyboard.press("Enter")
    sees("Step 1 of 4")
    page.keyboard.press("Tab")
    page.keyboard.press("y")
    sees("[yes] Is the child in danger now?")
    page.keyboard.press("Control+e")  # nothing can be written from here
    page.keyboard.press("F6")
    assert "Who will read it" not in sees("What the marks come to")
    assert errors == []
    loopback = re.compile(r"(http|ws)://127\.0\.0\.1:\d+/[\w-]{32}/")
    assert len(asked) >= 6
    assert all(loopback.match(url) for url in asked), asked
    assert len(children(server.pid)) == 1
    # a second person marks for themselves, and leaves the first where they are
    other, other_sees = seat()
    other_sees("The last bus")
    other.keyboard.press("Enter")
    assert "[yes]" not in other_sees("[   ] Is the child in danger now?")
    assert len(children(server.pid)) == 2
    other.close()
    page.keyboard.press("Escape")
    sees("[yes] Is the child in danger now?")
    # without scripts the page says what it needs; with them it tells an end from no beginning
    with browser.new_context(java_script_enabled=False) as context:
        silent = context.new_page()
        silent.goto(address)
        assert "needs JavaScript" in silent.inner_text("body")
    assert not page.is_visible("#ended")
    # Ctrl+C ends it, and the training behind the page
    server.send_signal(signal.SIGINT)
    assert server.wait(PATIENCE) == 0
    assert "Nothing of it was kept" in server.stderr.read()
    page.wait_for_selector("body.-closed")
    assert page.is_visible("#was-there")
    assert not page.is_visible("#never-began")
    page.evaluate("document.body.className = '-closed'")  # as where too many pages are open
    assert page.is_visible("#never-began")
    assert not page.is_visible("#was-there")
    page.close()
    assert children(server.pid) == []
    assert list(tmp_path.iterdir()) == []
