"""A fault of the program, with Python's own help for developers switched on: no text comes out.

The fault has a child's text in its local variables and in what it says, as a decode error has the
row that it failed at.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from csescreen.store.vault import FileVault
from tests.shell.command import CASE, case_file, refused, run
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record

CHILD = "Zofia-Nowak"
PLANTED = """
import importlib, os, signal, sys
kind, place, *arguments = sys.argv[1:]
module, _, name = place.partition(":")
owner = importlib.import_module(module)
*through, name = name.split(".")
for part in through:
    owner = getattr(owner, part)
def fail(*given, **named):
    text = f"{'CHILD'} was seen in a red car"
    row = {"text": text, "bytes": text.encode() + bytes([255])}
    if kind == "ends":
        os.kill(os.getpid(), signal.SIGABRT)
    if kind == "decodes":
        row["bytes"].decode()
    raise ValueError(text, row)
setattr(owner, name, fail)
sys.argv = ["csescreen", *arguments]
importlib.import_module("csescreen.__main__").main()
""".replace("CHILD", CHILD)
STORE = "csescreen.store.repository:SqlScreeningStore"
FAULTS = {
    "assess": ("raises", "csescreen.core.assess:assess", "assess", "CASE"),
    "list": ("decodes", f"{STORE}.lines", "list"),
    "show": ("raises", "csescreen.store.rows:record_from", "show", "KEY"),
    "export": (
        "raises",
        "csescreen.export.as_html:HtmlExporter.render",
        "export",
        "KEY",
        "--format",
        "html",
        "-o",
        ".",
    ),
    "audit": ("decodes", f"{STORE}.verify_audit", "audit", "verify"),
    "doctor": ("raises", "csescreen.store.examine_pages:with_keys", "doctor"),
    "aborted": ("ends", f"{STORE}.lines", "list"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    store = new_store(FileVault(folder / "home", kdf=QUICK))
    store.save(record())
    store.close()
    (folder / "passphrase").write_text(PASSPHRASE)
    case_file(folder)
    return folder


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_of_a_childs_text_comes_out(home: Path, name: str) -> None:
    kind, place, *arguments = FAULTS[name]
    given = {"KEY": record().key[:8], "CASE": str(home / "case.json")}
    arguments = [given.get(argument, argument) for argument in arguments]
    if name != "assess":
        arguments += ["--passphrase-file", str(home / "passphrase")]
    helpful = {"PYTHONFAULTHANDLER": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", PLANTED, kind, place, *arguments],
        capture_output=True,
        cwd=home,
        timeout=60,
        check=False,
        env={**os.environ, **helpful, "CSESCREEN_HOME": str(home / "home")},
    )
    said = (done.stdout + done.stderr).decode()
    assert CHILD not in said
    assert "red car" not in said
    assert PASSPHRASE not in said
    if kind == "ends":
        assert "Fatal Python error: Aborted" in said, "the help for developers is switched on"
        assert done.returncode < 0
    else:
        assert done.returncode == 1, said
        assert "Traceback" not in said
        assert "saved is safe" in said or "Nothing was changed" in said


BROKEN = {
    "not UTF-8": json.dumps(CASE).encode().replace(b"telford", f"{CHILD}".encode() + b"\xff"),
    "broken off": json.dumps({**CASE, "reference": CHILD}).encode()[:-2],
    "no comma": json.dumps({"reference": CHILD}).encode().replace(b"}", f'"{CHILD}"}}'.encode()),
    "a bare word": b'{"reference": ' + CHILD.encode() + b"}",
    "control": f'{{"reference": "{CHILD}\x01"}}'.encode(),
    "surrogate": f'{{"reference": "{CHILD}\\ud800"}}'.encode(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_decoded_is_not_quoted(name: str) -> None:
    assert CHILD not in refused(run("assess", "-", stdin=BROKEN[name]))


def test_a_passphrase_file_that_cannot_be_decoded_is_not_quoted(home: Path) -> None:
    (home / "odd").write_bytes(CHILD.encode() + b"\xff")
    done = run("list", "--passphrase-file", str(home / "odd"), CSESCREEN_HOME=str(home / "home"))
    assert done.returncode in (2, 4)
    assert CHILD.encode() not in done.stderr + done.stdout
