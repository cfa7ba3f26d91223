"""Any two editions side by side in real Chromium, over HTTP and by double click; pages of changes for everybody."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser import Watched
from gongkai.kinds import kinds
from sample import built_by_command
from serving import served
from telling import story
from test_reading import ASKED

pytestmark = pytest.mark.browser
NOTHING = "这两版之间没有变更。"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the branch that went there and back."""
    return built_by_command(story(tmp_path_factory.mktemp("compared") / "branch").make().root)


def compared(page: Page, first: str, last: str) -> dict[str, str]:
    """Chosen and asked for: title → what happened and which lines; or the one sentence there is."""
    page.select_option("select[name=from]", f"edition-{first}")
    page.select_option("select[name=to]", f"edition-{last}")
    page.evaluate("document.querySelector('.gk-compared').replaceChildren()")
    page.click(".gk-compare button")
    page.wait_for_selector(".gk-compared > *")
    return shown(page)


def shown(page: Page) -> dict[str, str]:
    if page.locator(".gk-compared > p").count():
        return {"": page.locator(".gk-compared > p").inner_text()}
    rows = page.locator(".gk-compared tbody tr").all()
    told = {
        row.locator("a").inner_text(): " ".join(" ".join(row.locator("td").all_inner_texts()).split()) for row in rows
    }
    return told | dict.fromkeys(page.locator(".gk-compared dd a").all_inner_texts(), "公开")


def test_two_editions(home: str, watched: Watched) -> None:
    """Far apart, next to one another, the same one, in the other order; nothing errs and nothing leaves."""
    page = watched.page
    page.goto(f"{home}changes.html")
    assert page.locator(".gk-compare").is_visible()
    assert compared(page, "2026-01", "2026-02") == {
        "甲会议": "改动 地点：三楼会议室 → 四楼会议室 主题词：增加 青年 主题词：增加 学习",
        "丙会议": "改动 会议类型：增加 党课 会议类型：删去 主题党日",
        "丁会议": "公开",
        "很长的会议": "改动 " + " ".join(f"主题词：增加 {one}" for one in "一二三四五六七八九十"),
    }
    far = compared(page, "2026-01", "2026-04")
    assert far == {
        "甲会议": "改动、更正 会议室没有换 主题词：增加 学习",
        "乙会议": "撤回 重复公开",
        "丁会议": "公开",
        "很长的会议": "改动 "
        + " ".join(f"主题词：增加 {one}" for one in "一二三")
        + " 地点：三楼会议室 → 四楼会议室 主持人：周敏 → 王五",
    }, "there and back is nothing, and what is withdrawn tells no more than that"
    assert compared(page, "2026-04", "2026-01") == far
    assert [page.input_value(f"select[name={name}]") for name in ("from", "to")] == [
        "edition-2026-01",
        "edition-2026-04",
    ]
    assert page.url.endswith("?from=edition-2026-01&to=edition-2026-04#compare"), "the older one first"
    assert compared(page, "2026-03", "2026-04") == {"": NOTHING}
    assert compared(page, "2026-02", "2026-02") == {"": "两处选的是同一版。"}
    assert watched.errors == []
    assert watched.outside(home) == []


def test_the_choice_stands_in_the_address(home: str, watched: Watched) -> None:
    """Whoever opens the address sees the same; a name that is none is as if it were not there; links lead on."""
    page = watched.page
    page.goto(f"{home}changes.html")
    wanted = compared(page, "2026-02", "2026-03")
    assert "丙会议" in wanted
    address = page.url
    assert address.endswith("?from=edition-2026-02&to=edition-2026-03#compare")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".gk-compared table")
    assert shown(page) == wanted
    assert page.input_value("select[name=from]") == "edition-2026-02"
    page.click(".gk-compared a >> nth=0")
    page.wait_for_selector("h2#history")
    page.goto(f"{home}changes.html?from=<img src=x onerror=alert(1)>&to=edition-2026-04")
    page.wait_for_selector(".gk-compared > *")
    assert shown(page)["丁会议"] == "公开"
    assert watched.errors == []


def test_a_file_that_is_missing_is_said(site: Path, watched: Watched, tmp_path: Path) -> None:
    """One sentence, and what could be read is not shown as if it were all."""
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "site/changes/edition-2026-02.js").unlink()
    with served(tmp_path / "site") as home:
        watched.page.goto(f"{home}changes.html")
        assert "数据文件读不到" in compared(watched.page, "2026-01", "2026-03")[""]
        watched.page.wait_for_load_state("networkidle")
        assert "数据文件读不到" in shown(watched.page)[""]
        assert compared(watched.page, "2026-03", "2026-04") == {"": NOTHING}


def told_in(page: Page, place: str) -> list[str]:
    """Rows of the table and parts of the lists there, without spaces: what stands in which order, in which words."""
    parts = page.locator(f"{place} tbody tr, {place} :is(dt, dd)").all()
    return ["".join((one.text_content() or "").split()) for one in parts]


@pytest.mark.parametrize(("former", "name"), [("2024", "2025"), ("2025", "2026-H1")])
def test_an_edition_and_the_one_before_it_read_as_on_its_own_page(
    former: str, name: str, watched: Watched, past_site: Path
) -> None:
    """Dates in the same words, numbers of matters, kinds in the same order, and what they rest on."""
    page = watched.page
    page.goto((past_site / f"changes/edition-{name}.html").as_uri())
    own = told_in(page, "article")
    page.goto(f"{past_site.as_uri()}/changes.html?from=edition-{former}&to=edition-{name}")
    page.wait_for_selector(".gk-compared > *")
    assert told_in(page, ".gk-compared") == own
    assert any(re.search(r"JG1/\d{4}-\d{4}", one) for one in own)
    assert not any(re.search(r"\d{4}-\d\d-\d\d", one) for one in own)
    assert watched.errors == []


def test_without_script_the_section_is_readable(browser: Browser, site: Path) -> None:
    """No box that does nothing; a sentence leads to the pages of the editions."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "changes.html").as_uri())
    assert not page.locator(".gk-compare").is_visible()
    assert "可以逐版看上表里的变更" in page.locator("article").inner_text()
    page.click("text=2026-03")
    assert "存档版 2026-03 的变更" in page.locator("h1").inner_text()
    context.close()


def test_on_a_phone_all_counts_of_an_edition_stand_beside_their_label(browser: Browser, site: Path) -> None:
    """None of them flows into the column of labels: they begin where the day of the edition does, or after it."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((site / "changes.html").as_uri())
    row = page.locator("#editions + table tbody tr", has_text="2026-03")
    places = [box["x"] for one in row.locator(".gk-step").all() if (box := one.bounding_box())]
    day = row.locator("time").bounding_box()
    page.close()
    assert day
    assert len(places) == 3
    assert min(places) >= day["x"]


SORTS = (
    "changes.html",
    "changes/2026-03.html",
    "changes/edition-2026-03.html",
    "meetings/2026/a.html",
    "meetings/2026/b.html",
)


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_nobody_is_shut_out_of_changes(scheme: str, width: int, browser: Browser, site: Path) -> None:
    """Axe finds no violation on the three sorts of page, on a record with a past, and in what was compared."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        bypass_csp=True,
        reduced_motion="reduce",  # a heading that is just fading in has no contrast yet
    )
    page, found = context.new_page(), []
    for address in (*SORTS, "changes.html?from=edition-2026-01&to=edition-2026-04"):
        page.goto(f"{site.as_uri()}/{address}")
        if "?" in address:
            page.wait_for_selector(".gk-compared table")
        broken = Axe().run(page, options=ASKED).response["violations"]
        found += [(address, one["id"], node["html"]) for one in broken for node in one["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append((address, "wide", ""))
    context.close()
    assert found == []


def test_a_month_of_the_replayed_sample_is_sound(browser: Browser, past_site: Path) -> None:
    """The same with what really happens in a branch: long lines, many rows, all of it on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True, reduced_motion="reduce")
    page, found = context.new_page(), []
    for address in ("changes.html", "changes/2026-09.html", "changes/edition-2026-H1.html"):
        page.goto((past_site / address).as_uri())
        broken = Axe().run(page, options=ASKED).response["violations"]
        found += [(address, one["id"], node["html"]) for one in broken for node in one["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append((address, "wide", ""))
    page.goto(f"{past_site.as_uri()}/changes.html?from=edition-2024&to=edition-2026-H1")
    page.wait_for_selector(".gk-compared table")
    caption = page.locator(".gk-compared caption").inner_text()
    listed = page.locator(".gk-compared .gk-added dt").all_inner_texts()
    context.close()
    assert found == []
    assert re.fullmatch(r"有变更的事项 \d+ 个", caption)
    assert listed == [kind.title for kind in kinds().values() if kind.title in listed], "through three editions, too"
