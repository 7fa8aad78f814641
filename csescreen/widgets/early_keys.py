"""What is typed before there is a field for it: after a lock, a passphrase as a rule."""

from textual.events import Key, Paste


class EarlyKeys:
    """Keeps letters up to an Enter. They are shown nowhere, and given to the field that follows."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text = ""
        self.entered = False

    def took(self, event: Key | Paste) -> bool:
        """Keep a key or a paste; return whether it was one to keep. Behind an Enter nothing is."""
        if isinstance(event, Paste):
            self._add("".join(event.text.splitlines()[:1]))  # a field takes the first line, too
        elif event.key == "enter":
            self.entered = self.entered or bool(self.text)
        elif event.key == "backspace":
            self.text = self.text if self.entered else self.text[:-1]
        elif event.is_printable and event.character is not None:
            self._add(event.character)
        else:
            return False
        return True

    def _add(self, text: str) -> None:
        self.text += "" if self.entered else text
