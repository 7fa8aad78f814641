"""`csescreen template`: the placeholders, a look at a form, and an example that is never lost."""

import json
import os
import stat
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from csescreen.export.placeholders import PLACEHOLDERS, ROWS
from tests.shell.command import refused, run


def form(folder: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = folder / "their form.docx"
    document.save(str(file))
    return file


def test_the_list_has_every_placeholder() -> None:
    listed = run("template", "list")
    assert (listed.returncode, listed.stderr) == (0, b"")
    text = listed.stdout.decode()
    for one in PLACEHOLDERS:
        assert f"{{{{ {one.name} }}}}  {one.means}" in text
    for many in ROWS:
        assert f"{{% for {many.one} in {many.name} %}}" in text
        assert all(f"{{{{ {many.one}.{field.name} }}}}" in text for field in many.fields)
    data = json.loads(run("template", "list", "--format", "json").stdout)
    assert [one["name"] for one in data["placeholders"]] == [one.name for one in PLACEHOLDERS]
    assert [many["name"] for many in data["rows"]] == [many.name for many in ROWS]


def test_a_form_is_looked_through(tmp_path: Path) -> None:
    file = form(tmp_path, "Name: {{ child_name }}", "{{ child_name }} {{ made_at }}")
    checked = run("template", "check", str(file))
    assert (checked.returncode, checked.stderr) == (0, b"0 problems.\n")
    text = checked.stdout.decode()
    assert "It uses 2 placeholders:\n  child_name  (paragraph 1, paragraph 2)\n" in text
    first, _, others = text.partition("It does not use these either:")
    assert "  what_must_happen_now: what must happen now" in first
    assert "  child_gender: the child's gender" in others
    data = json.loads(run("template", "check", str(file), "--format", "json").stdout)
    assert data["problems"] == []
    assert data["uses"][0] == {"name": "child_name", "places": ["paragraph 1", "paragraph 2"]}
    matters = {one["name"]: one["matters"] for one in data["does_not_use"]}
    assert (matters["what_must_happen_now"], matters["child_gender"]) == (True, False)


def test_every_problem_of_a_form_is_told_with_the_name_that_was_meant(tmp_path: Path) -> None:
    checked = run("template", "check", str(form(tmp_path, "{{ chld_name }}", "{{ sectoin_47 }}")))
    assert (checked.returncode, checked.stderr) == (2, b"2 problems.\n")
    first, second, *_ = checked.stdout.decode().splitlines()
    assert first == (
        "their form.docx: paragraph 1: unknown-placeholder: "
        'csescreen knows no placeholder "chld_name". Did you mean "child_name"?'
    )
    assert 'paragraph 2: unknown-placeholder: csescreen knows no placeholder "sectoin_47"' in second


def test_tracked_changes_are_told_and_bar_nothing(tmp_path: Path) -> None:
    document = Document()
    change = document.add_paragraph("{{ reference }}").runs[0]._r.get_or_add_rPr()
    made = change.makeelement(qn("w:ins"), {qn("w:id"): "1", qn("w:author"): "Jane Leaky"})
    change.append(made)
    file = tmp_path / "f.docx"
    document.save(str(file))
    checked = run("template", "check", str(file))
    assert (checked.returncode, checked.stderr) == (0, b"0 problems.\n")
    first, second, *_ = checked.stdout.decode().splitlines()
    assert first == "To settle before you use it:"
    assert second.startswith("  f.docx: tracked-changes: It has tracked changes")
    data = json.loads(run("template", "check", str(file), "--format", "json").stdout)
    assert [caution["code"] for caution in data["cautions"]] == ["tracked-changes"]


def test_a_file_that_is_no_form_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_text("no document", encoding="utf-8")
    checked = run("template", "check", str(file))
    assert checked.returncode == 2
    assert checked.stdout.decode().startswith("x.docx: not-a-docx: It is no Word document (.docx).")
    assert "is no file" in refused(run("template", "check", str(tmp_path)))
    missing = run("template", "check", str(tmp_path / "nowhere.docx"))
    assert missing.returncode == 1
    assert b"cannot be read: No such file or directory." in missing.stderr
    assert "not one of" in refused(run("template", "check", str(file), "--format", "xml"))


@pytest.mark.skipif(os.name == "nt", reason="a pipe with a name, as POSIX has them")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    assert "is no file" in refused(run("template", "check", str(tmp_path / "pipe.docx")))


def test_the_example_can_be_used_and_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "example.docx"
    written = run("template", "example", "-o", str(file))
    assert (written.returncode, written.stderr) == (0, b"")
    assert str(file) in written.stdout.decode()
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("template", "check", str(file)).returncode == 0
    file.write_bytes(b"mine")
    assert "never overwritten" in refused(run("template", "example", "-o", str(file)))
    assert file.read_bytes() == b"mine"
    assert run("template", "example", "-o", str(tmp_path)).returncode == 0
    assert (tmp_path / "example-template.docx").exists()
    refused(run("template", "example", "-o", str(tmp_path / "nowhere" / "x.docx")))
