"""The HTML export in a real browser: for everybody to read, on every screen, with no way out."""

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from csescreen.core.summary import Chart, TimeLine
from csescreen.export.as_html import HtmlExporter
from tests.browser.browsing import asked_of_others
from tests.browser.samples import SAMPLES
from tests.export.hostile import FRAGMENTS, document

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WIDTHS = {"wide": 1200, "narrow": 320}


@pytest.fixture(scope="module")
def examined(browser: Browser) -> BrowserContext:
    """Return a context into which the examiner may be put, past the document's own policy."""
    return browser.new_context(bypass_csp=True)


def opened(context: BrowserContext, folder: Path, content: bytes) -> Page:
    file = folder / "referral.html"
    file.write_bytes(content)
    page = context.new_page()
    page.goto(file.as_uri())
    return page


LOOKS = [
    *((name, "light", "wide") for name in SAMPLES),
    *((name, "dark", "narrow") for name in ("several", "windows", "family")),
]
"""Every sample; the richest, and those with blocks of their own, in the other look as well."""


@pytest.mark.parametrize(("name", "scheme", "width"), LOOKS)
def test_nothing_bars_anybody_from_reading_it(
    name: str,
    scheme: Literal["light", "dark"],
    width: str,
    examined: BrowserContext,
    tmp_path: Path,
) -> None:
    page = opened(examined, tmp_path, HtmlExporter().render(SAMPLES[name]))
    page.set_viewport_size({"width": _WIDTHS[width], "height": 800})
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": _RULES}).response
    assert not found["violations"], _told(found["violations"])
    checked = {rule["id"] for rule in found["passes"]}
    assert {"color-contrast", "html-has-lang", "document-title"} <= checked
    assert page.evaluate("document.documentElement.scrollWidth") <= _WIDTHS[width]
    page.close()


def _told(violations: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for one in violations
    )


def test_the_examiner_finds_what_is_wrong(examined: BrowserContext, tmp_path: Path) -> None:
    content = HtmlExporter().render(SAMPLES["sample"]).replace(b'lang="en-GB"', b"")
    page = opened(examined, tmp_path, content.replace(b"--ink: #0b0c0c", b"--ink: #dddddd"))
    found = Axe().run(page, options={"runOnly": _RULES}).response
    assert {"html-has-lang", "color-contrast"} <= {one["id"] for one in found["violations"]}
    page.close()


@pytest.mark.parametrize("policy", [True, False])
def test_no_script_runs_and_nothing_is_fetched(
    policy: bool, context: BrowserContext, tmp_path: Path
) -> None:
    planted = (
        b"<script>document.title = 'ran'</script><img src='http://192.0.2.1/a.png' "
        b"onerror=\"document.title = 'ran'\"><link rel=stylesheet href='http://192.0.2.1/a.css'>"
    )
    content = HtmlExporter().render(SAMPLES["one"]).replace(b"<h1>", planted + b"<h1>")
    if not policy:  # without it, the same page would: so it is the policy that bars them
        content = re.sub(rb"<meta http-equiv[^>]*>", b"", content)
    page = context.new_page()
    fetched = asked_of_others(page)
    file = tmp_path / "referral.html"
    file.write_bytes(content)
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    assert (page.title() == "ran") == (not policy)
    assert bool(fetched) == (not policy)
    page.close()


def test_hostile_text_is_shown_and_fetches_nothing(context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
    fetched, dialogs = asked_of_others(page), list[str]()
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    file = tmp_path / "referral.html"
    text = " ".join(fragment for fragment in FRAGMENTS if fragment.isprintable())
    file.write_bytes(HtmlExporter().render(document(text)))
    page.goto(file.as_uri())
    assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
    assert (fetched, dialogs) == ([], [])
    assert page.locator("a, script, img, iframe, form, input, button").count() == 0
    page.close()


def test_the_samples_hold_a_chart_and_a_time_line() -> None:
    blocks = [block for one in SAMPLES["one"].sections for block in one.blocks]
    assert any(isinstance(block, Chart) for block in blocks)
    assert any(isinstance(block, TimeLine) for block in blocks)


@pytest.mark.parametrize("name", ["several", "empty", "family", "supervision"])
def test_it_prints_with_marking_reference_and_page_on_every_sheet(
    name: str, context: BrowserContext, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    page = opened(context, tmp_path, HtmlExporter().render(SAMPLES[name]))
    printed = tmp_path / "printed.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    page.close()
    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(printed).pages]
    for number, sheet in enumerate(sheets, 1):
        assert SAMPLES[name].marking in sheet
        assert SAMPLES[name].reference in sheet
        assert f"Page {number} of {len(sheets)}" in sheet
