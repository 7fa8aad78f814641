"""A small app around the workspace, and services that store nothing. Time stands still."""

from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, cast

from textual.binding import BindingType

from csescreen.commands import EVERYWHERE, bindings
from csescreen.core.ports import Exporter, ExportFiles, Protection, Record
from csescreen.core.screening import Child, FactValue, Screening, SignAnswer
from csescreen.core.vault import Vault
from csescreen.lexicon.everyday import everyday
from csescreen.lexicon.reconsider import shipped_alone
from csescreen.opening import OpeningApp
from csescreen.screens import workspace
from csescreen.screens.messages import ExportRequested, RecordChanged, RecordSaved
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.services import Services
from csescreen.settings import Settings
from tests.tools import tool_shelf

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
SHELF = tool_shelf()

EXAMPLE = Screening(
    frameworks=("telford",),
    reference="A-17",
    child=Child(age=15),
    clocks={"referral_received": NOW},
    facts={"immediate_danger": "no", "carer_encourages": "unknown"},
    signs={
        "gang-rules": SignAnswer("no"),
        "unknown-vehicles": SignAnswer("yes", "current", "a red car", "school"),
        "sexual-exchange": SignAnswer("unknown"),
        "sex-work-areas": SignAnswer("no"),
    },
)


def services(now: datetime = NOW) -> Services:
    return Services(
        shelf=SHELF,
        vault=cast(Vault, None),
        exporters={},
        files=cast(ExportFiles, None),
        file_name=lambda reference, _, suffix, _audience: f"{reference}{suffix}",
        form=lambda _: cast(Exporter, None),
        protection=cast(Protection, None),
        now=lambda: now,
        is_bank_holiday=lambda _: False,
        settings=Settings(),
        write_settings=lambda _: None,
        everyday_words=everyday,
        words_to_reconsider=shipped_alone,
    )


class Host(OpeningApp):
    """Holds what the workspace asked to have saved."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(tuple(command for command in EVERYWHERE if command.id == "export"))
    ]
    CSS_PATH = Path(workspace.__file__).with_name("workspace.tcss")

    def __init__(
        self,
        framework: str = "telford",
        screening: Screening | None = None,
        *,
        saves: bool = True,
    ) -> None:
        super().__init__()
        self.services = services()
        record = self.services.new_record(framework, "A-17")
        if screening is not None:
            record = self.services.changed(record, screening)
        self.saved: list[Record] = []
        self.exported: list[Record] = []
        self._saves = saves
        self.workspace = WorkspaceScreen(self.services, record)

    def record_facts(self) -> dict[str, FactValue]:
        """Return what the record on screen says of the questions."""
        return dict(self.workspace.record.screening.facts)

    def on_mount(self) -> None:
        self.push_screen(self.workspace)

    def action_export(self) -> None:
        self.workspace.action_export()

    def on_record_changed(self, message: RecordChanged) -> None:
        self.saved.append(message.record)
        if self._saves:
            self.workspace.post_message(RecordSaved(message.record))

    def on_export_requested(self, message: ExportRequested) -> None:
        self.exported.append(message.record)


def main() -> None:
    """Run the workspace in a terminal, to look at it."""
    Host().run()


if __name__ == "__main__":
    main()
