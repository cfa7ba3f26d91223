"""公开目录 and its years, as readers of different audiences see them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai import pipeline
from laying import AS_OF, form, lay, meeting

ITEMS = """standard: 企业
items:
  - name: 会议情况
    kind: meetings
    basis: 细则
    audiences: [本单位职工]
    cycle: 季度
    responsible: 书记
  - {name: 三会一课情况, default: 否, exempt: [{reason: 合并公开}]}
  - {name: 其他应当公开的事项, default: 否}
  - name: 内部事项
    kind: notices
    basis: 细则
    audiences: [本支部党员]
    cycle: 年度
    responsible: 书记
    exempt: [{reason: 只有党员知道的原因}]
"""
MADE = "index: JG1/2026-{0}\ntitle: {1}\nmade_on: {2}\nheld_on: {2}\npublished_on: {2}\n"


def page(root: Path, address: str, *audience: str) -> str:
    """Its body, of a branch with two meetings in the second quarter and one for members only in the third."""
    texts: dict[str, str | bytes] = {"branch.yaml": "since: 2026-01-01\n", "catalogue.yaml": ITEMS}
    for number, title, day, more in (
        ("0001", "四月会议", "2026-04-08", ""),
        ("0002", "五月会议", "2026-05-08", ""),
        ("0003", "党员才能看的会议", "2026-08-10", "audiences: [本支部党员]\n"),
    ):
        texts[f"meetings/2026/m{number}.yaml"] = meeting(MADE.format(number, title, day) + more)
        texts[f"approvals/2026/m{number}.yaml"] = form(f"JG1/2026-{number}", on=day)
    lay(root, texts)
    site = pipeline.build(pipeline.Settings(root=root, audience=audience or ("本支部党员",)), AS_OF).site
    assert site is not None
    return next(str(one.body) for one in site.pages if one.address == address)


def row(body: str, item: str) -> list[str]:
    """The words in the cells of one item."""
    found = re.search(rf'<th scope="row">{item}.*?</tr>', body, re.DOTALL)
    assert found
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def test_a_year_shows_each_item_and_what_is_behind_each_cell(tmp_path: Path) -> None:
    """One record is linked from its cell; several are listed below, by name."""
    body = page(tmp_path, "coverage/2026.html")
    assert row(body, "会议情况") == ["未公开", "已公开 2 项", "已公开", "未到期"]
    assert row(body, "内部事项") == ["不适用 只有党员知道的原因"]
    assert 'href="../meetings/2026/m0003.html">已公开' in body
    listed = body.partition("会议情况，2026年第二季度</h3>")[2]
    assert listed.index("四月会议") < listed.index("五月会议")


@pytest.mark.parametrize("address", ["coverage.html", "coverage/2026.html"])
def test_other_readers_learn_only_that_it_is_open_elsewhere(address: str, tmp_path: Path) -> None:
    """Neither the reason, nor a record for members, nor whether there was one."""
    body = page(tmp_path, address, "本单位职工")
    assert "党员才能看" not in body
    assert "m0003" not in body
    assert "只有党员知道" not in body
    if address != "coverage.html":
        assert row(body, "会议情况") == ["未公开", "已公开 2 项", "按规定在相应范围公开", "未到期"]
        assert row(body, "内部事项") == ["按规定在相应范围公开"]


def test_the_front_counts_by_year(tmp_path: Path) -> None:
    """What calls for a look stands first; below stands in what the catalogue differs from the standard."""
    body = page(tmp_path, "coverage.html")
    assert row(body, '<a href="coverage/2026.html">2026年</a>')[1:3] == ["—", "5"]
    told = body.partition('id="differences"')[2]
    assert row(told, "三会一课情况") == ["默认事项", "是", "否"]
    assert "合并公开" in told
