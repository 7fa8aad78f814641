"""No network: nothing of ours knows of one, and a whole session neither needs nor touches it."""

import ast
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record

pytest.importorskip("pexpect", reason="pseudo-terminals are not on Windows")
from tests.stress import spoilt_app
from tests.stress.needles import SPOILT_PROGRAM
from tests.stress.seat import CTRL_S, ENTER, F12, ROOT, Seat

NETWORK = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc"),
    *("socketserver", "webbrowser", "requests", "httpx", "aiohttp", "urllib3", "telnetlib"),
}
PURE = {"urllib.parse"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def test_nothing_of_ours_but_the_serving_of_training_imports_a_network() -> None:
    paths = set((ROOT / "csescreen").rglob("*.py"))
    serving = set((ROOT / "csescreen" / "serving").glob("*.py"))
    assert any(imported(path) & {"aiohttp"} for path in serving)
    for path in paths - serving:
        found = {name for name in imported(path) - PURE if name.split(".")[0] in NETWORK}
        assert not found, f"{path.name} imports {found}"


def apart() -> tuple[str, ...]:
    """Return what runs a program without a network, or nothing where the system has no such way."""
    if shutil.which("unshare"):
        for command in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
            if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return command
    return ()


def test_a_whole_session_without_a_network_opens_no_socket_to_one(tmp_path: Path) -> None:
    store = new_store(FileVault(tmp_path / "home", kdf=QUICK), PASSPHRASE)
    store.save(record())
    store.close()
    exports = tmp_path / "exports"
    exports.mkdir()
    settings = f"export_folder = '{exports}'\n"
    (tmp_path / "home" / "settings.toml").write_text(settings, encoding="utf-8")
    program = (*apart(), *SPOILT_PROGRAM)
    with Seat(tmp_path, program=program, environment={"STRESS": spoilt_app.SOCKETS}) as seat:
        seat.sees("Passphrase")
        seat.types(PASSPHRASE, ENTER)
        seat.sees(record().screening.reference)  # the list is there, and with it what is chosen
        seat.types("e")
        seat.sees("Who will read it")
        seat.types(CTRL_S)
        seat.until(lambda _: any(exports.glob("cse-*")), "the exported files")
        seat.types(F12)
        assert seat.ends() == 0
    today = datetime.now(UTC).date().isoformat()
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    for command in (("backup",), ("restore", today, "--yes")):
        given = (*command, "--passphrase-file", str(secret))
        environment = {"STRESS": spoilt_app.SOCKETS}
        with Seat(tmp_path, *given, program=program, environment=environment) as seat:
            assert seat.ends() == 0, seat.shown
    noted = (tmp_path / "user" / "sockets.log").read_text(encoding="utf-8").splitlines()
    # the loop of events wakes itself through a pair of sockets that leads nowhere
    assert set(noted) - {"ended"} <= {"socket.__new__ AF_UNIX"}
    assert "ended" in noted
