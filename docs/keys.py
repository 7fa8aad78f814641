"""Writes docs/keys.md: every key of the app, from the commands.

Run it after a command was added or changed: ``python docs/keys.py``. A test says when it is needed.
"""

from collections.abc import Iterator
from pathlib import Path

from csescreen.commands import GROUPS, keys_in_words

FILE = Path(__file__).parent / "keys.md"
TOP = """\
# Keys

Every key of the app, by the place where it works. `F3` shows those that work where you are, and
`F8`, then `F4` gives commands other keys; those marked "stays" keep theirs, with the reason. The
choice stands in `settings.toml`, by the id of the command:

```toml
[keys]
"sign.find" = "ctrl+g"
"step.outcome" = "f10"
```

What can be given: F1 to F11, Ctrl with a letter, Insert; and, to commands that do not work inside
text fields, a small letter, a digit, Delete, Backspace or one of `/ ? . , ; - = + *`. Ctrl+D, F, K,
U and W remove text in a field, so they go only to commands that work there too. Never: Ctrl+C,
Ctrl+X and Ctrl+V (copying), Tab, Enter, Space, Escape and the arrow keys (forms and lists), Ctrl+A,
B, H, I, J, M and O (terminals send or keep another key for them), Alt with anything and other keys
that not every terminal sends. What removes a screening or writes a file never gets a letter. This
page is written by `docs/keys.py`.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join((TOP, *_tables())).rstrip() + "\n"


def _tables() -> Iterator[str]:
    for title, group in GROUPS.items():
        yield f"## {title}"
        yield ""
        yield "| key | command | what it does | id |"
        yield "|---|---|---|---|"
        for one in group:
            stays = f" Stays: {one.fixed}." if one.fixed else ""
            keys = f"`{keys_in_words(one.keys).replace(' or ', '` or `')}`"
            yield f"| {keys} | {one.name} | {one.help}.{stays} | `{one.id}` |"
        yield ""


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
