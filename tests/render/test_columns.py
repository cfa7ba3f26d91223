"""Lists of records: which columns a kind has, by what one may choose, and what is not told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.kinds import choosable
from gongkai.pipeline import Settings
from gongkai.render.markup import listed
from laying import AS_OF, Texts, form, lay, meeting, notice

N, ANOTHER, F = "development/2026/n.yaml", "development/2026/o.yaml", "approvals/2026/f.yaml"


def page(root: Path, texts: Texts, address: str) -> str:
    """One page of the small branch with these files."""
    lay(root, texts)
    outcome = pipeline.build(Settings(root=root), AS_OF)
    assert outcome.site is not None, outcome.findings
    return next(page.body for page in outcome.site.pages if page.address == address)


def two(differs: str) -> Texts:
    """The usual notice, and another one that differs."""
    other = notice(f"index: JG1/2026-0016\npersons: [{{name: 王小二}}]\nreceived:\n{differs}")
    return {
        N: notice("received:\npersons: [{name: 李思源}]\n"),
        ANOTHER: other,
        F: form("JG1/2026-0015", "JG1/2026-0016"),
    }


def offered(body: str) -> list[str]:
    """Titles of what one may choose by."""
    return re.findall(r'<select name="([^"]+)"', body)


def test_one_may_choose_where_there_is_a_choice(tmp_path: Path) -> None:
    """Two persons at the same step and in the same year: only the persons differ."""
    body = page(tmp_path, two(""), "development/index.html")
    assert offered(body) == ["人员"]
    assert 'data-list="records"' in body
    assert offered(page(tmp_path / "one", {N: notice(), F: form("JG1/2026-0015")}, "development/index.html")) == []


def test_a_mark_is_a_choice(tmp_path: Path) -> None:
    """State and marks stand in one cell, and each can be chosen."""
    body = page(tmp_path, two("corrections: [{on: 2026-09-20, note: 改了}]\n"), "development/index.html")
    assert offered(body) == ["人员", "状态"]
    assert re.search(r'data-pick="[^"]+、已更正[、"]', body)


def test_of_what_was_withdrawn_nobody_is_named(tmp_path: Path) -> None:
    """The list keeps title, days and state; step and persons go with the page."""
    body = page(tmp_path, two("title: 一份公示\nwithdrawn: {on: 2026-09-20, reason: 写错}\n"), "development/index.html")
    row = body[body.index("一份公示") :].split("</tr>")[0]
    assert "王小二" not in row
    assert row.count('<td class="gk-nothing">—</td>') == 2
    assert "已撤回" in row


def test_meetings_of_two_types_can_be_chosen_by_both(tmp_path: Path) -> None:
    """The cell holds both words, which the script takes apart."""
    texts: Texts = {
        "meetings/2026/m.yaml": meeting("types: [支部党员大会, 党课]\n"),
        "meetings/2026/l.yaml": meeting("index: JG1/2026-0013\n"),
        F: form("JG1/2026-0012", "JG1/2026-0013"),
    }
    assert ">支部党员大会、党课</td>" in page(tmp_path, texts, "meetings/2026/index.html")


@pytest.mark.parametrize("many", [8, 9])
def test_a_cell_holds_all_names(many: int) -> None:
    """Beyond eight they are there to be chosen, but not seen, and nothing in a name is markup."""
    people = [f"<{number}>" for number in range(many)]
    cell = str(listed(people))
    assert "&lt;8&gt;" not in cell if many == 8 else "<span hidden>、&lt;8&gt;</span> <small>等 9 人</small>" in cell
    assert "<0>" not in cell


def test_columns_with_one_word_are_no_choice() -> None:
    """Also where the one word stands in every row."""
    assert choosable({"a": ["x", "x"], "b": ["x", "y"], "c": []}) == ("b",)
