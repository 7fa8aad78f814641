"""Writes docs/shared-names.md: the names that every framework file and every case may use.

Run it after a change of csescreen/data/common.toml or indicators.toml: ``python
docs/shared_names.py``. A test fails where the page is not what this writes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from csescreen.bootstrap import shelf
from csescreen.core.framework import DOMAINS, Indicator

FILE = Path(__file__).parent / "shared-names.md"
KINDS = {
    "yes_no": '`"yes"`, `"no"`, `"unknown"`',
    "number": 'a number, or `"unknown"`',
    "names": "a list of texts",
}
TOP = """\
# Names that all frameworks share

The questions, times, conditions, contacts and signs that every framework file and every case may
name by their ids. A framework may add its own; how is in [frameworks.md](frameworks.md).

- [Questions](#questions)
- [Times](#times)
- [Conditions](#conditions)
- [Contacts](#contacts)
- [Signs](#signs)

`csescreen framework show telford` prints the signs beside the grades of one authority, and
`csescreen schema case` everything that a case may say, as a JSON Schema. This page is written by
`docs/shared_names.py`.
"""


def page() -> str:
    """Return the whole page."""
    common = shelf().common
    parts = (
        [TOP],
        _questions(common.tables["questions"]),
        _clocks(common.tables["clocks"]),
        _conditions(common.tables["conditions"]),
        _contacts(common.tables["contacts"]),
        _signs(list(common.signs.values())),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _table(*rows: tuple[str, ...]) -> Iterator[str]:
    head, *others = rows
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in others:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def _questions(questions: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Questions\n"
    yield (
        "They are named in `urgent`, `circumstances` and conditions (`fact`), and answered "
        "under `facts`\nof a case. A framework asks only those that it names.\n"
    )
    yield from _table(
        ("id", "question", "answers", "help"),
        *((f"`{q['id']}`", q["ask"], _answers(q), q.get("help", "")) for q in questions),
    )


def _answers(question: dict[str, Any]) -> str:
    if question["kind"] != "choice":
        return KINDS[question["kind"]]
    return ", ".join(f'`"{key}"` ({text})' for key, text in question["choices"].items())


def _clocks(clocks: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Times\n"
    yield (
        "Time limits run from them. They are asked for where `ask_clocks` names them, and given "
        "under\n`clocks` of a case.\n"
    )
    yield from _table(
        ("id", "question", "help"),
        *((f"`{c['id']}`", c["ask"], c.get("help", "")) for c in clocks),
        ("`birthday_18`", "The child's 18th birthday.", "It follows from the date of birth."),
    )


def _conditions(conditions: dict[str, Any]) -> Iterator[str]:
    yield "## Conditions\n"
    for name, condition in conditions.items():
        (form,) = condition
        yield f'`"{name}"` holds where {form} of these does:\n'
        yield from (f"- {_in_words(one)}" for one in condition[form])
        yield ""
    yield (
        "A question of your own is not part of it, nor is any answer but yes. Join what you need:\n"
        '`{ any = ["concern", { fact = "my-question" }] }`.\n'
    )


def _in_words(condition: dict[str, Any]) -> str:
    if condition == {"any_sign": True}:
        return "any sign is present, of the catalogue's and of the framework's own"
    return f"`{condition['fact']}` is answered yes"


def _contacts(contacts: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Contacts\n"
    yield "Each user's settings hold the numbers.\n"
    yield from _table(("id", "who"), *((f"`{c['id']}`", c["name"]) for c in contacts))


def _signs(signs: list[Indicator]) -> Iterator[str]:
    yield "## Signs\n"
    yield (
        f"The catalogue has {len(signs)} signs. A serious one alone should never leave a child in "
        "the lowest level.\n"
    )
    for domain, title in DOMAINS.items():
        yield f"### {title} (`{domain}`)\n"
        yield from _table(
            ("id", "sign", "serious"),
            *(
                (f"`{sign.id}`", sign.name, "yes" if sign.serious else "")
                for sign in signs
                if sign.domain == domain
            ),
        )


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
