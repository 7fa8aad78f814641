"""The server of training lets its own page in, and nobody else; no request leaves this computer."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("textual_serve", reason="serving training is an extra")
import aiohttp

from csescreen.cli import app
from csescreen.errors import InputError, UserError
from csescreen.serving.page import FILES, OURS
from csescreen.serving.server import MOST_SESSIONS, TrainingServer
from csescreen.serving.session import Session, cells, environment


@asynccontextmanager
async def served(
    options: tuple[str, ...] = (),
) -> AsyncIterator[tuple[TrainingServer, aiohttp.ClientSession]]:
    """Run a server, and give somebody who asks it."""
    server, there = TrainingServer(options), asyncio.Event()
    task = asyncio.create_task(server.run(0, lambda _: there.set()))
    await there.wait()
    async with aiohttp.ClientSession() as client:
        yield server, client
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_only_its_own_page_is_let_in() -> None:
    async with served() as (server, client):
        address = server.address
        origin, secret = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/([\w-]{32})/", address).groups()  # type: ignore[union-attr]

        async def status(url: str, **given: str) -> int:
            asked = {name.replace("_", "-"): value for name, value in given.items()}
            async with client.get(url, headers=asked) as answer:
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
                assert answer.headers["X-Frame-Options"] == "DENY"
                assert "Access-Control-Allow-Origin" not in answer.headers
                return answer.status

        assert await status(address) == 200
        assert await status(address, Sec_Fetch_Site="same-origin", Origin=origin) == 200
        port = origin.rpartition(":")[2]
        for refused in (
            {"Host": f"evil.example:{port}"},  # a name that was pointed at this computer
            {"Host": f"localhost:{port}"},
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": origin.replace("http:", "https:")},
            {"Sec_Fetch_Site": "cross-site"},
            {"Sec_Fetch_Site": "same-site"},
        ):
            assert await status(address, **refused) == 403, refused
            assert await status(f"{address}static/textual.js", **refused) == 403, refused
        for url in (
            f"{origin}/",
            f"{origin}/{secret[:-1]}/",
            f"{origin}/{secret}x/",
            f"{origin}/ws",
        ):
            async with client.get(url) as answer:
                assert answer.status in (403, 404)
                assert answer.headers["X-Frame-Options"] == "DENY"
        async with client.post(address) as answer:
            assert answer.status in (403, 405)
        # its files alone, and no question that its script would follow
        for name in (*FILES, *OURS):
            assert await status(f"{address}static/{name}") == 200
        for path in ("", "..%2f..%2f__init__.py", "js", "page.html"):
            async with client.get(f"{address}static/{path}") as answer:
                assert answer.status in (403, 404)
                assert answer.headers["X-Frame-Options"] == "DENY"
        async with client.get(f"{address}?ping=http://evil.example") as answer:
            assert answer.status == 403
        # a socket is for the page alone: without its origin nothing begins
        for other in (None, "http://evil.example"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as error:
                wire = await asyncio.wait_for(client.ws_connect(f"{address}ws", origin=other), 20)
                await asyncio.wait_for(wire.close(), 20)  # else the server waits for its session
            assert error.value.status == 403


async def test_the_page_asks_nobody_else() -> None:
    async with served() as (server, client):
        for name in ("", "static/page.css", "static/page.js", "static/xterm.css"):
            async with client.get(server.address + name) as answer:
                text = await answer.text()
        async with client.get(server.address) as answer:
            page = await answer.text()
    found = set(re.findall(r"(?:https?|wss?)://[^\s\"'<)]+", page))
    assert found == {server.address.replace("http", "ws", 1) + "ws"}
    assert "<script>" not in page
    assert "http" not in re.sub(r"https?://github\.com\S*|https?://bellard\.org\S*", "", text)


async def test_a_room_gets_large_letters() -> None:
    for options, letters in (((), 16), (("--facilitator",), 28)):
        async with served(options) as (server, client), client.get(server.address) as answer:
            assert f'data-font-size="{letters}"' in await answer.text()


async def test_a_port_that_something_else_has_is_said_in_words() -> None:
    async with served() as (server, _):
        port = int(server.address.split(":")[2].partition("/")[0])
        with pytest.raises(UserError, match=f"port {port}"):
            await TrainingServer().run(port, print)


def test_a_session_finds_nothing_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CSESCREEN_HOME", "CSESCREEN_FRAMEWORKS", "HOME", "XDG_DATA_HOME", "SECRET"):
        monkeypatch.setenv(name, "/somewhere/of/the/user")
    found = environment(80, 24)
    assert "/somewhere/of/the/user" not in found.values()
    assert found["TEXTUAL_DRIVER"].endswith(":WebDriver")
    assert not {"HOME", "SECRET", "CSESCREEN_FRAMEWORKS"} & found.keys()
    with pytest.raises(OSError):  # nobody can make its home for it
        Path(found["CSESCREEN_HOME"]).mkdir(parents=True)


async def test_a_session_runs_no_file_of_the_folder_it_was_begun_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, ...]] = []

    async def note(*command: str, **_: object) -> None:
        begun.append(command)
        raise OSError

    monkeypatch.setattr(asyncio, "create_subprocess_exec", note)
    monkeypatch.chdir(tmp_path)
    with suppress(OSError):
        await Session.__new__(Session)._open_app_process()
    assert begun[0][1:4] == ("-P", "-m", "csescreen")


async def test_what_a_browser_sends_is_taken_only_as_it_should_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[object] = []

    async def note(self: Session, given: object) -> bool:
        sent.append(given)
        return True

    monkeypatch.setattr(Session, "send_bytes", note)
    monkeypatch.setattr(Session, "send_meta", note)
    session = Session.__new__(Session)
    nonsense: tuple[object, ...] = (
        *(None, 1, {}, [], ["stdin"], ["stdin", 1], ["resize", "x"], ["x", 1, 2]),
    )
    for message in nonsense:
        assert await session.take(message) is None
    assert sent == []
    assert await session.take(["ping", "5"]) == ["pong", "5"]
    await session.take(["stdin", "y\ud800"])
    await session.take(["resize", {"width": 10**9, "height": "tall"}])
    assert sent == [b"y?", {"type": "resize", "width": 500, "height": 80}]
    assert [cells(given) for given in (-1, 0, 80, 501, None, 2.5)] == [1, 1, 80, 500, 80, 80]
    assert MOST_SESSIONS < 100


def test_a_file_of_the_servers_disk_is_not_shown_to_a_browser() -> None:
    done = CliRunner().invoke(app, ["train", "--serve", "--case", "mine.toml"])
    assert isinstance(done.exception, InputError)
    assert "no file of yours" in str(done.exception)


def test_what_is_missing_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("csescreen.serving.se")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    done = CliRunner().invoke(app, ["train", "--serve"])
    assert isinstance(done.exception, InputError)
    assert "pip install 'csescreen[serve]'" in " ".join(done.exception.lines())
