"""What is legal in a framework file but unsafe, said to its author as warnings."""

from csescreen.core.framework import Framework
from csescreen.core.text import clean_line
from csescreen.errors import Problem
from csescreen.frameworks.lint.bands import band_warnings
from csescreen.frameworks.lint.levels import level_warnings
from csescreen.frameworks.lint.rules import rule_warnings
from csescreen.frameworks.lint.serious import serious_sign_warnings
from csescreen.frameworks.lint.standing import standing_warnings
from csescreen.frameworks.lint.texts import text_warnings

_PARTS = (
    level_warnings,
    serious_sign_warnings,
    band_warnings,
    rule_warnings,
    standing_warnings,
    text_warnings,
)


def warnings(framework: Framework, file: str) -> list[Problem]:
    """Return the warnings about a framework that reads without a problem."""
    return [
        Problem(clean_line(file), *warned, warning=True)
        for part in _PARTS
        for warned in part(framework)
    ]
