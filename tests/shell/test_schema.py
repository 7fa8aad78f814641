"""`csescreen schema`: JSON Schema 2020-12 of what the program reads and writes."""

import json

import jsonschema
import pytest

from tests.shell.command import CASE, refused, run

DRAFT = "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("what", ["case", "outcome", "framework"])
def test_the_printed_schema_is_valid(what: str) -> None:
    done = run("schema", what)
    assert (done.returncode, done.stderr) == (0, b"")
    schema = json.loads(done.stdout)
    assert schema["$schema"] == DRAFT
    jsonschema.Draft202012Validator.check_schema(schema)
    assert run("schema", what, PYTHONHASHSEED="7").stdout == done.stdout


def test_another_schema_is_refused() -> None:
    assert "case, outcome, framework" in refused(run("schema", "other"))


def test_the_schema_of_a_case_refuses_what_the_reader_refuses() -> None:
    schema = json.loads(run("schema", "case").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(CASE)
    for bad in ({"extra": 1}, {"child": {"age": "15"}}, {"indicators": {"despair": "maybe"}}):
        assert not validator.is_valid({**CASE, **bad})


def test_a_bad_line_of_a_stream_fits_the_schema_of_what_is_written() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(run("schema", "outcome").stdout))
    stream = json.dumps(CASE).encode() + b'\n{"format": 1, "x": 1}\n'
    for line in run("assess", "-", stdin=stream).stdout.splitlines():
        assert validator.is_valid(json.loads(line))
