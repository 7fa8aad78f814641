"""Two invented tools of different authors, each named without knowing of the other."""

from pathlib import Path

from csescreen.frameworks.folders import Folder
from csescreen.frameworks.shelf import FrameworkShelf

_BASE = Path(__file__).parent.parent / "frameworks" / "tools" / "time-windows.toml"
_OWN = """
[[signs]]
id = "quay-den"
domain = "direct"
name = "Goes to a den on the quay"
looks_like = "Is seen there."
why_it_matters = "Adults meet children there."
other_explanations = "Fishing."
search = ["den"]
document = "saltmarsh.txt"
lines = "30"

[[questions]]
id = "den_how_often"
kind = "choice"
ask = "How often is the child at the den?"
statement = "the child is at the den"
choices = { once = "Once", weekly = "Every week" }
document = "saltmarsh.txt"
lines = "31"

[[actions]]
id = "meeting"
text = "Hold a panel"
status = "required"
when = { any_sign = true }
document = "saltmarsh.txt"
lines = "32"
"""
DIFFERENT = {
    "the question as it is asked": ("How often is the child", "How many times was the child"),
    "the question as a statement": ("the child is at the den", "the child was at the den"),
    "the wording of a choice": ("Every week", "Several times a week"),
    "the name of a sign": ("Goes to a den on the quay", "Has a den of its own"),
    "the domain of a sign": ('domain = "direct"', 'domain = "family"'),
    "the name of a window": ("in the last six months", "in the last half year"),
    "what falls into a window": ('["current", "recent"]', '["current"]'),
}
"""What the second author may say otherwise: a text of the first, and what stands in its place."""
CHANGED = {"what falls into a window": ('["historic"]', '["recent", "historic"]')}
"""What has to change with it for the file to be sound."""
RING = ("Hold a panel", "Ring the team")
OTHER_WINDOWS = (("six_months", "this_term"), ('"before"', '"earlier"'), ("before =", "earlier ="))


def two_tools(folder: Path, *changes: tuple[str, str]) -> FrameworkShelf:
    """Return a shelf with the tools "xa" and "xb", which differ in these texts alone."""
    text = _BASE.read_text(encoding="utf-8") + _OWN
    other = text
    for before, after in changes:
        assert before in text
        other = other.replace(before, after)
    for name, written in (("xa", text), ("xb", other)):
        whole = written.replace('id = "time-windows"', f'id = "{name}"')
        whole = whole.replace("Saltmarsh time sheet", f"Tool {name.upper()}")
        (folder / f"{name}.toml").write_text(whole, encoding="utf-8")
    shelf = FrameworkShelf(lambda: ([Folder("yours", folder)], ()))
    assert {"xa", "xb"} <= set(shelf.ids()), shelf.told()
    return shelf
