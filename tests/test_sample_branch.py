"""The sample branch of this repository, whole: sound on every day, the same bytes everywhere, no dead end."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from engine.building import digest, run
from gongkai import pipeline
from gongkai.findings import faults

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 20)


def copied(target: Path) -> Path:
    """The sample branch without the repository around it."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, target / name)
    (target / "hooks").mkdir()
    shutil.copy(ROOT / "hooks" / "disclosure.py", target / "hooks")
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample branch as built by the command."""
    root = copied(tmp_path_factory.mktemp("branch"))
    result = run(root, GONGKAI_AS_OF=AS_OF.isoformat())
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


def test_the_sample_branch_has_no_fault_today() -> None:
    """What we show is what we ask of others."""
    assert not faults(pipeline.inspect(ROOT, AS_OF).findings)


def test_no_build_begins_to_fail_because_a_day_went_by() -> None:
    """Over two years, on every fifth day, no fault appears."""
    days = [AS_OF + timedelta(days=number) for number in range(0, 731, 5)]
    assert [day for day in days if faults(pipeline.inspect(ROOT, day).findings)] == []


VARIED = {
    "another zone": {"TZ": "Pacific/Kiritimati"},
    "another locale and hash seed": {"LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"},
    "another day of the machine": {"SOURCE_DATE_EPOCH": "1700000000"},
}


@pytest.mark.parametrize("case", VARIED)
def test_the_same_input_gives_the_same_bytes(case: str, site: Path, tmp_path: Path) -> None:
    """Elsewhere, too: another folder each time, and another umask."""
    root = copied(tmp_path / "a folder 名 with spaces")
    before = os.umask(0o077)
    try:
        result = run(root, GONGKAI_AS_OF=AS_OF.isoformat(), **VARIED[case])
    finally:
        os.umask(before)
    assert result.returncode == 0, result.stdout + result.stderr
    assert digest(root / "site") == digest(site)


class _Links(HTMLParser):
    """Every link of a page and every id in it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids |= {named[name] for name in ("id", "name") if name in named}
        self.links += [named[name] for name in ("href", "src") if name in named and tag != "base"]


def read(page: Path) -> _Links:
    """The links and ids of one page."""
    found = _Links()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def test_no_link_leads_nowhere_or_outside(site: Path) -> None:
    """Every link of every page is inside the site and leads to a file, and to a place in it."""
    pages = {page: read(page) for page in site.rglob("*.html")}
    assert len(pages) > 40
    lost = []
    for page, found in pages.items():
        for link in found.links:
            address, anchor = urldefrag(link)
            if address.startswith(("tel:", "mailto:", "data:")):
                continue
            here = site if page.name == "404.html" else page.parent
            target = (here / unquote(address.lstrip("/"))).resolve() if address else page
            inside = target.is_relative_to(site.resolve()) and "://" not in address
            if not inside or not target.is_file() or (anchor and target in pages and anchor not in pages[target].ids):
                lost.append((page.relative_to(site).as_posix(), link))
    assert lost == []


def test_every_page_is_chinese_under_a_policy_without_edit_link(site: Path) -> None:
    """`lang`, the policy, one heading; what belongs to previews stays there."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert '<html lang="zh-CN"' in text, page
        assert "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-" in text
        assert text.count("<h1") == 1, page
        assert "编辑源文件" not in text, page


def test_drafts_and_pending_matters_are_left_out_and_said(tmp_path: Path) -> None:
    """Neither stands in the site; the build says which it leaves out."""
    result = run(copied(tmp_path / "b"), GONGKAI_AS_OF=AS_OF.isoformat())
    told = result.stdout + result.stderr
    states: dict[str, str] = {one.head.state: name for name, one in pipeline.inspect(ROOT, AS_OF).facts.items()}
    for state, words in (("草稿", "未审批，未公开"), ("待公开", "待公开，公开日期未到")):
        assert f"data/{states[state]}.yaml：{words}" in told
        assert not (tmp_path / "b" / "site" / f"{states[state]}.html").exists()


def test_the_sample_branch_shows_these_lapses() -> None:
    """Thirteen true lapses, eight of them explained: what a reader can see is what was meant."""
    lapses = sorted(
        (one.record or one.covers, one.code, bool(one.explained)) for one in pipeline.inspect(ROOT, AS_OF).findings
    )
    assert lapses == sorted(
        [
            ("2024年8月", "meetings.not_held", True),
            ("2026年2月", "meetings.not_held", True),
            ("commitments/2026/2026-09-replies", "commitments.item_overdue", False),
            ("commitments/2026/2026-members", "commitments.evidence_missing", True),
            ("development/2024/2024-06-conversion", "development.period_too_short", True),
            ("development/2024/2024-06-conversion", "publicity.length_differs", True),
            ("development/2025/2025-03-candidates", "development.next_step_overdue", True),
            ("grades/2026/2025-q4", "grades.answer_overdue", True),
            ("grades/2026/2026-q3", "grades.rectification_overdue", False),
            ("meetings/2026/2026-01-members", "meetings.quorum_missed", True),
            ("meetings/2026/2026-07-committee", "meetings.action_overdue", False),
            ("meetings/2026/2026-08-committee", "head.published_late", False),
            ("notices/2026/2026-10-help", "publicity.outcome_missing", False),
        ]
    )


def test_another_day_changes_only_what_depends_on_it(site: Path, tmp_path: Path) -> None:
    """On the day after, where no state changes: the home page counts days, the edition's stylesheet names the day."""
    root = copied(tmp_path / "b")
    result = run(root, GONGKAI_AS_OF=(AS_OF + timedelta(days=1)).isoformat())
    assert result.returncode == 0, result.stdout + result.stderr
    now, then = digest(root / "site"), digest(site)
    assert now.keys() == then.keys()
    assert {name for name in now if now[name] != then[name]} <= {"index.html", "assets/edition.css"}
