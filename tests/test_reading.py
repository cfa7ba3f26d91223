"""The sample branch in real Chromium: narrow and wide, light and dark, on paper, without script, for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sample import LASTING
from serving import served

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768, 1280)
KINDS = (
    "meetings",
    "development",
    "commitments",
    "grades",
    "elections",
    "awards",
    "accounts",
    "opinions",
    "notices",
    "reports",
)
TYPICAL = (
    "index.html",
    *(f"{kind}/index.html" for kind in KINDS),
    "development/2025/index.html",
    "meetings/2026/2026-01-members.html",
    "development/2026/2026-11-activists.html",
    "commitments/2026/2026-members.html",
    "grades/2026/2026-q3.html",
    "awards/2026/2026-07-decision.html",
    "accounts/2026/2026-07-dues.html",
    "elections/2024/2024-06-committee.html",
    "opinions/2026/2026-06-rota.html",
    "reports/2026/2026-01-training.html",
    "meetings/2026/2026-05-committee.html",
    "search.html",
    "inspection.html",
    "inspection/2026.html",
    "lapses.html",
    "rules.html",
    "writing.html",
    "about.html",
)
"""A page of each sort, the withdrawn one among them."""
HEIGHT = 844
FRAMES = "<!doctype html><style>body { margin: 0 } iframe { border: 0; float: left }</style>"
WINDOW = '<iframe src="{}" width="{}" height="{}"></iframe>'
EXTENT = """[
  Boolean(document.querySelector(".js")), window.innerWidth, document.documentElement.scrollWidth
]"""
ASKED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


CROSSED = [pytest.param(one, marks=pytest.mark.soak) for one in (("dark", 1280), ("light", 390))]


# Every day each scheme and each width once; colours do not hang on the width, and shapes not on the scheme.
@pytest.fixture(params=[("light", 1280), ("dark", 390), *CROSSED], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in one of the two schemes, wide or narrow."""
    scheme, width = request.param
    # The checker itself needs the policy out of the way; that nothing breaks the policy is shown elsewhere.
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_nobody_is_shut_out(page: Page, site: Path) -> None:
    """Axe finds no violation of WCAG 2.1 A and AA on a page of each sort."""
    found: dict[tuple[str, str], list[str]] = {}
    for address in TYPICAL:
        page.goto((site / address).as_uri())
        broken = Axe().run(page, options=ASKED).response["violations"]
        found |= {(address, one["id"]): [node["html"] for node in one["nodes"]] for one in broken}
    assert found == {}


def test_nobody_is_shut_out_of_a_choice(page: Page, site: Path) -> None:
    """The same with large letters and a list sorted, chosen from, and chosen from in vain."""
    page.goto((site / "index.html").as_uri())
    page.click(".gk-larger")
    page.goto((site / "development/2026/index.html").as_uri())
    page.locator("thead button").first.click()
    for word in ("公示中", "已期满"):
        page.locator("select[name=环节]").select_option("发展对象")
        page.locator("select[name=状态]").select_option(word)
        broken = Axe().run(page, options=ASKED).response["violations"]
        assert [(one["id"], node["html"]) for one in broken for node in one["nodes"]] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(width: int, browser: Browser, site: Path, tmp_path: Path) -> None:
    """Nothing has to be pushed sideways but a wide table in its own box: every page on a phone, each sort elsewhere."""
    lasting = urlsplit(LASTING).path  # 404.html names its styles from the root
    (tmp_path / lasting[1:]).parent.mkdir(parents=True)
    (tmp_path / lasting[1:]).symlink_to(site)
    every = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    with served(tmp_path) as home:
        assert pushed(browser, home[:-1] + lasting, width, every if width == WIDTHS[0] else TYPICAL) == []


def test_a_page_that_is_wider_is_found(browser: Browser, tmp_path: Path) -> None:
    """By a single pixel, and it alone."""
    for name, size in (("a", 320), ("b", 321), ("c", 200)):
        text = f'<!doctype html><body class="js" style="margin: 0"><div style="width: {size}px">x</div>'
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    with served(tmp_path) as home:
        assert pushed(browser, home, 320, ("a.html", "b.html", "c.html")) == ["b.html"]


def pushed(browser: Browser, home: str, width: int, addresses: Sequence[str]) -> list[str]:
    """Those that have to be pushed sideways in a window of this width.

    Nine windows stand in one page, all of them in sight, as frames: to come to a page costs a browser as much as what
    is on it.
    """
    page, wide = browser.new_page(viewport={"width": 3 * width, "height": 3 * HEIGHT}), []
    for start in range(0, len(addresses), 9):
        part = addresses[start : start + 9]
        page.set_content(FRAMES + "".join(WINDOW.format(home + one, width, HEIGHT) for one in part))
        for address, window in zip(part, page.frames[1:], strict=True):
            scripted, own, inner = window.evaluate(EXTENT)
            assert (window.url, scripted, own) == (home + address, True, width)
            wide += [address] if inner > own else []
    page.close()
    return wide


def test_the_text_is_there_without_script(browser: Browser, site: Path) -> None:
    """Same words with and without JavaScript, but for what the day of reading adds; the as-of date comes without."""
    shown = []
    for on in (True, False):
        context = browser.new_context(java_script_enabled=on)
        page = context.new_page()
        page.goto((site / "index.html").as_uri())
        shown.append(page.locator("article").inner_text())
        if on:
            added = [text for text in page.locator(".gk-today").all_inner_texts() if text]
        context.close()
    assert added
    for text in added:
        assert text.startswith("今天：")
        shown[0] = shown[0].replace(text, "", 1)
    assert shown[0].split() == shown[1].split()
    assert "正在公示" in shown[0]


def test_the_as_of_date_is_seen(page: Page, site: Path) -> None:
    """Generated content from the edition's stylesheet stands behind 数据截至."""
    page.goto((site / "index.html").as_uri())
    seen = page.evaluate("getComputedStyle(document.querySelector('.gk-as-of'), '::after').content")
    assert seen == '"2026年11月20日（周五）"'


def test_paper_has_the_text_and_no_blank_sheet(browser: Browser, site: Path, tmp_path: Path) -> None:
    """A short record prints on one A4 sheet without the furniture of the site."""
    page = browser.new_page()
    page.goto((site / "meetings/2026/2026-05-committee.html").as_uri())
    sheet = page.pdf(format="A4")
    assert sheet.count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    for furniture in (".md-header", ".md-sidebar", ".md-footer"):
        assert not page.locator(furniture).first.is_visible(), furniture
    page.close()
