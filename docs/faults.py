"""Writes the table of docs/faults.md from the words that the program says.

Run it after a word was changed: ``python docs/faults.py``. A test says when it is needed.
"""

from collections.abc import Iterator
from pathlib import Path

from csescreen.store.fault_words import FAULTS, Fault

FILE = Path(__file__).parent / "faults.md"
BEGIN, END = "<!-- faults: written by docs/faults.py -->", "<!-- end of faults -->"


def with_faults(text: str) -> str:
    """Return the document with its table written anew."""
    before, rest = text.split(BEGIN)
    return "\n".join((before + BEGIN, "", *_lines(), "", END + rest.split(END)[1]))


def _lines() -> Iterator[str]:
    yield "| what you see | what it means | what is safe | what to do | exit status |"
    yield "|---|---|---|---|---|"
    for fault in FAULTS.values():
        seen = fault.what.replace("{holder}", " (process …)").replace("{known}", "")
        cells = (seen, fault.means, fault.safe, _advice(fault), str(fault.family.exit_status))
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _advice(fault: Fault) -> str:
    said = f" While the app saves your text: {fault.while_saving}" if fault.while_saving else ""
    return fault.advice + said


if __name__ == "__main__":
    FILE.write_text(with_faults(FILE.read_text(encoding="utf-8")), encoding="utf-8")
