"""Style sheets, parsed once for all apps of a process: Textual parses them anew for each app."""

from typing import Any
from weakref import WeakKeyDictionary

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def parse_once() -> None:
    """Let every app use the style sheets as they were parsed: a fifth of its start."""
    usual = Stylesheet._parse_rules
    parsed: dict[Any, Any] = {}
    frozen: WeakKeyDictionary[Stylesheet, tuple[Any, Any]] = WeakKeyDictionary()

    def parse_rules(sheet: Stylesheet, *values: Any, **named: Any) -> Any:
        variables = frozen.get(sheet)
        if variables is None or variables[0] is not sheet._variables:
            variables = sheet._variables, frozenset(sheet._variables.items())
            frozen[sheet] = variables
        key = (variables[1], values, frozenset(named.items()))
        if key not in parsed:
            parsed[key] = usual(sheet, *values, **named)
        return parsed[key]

    setattr(Stylesheet, "_parse_rules", parse_rules)  # noqa: B010 - mypy would not have it
    # Textual's own does the same in Python, some hundred times for each widget that is styled
    setattr(RuleSet, "__hash__", object.__hash__)  # noqa: B010
