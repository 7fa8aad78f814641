"""A framework file from anywhere is refused in little time and memory, without a traceback."""

from pathlib import Path

import pytest

from tests import commands

pytest.importorskip("resource", reason="measures time as Unix does")
SOUND = (Path(__file__).parent / "sound.toml").read_bytes()
SECONDS = 2.0
"""Of the processor's time, so that other work on the machine does not count."""


def named(text: str, condition: str) -> bytes:
    """Return the sound file with named conditions before it, and one of them in use."""
    return text.encode() + SOUND.replace(b'when = "concern"', condition.encode())


def layers(rows: int, wide: int, form: str = "any", leaf: str = '{ fact = "dispute" }') -> str:
    """Return named conditions in rows, each naming every one of the row below."""
    lines = [f"conditions.c{rows - 1}_{n} = {leaf}" for n in range(wide)]
    for row in range(rows - 1):
        below = ", ".join(f'"c{row + 1}_{n}"' for n in range(wide))
        lines += [f"conditions.c{row}_{n} = {{ {form} = [{below}] }}" for n in range(wide)]
    return "\n".join(lines) + "\n"


def many_actions(count: int, when: str) -> bytes:
    return b"".join(
        b'[[actions]]\nid = "a%d"\ntext = "x"\nstatus = "required"\nwhen = %s\n'
        b'document = "pathway.txt"\nlines = "1"\n' % (number, when.encode())
        for number in range(count)
    )


def case(facts: str, number: int = 0) -> str:
    return (
        f'[[case]]\nname = "case {number}"\nlevel = "none"\n'
        f'says = {{ format = 1, as_of = "2026-03-02", child = {{ age = 15 }}, facts = {facts} }}\n'
    )


ALL_OF_140 = "".join(
    f"conditions.c{one} = {{ any = ["
    + ", ".join(f'"c{other}"' for other in range(140) if other != one)
    + "] }\n"
    for one in range(140)
)
FILES = {
    "nested lists, 900 deep": b"a = " + b"[" * 900 + b"]" * 900,
    "nested lists, 100,000 deep": b"a = " + b"[" * 100_000,
    "nested tables, 100,000 deep": b"a = " + b"{a=" * 100_000,
    "nested lists, 60 deep": b"a = " + b"[" * 60 + b"]" * 60,
    "a dotted key, 500 deep": b".".join([b"a"] * 500) + b" = 1",
    "a dotted key, 100,000 deep": b".".join([b"a"] * 100_000) + b" = 1",
    "a table, 500 deep": b"[" + b".".join([b"a"] * 500) + b"]",
    "10 MB": b"#" * 10_000_000,
    "an endless list": b"a = [" + b"1," * 900_000,
    "a long list where names belong": b"grades = [" + b"1," * 900_000 + b"1]",
    "a long list of grades": SOUND + b"\n[[grades]]\nlevel = 1" * 50_000,
    "a hundred thousand keys": b"".join(b"k%d = 1\n" % n for n in range(100_000)),
    "a raw control character": b'id = "a\x1b[2Jb"',
    "a written control character": b'"\\u001b[2J" = 1\nid = "\\u001b[2J"',
    "not UTF-8": b'id = "\xff"',
    "NULs": b"\x00" * 1000,
    "a date": SOUND.replace(b'source_date = "2020"', b"source_date = 2020-01-01"),
    "a time": SOUND.replace(b'source_date = "2020"', b"source_date = 10:00:00"),
    "not a number": SOUND.replace(b"format = 1", b"format = nan"),
    "infinity": SOUND.replace(b"format = 1", b"format = inf"),
    "a huge number": SOUND.replace(b"hours = 24", b"hours = " + b"9" * 4000),
    "a number of 100,000 digits": SOUND.replace(b"hours = 24", b"hours = " + b"9" * 100_000),
    "a number of many hexadecimal digits": SOUND.replace(
        b"hours = 24", b"hours = 0x" + b"f" * 9999
    ),
    "many dotted keys": b"".join(b"a%d" % n + b".b" * 300 + b" = 1\n" for n in range(320)),
    "many unknown signs": SOUND + b"".join(b"despiar%d = '1'\n" % n for n in range(9000)),
    "a long unknown sign": SOUND + b"despiar" * 25_000 + b" = '1'",
    "conditions in a long chain": b"".join(
        b"conditions.c%d = { any = ['c%d'] }\n" % (n, n + 1) for n in range(2000)
    ),
    "200 named conditions, each naming every alternative below": named(
        layers(7, 28), 'when = "c0_0"'
    ),
    "the same with all": named(layers(7, 28, "all"), 'when = "c0_0"'),
    "the same in many actions": named(layers(4, 20), 'when = "c0_0"')
    + many_actions(300, '{ any = ["c0_0", "c0_1", "c0_2"] }'),
    "140 named conditions, each naming all others": named(ALL_OF_140, 'when = "c0"'),
    "too many named conditions": named(layers(5, 50), 'when = "c0_0"'),
    "a very long id": SOUND.replace(b"sm-refer", b"a" * 100_000),
    "a very long id of the framework": SOUND.replace(b'"small"', b'"' + b"a" * 150_000 + b'"'),
    "a very long version": SOUND.replace(b'"1.0"', b'"' + b"1." * 60_000 + b'0"'),
    "a version of a very long number": SOUND.replace(b'"1.0"', b'"' + b"9" * 100_000 + b'"'),
    "empty": b"",
}


def run(*arguments: str, home: Path | None = None) -> tuple[int, str]:
    """Run a command within the time; return its status and what it printed."""
    done = commands.run([*arguments], {"CSESCREEN_HOME": str(home)} if home else {})
    said = (done.stdout + done.stderr).decode()
    assert "Traceback" not in said
    assert "Something went wrong inside" not in said, said
    assert "\x1b" not in said
    assert 0 < done.seconds < SECONDS
    return done.returncode, said


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "hostile.toml"
    file.write_bytes(FILES[name])
    status, said = run("framework", "check", str(file))
    assert status == 2, said[:500]
    assert "hostile.toml: " in said


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_in_a_folder_does_not_stop_what_ships(name: str, tmp_path: Path) -> None:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "hostile.toml").write_bytes(FILES[name])
    status, said = run("framework", "list", home=tmp_path)
    assert status == 0
    assert "hostile.toml is not offered: it has" in said
    assert "telford  1.1  shipped" in said


LARGE = {
    "alternatives": named(layers(3, 8), 'when = "c0_0"') + many_actions(30, '"c0_1"'),
    "many actions": SOUND + many_actions(450, '{ sign = "despair" }'),
    "deep conditions": SOUND.replace(
        b'when = "concern"', b"when = " + b"{ not = " * 30 + b"'concern'" + b" }" * 30
    ),
}


@pytest.mark.parametrize("facts", ["{}", '{ dispute = "unknown" }', '{ dispute = "yes" }'])
@pytest.mark.parametrize("name", LARGE)
def test_what_is_large_and_accepted_is_tried_and_shown_in_time(
    name: str, facts: str, tmp_path: Path
) -> None:
    (tmp_path / "frameworks").mkdir()
    file = tmp_path / "frameworks" / "large.toml"
    file.write_bytes(LARGE[name])
    cases = "".join(case(facts, number) for number in range(20))
    file.with_name("large.cases.toml").write_text(cases, encoding="utf-8")
    status, said = run("framework", "test", str(file))
    assert status == 0, said[:500]
    status, said = run("framework", "show", "small", home=tmp_path)
    assert status == 0, said[:500]


GOOD = case("{}").encode()
CASES = {
    "nested lists, 900 deep": b"case = " + b"[" * 900 + b"]" * 900,
    "10 MB": b"#" * 10_000_000,
    "an endless list": b"case = [" + b"1," * 90_000 + b"1]",
    "thousands of cases": b"[[case]]\nname = 1\n" * 9_000,
    "more cases than may be": b"".join(case("{}", number).encode() for number in range(1200)),
    "500 cases with problems": b"".join(
        case('{ disptue = "no" }', number).encode() for number in range(500)
    ),
    "thousands of keys": GOOD + b"".join(b"k%d = 1\n" % n for n in range(10_000)),
    "thousands of unknown ids": GOOD
    + b"absent = ["
    + b", ".join(b'"despiar-%d"' % n for n in range(10_000))
    + b"]",
    "a long unknown id": GOOD + b'absent = ["' + b"despiar" * 25_000 + b'"]',
    "a huge number": GOOD + b"first = " + b"9" * 4000,
    "a date": GOOD + b"due = { sm-refer = 2026-03-02 }",
    "a written control character": GOOD + b'absent = ["\\u001b[2J"]\n"\\u001b[2J" = 1',
    "a deep case": GOOD.replace(b"facts = {}", b"facts = " + b"{a = " * 60 + b"1" + b"}" * 60),
    "not UTF-8": b"\xff",
    "NULs": b"\x00" * 1000,
    "empty": b"",
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_of_cases_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "sound.toml").write_bytes(SOUND)
    (tmp_path / "sound.cases.toml").write_bytes(CASES[name])
    status, said = run("framework", "test", str(tmp_path / "sound.toml"))
    assert status == 2, said[:500]
    assert "sound.cases.toml: " in said


def test_as_many_cases_as_may_be_are_tried_in_time(tmp_path: Path) -> None:
    (tmp_path / "sound.toml").write_bytes(SOUND)
    cases = "".join(case("{}", number) for number in range(500))
    (tmp_path / "sound.cases.toml").write_text(cases, encoding="utf-8")
    status, said = run("framework", "test", str(tmp_path / "sound.toml"))
    assert status == 0, said[:500]
    assert "500 cases, all hold." in said
