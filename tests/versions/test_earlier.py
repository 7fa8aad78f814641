"""Screenings of an earlier program still open under the version that it shipped with."""

from dataclasses import replace
from hashlib import sha256

import pytest

from csescreen.core.ports import FrameworkPin
from csescreen.frameworks.earlier import EARLIER, earlier
from csescreen.frameworks.shelf import FrameworkShelf
from tests.terminal.app.fakes import FakeStore, record, services

FILES = {
    # never changed: a screening names its version by this hash
    "0.1.0/telford.toml": "40335a3abd94e8f938cb489938bc3d4faa87686e597746aab7c682fe965859ee",
    "0.1.0/llr.toml": "d0e806bf907e0fe183dbcab0758176058ceeae7fc25295d3f27bc1fdc6f15eab",
    "0.1.0/common.toml": "2099066431175fe6a3905d6313b9ccb44faf8c7265951e53e440d80b97acf3ae",
    "0.1.0/indicators.toml": "77f26fb2d27c4b8a677f72608fead4005eb6138de26d2ee08ecf0c81e57db115",
}


def test_what_was_shipped_is_never_changed() -> None:
    found = {
        path.relative_to(EARLIER).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in EARLIER.glob("*/*")
    }
    assert {name: found.get(name) for name in FILES} == FILES


@pytest.mark.parametrize("name", [name for name in FILES if "telford" in name or "llr" in name])
def test_a_screening_of_that_time_opens_and_then_notes_the_shared_files(name: str) -> None:
    framework_id = name.split("/")[1].removesuffix(".toml")
    store = FakeStore()
    old = record(framework=framework_id)
    pin = FrameworkPin(framework_id, "1.0", FILES[name])
    old = replace(old, pin=pin)
    opened = services(store, shelf=FrameworkShelf())
    opened.store = store
    framework = opened.framework_of(old)
    assert framework.sha256 == FILES[name]
    assert framework.shared == (FILES["0.1.0/common.toml"], FILES["0.1.0/indicators.toml"])
    assert opened.newer(old) is not None
    changed = opened.changed(old, old.screening)
    assert changed.pin == FrameworkPin.of(framework)
    store.save(changed)
    assert store.framework_file(FILES[name]) is not None


def test_what_was_never_shipped_is_not_found() -> None:
    assert earlier("telford", "00" * 32) is None
    assert earlier("../../frameworks/telford", FILES["0.1.0/telford.toml"]) is None
    assert earlier("common", FILES["0.1.0/common.toml"]) is None
