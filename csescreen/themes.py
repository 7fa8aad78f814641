"""The three themes. Every pair of colours that carries text meets WCAG AA; contrast meets AAA.

Meaning is never in a colour alone: a colour only repeats what a word says.
"""

from typing import Final

from textual.theme import Theme

DEFAULT: Final = "csescreen-dark"

_DARK = Theme(
    name="csescreen-dark",
    primary="#7db7f0",
    secondary="#9fc3a8",
    accent="#f0c674",
    warning="#f2c45a",
    error="#ff8f8f",
    success="#8fd19e",
    foreground="#e8e8e8",
    background="#14181d",
    surface="#1b2027",
    panel="#242b34",
    dark=True,
    variables={
        "text-muted": "#b4bcc6",
        "border": "#7db7f0",
        "border-blurred": "#7f8a97",
        "block-cursor-background": "#7db7f0",
        "block-cursor-foreground": "#0b0e12",
        "block-cursor-blurred-background": "#3a4653",
        "block-cursor-blurred-foreground": "#ffffff",
        "footer-key-foreground": "#f0c674",
        "input-selection-background": "#3f5f80",
        "scrollbar": "#7f8a97",
        "scrollbar-background": "#242b34",
    },
)

_LIGHT = Theme(
    name="csescreen-light",
    primary="#1d4f91",
    secondary="#3b5f45",
    accent="#7a4b00",
    warning="#7a4b00",
    error="#a4161a",
    success="#1e6b34",
    foreground="#14181d",
    background="#fbfbf8",
    surface="#f1f1ec",
    panel="#e4e5df",
    dark=False,
    variables={
        "text-muted": "#454d57",
        "border": "#1d4f91",
        "border-blurred": "#6b747e",
        "block-cursor-background": "#1d4f91",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#cdd6e2",
        "block-cursor-blurred-foreground": "#14181d",
        "footer-key-foreground": "#1d4f91",
        "input-selection-background": "#b9d2f0",
        "scrollbar": "#6b747e",
        "scrollbar-background": "#e4e5df",
    },
)

_CONTRAST = Theme(
    name="csescreen-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ffb0b0",
    success="#90ff90",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={
        "text": "#ffffff",
        "text-muted": "#ffffff",
        "text-disabled": "#c8c8c8",
        "border": "#ffff00",
        "border-blurred": "#ffffff",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#ffffff",
        "block-cursor-blurred-foreground": "#000000",
        "footer-key-foreground": "#ffff00",
        "input-selection-background": "#0000c0",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#404040",
    },
)

THEMES: Final = {theme.name: theme for theme in (_DARK, _LIGHT, _CONTRAST)}
"""The themes by name, in the order in which the key walks through them."""

NAMES: Final = {
    "csescreen-dark": "Dark",
    "csescreen-light": "Light",
    "csescreen-contrast": "High contrast",
}
"""What a person calls each theme."""


def after(name: str) -> str:
    """Return the theme that comes after the named one."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else DEFAULT
