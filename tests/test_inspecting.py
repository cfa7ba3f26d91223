"""检查入口 in real Chromium: any span of years, kept in the address."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser import Watched

pytestmark = pytest.mark.browser


def votes(page: Page) -> list[str]:
    """What the row of votes shows."""
    return [cell.inner_text() for cell in page.locator("#votes td").all() if cell.is_visible()]


def test_a_span_of_years_is_chosen_and_shared(watched: Watched, site: Path) -> None:
    """Columns and sums follow the span in whichever order it is chosen; who is sent the address sees the same."""
    page = watched.page
    page.goto((site / "inspection.html").as_uri())
    newest, middle, oldest, total = votes(page)
    counts = [int(words.split()[0]) for words in (newest, middle, oldest)]
    assert int(total.split()[0]) == sum(counts)
    page.locator("select[name=from]").select_option("2025")
    assert votes(page) == [newest, middle, f"{sum(counts[:2])} 次"]
    page.locator("select[name=to]").select_option("2024")
    assert votes(page) == [middle, oldest, f"{sum(counts[1:])} 次"]
    page.goto(page.url + "#votes")
    page.reload()
    assert votes(page) == [middle, oldest, f"{sum(counts[1:])} 次"]
    expect(page.locator("select[name=from]")).to_have_value("2025")
    assert watched.errors == []


def test_years_that_are_not_there_are_not_chosen(watched: Watched, site: Path) -> None:
    """An address made up by hand shows all years."""
    page = watched.page
    page.goto((site / "inspection.html").as_uri() + "?from=1999&to=x")
    assert len(votes(page)) == 4
    assert watched.errors == []
