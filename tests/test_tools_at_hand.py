"""A tool that is not at hand is said plainly, and never passed over where all must be there."""

from pathlib import Path

import pytest

from tests.tools_at_hand import EVERY_TOOL, needs


@pytest.fixture(autouse=True)
def nothing_at_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CSESCREEN_LFORMS", raising=False)
    monkeypatch.delenv(EVERY_TOOL, raising=False)


@pytest.mark.parametrize("tool", ["chromium", "lforms", "anything"])
def test_a_missing_tool_skips_with_what_to_do(tool: str) -> None:
    with pytest.raises(pytest.skip.Exception, match=rf"^{tool} is not at hand: .+\.$"):
        needs(tool)


@pytest.mark.parametrize("tool", ["chromium", "lforms", "anything"])
def test_a_missing_tool_fails_where_all_must_be_there(
    tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EVERY_TOOL, "1")
    with pytest.raises(pytest.fail.Exception, match=f"^{tool} is not at hand"):
        needs(tool)


def test_a_tool_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    program = tmp_path / "chromium-browser"
    program.touch(0o700)
    assert needs("chromium") == str(program)


def test_a_folder_is_found_by_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSESCREEN_LFORMS", str(tmp_path))
    assert needs("lforms") == str(tmp_path.resolve())
