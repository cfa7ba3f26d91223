"""Lists in real Chromium: sorted, chosen from, shared by address, printed, and whole without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser import Watched

pytestmark = pytest.mark.browser

RECORDS = "table[data-list=records]"
WORDS = """cells => cells.map(cell => {
  const time = cell.querySelector("time");
  return time ? time.dateTime : cell.textContent.trim();
})"""
NAMES_IN_ORDER = """names => {
  const pinyin = new Intl.Collator("zh-Hans-CN-u-co-pinyin", {numeric: true});
  return [...names].sort(pinyin.compare);
}"""


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    """A page in which nothing may err."""
    yield watched.page
    assert watched.errors == []


def rows(page: Page, name: str = "records") -> Locator:
    """The rows that are seen."""
    return page.locator(f"table[data-list={name}] tbody tr:visible")


def column(page: Page, number: int, name: str = "records") -> list[str]:
    """What stands in one column of the rows that are seen; dates as `2026-09-14`."""
    found = page.locator(f"table[data-list={name}] tbody tr:visible > :nth-child({number})")
    return [str(words) for words in found.evaluate_all(WORDS)]


def sort(page: Page, title: str, name: str = "records") -> Locator:
    """Press the head."""
    page.locator(f"table[data-list={name}] thead button", has_text=title).click()
    return page.locator(f"table[data-list={name}] thead th", has_text=title)


def choose(page: Page, title: str, word: str, name: str = "records") -> None:
    """Choose by one of the boxes in front of the table."""
    page.locator(f".gk-choose:has(+ table[data-list={name}]) select[name={title}]").select_option(word)


def test_days_sort_both_ways(home: str, page: Page) -> None:
    """The newest is on top at first; the head turns the order round, and says so to those who do not see it."""
    page.goto(home + "meetings/2025/index.html")
    before = column(page, 3)
    assert before == sorted(before, reverse=True)
    head = sort(page, "形成日期")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert column(page, 3) == sorted(before)
    sort(page, "形成日期")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(page, 3) == sorted(before, reverse=True)
    assert page.locator(f"{RECORDS} thead [aria-sort]").count() == 1


def test_words_sort_by_pinyin_and_rows_keep_their_order(home: str, page: Page) -> None:
    """Within one word the rows stay as they were: here the newest on top."""
    page.goto(home + "development/index.html")
    days = dict(zip(column(page, 1), column(page, 4), strict=True))
    sort(page, "环节")
    steps, titles = column(page, 2), column(page, 1)
    assert steps.pop() == "—"  # of what was withdrawn nothing is told; it comes last
    assert titles.pop()
    assert steps == page.evaluate(NAMES_IN_ORDER, steps)
    assert list(dict.fromkeys(steps)) == ["发展对象", "接收预备党员", "入党积极分子", "入党申请人", "预备党员转正"]
    for step in set(steps):
        those = [days[title] for title, one in zip(titles, steps, strict=True) if one == step]
        assert those == sorted(those, reverse=True)


def test_figures_and_levels_sort_by_what_they_are(home: str, page: Page) -> None:
    """100.0% comes after 50.0%, and the level of the city above those of unit and branch."""
    page.goto(home + "commitments/index.html")
    sort(page, "兑现率", "promises-2026")
    shares = [float(one.rstrip("%")) for one in column(page, 4, "promises-2026")]
    assert shares == sorted(shares)
    assert shares[-1] == 100.0
    page.goto(home + "awards/index.html")
    sort(page, "级别", "register")
    sort(page, "级别", "register")
    assert list(dict.fromkeys(column(page, 3, "register"))) == ["市级", "本单位", "本支部"]


def test_every_choice_finds_what_the_cells_say(home: str, page: Page) -> None:
    """Whatever is chosen, as many rows are left as have the word, and all of them; the count is announced."""
    page.goto(home + "awards/index.html")
    cells = dict(enumerate(zip(column(page, 2), column(page, 3), column(page, 4), strict=True)))
    for title, place in (("类型", 0), ("级别", 1), ("对象", 2)):
        options = page.locator(f".gk-choose:has(+ {RECORDS}) select[name={title}] option").all_inner_texts()[1:]
        assert set(options) == {word for row in cells.values() for word in row[place].split("、")}
        for word in options:
            choose(page, title, word)
            wanted = sum(word in row[place].split("、") for row in cells.values())
            assert rows(page).count() == wanted > 0
            expect(page.locator(f"{RECORDS} caption [aria-live=polite]")).to_contain_text(f"符合条件的 {wanted} 项")
        choose(page, title, "")
    assert rows(page).count() == len(cells)


def test_years_are_those_of_the_lists_by_year(home: str, page: Page) -> None:
    """What is chosen by year is as much as the list of that year has."""
    page.goto(home + "meetings/index.html")
    said = dict(
        link.split()
        for link in page.locator(".gk-years a").evaluate_all("all => all.map(a => a.textContent.replace(' 项', ''))")
    )
    for year, count in said.items():
        choose(page, "年份", year)
        assert rows(page).count() == int(count)


def test_the_address_holds_what_was_chosen(home: str, page: Page) -> None:
    """Shared, after a reload and on the way back from a record the list is as it was; the other list stays apart."""
    page.goto(home + "awards/index.html")
    choose(page, "级别", "本支部")
    choose(page, "年度", "2025年", "register")
    sort(page, "公开日期")
    shown = (column(page, 1), column(page, 1, "register"))
    address = page.url
    for way in ("reload", "back", "shared"):
        if way == "reload":
            page.reload()
        elif way == "back":
            rows(page).first.locator("a").click()
            page.wait_for_selector("h1#title:not(:has-text('评优表彰'))")
            page.go_back()
        else:
            page.goto("about:blank")
            page.goto(address)
        page.wait_for_selector(f"{RECORDS} [aria-sort]")
        assert (column(page, 1), column(page, 1, "register")) == shown, way
        assert page.url == address
    page.locator(f"{RECORDS} .gk-undo").click()
    assert len(column(page, 1)) > len(shown[0])
    assert column(page, 1, "register") == shown[1]


def test_who_is_sent_a_list_sees_it(site: Path, page: Page) -> None:
    """The page is not shown from its top where the list stands far below."""
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{site.as_uri()}/awards/index.html#{quote('records.级别')}={quote('市级')}")
    expect(rows(page)).to_have_count(1)
    expect(page.locator(f".gk-choose:has(+ {RECORDS})")).to_be_in_viewport()


def test_nothing_found_has_a_way_out(home: str, page: Page) -> None:
    """One sentence, and a button that shows everything again."""
    page.goto(home + "development/2026/index.html")
    choose(page, "环节", "发展对象")
    choose(page, "状态", "公示中")
    expect(page.get_by_text("没有符合条件的事项。")).to_be_visible()
    page.get_by_role("button", name="显示全部").click()
    assert rows(page).count() == 9
    assert "#" not in page.url
    expect(page.get_by_text("没有符合条件的事项。")).to_be_hidden()
    expect(page.locator("select").first).to_be_focused()


def test_what_nobody_offers_is_not_chosen(site: Path, page: Page) -> None:
    """An address from an older site, or one made up, shows the whole list."""
    page.goto(f"{site.as_uri()}/development/2026/index.html#records.{quote('环节')}=x&records.{quote('排序')}=-y&z=1")
    assert rows(page).count() == 9
    assert page.locator("[aria-sort]").count() == 0


def test_by_keyboard_alone(site: Path, page: Page) -> None:
    """Choices and heads are reached with Tab, and Enter sorts; what has the focus is outlined."""
    page.goto(f"{site.as_uri()}/development/2026/index.html")
    page.locator("select").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "标题"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    titles = column(page, 1)
    assert titles == page.evaluate(NAMES_IN_ORDER, titles)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_whole_table_without_script(width: int, browser: Browser, site: Path) -> None:
    """Every row with every word, heads with a scope, and nothing to press that would do nothing."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{site.as_uri()}/awards/index.html")
    assert page.locator("article :is(select, button):visible").count() == 0
    assert page.locator(f"{RECORDS} tbody tr").count() == page.locator(f"{RECORDS} tbody tr:visible").count() == 21
    assert page.locator(f"{RECORDS} th:not([scope])").count() == 0
    context.close()


def test_paper_shows_what_the_screen_shows(site: Path, page: Page) -> None:
    """The rows chosen, with what they were chosen by, and no boxes."""
    page.goto(f"{site.as_uri()}/development/2026/index.html")
    choose(page, "环节", "发展对象")
    page.emulate_media(media="print")
    assert rows(page).count() == 2
    assert "符合条件的 2 项：发展对象" in page.locator(f"{RECORDS} caption").inner_text()
    assert page.locator("article :is(select, .gk-undo):visible").count() == 0
