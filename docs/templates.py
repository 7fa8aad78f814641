"""Writes the tables of docs/templates.md from the placeholders that the program knows.

Run it after one was changed: ``python docs/templates.py``. A test says when it is needed.
"""

from collections.abc import Iterator
from pathlib import Path

from csescreen.export.placeholders import PLACEHOLDERS, ROWS

FILE = Path(__file__).parent / "templates.md"
BEGIN = "<!-- placeholders: written by docs/templates.py -->"
END = "<!-- end of placeholders -->"


def with_placeholders(text: str) -> str:
    """Return the page with its tables written anew."""
    before, rest = text.split(BEGIN)
    return "\n".join((before + BEGIN, "", *_lines(), "", END + rest.split(END)[1]))


def _lines() -> Iterator[str]:
    yield "### One text each"
    yield ""
    yield "| write | what stands there | for example |"
    yield "|---|---|---|"
    for one in PLACEHOLDERS:
        yield f"| `{{{{ {one.name} }}}}`{_star(one.matters)} | {one.means} | {one.example} |"
    for many in ROWS:
        yield ""
        yield f"### `{{% for {many.one} in {many.name} %}}`{_star(many.matters)}"
        yield ""
        yield f"{many.means[0].upper()}{many.means[1:]}."
        yield ""
        yield "| write | what stands there | for example |"
        yield "|---|---|---|"
        for field in many.fields:
            yield f"| `{{{{ {many.one}.{field.name} }}}}` | {field.means} | {field.example} |"


def _star(matters: bool) -> str:
    return " \\*" if matters else ""


if __name__ == "__main__":
    FILE.write_text(with_placeholders(FILE.read_text(encoding="utf-8")), encoding="utf-8")
