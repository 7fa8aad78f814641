"""Keys as people write them."""

from typing import Final

DIGITS: Final = "1,2,3,4,5,6,7,8,9"
"""Every digit but nought, each of which is a choice of its own."""

_KEY_NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "minus": "-",
    "equals_sign": "=",
    "plus": "+",
    "asterisk": "*",
    "insert": "Insert",
    "space": "Space",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "up": "the arrow up",
    "down": "the arrow down",
    "left": "the arrow left",
    "right": "the arrow right",
    "home": "Home",
    "end": "End",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Delete",
    "backspace": "Backspace",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


def key_in_words(key: str) -> str:
    """Return a key as people write it: "Ctrl+S"."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _KEY_NAMES.get(key, key.upper() if len(key) > 1 else key)


def keys_in_words(keys: str) -> str:
    """Return a command's keys as people write them: "F3 or ?"."""
    if keys == DIGITS:
        return "1 to 9"
    return " or ".join(key_in_words(key) for key in keys.split(","))
