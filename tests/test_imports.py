"""What gets loaded when a part is imported: a contract cannot see an import inside a function."""

import subprocess
import sys

import pytest

HEAVY = {"alembic", "cryptography", "keyring", "pydantic", "sqlalchemy", "sqlcipher3", "sqlmodel"}
TERMINAL = {"rich", "textual"}
DOCUMENTS = {"docx", "docxtpl", "jinja2", "lxml", "msoffcrypto", "pypdf", "typst"}
PARTS = {
    "csescreen": HEAVY | TERMINAL | {"typer", "csescreen.core"},
    "csescreen.core.assess, csescreen.core.summarise, csescreen.core.search": (
        HEAVY | TERMINAL | {"typer", "tomli", "jsonschema_rs", "csescreen.frameworks"}
    ),
    "csescreen.cli, csescreen.shell.assess, csescreen.bootstrap": (
        HEAVY | TERMINAL | {"csescreen.store", "csescreen.export"}
    ),
    "csescreen.export.formats, csescreen.services, csescreen.saver": HEAVY | TERMINAL | DOCUMENTS,
    "csescreen.shell.template, csescreen.export.protecting": HEAVY | TERMINAL | DOCUMENTS,
    "csescreen.store.vault": TERMINAL | {"alembic", "sqlmodel", "csescreen.screens"},
    "csescreen.training_app, csescreen.begin_training": HEAVY
    | {"typer", "csescreen.app", "csescreen.bootstrap", "csescreen.saving", "csescreen.store"},
    "csescreen.screens.training.case, csescreen.services.training, csescreen.wiring": HEAVY
    | DOCUMENTS
    | {"aiohttp", "csescreen.app", "csescreen.bootstrap", "csescreen.saver", "csescreen.store"},
    "csescreen.app": HEAVY | {"typer", "csescreen.store", "csescreen.screens.workspace"},
}


@pytest.mark.parametrize("modules", PARTS)
def test_importing_loads_no_more_than_it_needs(modules: str) -> None:
    command = f"import sys, {modules}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not PARTS[modules] & set(loaded)


def test_the_check_sees_what_was_loaded() -> None:
    command = "import sys, textual.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(loaded) >= TERMINAL
