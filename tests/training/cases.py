"""The training cases and frameworks that the tests of training share, each read once."""

from pathlib import Path

from csescreen.bootstrap import scenario_shelf, shelf
from csescreen.errors import Problem
from csescreen.frameworks.files import parse_toml
from csescreen.scenarios.shelf import ScenarioShelf
from csescreen.shell.training import check_file

FRAMEWORKS = {name: shelf().get(name) for name in shelf().ids()}
SHELF: ScenarioShelf = scenario_shelf()
SCENARIOS = {one.id: one for one in SHELF.all()}

SMALL = """\
format = 1
id = "small"
title = "Small"
frameworks = ["telford"]
teaches = ["One thing."]

[child]
name = "Bo Example"
age = "15"
about = "Swims."

[[step]]
title = "First"
time = "2026-03-02T10:00:00+00:00"
tells = "A call."
age = { is = 15, because = "The caller says so." }

[step.signs]
unknown-vehicles = { answer = "unknown", because = "Nobody has asked." }

[step.facts]
trusted_adult_involved = { is = "no", because = "The caller says so." }

[step.clocks]
referral_received = { is = "2026-03-02T10:00:00+00:00", because = "The call." }

[step.not_shown]
older-relationship = "Nobody knows how old he is."

[step.expect.telford]
section_47 = "not_met"

[[step]]
title = "Second"
time = "2026-03-03"
tells = "Another call."

[step.signs]
unknown-vehicles = { answer = "yes", when = "current", because = "She saw it." }
"""


def problems_of(text: str) -> list[Problem]:
    """Return what `csescreen train check` says of a case that is written so."""
    return check_file(SHELF, shelf(), parse_toml("small.toml", text.encode()))


def named(folder: Path, text: str, name: str = "small.toml") -> Path:
    """Write a case into a folder."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
