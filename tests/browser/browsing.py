"""A headless Chromium for tests: the machine's own, with nothing of it that reaches out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, sync_playwright

from tests.tools_at_hand import needs

_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-dev-shm-usage",
)


@contextmanager
def browser_context(**options: Any) -> Iterator[BrowserContext]:
    """Yield a fresh context of a browser, which is closed afterwards."""
    path = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=_FLAGS)
        try:
            yield browser.new_context(locale="en-GB", timezone_id="Europe/London", **options)
        finally:
            browser.close()


def asked_of_others(page: Page) -> list[str]:
    """Return a list that fills with every address that the page asks for outside of the disk."""
    found: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "about:", "blob:")):
            found.append(request.url)

    page.on("request", note)
    return found
