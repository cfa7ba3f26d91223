"""大字 in real Chromium: remembered, everywhere, before the first paint; and nothing on a page that jumps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser import Watched
from serving import served

pytestmark = pytest.mark.browser

TYPICAL = (
    "index.html",
    "awards/index.html",
    "commitments/index.html",
    "commitments/2026/2026-members.html",
    "development/2026/2026-11-activists.html",
    "grades/2026/2026-q3.html",
    "meetings/2026/2026-01-members.html",
    "inspection.html",
    "search.html",
    "writing.html",
)
SIZES = """() => [...document.querySelectorAll("body *")]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .filter(one => !one.closest("svg, script, title"))
  .map(one => [one.tagName + "." + one.className, parseFloat(getComputedStyle(one).fontSize)])"""
JUMPS = """() => new Promise(done => {
  const seen = [];
  new PerformanceObserver(list => seen.push(...list.getEntries().map(one => one.value)))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(seen), 300);
})"""


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    """A page in which nothing may err."""
    yield watched.page
    assert watched.errors == []


def is_large(page: Page) -> bool:
    """Whether the reader's choice holds."""
    return bool(page.evaluate("document.documentElement.classList.contains('gk-large')"))


def test_it_is_remembered(site: Path, page: Page) -> None:
    """Pressed by keyboard, it holds on the next page, and so does its end; the button says which."""
    page.goto(f"{site.as_uri()}/index.html")
    button = page.get_by_role("button", name="大字")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    assert is_large(page)
    page.goto(f"{site.as_uri()}/awards/index.html")
    assert is_large(page)
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    page.reload()
    assert not is_large(page)


def test_all_text_is_a_quarter_larger(site: Path, page: Page) -> None:
    """On a page of each sort, in tables, boxes, navigation and header."""
    page.set_viewport_size({"width": 1280, "height": 900})
    for address in TYPICAL:
        page.goto(f"{site.as_uri()}/{address}")
        small = page.evaluate(SIZES)
        page.click(".gk-larger")
        large = page.evaluate(SIZES)
        page.click(".gk-larger")
        assert len(small) == len(large) > 50
        grown = {name: now / before for (name, before), (_, now) in zip(small, large, strict=True) if name}
        assert {name: by for name, by in grown.items() if by < 1.2499} == {}, address


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_pushed_sideways(width: int, site: Path, page: Page) -> None:
    """With large letters every page still fits its window."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{site.as_uri()}/index.html")
    page.click(".gk-larger")
    wide = []
    for address in (*TYPICAL, "lapses.html", "rules.html", "meetings/index.html", "grades/index.html"):
        page.goto(f"{site.as_uri()}/{address}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(address)
    assert wide == []


def test_paper_stays_as_it_is(site: Path, page: Page) -> None:
    """A sheet is read at its own size."""
    page.goto(f"{site.as_uri()}/awards/index.html")
    page.emulate_media(media="print")
    before = page.evaluate(SIZES)
    page.emulate_media(media="screen")
    page.click(".gk-larger")
    page.emulate_media(media="print")
    assert page.evaluate(SIZES) == before


def test_a_browser_that_keeps_nothing(browser: Browser, site: Path) -> None:
    """Where storage is refused the button works on the page it stands on."""
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.click(".gk-larger")
    assert is_large(page)
    page.click(".gk-larger")
    assert not is_large(page)
    context.close()


def test_without_script_there_is_no_button(browser: Browser, site: Path) -> None:
    """It could do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    expect(page.locator(".gk-larger")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("large", [False, True])
def test_nothing_jumps(width: int, large: bool, browser: Browser, site: Path) -> None:
    """However late the scripts at the end of the page come, nothing that was painted moves."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    jumps: dict[str, list[float]] = {}
    with served(site) as home:
        if large:
            page.goto(f"{home}index.html")
            page.click(".gk-larger")
        page.route("**/*.js", late)
        for address in TYPICAL[::2]:
            page.goto(home + address)
            assert is_large(page) is large
            jumps[address] = page.evaluate(JUMPS)
    context.close()
    assert {address: seen for address, seen in jumps.items() if seen} == {}


def late(route: Route) -> None:
    """Let the browser paint first; the one script that it waits for comes at once."""
    if "/reader." not in route.request.url:
        time.sleep(0.15)
    route.continue_()
