"""Every key of a framework file says what it is, and no key is made up."""

import json

from typer.testing import CliRunner

from csescreen.cli import app
from csescreen.frameworks.schema import FRAMEWORK
from csescreen.frameworks.schema_words import KEY_WORDS, Key, keys

KEYS = list(keys(FRAMEWORK))


def test_every_key_says_what_it_is_and_none_is_made_up() -> None:
    said = {path for path in KEY_WORDS if not path.startswith("*")}
    shared = {path.removeprefix("*.") for path in KEY_WORDS if path.startswith("*")}
    own = {
        key.path for key in KEYS if key.path in said or key.path.rsplit(".", 1)[-1] not in shared
    }
    assert own - said == set(), "write it in csescreen/frameworks/schema_words.py"
    assert said - own == set()


def test_what_is_said_is_a_sentence() -> None:
    assert [
        path for path, says in KEY_WORDS.items() if says[-1] not in "." or not says[0].isupper()
    ] == []


def test_the_printed_schema_says_it_of_every_key() -> None:
    printed = json.loads(CliRunner().invoke(app, ["schema", "framework"]).stdout)
    found = list(keys(printed))
    assert [key.path for key in found] == [key.path for key in KEYS]
    assert [key.path for key in found if not _says(key).startswith(key.words)] == []


def test_a_form_that_was_told_stays() -> None:
    printed = json.loads(CliRunner().invoke(app, ["schema", "framework"]).stdout)
    forms = {key.path: key.schema.get("description", "") for key in KEYS}
    assert [k.path for k in keys(printed) if not _says(k).endswith(forms[k.path])] == []


def _says(key: Key) -> str:
    return str(key.schema["description"])
