"""A headless Chromium for tests: the machine's own, with nothing of it that reaches out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.tools_at_hand import needs

_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-dev-shm-usage",
)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Yield a browser, which is closed afterwards; two at once cannot be had."""
    path = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def asked_of_others(page: Page) -> list[str]:
    """Return a list that fills with every address outside of the disk that the page really asks.

    What a policy bars is never asked. None of them is answered.
    """
    found: list[str] = []

    def refuse(route: Route) -> None:
        found.append(route.request.url)
        route.abort()

    page.route(re.compile("^(?!file:|data:|blob:|about:)"), refuse)
    return found
