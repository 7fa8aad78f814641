"""The frameworks on file: those that ship with the program, read when they are asked for."""

from functools import cached_property
from pathlib import Path

from csescreen.core.framework import Framework
from csescreen.errors import InputError
from csescreen.frameworks.files import read_toml
from csescreen.frameworks.read import Common, ReadFramework, read_common, read_shipped
from csescreen.validation import nearest, shown

DATA = Path(__file__).parent.parent / "data"
SHIPPED = ("telford", "llr")
"""The ids of the frameworks that ship, in the order in which they are offered."""


class FrameworkShelf:
    """The frameworks on file, each read once."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._read: dict[str, Framework] = {}

    @cached_property
    def common(self) -> Common:
        """What every framework shares."""
        return read_common(read_toml(DATA / "common.toml"), read_toml(DATA / "indicators.toml"))

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all frameworks, in the order in which they are offered."""
        return SHIPPED

    def get(self, framework_id: str) -> Framework:
        """Return one framework; raises `InputError` with the nearest id where there is none."""
        if framework_id not in self._read:
            if framework_id not in SHIPPED:
                raise InputError(
                    f"There is no framework {shown(framework_id)} on file.",
                    do_next=nearest(framework_id, SHIPPED) or f"On file are: {', '.join(SHIPPED)}.",
                )
            self._read[framework_id] = self._shipped(framework_id)
        return self._read[framework_id]

    def version(self, framework_id: str, sha256: str) -> Framework | None:
        """Return the version of a framework with this hash, or None where it is not on file."""
        if framework_id not in SHIPPED:
            return None
        framework = self.get(framework_id)
        return framework if framework.sha256 == sha256 else None

    def check(self, path: Path) -> ReadFramework:
        """Read a file as strictly as can be, for its author."""
        from csescreen.frameworks.check import check_framework  # noqa: PLC0415 - for authors only

        return check_framework(read_toml(path), self.common)

    def _shipped(self, framework_id: str) -> Framework:
        path = DATA / "frameworks" / f"{framework_id}.toml"
        read = read_shipped(read_toml(path), self.common)
        if read.framework is None:
            raise InputError(
                f"The framework file {path.name} that came with csescreen is damaged.",
                read.problems,
                safe="Your screenings are not affected.",
                do_next="Install csescreen again.",
            )
        return read.framework
