"""今天: the state that a script adds on the day of reading equals what a build would say on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from engine.building import built
from gongkai import kinds, pipeline, starter
from gongkai.derive.notice import NoticeFacts
from laying import AS_OF, Texts, form, lay, meeting, notice

pytestmark = pytest.mark.browser

N = "development/2026/n.yaml"
PERIODS = {
    "working days": "{first: 2026-09-28, last: 2026-10-12, length: 7}",
    "calendar days, the first not counted": "{first: 2026-02-10, last: 2026-03-01, unit: 日, first_day: 不计入}",
    "the last day is no working day": "{first: 2026-04-30, last: 2026-05-03}",
    "into a year not announced": "{first: 2026-12-28, last: 2027-01-08}",
}
FIRST, LAST = date(2025, 6, 1), date(2028, 5, 31)


def page_of(browser: Browser, texts: Texts, folder: Path) -> Page:
    """The notice's page, opened from the disk."""
    starter.new_branch(folder, AS_OF)
    for name in ("branch.yaml", "catalogue.yaml"):
        (folder / "data" / name).unlink()
    lay(folder, texts)
    page = browser.new_page(timezone_id="Asia/Shanghai")
    page.goto((built(folder) / "development/2026/n.html").as_uri())
    return page


@pytest.mark.parametrize("case", PERIODS)
def test_every_day_of_three_years_agrees(case: str, browser: Browser, tmp_path: Path) -> None:
    """What the script says for a day is the build's own state and days left for that day."""
    published = f"made_on: 2026-01-05\npublished_on: 2026-01-05\nperiod: {PERIODS[case]}\n"
    waiting = notice(f"{published}persons: [{{name: 李思源}}]\nreceived:\n")
    texts: Texts = {N: waiting, "approvals/2026/f.yaml": form("JG1/2026-0015")}
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    page = page_of(browser, texts, tmp_path)
    said = page.evaluate(
        "days => days.map(day => { gongkaiToday(day); return document.querySelector('.gk-today').textContent; })",
        [day.isoformat() for day in days],
    )
    page.close()
    assert dict(zip(days, said, strict=True)) == expected(tmp_path, days)


def expected(root: Path, days: list[date]) -> dict[date, str]:
    """What a build would say on each of the days: the facts of the notice, worked out anew for each."""
    checked = pipeline.inspect(root, AS_OF)
    assert checked.world
    record = checked.world.register.by_name["development/2026/n"]
    said = {}
    for day in days:
        world = replace(checked.world, as_of=day)
        own = kinds.facts(world, kinds.kinds())[record.address]
        assert isinstance(own, NoticeFacts)
        assert own.period
        said[day] = f"今天：{own.period.state}{'，' if own.left_words else ''}{own.left_words}"
    return said


def test_it_reads_the_clock_of_the_reader(browser: Browser, tmp_path: Path) -> None:
    """Without being asked it shows the reader's own day, and 已逾期 where something is due."""
    texts: Texts = {
        N: notice("persons: [{name: 李思源}]\nreceived:\n"),
        "meetings/2026/m.yaml": meeting("actions: [{what: 整理, who: 委员, due: 2026-10-30}]\n"),
        "approvals/2026/f.yaml": form("JG1/2026-0015", "JG1/2026-0012", on="2026-09-14"),
    }
    page = page_of(browser, texts, tmp_path)
    for day, state, due in (("2026-09-17", "公示中，还剩 2 个工作日", ""), ("2026-11-01", "已期满", "今天：已逾期")):
        page.clock.set_fixed_time(f"{day}T08:00:00+08:00")
        page.goto((tmp_path / "site/development/2026/n.html").as_uri())
        assert page.locator(".gk-today").inner_text() == f"今天：{state}"
        page.goto((tmp_path / "site/meetings/2026/m.html").as_uri())
        assert (page.locator(".gk-today").text_content() or "") == due
    page.close()
