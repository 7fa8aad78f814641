"""One browser for the tests of a module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.browsing import opened_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def context(browser: Browser) -> BrowserContext:
    """Return a context as a user in England has it."""
    return browser.new_context(locale="en-GB", timezone_id="Europe/London")
