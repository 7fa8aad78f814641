"""docs/training.md says what there is: each key, each tag, each case."""

import re
from pathlib import Path

from csescreen.core.scenario import TAGS
from csescreen.scenarios.schema import SCENARIO, STEP
from tests.training.cases import SCENARIOS

TEXT = (Path(__file__).parents[2] / "docs" / "training.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, str]:
    """Return the rows of the table with this heading in its first column."""
    after = TEXT[TEXT.index(f"| {heading} |") :].partition("\n\n")[0].splitlines()[2:]
    return dict(re.findall(r"^\| (.+?) \| (.+) \|$", "\n".join(after), re.MULTILINE))


def test_each_key_has_a_row() -> None:
    assert list(rows("Key")) == [f"`{key}`" for key in SCENARIO["properties"]]
    assert list(rows("Key of a step")) == [f"`{key}`" for key in STEP["properties"]]


def test_each_tag_has_a_row_with_its_words() -> None:
    assert rows("Tag") == {f"`{tag}`": words for tag, words in TAGS.items()}


def test_each_case_has_a_row_with_its_frameworks() -> None:
    told = {title: rest.split(" | ")[0] for title, rest in rows("Case").items()}
    assert told == {one.title: ", ".join(one.frameworks) for one in SCENARIOS.values()}
