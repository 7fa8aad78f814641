"""The server of `csescreen train --serve`: one address on this computer, and training behind it.

textual-serve shows the app in the page and runs it; its own server is not used: it would show its
page to everybody who asks, with a font from the network and every file of its folder.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from secrets import token_urlsafe
from typing import Final

from aiohttp import WSMsgType, web
from textual_serve.download_manager import DownloadManager

from csescreen.begin_training import FACILITATOR
from csescreen.errors import UserError
from csescreen.serving.asking import guard
from csescreen.serving.page import (
    FILES,
    LARGE_LETTERS,
    LETTERS,
    OURS,
    as_json,
    headers,
    page,
)
from csescreen.serving.session import Session, cells

LOOPBACK: Final = "127.0.0.1"
"""The only address that is ever listened to: no other computer can reach it."""
MOST_SESSIONS: Final = 12
_SHUTDOWN: Final = 12.0
"""How long the end of all sessions may take, in seconds: longer than one takes by force."""
_LONGEST_MESSAGE: Final = 64 * 1024
_ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class TrainingServer:
    """Serves the page, its few files, and a session for each page that is open."""

    def __init__(self, options: tuple[str, ...] = (), secret: str = "") -> None:
        """Take further options of the command that each session runs."""
        self._options = options
        self._secret = secret or token_urlsafe(24)
        self._origin = ""
        self._open: set[web.WebSocketResponse] = set()

    @property
    def address(self) -> str:
        """The address to open in a browser; whoever knows it can use it while this runs."""
        return f"{self._origin}/{self._secret}/"

    async def run(self, port: int, say: Callable[[str], None]) -> None:
        """Serve until a signal ends it; raises `UserError` where the port cannot be had."""
        with _door(port) as door:
            self._origin = f"http://{LOOPBACK}:{door.getsockname()[1]}"
            runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_SHUTDOWN)
            await runner.setup()
            try:
                await web.SockSite(runner, door).start()
                say(self.address)
                await _until_ended()
            finally:
                await runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[guard(self._origin, self._secret)])
        application.add_routes(
            [
                web.get("/{secret}/", self._page),
                web.get("/{secret}/static/{name}", self._file),
                web.get("/{secret}/ws", self._talk),
            ]
        )
        application.on_shutdown.append(self._hang_up)
        return application

    async def _page(self, request: web.Request) -> web.Response:
        if request.query:  # the page's script would take an address to fetch from there
            raise web.HTTPForbidden(text="This address takes no question.\n")
        wire = self.address.replace("http:", "ws:", 1) + "ws"
        letters = LARGE_LETTERS if FACILITATOR in self._options else LETTERS
        return self._answer(page(wire, letters).encode(), "text/html")

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name in OURS:
            kind, text = OURS[name]
            return self._answer(text.encode(), kind)
        if name not in FILES:
            raise web.HTTPNotFound
        path, kind = FILES[name]
        content = files("textual_serve").joinpath("static", path).read_bytes()
        return self._answer(content, kind)

    def _answer(self, content: bytes, kind: str) -> web.Response:
        charset = "utf-8" if kind.startswith("text/") else None
        return web.Response(
            body=content, content_type=kind, charset=charset, headers=headers(self._origin)
        )

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        if len(self._open) >= MOST_SESSIONS:
            raise web.HTTPServiceUnavailable(text="Too many pages are open. Close one.\n")
        wire = web.WebSocketResponse(heartbeat=15, max_msg_size=_LONGEST_MESSAGE)
        self._open.add(wire)
        session = Session(
            "",
            write_bytes=wire.send_bytes,
            write_str=wire.send_str,
            close=wire.close,  # type: ignore[arg-type]  # what it returns is not looked at
            download_manager=DownloadManager(),
        )
        session.options = self._options
        try:
            await wire.prepare(request)
            width, height = (_number(request.query.get(side)) for side in ("width", "height"))
            await session.start(width, height)
            await _pass_on(wire, session)
        except ConnectionError:  # the page was closed
            pass
        finally:
            self._open.discard(wire)
            await session.end()
        return wire

    async def _hang_up(self, _: web.Application) -> None:
        for wire in tuple(self._open):
            await wire.close()


async def _pass_on(wire: web.WebSocketResponse, session: Session) -> None:
    async for message in wire:
        if message.type == WSMsgType.TEXT:
            answer = await session.take(as_json(message.data))
            if answer is not None:
                await wire.send_json(answer)


async def _until_ended() -> None:
    """Wait for Ctrl+C, or for the end of the session or the machine."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in _ENDING:
        with suppress(AttributeError, NotImplementedError):  # Windows, where Ctrl+C raises
            loop.add_signal_handler(getattr(signal, name), ended.set)
    await ended.wait()


def _door(port: int) -> socket.socket:
    """Return a socket that listens on this computer alone."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere another program could take the port as well
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((LOOPBACK, port))
    except (OSError, OverflowError):
        door.close()
    else:
        return door
    raise UserError(
        f"Training cannot be served on port {port}: something else has it, or it is not allowed.",
        safe="Nothing was opened.",
        do_next="Name another one, such as --port 8899, or --port 0 for any that is free.",
    )


def _number(text: str | None) -> int:
    return cells(int(text)) if text and text.isascii() and text.isdigit() and len(text) < 6 else 80


def serve(port: int, options: tuple[str, ...], say: Callable[[str], None]) -> None:
    """Serve training until somebody ends it."""
    with suppress(KeyboardInterrupt):
        asyncio.run(TrainingServer(options).run(port, say))
