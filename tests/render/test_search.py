"""The data of the search page: what stands on the pages, no more and no less, and nothing that changes without need."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.pipeline import Settings
from gongkai.render.search import text
from gongkai.render.site import Site
from laying import AS_OF, Texts, form, lay, meeting, notice
from test_benchmarks import made

M, N, F = "meetings/2026/m.yaml", "development/2026/n.yaml", "approvals/2026/f.yaml"
HOSTILE = "</script><script>alert(1)</script> \\u0022 \"' `${7*7}"
TEXTS: Texts = {
    M: meeting(f"title: {json.dumps(HOSTILE)}\nplace: 三层会议室\n"),
    N: notice("title: 关于某甲乙等同志的公示\n"),
    F: form("JG1/2026-0012", "JG1/2026-0015"),
}


def site(root: Path, texts: Texts, as_of: date = AS_OF, audience: str = "本支部党员") -> Site:
    """The site of the small branch with these files."""
    lay(root, texts)
    outcome = pipeline.build(Settings(root=root, audience=(audience,)), as_of)
    assert outcome.site is not None, outcome.findings
    return outcome.site


def scripts(made: Site) -> dict[str, str]:
    """Address → text of every script of data."""
    return {one.address: one.content.decode() for one in made.data_files if one.address.endswith(".js")}


def records(made: Site) -> list[list[object]]:
    """The rows of key fields."""
    found = re.fullmatch(r"gongkaiSearch\.titles\((.*)\);\n", scripts(made)["search/titles.js"])
    assert found
    rows: list[list[object]] = json.loads(found[1])["records"]
    return rows


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<h1>题</h1><p>第一段</p>\n<p>第二段</p>", "第一段\n第二段"),
        ("<h1>题</h1><p>于<time datetime=x>2026年\n 9月</time><strong>召开</strong>。</p>", "于2026年 9月召开。"),
        ("<h1>题</h1><nav><a href=x>别处</a></nav><svg><text>7</text></svg><p>此处</p>", "此处"),
        ("<h1>题</h1><dt>甲</dt><dd>&lt;b&gt; &amp;amp; 5 &gt; 3</dd>", "甲\n<b> &amp; 5 > 3"),
        ("<h1>题</h1><p><span>前</span><span>后</span></p>", "前 后"),
        ("<h1>题</h1>", ""),
    ],
)
def test_text_is_what_a_reader_sees(body: str, told: str) -> None:
    """Blocks are lines, tags within a line leave no gap, ways to other places are left out."""
    assert text(body) == told


def test_hostile_titles_are_data(tmp_path: Path) -> None:
    """What looks like code stands in a JSON string, letter for letter."""
    assert HOSTILE in [row[6] for row in records(site(tmp_path, TEXTS))]


def test_the_hidden_is_not_found(tmp_path: Path) -> None:
    """A record that these readers may not see, a draft and a withdrawn text leave no word in any file."""
    texts: Texts = {**TEXTS, "meetings/2026/d.yaml": meeting("index:\ntitle: 草稿甲乙丙\n")}
    texts[M] = meeting("title: 撤回的会\nplace: 三层会议室\nwithdrawn: {on: 2026-10-08, reason: 重复}\n")
    seen = "".join(scripts(site(tmp_path / "members", texts)).values())
    assert "撤回的会" in seen
    assert "某甲乙" in seen
    assert "草稿甲乙丙" not in seen
    assert "三层会议室" not in seen
    outside = "".join(scripts(site(tmp_path / "society", texts, audience="社会")).values())
    assert "某甲乙" not in outside


def test_only_what_changes_gets_other_bytes(tmp_path: Path) -> None:
    """A change in one year leaves the other years' files, the handbook's and the page alone."""
    old = meeting(
        "index: JG1/2025-0012\ntitle: 旧会\nactions:\n"
        "held_on: 2025-09-16\nmade_on: 2025-09-17\npublished_on: 2025-09-18\n"
    )
    texts: Texts = {**TEXTS, "meetings/2025/o.yaml": old}
    texts["approvals/2025/f.yaml"] = form("JG1/2025-0012", on="2025-09-17")
    first = site(tmp_path / "a", texts)
    second = site(tmp_path / "b", {**texts, M: meeting("place: 四层会议室\n")})
    changed = {name for name, content in scripts(first).items() if scripts(second)[name] != content}
    assert changed == {"search/titles.js", "search/2026.js"}
    pages = [{page.address: page.body for page in those.pages}["search.html"] for those in (first, second)]
    assert pages[0] == pages[1]


def test_a_day_changes_nothing_by_itself(tmp_path: Path) -> None:
    """On two days of a period, with no other state, all files are the same."""
    days = (date(2026, 9, 15), date(2026, 9, 17))
    texts: Texts = {N: notice("received:\npersons: [{name: 李思源}]\n"), F: form("JG1/2026-0015")}
    first, second = (scripts(site(tmp_path / str(day), texts, day)) for day in days)
    assert first == second


def test_handbook_is_found_by_section(tmp_path: Path) -> None:
    """Each rule and each chapter is an answer of its own, with the address of its heading."""
    found = scripts(site(tmp_path, {}))["search/handbook.js"]
    assert '["rules.html#meetings.quorum_missed","' in found
    assert '["reading.html#period","公示期怎么算","读者手册","' in found


def test_first_answer_is_light(tmp_path: Path) -> None:
    """Key fields and the page's scripts take at most 150 kB at 3,000 records: here 50 bytes for each record."""
    root = made(tmp_path / "branch", 400, 1)
    outcome = pipeline.build(Settings(root=root), date(2026, 1, 5))
    assert outcome.site is not None
    assert len(gzip.compress(scripts(outcome.site)["search/titles.js"].encode(), mtime=0)) <= 400 * 50 - 10_000
