"""`csescreen compare`: facts of two readings, from a real store, as a user runs it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.store.vault import FileVault
from tests.shell.command import run
from tests.store.helpers import PASSPHRASE, QUICK, new_store
from tests.terminal.app.fakes import FakeStore
from tests.versions.second import FIRST, SECOND
from tests.versions.test_services import ANSWERED, opened

MADE = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
FORBIDDEN = ("lower risk", "risk is lower", "safe", "reduced risk", "improved", "worse")


def made(reference: str, screening: Screening, *, day: int = 0, old: bool = False) -> Record:
    framework = SECOND if old else FIRST
    at = MADE + timedelta(days=day)
    return Record(
        key=f"{reference}{'0' * 32}"[:32],
        revision=1,
        created_at=at,
        updated_at=at,
        pin=FrameworkPin.of(framework),
        screening=replace(screening, reference=reference, as_of=at),
        wording={
            sign: framework.indicators[sign].name if sign in framework.indicators else sign
            for sign in screening.signs
        },
        files=framework.files,
    )


EARLIER = Screening(
    frameworks=("telford",),
    child=Child(date_of_birth=date(2011, 1, 1)),
    signs={"unknown-vehicles": SignAnswer("yes"), "despair": SignAnswer("yes")},
    judged_levels=(ChosenLevel("acute", "carers are afraid"),),
)
LATER = replace(
    EARLIER,
    facts={"step_down_proposed": "yes", "agencies_present": ("police", "school")},
    signs={
        "unknown-vehicles": SignAnswer("no"),
        "branding": SignAnswer("yes"),
    },
    judged_levels=(ChosenLevel("complex", "a year without contact"),),
)


@pytest.fixture
def compare(tmp_path: Path) -> Any:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    home = tmp_path / "home"

    def keep(*records: Record) -> None:
        store = new_store(FileVault(home, kdf=QUICK))
        for record in records:
            assert store.save(record)
        store.close()

    def command(*arguments: str, name: str = "compare") -> Any:
        return run(name, *arguments, "--passphrase-file", str(secret), CSESCREEN_HOME=str(home))

    command.keep = keep  # type: ignore[attr-defined]
    command.home = home  # type: ignore[attr-defined]
    return command


def flat(text: bytes) -> str:
    return " ".join(text.decode().split())


def test_two_screenings_of_one_child(compare: Any) -> None:
    compare.keep(made("LATER", LATER, day=365), made("EARLIER", EARLIER))
    done = compare("LATER", "EARLIER")
    assert done.returncode == 0, done.stderr
    text = flat(done.stdout)
    earlier, later = text.index("EARLIER: Mon 2 March 2026"), text.index("LATER: Tue 2 March 2027")
    assert earlier < later, "the earlier is told first, whatever the order of the names"
    assert "Judged by the practitioner: Acute; then Complex" in text
    assert "vehicles with adults nobody knows (yes; then no)" in text
    assert "(yes; then not asked)" in text
    assert "(not asked; then yes)" in text
    step_down = text.split("What a step-down would rest on")[1]
    for told in (
        "A step-down is proposed: yes",
        "Whether the risk is reduced, as people judged it: not asked",
        "Police information: not asked",
        "Agencies named: police and school",
        "The reason for the judged level: a year without contact",
        f"no answer that they are gone: {FIRST.indicators['despair'].name}",
        "for people to judge",
    ):
        assert told in step_down
    assert not [word for word in FORBIDDEN if word in text.lower().replace("safeguarding", "")]
    assert "Check first" not in text


def test_what_to_check_first(compare: Any) -> None:
    other = replace(LATER, child=Child(date_of_birth=date(2012, 5, 5)))
    unknown = replace(LATER, child=Child())
    compare.keep(
        made("A", EARLIER, old=True),
        made("B", other, day=1),
        made("C", unknown, day=2),
        made("D", unknown, day=3),
    )
    assert "The dates of birth differ" in flat(compare("A", "B").stdout)
    assert "two versions of the tool" in flat(compare("A", "B").stdout)
    assert "Neither says who the child is" in flat(compare("C", "D").stdout)


def test_one_screening_under_an_older_version(compare: Any) -> None:
    screening = replace(ANSWERED, facts={}, signs={"unknown-vehicles": SignAnswer("yes")})
    compare.keep(made("A-17", screening, old=True))
    text = flat(compare("A-17").stdout)
    assert "If it were read under version 1.1, on file now" in text
    assert "Highest sign present: Complicated; then Acute" in text
    assert "Sign regraded: Gets into or out of vehicles" in text
    data = json.loads(compare("A-17", "--format", "json").stdout)
    assert data["under_version_on_file"]["indicated_level"] == {
        "before": "Complicated",
        "after": "Acute",
    }
    assert {"part": "level", "id": "complex"}.items() <= data["changes"][0].items()
    assert data["readings"] == data["comparisons"] == data["not_carried_over"] == []
    listed = flat(compare(name="list").stdout)
    assert "A-17" in listed


def test_the_readings_of_one_screening_and_the_export_of_them(compare: Any, tmp_path: Path) -> None:
    record = made("A-17", replace(ANSWERED, facts={}), old=True)
    store = FakeStore()
    store.save(record)
    services = opened(store, FIRST)
    review = services.review(record)
    assert review is not None
    moved = services.read_under_newer(review, "asked by the reviewer")
    compare.keep(record)
    vault = FileVault(compare.home, kdf=QUICK).unlock(PASSPHRASE)
    assert vault.save(moved, services.readings(moved))
    vault.close()
    data = json.loads(compare("A-17", "--format", "json").stdout)
    assert [one["framework"]["version"] for one in data["readings"]] == ["2.0", FIRST.version]
    assert [one["number"] for one in data["readings"]] == [1, 2]
    first, second = data["comparisons"]
    assert first["indicated_level"] == {"before": "Complicated", "after": "Acute"}
    assert second["actions"] == second["signs_came"] == second["signs_went"] == []
    assert data["under_version_on_file"] is None
    assert "Highest sign present: Complicated; then Acute" in flat(compare("A-17").stdout)
    folder = tmp_path / "out"
    folder.mkdir()
    done = compare("A-17", "--format", "json,markdown,html", "-o", str(folder), name="export")
    assert done.returncode == 0, done.stderr
    exported = json.loads(next(folder.glob("*.json")).read_text())
    assert exported["framework"] == {
        "id": "telford",
        "version": FIRST.version,
        "sha256": FIRST.sha256,
    }
    assert [
        (one["framework"]["version"], one["indicated_level"]["name"], one["section_47"])
        for one in exported["readings"]
    ] == [("2.0", "Complicated", "presumed"), (FIRST.version, "Acute", "presumed")]
    assert exported["readings"][0]["why"] == "asked by the reviewer"
    assert "Dated readings" in next(folder.glob("*.md")).read_text()
    assert "Dated readings" in next(folder.glob("*.html")).read_text()


def test_without_the_version_it_says_so_and_works_nothing_out(compare: Any, tmp_path: Path) -> None:
    gone = replace(made("A-17", ANSWERED, old=True), files=())
    compare.keep(gone)
    text = flat(compare("A-17").stdout)
    assert "Not worked out: the version was not on file; then Acute" in text
    shown = flat(compare("A-17", name="show").stdout)
    assert "neither on file nor in the store" in shown
    assert "a red car" in shown
    done = compare("A-17", "--format", "json", "-o", str(tmp_path), name="export")
    assert done.returncode == 0, done.stderr
    exported = json.loads(next(tmp_path.glob("*.json")).read_text())
    assert exported["outcome"] == {}
    assert exported["framework"]["version"] == "2.0"
    assert exported["case"]["indicators"]["unknown-vehicles"]["note"] == "a red car"


def test_usage(compare: Any) -> None:
    compare.keep(made("A-17", LATER))
    for arguments, told in (
        (("A-17", "A-17"), "the same screening"),
        (("B",), "no screening"),
        (("A-17", "--format", "html"), "not one of"),
    ):
        done = compare(*arguments)
        assert done.returncode == 2
        assert told in flat(done.stderr)
        assert done.stdout == b""
    assert "There is one reading of this screening so far" in flat(compare("A-17").stdout)
