"""After how long csescreen locks: a number that a person may write by hand."""

from pathlib import Path

import pytest

from csescreen.chosen_keys import MOST_TOLD, read_keys
from csescreen.errors import InputError
from csescreen.settings import Settings, read_settings, write_settings


@pytest.mark.parametrize(("written", "minutes"), [("1", 1.0), ("0.05", 0.05), ("60", 60.0)])
def test_minutes_are_read(tmp_path: Path, written: str, minutes: float) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"lock_minutes = {written}\n", encoding="utf-8")
    assert read_settings(path).lock_minutes == minutes


@pytest.mark.parametrize("written", ["0", "-1", "61", "inf", "nan", "true", '"5"', "[5]"])
def test_a_screen_that_never_locks_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"lock_minutes = {written}\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_settings(path)
    assert "from 0.05 to 60; csescreen always locks." in "\n".join(told.value.lines())


def test_minutes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_settings(path, Settings(lock_minutes=15.0))
    assert read_settings(path) == Settings(lock_minutes=15.0)
    assert read_settings(tmp_path / "none.toml").lock_minutes == 5.0


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"theme = {'[' * 5000}{']' * 5000}", "nested too deep"),
        (f"keys.{'a.' * 3000}b = 'f2'", "nested too deep"),
        ("#" * 60_000, "larger than 50 KB"),
    ],
    ids=["brackets", "dots", "size"],
)
def test_a_file_that_no_person_wrote_is_told_of(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_settings(path)
    assert told in "\n".join(error.value.lines())


def test_many_unknown_commands_are_not_told_one_by_one() -> None:
    with pytest.raises(InputError) as error:
        read_keys({f"no-such-{number}": "f2" for number in range(2000)})
    told = error.value.lines()
    assert sum("no such command" in line for line in told) == MOST_TOLD
    assert any("1980 more" in line for line in told)
