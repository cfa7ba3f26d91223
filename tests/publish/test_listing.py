"""The list of editions: ten years of them stay usable, one that was withdrawn says so, and on paper it is a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from gongkai.publish import listing
from gongkai.publish.verify import NOTHING, Head

ASKED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
REASON = "党费收缴数字有误，另出新版"


def heads() -> list[Head]:
    """Ten years of months, the last of May withdrawn; nobody looks at their digests here."""
    told: list[Head] = []

    def add(action: str, edition: str, as_of: str, note: str) -> None:
        chained = (len(told) + 1, told[-1].hash if told else NOTHING, action, edition, "1" * 64, "a" * 40, NOTHING)
        told.append(Head("gongkai-ledger-v1 JG1", *chained, "2" * 64, as_of, as_of, note=note))

    for year in range(2017, 2027):
        for month in range(1, 13):
            add("publish", f"{year}-{month:02}", f"{year}-{month:02}-28", f"{year}年{month}月存档版")
    add("withdraw", "2026-12", "2026-12-29", REASON)
    return told


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that stands on the shelf."""
    file = tmp_path_factory.mktemp("list") / "index.html"
    told = heads()
    file.write_bytes(listing.filled(listing.blank(told, "机关一支部"), told[-1]))
    return file


@pytest.fixture(params=[(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser, page_file: Path) -> Iterator[Page]:
    """It, opened from the disk, narrow and wide."""
    width, scheme = request.param
    # The checker itself needs the policy out of the way.
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    shown = context.new_page()
    shown.goto(page_file.as_uri())
    yield shown
    context.close()


@pytest.mark.browser
def test_a_hundred_editions_are_ten_lines_and_two_open_years(page: Page) -> None:
    """Newest first in each; nothing is wider than the window, and nobody is shut out."""
    years = page.locator("details")
    assert years.count() == 10
    assert [years.nth(place).get_attribute("open") is not None for place in range(10)] == [True] * 2 + [False] * 8
    assert years.first.locator("summary").inner_text().split() == ["2026年", "12", "个"]
    shown = years.first.locator("li a").all_inner_texts()
    assert shown == [f"2026年{month}月存档版" for month in range(12, 0, -1)]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight") < 4000
    broken = Axe().run(page, options=ASKED).response["violations"]
    assert [(one["id"], node["html"]) for one in broken for node in one["nodes"]] == []
    page.locator("summary").nth(2).press("Enter")
    assert years.nth(2).locator("a").first.is_visible()


@pytest.mark.browser
def test_the_hash_is_one_word_in_four_lines_of_four_groups(page: Page) -> None:
    """Who copies it by mouse gets it whole; who copies it by hand counts sixteen letters a line."""
    code = page.locator("code.head")
    assert code.inner_text() == heads()[-1].hash
    lines = code.evaluate("""node => {
        const text = node.firstChild, range = document.createRange(), tops = {};
        for (let at = 0; at < text.length; at++) {
            range.setStart(text, at); range.setEnd(text, at + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            tops[top] = (tops[top] || 0) + 1;
        }
        return Object.values(tops);
    }""")
    assert lines == [16, 16, 16, 16]
    box, outer = code.bounding_box(), page.locator("dl").bounding_box()
    assert box
    assert outer
    assert box["x"] + box["width"] <= outer["x"] + outer["width"]


@pytest.mark.browser
def test_on_paper_it_is_one_sheet_for_the_minutes(browser: Browser, page_file: Path) -> None:
    """What was published last, by which day, its number and hash, how to hold it against the shelf, who signs."""
    page = browser.new_page()
    page.goto(page_file.as_uri())
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    text = " ".join(page.locator("body").inner_text().split())
    assert text.startswith(
        "存档版登记单 支部 机关一支部（JG1） 最新存档版 2026年11月存档版 名称 2026-11，数据截至2026年11月28日"
    )
    assert "登记 第 121 号，2026年12月29日 杂凑值 " + heads()[-1].hash in text
    assert re.search(r"核对：.*verify\.py.*记录人：_+ 核对人：_+ 日期：_+年_+月_+日$", text)
    page.close()


def test_what_was_withdrawn_is_struck_and_says_why(page_file: Path) -> None:
    """It stays in its place and is no longer the newest; the hash stands in the page once."""
    html = page_file.read_text(encoding="utf-8")
    struck = r'<li><s><a href="([^"]+)".*?</s> <strong>已撤回</strong>\n<small>(.*?)</small>'
    (item,) = re.findall(struck, html)
    assert item[0] == "2026-12/index.html"
    assert item[1].endswith(f"撤回，第 121 号登记：{REASON}")
    told = heads()
    assert html.count(told[-1].hash) == 1
    assert all(html.count(f'href="{head.edition}/index.html"') == 1 for head in told)
