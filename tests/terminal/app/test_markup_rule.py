"""No text of a person, a file or the database is ever parsed as markup."""

from pathlib import Path

import pytest

import csescreen
from tests.terminal.app.markup_rule import makers_in, violations

PACKAGE = Path(csescreen.__file__).parent
SOURCES = [
    *PACKAGE.glob("*.py"),
    *PACKAGE.glob("screens/**/*.py"),
    *PACKAGE.glob("widgets/**/*.py"),
]


def test_every_slot_is_safe() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCES}
    makers = set().union(*(makers_in(text) for text in texts.values()))
    found = [
        f"{path.relative_to(PACKAGE)}, {problem}"
        for path, text in texts.items()
        for problem in violations(text, makers)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "Static(name)",
        "Static(f'{name}')",
        "Static('a' + name)",
        "Static(' '.join(names))",
        "Label(str(name))",
        "Button(label=self.name)",
        "Checkbox(name if name else 'a')",
        "RadioButton('%s' % name)",
        "Option(name)",
        "OptionList('a', name)",
        "OptionList(*names)",
        "OptionList(*[Option(name) for name in names])",
        "Select([(name, 1)])",
        "Select([(name, key) for key, name in names])",
        "Select(names, prompt=name)",
        "Collapsible(title=name)",
        "TabPane(name)",
        "self.notify(name)",
        "self.notify(f'{name}', title='a')",
        "self.notify('a', title=name)",
        "self.query_one('#a', Static).update(name)",
        "box.border_title = name",
        "box.border_subtitle = f'{name}'",
        "box.tooltip = name",
        "table.add_column(name)",
        "table.add_row('a', name)",
        "table.update_cell('key', 'column', name)",
        "tree.root.add_leaf(name)",
        "Tree(name)",
        "class Own(Button):\n    def __init__(self, text: str):\n        super().__init__(text)",
        "def show(text: str):\n    Static(text)",
        "def show():\n    text = plain('a')\n    text = name\n    Static(text)",
    ],
)
def test_the_rule_finds_what_was_planted(planted: str) -> None:
    assert violations(planted, set())


@pytest.mark.parametrize(
    "fine",
    [
        "Static('our [b]own[/b] words')",
        "Static(plain(name))",
        "Static(styled('[b]$n[/b]', n=name))",
        "Label(Content(name))",
        "Static('')",
        "Select([(plain(name), key) for key, name in names])",
        "OptionList(*(Option(plain(name), id=key) for key, name in names))",
        "table.add_row(Text(name), key=name)",
        "table.update_cell(key, column, Text(name))",
        "self.notify(name, markup=False)",
        "Input(placeholder=name)",
        "def show():\n    text = styled('') if name else plain(name)\n    Static(text)",
        "def show(text: Content):\n    Static(text)",
        "Static(explained(error))",
        "Static(Content(' ').join(parts))",
    ],
)
def test_the_rule_lets_safe_text_through(fine: str) -> None:
    assert not violations(fine, {"explained"})


def test_functions_that_make_content_are_known_by_their_annotation() -> None:
    source = "def a() -> Content: ...\ndef b() -> str: ...\ndef c() -> list[Text]: ..."
    assert makers_in(source) == {"a", "c"}
