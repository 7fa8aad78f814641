"""Terminal tests: the workspace in a small host app, time standing still."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot

from csescreen.core.screening import Screening
from tests.terminal.host import Host

Open = Callable[..., AbstractAsyncContextManager[tuple[Host, Pilot[None]]]]


@pytest.fixture
def open_workspace() -> Open:
    @asynccontextmanager
    async def opened(
        screening: Screening | None = None,
        *,
        framework: str = "telford",
        size: tuple[int, int] = (80, 24),
        saves: bool = True,
    ) -> AsyncIterator[tuple[Host, Pilot[None]]]:
        app = Host(framework, screening, saves=saves)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot

    return opened
