"""Keys: which can be given to which command, and every text of ours names them as they are now."""

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen import keymap
from csescreen.chosen_keys import read_keys
from csescreen.commands import GROUPS, key_in_words
from csescreen.errors import InputError
from csescreen.keymap import COMMANDS, clashes, refused, swapped, with_keys
from csescreen.settings import Settings, read_settings, write_settings

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "csescreen"
LITERAL = re.compile(
    r"\bF(?:[1-9]|1[01])\b(?! in Word)|\bCtrl\+(?!L\b|Q\b|C\b|Shift)[A-Z]\b"
    r"|\([a-z/?]\)|\b[Pp]ress [a-z/?](?=[\s.,:;)]|$)"
)
"""A key that can be another one: not F12, Ctrl+L, Ctrl+Q, Enter, Escape, Tab, which never are."""
NAMES_KEYS = {"commands", "keymap.py"}
OTHER_PROGRAMS = {"export/word/acting.py", "shell/ask/words.py"}
"""Where the key is Word's, or the terminal's."""
NAMED = re.compile(r"\{([a-z]+\.[a-z_]+)\}")
MARKS = {"(s)", "(x)"}
"""No keys: a plural, and what marks a choice."""


def texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield every text of a module that is no docstring."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    } | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def literal_keys(source: str) -> list[str]:
    if not LITERAL.search(source):
        return []
    return [
        f"{line}: {found[0]}"
        for line, text in texts(source)
        for found in LITERAL.finditer(text)
        if found[0] not in MARKS
    ]


def test_no_text_names_a_key_by_itself() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): literal_keys(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in NAMES_KEYS
    }
    wrong = {name: keys for name, keys in found.items() if keys and name not in OTHER_PROGRAMS}
    assert not wrong, "write the command's id between braces, and see keymap.with_keys"


def test_no_screen_binds_a_key_by_itself_that_can_be_given_to_another_command() -> None:
    bound = re.compile(r"""\bBinding\(\s*["']([^"']*)["'],\s*["']([^"']*)["']""")
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {key}"
        for path in PACKAGE.rglob("*.py")
        for keys, action in bound.findall(path.read_text(encoding="utf-8"))
        for key in keys.split(",")
        if re.fullmatch(r"f\d+|ctrl\+\w", key) and action != "pass_on"
    }
    assert not found, "make it from the command: bindings(...) or command.also(...)"


def test_a_key_is_written_as_it_stands_on_the_keyboard() -> None:
    keys = "enter|escape|tab|space|down"
    small = re.compile(
        rf"(?:· |\bor )(?:{keys})\b|^(?:{keys}):|\b(?:enter|escape) goes|^up and down"
    )
    names = {"space", "enter", "down", "tab", "escape"}  # as Textual has them
    found = [
        f"{path.name}, line {line}: {text}"
        for folder in ("screens", "widgets")
        for path in (PACKAGE / folder).rglob("*.py")
        for line, text in texts(path.read_text(encoding="utf-8"))
        if text not in names and small.search(text)
    ]
    assert not found


def test_the_guard_sees_a_key_in_a_text() -> None:
    source = '"""F1"""\nA = f"{x} opens: F6"\nB = "Press n to start (e), Ctrl+S; F12 leaves"\n'
    found = {one.split(": ")[1] for one in literal_keys(source)}
    assert found == {"F6", "Press n", "(e)", "Ctrl+S"}


def test_every_command_that_a_text_names_is_there() -> None:
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for line, text in texts(source) if NAMED.search(source) else ():
            assert set(NAMED.findall(text)) <= COMMANDS.keys(), f"{path.name}, line {line}"


def test_a_text_names_the_key_as_it_is_now() -> None:
    assert with_keys("{sign.find} or {help}; {nothing}") == "Ctrl+F or F3; {nothing}"
    keymap.use({"sign.find": "ctrl+g"})
    try:
        assert with_keys("Press {sign.find}.") == "Press Ctrl+G."
    finally:
        keymap.use({})


def test_the_usual_keys_could_all_be_chosen() -> None:
    usual = {id: command.keys for id, command in COMMANDS.items() if not command.fixed}
    assert not list(clashes(usual))


@pytest.mark.parametrize(
    ("command", "key", "why"),
    [
        ("quit", "f5", "stays"),
        ("lock", "f5", "stays"),
        ("next", "f5", "stays"),
        ("help", "ctrl+c", "copying"),
        ("help", "alt+h", "not every terminal"),
        ("help", "ctrl+i", "another key"),
        ("help", "upper_a", "not every terminal"),
        ("help", "h", "types or removes a letter"),
        ("sign.find", "backspace", "types or removes a letter"),
        ("home.purge", "x", "cannot be taken back"),
        ("export.write", "w", "cannot be taken back"),
        ("home.new", "f12", "saves and leaves"),
        ("home.new", "e", "“Export”"),
        ("sign.note", "f6", "“Outcome”"),
        ("theme", "ctrl+k", "removes text"),
        ("home.new", "f8", "“Settings”"),
        ("sign.yes", "1", "digits are the child's age"),
        ("triage.undo", "9", "digits are the child's age"),
    ],
)
def test_what_cannot_be_given_is_refused_with_the_reason(command: str, key: str, why: str) -> None:
    told = refused(COMMANDS[command], key, {})
    assert told is not None
    assert why in told.why


@pytest.mark.parametrize("key", ["f12", "ctrl+q", "ctrl+l"])
def test_no_command_takes_a_key_that_saves_and_leaves_or_locks(key: str) -> None:
    for command in COMMANDS.values():
        told = refused(command, key, {})
        assert told is not None
        assert told.holder is None  # else the two could be swapped
        assert command.fixed or "everywhere" in told.why


@pytest.mark.parametrize(
    ("command", "key"),
    [
        ("home.new", "a"),
        ("sign.note", "f11"),
        ("home.names", "f6"),
        ("sign.find_quickly", "x"),
        ("theme", "insert"),
    ],
)
def test_what_can_be_given_is_not_refused(command: str, key: str) -> None:
    assert refused(COMMANDS[command], key, {}) is None


def test_two_commands_can_swap_their_keys_and_what_stays_cannot() -> None:
    yes, no = COMMANDS["sign.yes"], COMMANDS["sign.no"]
    assert swapped(yes, "n", no, {}) == {"sign.yes": "n", "sign.no": "y"}
    told = swapped(COMMANDS["home.new"], "enter", COMMANDS["home.open"], {})
    assert isinstance(told, keymap.Refused)
    assert "stays" in told.why


MOVABLE = sorted(id for id, command in COMMANDS.items() if not command.fixed)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(MOVABLE), st.sampled_from(["f11", "ctrl+k", "x", "f2", "n", "y"])
        ),
        max_size=6,
    )
)
def test_whatever_is_given_or_swapped_no_key_is_ever_in_one_place_twice(
    wishes: list[tuple[str, str]],
) -> None:
    chosen: dict[str, str] = {}
    for id, key in wishes:
        why = refused(COMMANDS[id], key, chosen)
        if why is None:
            chosen = {**chosen, id: key}
        elif why.holder is not None:
            given_keys = swapped(COMMANDS[id], key, why.holder, chosen)
            chosen = chosen if isinstance(given_keys, keymap.Refused) else given_keys
    assert not list(clashes(chosen))


def test_keys_are_kept_in_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_settings(path, Settings(keys={"sign.find": "ctrl+g"}))
    assert read_settings(path).keys == {"sign.find": "ctrl+g"}
    written = (
        'sign.find = "Ctrl+G"',
        'sign.note = ","',
        'sign.yes = "y"',
        'sign.clear = "DELETE, f2"',
    )
    path.write_text("\n".join(("[keys]", *written)), encoding="utf-8")
    assert read_keys(read_settings(path).keys) == {
        "sign.find": "ctrl+g",
        "sign.note": "comma",
        "sign.clear": "delete,f2",
    }
    path.write_text('[keys]\nsign.find = "Ctrl+G"\n"home.new" = "?"\n"home.search" = "n"\n')
    with pytest.raises(InputError) as told:
        read_keys(read_settings(path).keys)
    assert "keys.home.new" in "\n".join(told.value.lines())  # F3's "?" holds there, too


@pytest.mark.parametrize(
    ("written", "at", "why"),
    [
        ('"sign.fnd" = "f2"', "keys.sign.fnd", "Is it sign.find?"),
        ('"sign.find" = 7', "keys.sign.find", "written as a text"),
        ('"sign.find" = "alt+f"', "keys.sign.find", "not every terminal"),
        ('"quit" = "f2"', "keys.quit", "stays"),
        ('"sign.note" = "f6"', "keys.sign.note", "“Outcome” in the same place"),
    ],
)
def test_wrong_keys_in_the_settings_are_told_with_their_place(
    tmp_path: Path, written: str, at: str, why: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"[keys]\n{written}\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_keys(read_settings(path).keys)
    lines = "\n".join(told.value.lines())
    assert at in lines
    assert why in lines


def test_the_page_of_keys_is_what_the_script_writes() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "keys.py"))
    assert script["FILE"].read_text(encoding="utf-8") == script["page"](), "run python docs/keys.py"


def test_every_key_has_a_name_that_people_write() -> None:
    for group in GROUPS.values():
        for command in group:
            for key in command.keys.split(","):
                assert "_" not in key_in_words(key)
