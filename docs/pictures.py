"""Renew the pictures of the documents from an invented case: ``python docs/pictures.py``.

The workspace and a call are drawn by the app itself; the referral is the first page of the PDF,
drawn by pdftoppm of Debian's poppler-utils.
"""

import asyncio
import re
import subprocess
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from csescreen.app import CsescreenApp
from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import shelf
from csescreen.core.screening import Child, Screening, SignAnswer
from csescreen.export.files import SafeFiles, file_name
from csescreen.export.formats import EXPORTERS
from csescreen.export.protecting import PasswordProtection
from csescreen.export.template import read_form
from csescreen.lexicon.everyday import everyday
from csescreen.screens.triage import TriageScreen
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.services import Services
from csescreen.settings import Settings
from csescreen.store.vault import FileVault

HERE = Path(__file__).parent / "images"
NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
INVENTED = Screening(
    frameworks=("telford",),
    reference="A-17",
    child=Child(age=15),
    facts={
        "immediate_danger": "no",
        "carer_encourages": "no",
        "carer_fails_to_protect": "no",
        "trusted_adult_involved": "unknown",
    },
    clocks={"referral_received": NOW},
    signs={
        "unknown-vehicles": SignAnswer("yes", "current", "A red car at the gate", "school"),
        "sexual-exchange": SignAnswer("unknown"),
        "sex-work-areas": SignAnswer("no"),
        "secretive-withdrawn": SignAnswer("yes", "recent"),
        "multiple-phones": SignAnswer("yes", "current", "Two phones since January", "carer"),
        "despair": SignAnswer("unknown"),
    },
    narrative={
        "working_well": "Trusts her invented aunt Zofia, and comes to school on most days.",
        "worried_about": "Adults whom nobody knows collect her by car, and she has gifts.",
    },
    details={
        "child_name": "Example Child (fictional)",
        "worker_name": "Example Worker (fictional)",
        "worker_role": "Learning mentor",
    },
)


def services() -> Services:
    """Return services with the time standing still."""
    return Services(
        shelf=shelf(),
        vault=FileVault(Path("nowhere")),
        exporters=EXPORTERS,
        files=SafeFiles(),
        file_name=file_name,
        form=read_form,
        protection=PasswordProtection(),
        now=lambda: NOW,
        is_bank_holiday=is_bank_holiday,
        settings=Settings(),
        write_settings=lambda _: None,
        everyday_words=everyday,
    )


async def drawn(screen: Screen[None], arrange: Callable[[Pilot[None]], Awaitable[None]]) -> str:
    """Return a screen as SVG, without the web fonts that the picture would fetch."""
    everything = services()
    app = CsescreenApp(lambda: everything)
    async with app.run_test(size=(96, 30)) as pilot:
        await pilot.pause(1)
        await app.push_screen(screen)
        await arrange(pilot)
        await pilot.pause(1)
        picture = app.export_screenshot(title="csescreen")
        app.exit()
    return re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", picture, flags=re.DOTALL)


async def workspace() -> str:
    """Return the workspace at the direct signs."""
    everything = services()
    record = everything.changed(everything.new_record("telford", "A-17"), INVENTED)
    screen = WorkspaceScreen(everything, record)

    async def arrange(_: Pilot[None]) -> None:
        screen.show_step("direct")

    return await drawn(screen, arrange)


async def triage() -> str:
    """Return a call in which the caller has just said something."""
    everything = services()
    everything.settings = replace(everything.settings, default_framework="telford")
    screen = TriageScreen(everything, everything.new_call("A-18"))

    async def arrange(pilot: Pilot[None]) -> None:
        await pilot.press("n", "1", "4", "n", "u", "n", "n")
        await pilot.press("slash", *"keeps getting picked up in cabs", "enter")
        await pilot.press(*"new phon")

    return await drawn(screen, arrange)


def main() -> None:
    """Write the pictures' sources."""
    HERE.mkdir(exist_ok=True)
    for name, picture in {"workspace": workspace, "triage": triage}.items():
        (HERE / f"{name}.svg").write_text(asyncio.run(picture()), encoding="utf-8")
    everything = services()
    record = everything.changed(everything.new_record("telford", "A-17"), INVENTED)
    pdf = EXPORTERS["pdf"].render(everything.summary(record))
    first_page = ("pdftoppm", "-png", "-r", "80", "-f", "1", "-singlefile", "-")
    drawn = subprocess.run(first_page, input=pdf, capture_output=True, check=True)  # noqa: S603 - our own words
    (HERE / "referral.png").write_bytes(drawn.stdout)


if __name__ == "__main__":
    main()
