"""What is on file: shipped, the user's own and shared frameworks, their versions and troubles."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csescreen.core.versions import order_of
from csescreen.errors import InputError
from csescreen.frameworks import folders
from csescreen.frameworks import shelf as shelf_module
from csescreen.frameworks.files import TomlFile, parse_toml
from csescreen.frameworks.folders import Folder
from csescreen.frameworks.headers import read_header
from csescreen.frameworks.shelf import DATA, SHIPPED, FrameworkShelf

SOUND = (Path(__file__).parent / "sound.toml").read_text(encoding="utf-8")
TELFORD = (DATA / "frameworks" / "telford.toml").read_text(encoding="utf-8")

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Return what writes a framework file into one of the two folders."""

    def write(name: str, text: str = SOUND, where: str = "yours", **changes: str) -> Path:
        for key, value in changes.items():
            text = re.sub(rf'(?m)^{key} = ".*"$', f'{key} = "{value}"', text, count=1)
        folder = tmp_path / where
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    return write


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], FrameworkShelf]:
    """Return what makes a shelf over both folders."""
    found = [Folder("yours", tmp_path / "yours")]

    def make() -> FrameworkShelf:
        shared = tmp_path / "shared"
        both = [*found, Folder("shared", shared, "the settings")] if shared.exists() else found
        return FrameworkShelf(lambda: (both, ()))

    return make


Fresh = Callable[[], FrameworkShelf]


def test_without_folders_what_ships_is_on_file(fresh: Fresh) -> None:
    shelf = fresh()
    assert shelf.ids() == SHIPPED
    assert shelf.told() == ()
    assert [at.origin for at in shelf.versions("telford")] == ["shipped"]


def test_a_framework_of_either_folder_is_offered_after_those_that_ship(
    put: Put, fresh: Fresh
) -> None:
    put("b.toml", id="bbb")
    put("a.toml", where="shared", id="aaa")
    shelf = fresh()
    assert shelf.ids() == (*SHIPPED, "aaa", "bbb")
    assert shelf.told() == ()
    assert [at.origin for name in ("aaa", "bbb") for at in shelf.versions(name)] == [
        "shared",
        "yours",
    ]
    assert shelf.get("bbb") is shelf.get("bbb")


def test_a_file_with_problems_is_told_and_not_offered(put: Put, fresh: Fresh) -> None:
    path = put("bad.toml", SOUND.replace('status = "required"', 'status = "must"'))
    shelf = fresh()
    assert shelf.ids() == SHIPPED
    assert shelf.told() == (
        f'bad.toml is not offered: it has 1 problem. `csescreen framework check "{path}"` '
        "shows what to mend.",
    )
    with pytest.raises(InputError) as refused:
        shelf.get("small")
    assert "is on file, but cannot be used" in refused.value.what
    assert "framework check" in refused.value.do_next


@pytest.mark.parametrize("text", ["", "id =", "id = 7", 'id = "no version"', "\x00"])
def test_a_file_without_a_header_is_told(text: str, put: Put, fresh: Fresh) -> None:
    put("bad.toml", text)
    shelf = fresh()
    assert shelf.ids() == SHIPPED
    assert [line.split(":")[0] for line in shelf.told()] == ["bad.toml is not offered"]


def test_an_id_far_down_is_told(put: Put, fresh: Fresh) -> None:
    put("far.toml", "# a long preface\n" * 2000 + SOUND)
    shelf = fresh()
    assert shelf.ids() == SHIPPED
    assert "does not begin with its id" in shelf.told()[0]


def test_the_newest_version_is_offered_and_the_others_stay_on_file(put: Put, fresh: Fresh) -> None:
    for version in ("1.9", "1.10", "1.2"):
        put(f"{version}.toml", version=version)
    shelf = fresh()
    assert shelf.get("small").version == "1.10"
    found = shelf.versions("small")
    assert [at.version for at in found] == ["1.10", "1.9", "1.2"]
    for at in found:
        framework = shelf.version("small", at.sha256)
        assert framework is not None
        assert framework.version == at.version
    assert shelf.version("small", "0" * 64) is None
    assert shelf.version("nothing", "0" * 64) is None


def test_an_older_version_is_offered_where_the_newest_has_problems(put: Put, fresh: Fresh) -> None:
    put("old.toml", version="1.0")
    put("new.toml", SOUND.replace('status = "required"', 'status = "must"'), version="2.0")
    shelf = fresh()
    assert shelf.get("small").version == "1.0"
    assert [at.version for at in shelf.versions("small")] == ["1.0"]
    assert ["new.toml" in line for line in shelf.told()] == [True]


@pytest.mark.parametrize("second", ["1.0", "1.0.0", "01"])
def test_two_files_of_one_version_that_differ_are_both_refused(
    second: str, put: Put, fresh: Fresh
) -> None:
    one = put("one.toml")
    two = put("two.toml", SOUND + "# other\n", where="shared", version=second)
    put("other.toml", id="other")
    shelf = fresh()
    assert shelf.ids() == (*SHIPPED, "other")
    (told,) = shelf.told()
    assert all(word in told for word in ("small", "1.0", str(one), str(two), "differ"))
    with pytest.raises(InputError, match="cannot be used"):
        shelf.get("small")


def test_two_files_with_one_content_are_one_framework(put: Put, fresh: Fresh) -> None:
    put("one.toml", where="shared")
    put("two.toml")
    put("telford.toml", TELFORD)
    shelf = fresh()
    assert shelf.told() == ()
    assert [at.origin for at in shelf.versions("small")] == ["yours"]
    assert [at.origin for at in shelf.versions("telford")] == ["shipped"]


def test_what_ships_cannot_be_replaced_under_its_own_version(put: Put, fresh: Fresh) -> None:
    path = put("mine.toml", TELFORD + "# other\n")
    shelf = fresh()
    assert shelf.get("telford").sha256 == FrameworkShelf().get("telford").sha256
    (told,) = shelf.told()
    assert all(word in told for word in ("telford 1.1", "telford.toml", str(path)))


def test_a_newer_version_of_what_ships_is_offered_in_its_place(put: Put, fresh: Fresh) -> None:
    put("mine.toml", TELFORD, where="shared", version="1.1.1")
    shelf = fresh()
    assert shelf.ids() == SHIPPED
    assert shelf.get("telford").version == "1.1.1"
    assert [at.origin for at in shelf.versions("telford")] == ["shared", "shipped"]
    shipped = FrameworkShelf().get("telford").sha256
    assert shelf.version("telford", shipped) is not None


def test_asking_for_one_framework_checks_no_other(
    put: Put, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("one.toml")
    put("bad.toml", 'id = "bad"\nversion = "1"\n')
    checked: list[str] = []

    def parse(name: str, content: bytes) -> TomlFile:
        checked.append(name)
        return parse_toml(name, content)

    monkeypatch.setattr(shelf_module, "parse_toml", parse)
    shelf = fresh()
    shelf.get("telford")
    assert (checked, shelf.told()) == ([], ())
    shelf.get("small")
    assert (checked, shelf.told()) == (["one.toml"], ())
    shelf.ids()
    assert (sorted(checked), len(shelf.told())) == (["bad.toml", "one.toml"], 1)


def test_a_folder_that_was_named_and_is_not_there_is_told(tmp_path: Path) -> None:
    shared = Folder("shared", tmp_path / "gone", "CSESCREEN_FRAMEWORKS")
    shelf = FrameworkShelf(lambda: ([shared], ()))
    assert shelf.get("telford").id == "telford"
    (told,) = shelf.told()
    assert "CSESCREEN_FRAMEWORKS" in told
    assert "it is not there" in told
    assert "the other frameworks are" in told


def test_a_folder_that_does_not_answer_is_told_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    monkeypatch.setattr(folders, "framework_files", lambda _: gate.wait(30) and [])
    began = time.monotonic()
    found = folders.look_into(Folder("shared", tmp_path), patience=0.1)
    assert time.monotonic() - began < 10
    assert found.files == ()
    assert ["did not answer" in line for line in found.told] == [True]
    gate.set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_what_is_no_file_is_told_and_not_waited_for(put: Put, fresh: Fresh, tmp_path: Path) -> None:
    put("one.toml")
    yours = tmp_path / "yours"
    os.mkfifo(yours / "pipe.toml")
    (yours / "folder.toml").mkdir()
    (yours / "device.toml").symlink_to("/dev/zero")
    (yours / "nowhere.toml").symlink_to(yours / "gone")
    shelf = fresh()
    assert shelf.ids() == (*SHIPPED, "small")
    names = [line.split()[0] for line in shelf.told()]
    assert names == ["device.toml", "folder.toml", "nowhere.toml", "pipe.toml"]


def test_hidden_files_and_cases_are_no_frameworks(put: Put, fresh: Fresh) -> None:
    for name in ("one.cases.toml", "._one.toml", "notes.txt", "ONE.CASES.TOML"):
        put(name, "nonsense")
    assert fresh().ids() == SHIPPED
    assert fresh().told() == ()


def test_of_a_folder_with_very_many_files_the_first_are_offered(
    put: Put, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MAX_FILES", 2)
    for name in "abc":
        put(f"{name}.toml", id=name)
    shelf = fresh()
    assert shelf.ids() == (*SHIPPED, "a", "b")
    assert "Those after b.toml are not offered." in shelf.told()[0]


def test_names_of_files_are_harmless_when_told(put: Put, fresh: Fresh) -> None:
    put("a\x1b[31m.toml", "id =")
    shelf = fresh()
    shelf.ids()
    assert "\x1b" not in "".join(shelf.told())


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ('id = "a"\nversion = "1"\n[documents]\nid = 7', ("a", "1")),
        ('# [no table]\nid = "a"\nversion = "1.2"', ("a", "1.2")),
        ('name = """\n[levels]\nid = "b"\n"""\nid = "a"\nversion = "1"\n[x]', ("a", "1")),
        ('  [levels]\nid = "a"\nversion = "1"', None),
        ('id = "A"\nversion = "1"', None),
        ('id = "a"\nversion = "one"', None),
        (f'id = "{"a" * 81}"\nversion = "1"', None),
        ('id = "a"\nversion = 1', None),
    ],
)
def test_the_header_is_what_the_file_says_of_itself(
    text: str, header: tuple[str, str] | None
) -> None:
    assert read_header(text.encode()) == header


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4))
def test_versions_are_numbers(parts: list[int]) -> None:
    version = ".".join(map(str, parts))
    assert order_of(version) == order_of(f"{version}.0") == order_of(f"00{version}")
    assert order_of(f"{version}.1") > order_of(version)
    assert order_of(".".join(map(str, [parts[0] + 1, *parts[1:]]))) > order_of(version)
