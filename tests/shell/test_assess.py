"""`csescreen assess`: the answer alone on standard output, every problem located and mended."""

import json
from pathlib import Path
from typing import Any

import pytest

from csescreen.bootstrap import case_reader
from tests.shell.command import CASE, case_file, refused, run


def test_a_case_is_answered_in_text_on_standard_output_alone(tmp_path: Path) -> None:
    done = run("assess", str(case_file(tmp_path)))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Acute" in done.stdout.decode()


def test_a_case_is_answered_in_json_on_standard_output_alone(tmp_path: Path) -> None:
    done = run("assess", str(case_file(tmp_path)), "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["indicated_level"]["id"] == "acute"


def test_standard_input_is_read_for_a_dash() -> None:
    indented = json.dumps(CASE, indent=2).encode()
    done = run("assess", "-", "--format", "json", stdin=indented)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["framework"]["id"] == "telford"


def test_as_of_wins_over_the_cases_own_time(tmp_path: Path) -> None:
    file = case_file(tmp_path, child={"date_of_birth": "2012-06-01"})
    assert b"Age that counts: 13" in run("assess", str(file)).stdout
    assert b"Age that counts: 14" in run("assess", str(file), "--as-of", "2026-07-01").stdout


def test_the_same_bytes_whatever_the_hash_seed_the_zone_and_the_language(tmp_path: Path) -> None:
    facts = {"carer_encourages": "unknown", "dispute": "yes", "not_cse": "unknown"}
    signs = {"missing-episodes": "unknown", "disengagement": "yes", "despair": "unknown"}
    case = {k: v for k, v in CASE.items() if k != "framework"}
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**case, "facts": facts, "indicators": signs}), encoding="utf-8")
    settings: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC"},
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
    ]
    for output in ("json", "text"):
        runs = {
            run("assess", str(file), "--format", output, stdin=b"", new_session=False, **one).stdout
            for one in settings
        }
        assert len(runs) == 1


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("unknown key", {"indicater": {}}, "indicater", "unknown-key"),
    (
        "unknown sign",
        {"indicators": {"unknown-vehicle": "yes"}},
        "indicators.unknown-v",
        "unknown-key",
    ),
    ("unknown fact", {"facts": {"imediate_danger": "yes"}}, "facts.imediate", "unknown-key"),
    ("unknown clock", {"clocks": {"referal": "2026-03-02"}}, "clocks.referal", "unknown-key"),
    ("unknown framework", {"framework": "telfrod"}, "framework", "unknown-framework"),
    ("framework is a number", {"framework": 7}, "framework", "wrong-type"),
    ("answer is true", {"indicators": {"despair": True}}, "indicators.despair", ""),
    ("answer is Yes", {"indicators": {"despair": "Yes"}}, "indicators.despair", ""),
    ("age is text", {"child": {"age": "15"}}, "child.age", "wrong-type"),
    ("age is true", {"child": {"age": True}}, "child.age", "wrong-type"),
    ("age is a fraction", {"child": {"age": 15.5}}, "child.age", ""),
    ("age below nothing", {"child": {"age": -1}}, "child.age", "out-of-range"),
    ("age huge", {"child": {"age": 10**400}}, "child.age", "out-of-range"),
    ("two ages", {"child": {"age": 1, "date_of_birth": "2012-01-01"}}, "child", "both-ages"),
    ("no such day", {"as_of": "2026-02-30"}, "as_of", "impossible-date"),
    ("no such hour", {"as_of": "2026-02-03T25:00:00Z"}, "as_of", "impossible-date"),
    ("a time without a zone", {"as_of": "2026-02-03T10:00:00"}, "as_of", "wrong-form"),
    ("year too early", {"clocks": {"move_date": "0001-01-01"}}, "clocks.move_date", ""),
    ("no such offset", {"as_of": "2026-02-03T10:00:00+25:00"}, "as_of", "impossible-date"),
    ("born after as_of", {"child": {"date_of_birth": "2027-01-01"}}, "child.date_of_birth", ""),
    ("wrong format", {"format": 2}, "format", "wrong-value"),
    ("facts is a list", {"facts": []}, "facts", "wrong-type"),
    ("unknown level", {"judged_level": {"level": "high", "reason": "x"}}, "judged_level.level", ""),
    ("count below nothing", {"facts": {"missing_episodes_30_days": -3}}, "facts.missing", ""),
    (
        "lowered without a reason",
        {"indicators": {"despair": {"answer": "yes", "grade": {"level": "vulnerable"}}}},
        "indicators.despair.grade.reason",
        "reason-needed",
    ),
    (
        "whose grade, under two frameworks",
        {"framework": ["telford", "llr"], "judged_level": {"level": "high", "reason": "x"}},
        "judged_level.framework",
        "framework-needed",
    ),
]


@pytest.mark.parametrize(("name", "changes", "place", "code"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_case_is_refused_with_its_file_key_and_code(
    name: str, changes: dict[str, Any], place: str, code: str
) -> None:
    found = case_reader().read(json.loads(json.dumps({**CASE, **changes})), "case.json")
    assert found.screening is None
    located = [problem for problem in found.problems if problem.place.startswith(place)]
    assert located, [problem.line() for problem in found.problems]
    assert located[0].file == "case.json"
    assert located[0].what
    assert code in located[0].code


def test_every_problem_of_a_case_says_what_to_do() -> None:
    silent = set()
    for _, changes, _, _ in BAD:
        found = case_reader().read(json.loads(json.dumps({**CASE, **changes})), "case.json")
        silent |= {problem.code for problem in found.problems if not problem.remedy}
    assert silent == set()


def test_every_problem_is_listed_at_once(tmp_path: Path) -> None:
    file = case_file(
        tmp_path,
        child={"age": "old"},
        as_of="2026-13-01",
        framework="telfrod",
        facts={"imediate_danger": "yes", "dispute": "maybe"},
        indicators={"unknown-vehicle": "yes", "despair": "perhaps"},
    )
    said = refused(run("assess", str(file)))
    for place in (
        "child.age", "as_of", "framework", "facts.imediate_danger", "facts.dispute",
        "indicators.unknown-vehicle", "indicators.despair",
    ):  # fmt: skip
        assert f"case.json: {place}: " in said
    assert 'Did you mean "telford"?' in said
    assert 'Did you mean "unknown-vehicles"?' in said


def test_a_grade_lowered_without_a_reason_is_refused_where_no_framework_is_named() -> None:
    case = {key: value for key, value in CASE.items() if key != "framework"}
    grade = {"framework": "telford", "level": "vulnerable"}
    case["indicators"] = {"despair": {"answer": "yes", "grade": grade}}
    codes = [problem.code for problem in case_reader().read(case, "case.json").problems]
    assert codes == ["reason-needed"]


@pytest.mark.parametrize("where", ["judged_level", "grade"])
def test_two_different_levels_for_one_framework_are_not_guessed_between(where: str) -> None:
    chosen = [{"level": "acute", "reason": "a"}, {"level": "vulnerable", "reason": "b"}]
    signs = {"missing-episodes": {"answer": "yes", "grade": chosen}}
    changes = {"judged_level": chosen} if where == "judged_level" else {"indicators": signs}
    assert case_reader().read({**CASE, **changes}, "case.json").screening is None


def test_a_judged_level_needs_its_reason() -> None:
    case = {**CASE, "judged_level": {"level": "vulnerable"}}
    assert case_reader().read(case, "case.json").screening is None


def nested(depth: int) -> bytes:
    return b'{"format": 1, "framework": ' + b"[" * depth + b"]" * depth + b"}"


BYTES = {
    "empty": b"",
    "blank": b" \n\n",
    "not JSON": b"format = 1\n",
    "a number": b"17",
    "null": b"null",
    "a list": b"[]",
    "NaN": b'{"format": 1, "child": {"age": NaN}}',
    "Infinity": b'{"format": 1, "child": {"age": -Infinity}}',
    "a huge number": b'{"format": 1, "child": {"age": 1e400}}',
    "a huge integer": b'{"format": 1, "child": {"age": ' + b"9" * 100_000 + b"}}",
    "twice the same key": b'{"format": 1, "framework": "telford", "framework": "llr"}',
    "twice a sign": b'{"format": 1, "indicators": {"despair": "yes", "despair": "no"}}',
    "not UTF-8": b'{"format": 1, "reference": "\xff\xfe"}',
    "UTF-16": '{"format": 1}'.encode("utf-16"),
    "a NUL": b'{"format": 1}\x00',
    "a raw control character": b'{"format": 1, "reference": "a\x1b[2Jb"}',
    "nested 50 deep": nested(50),
    "nested 900 deep": nested(900),
    "nested 100,000 deep": nested(100_000),
    "nested objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "unclosed": b'{"format": 1, "indicators": {',
}


@pytest.mark.parametrize("name", BYTES)
def test_hostile_bytes_are_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(BYTES[name])
    said = refused(run("assess", str(file)))
    assert "case.json: " in said
    assert "\x1b" not in said
    assert len(said) < 2000


def test_a_file_of_50_mb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    with file.open("wb") as huge:
        huge.truncate(50_000_000)
    assert "too-large" in refused(run("assess", str(file)))


def test_a_long_list_is_refused_in_little_time(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b'{"format": 1, "framework": [' + b"1," * 1_000_000 + b"1]}")
    assert len(refused(run("assess", str(file)))) < 20_000


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(CASE).encode())
    assert run("assess", str(file)).returncode == 0


def test_a_directory_a_missing_file_and_wrong_usage_are_refused(tmp_path: Path) -> None:
    refused(run("assess", str(tmp_path)))
    refused(run("assess", str(tmp_path / "none.json")))
    refused(run("assess"))
    refused(run("assess", str(case_file(tmp_path)), "--format", "xml"))
    refused(run("assess", str(case_file(tmp_path)), "--nothing"))


@pytest.mark.parametrize(
    "time",
    [
        "yesterday",
        "2026-02-30",
        "2026-03-02T10:15:00",
        "",
        "0001-01-01",
        "0001-01-01T00:00:00+12:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_an_impossible_as_of_is_refused(time: str, tmp_path: Path) -> None:
    assert "--as-of" in refused(run("assess", str(case_file(tmp_path)), "--as-of", time))


def test_escape_codes_in_a_case_do_not_reach_the_terminal(tmp_path: Path) -> None:
    file = case_file(tmp_path, reference="\x1b[31mred\x9b\u202e")
    shown = run("assess", str(file)).stdout.decode()
    assert not any(mark in shown for mark in "\x1b\x9b\u202e")
    key = case_file(tmp_path, **{"\x1b[31m": 1})
    assert "\x1b" not in refused(run("assess", str(key)))


def test_escape_codes_in_a_file_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31mred.json"
    file.write_bytes(b"{")
    assert "\x1b" not in refused(run("assess", str(file)))


def test_names_outside_the_consoles_letters_do_not_stop_the_answer(tmp_path: Path) -> None:
    file = case_file(tmp_path, reference="Łucja Świątek")
    done = run("assess", str(file), PYTHONIOENCODING="cp1252")
    assert done.returncode == 0, done.stderr.decode()


def test_a_judged_level_without_a_reason_is_told_whatever_framework_is_named() -> None:
    case = {**CASE, "framework": "nope", "judged_level": {"level": "acute"}}
    codes = [problem.code for problem in case_reader().read(case, "case.json").problems]
    assert codes == ["unknown-framework", "reason-needed"]
