"""The sample branch of this repository, whole: sound on every day, the same bytes everywhere, no dead end."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from crawling import dead_ends
from engine.building import digest, run
from gongkai import pipeline
from gongkai.derive.head import Facts
from gongkai.findings import faults
from gongkai.kinds import kinds
from gongkai.kinds.commitments.facts import CommitmentFacts
from gongkai.kinds.commitments.model import THE_BRANCH, Promise
from gongkai.kinds.commitments.standing import ItemFacts, State
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.meetings.model import GroupSession, Meeting
from gongkai.load.branch import Group, Seat
from gongkai.load.notice import Named, Notice, Result
from gongkai.load.register import Register
from gongkai.pipeline import Checked
from sample import AS_OF, LASTING, ROOT, Build, copied


@cache
def seen() -> Checked:
    """What `check` knows of it today; frozen, so it is looked at once."""
    return pipeline.inspect(ROOT, AS_OF)


def test_the_sample_branch_has_no_fault_today() -> None:
    """What we show is what we ask of others."""
    assert not faults(seen().findings)


def test_no_build_begins_to_fail_because_a_day_went_by() -> None:
    """Over two years, on every 23rd day, so on every weekday, no fault appears."""
    days = [AS_OF + timedelta(days=number) for number in range(0, 731, 23)]
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


def test_no_link_leads_nowhere_or_outside(site: Path) -> None:
    """Every link of every page leads to a file of the site, and to a place in it; its lasting address too."""
    assert len(list(site.rglob("*.html"))) > 40
    assert dead_ends(site, LASTING) == []


def test_every_page_is_chinese_under_a_policy_without_edit_link(site: Path) -> None:
    """`lang`, the policy, one heading; what belongs to previews stays there."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert '<html lang="zh-CN"' in text, page
        assert "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-" in text
        assert text.count("<h1") == 1, page
        assert "编辑源文件" not in text, page


def test_headings_are_in_order(site: Path) -> None:
    """No level is left out on the way down, so that a list of headings reads like a table of contents."""
    for page in site.rglob("*.html"):
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page.read_text(encoding="utf-8"))]
        assert levels[:1] == [1], page
        assert all(below <= above + 1 for above, below in pairwise(levels)), page


def test_drafts_and_pending_matters_are_left_out_and_said(sample_build: Build) -> None:
    """Neither stands in the site; the build says which it leaves out."""
    states: dict[str, str] = {one.head.state: name for name, one in seen().facts.items()}
    for state, words in (("草稿", "未审批，未公开"), ("待公开", "待公开，公开日期未到")):
        assert f"data/{states[state]}.yaml：{words}" in sample_build.said
        assert not (sample_build.site / f"{states[state]}.html").exists()


def test_the_sample_branch_shows_these_lapses() -> None:
    """Twenty-one true lapses, thirteen of them explained: what a reader can see is what was meant."""
    lapses = sorted((one.record or one.covers, one.code, bool(one.explained)) for one in seen().findings)
    assert lapses == sorted(
        [
            ("2024年8月", "meetings.not_held", True),
            ("accounts/2026/2026-01-dues", "accounts.dues_in_arrears", True),
            ("appraisals/2025/2024-members", "appraisals.participation_low", True),
            ("2026年2月", "meetings.not_held", True),
            ("commitments/2026/2026-09-replies", "commitments.item_overdue", False),
            ("commitments/2026/2026-members", "commitments.evidence_missing", True),
            ("commitments/2026/2026-members", "names.outside_gb2312", False),
            ("development/2024/2024-06-conversion", "publicity.period_too_short", True),
            ("development/2024/2024-06-conversion", "publicity.length_differs", True),
            ("development/2025/2025-03-candidates", "development.next_step_overdue", True),
            ("grades/2026/2025-q4", "grades.answer_overdue", True),
            ("grades/2026/2026-q3", "grades.rectification_overdue", False),
            ("meetings/2026/2026-01-members", "meetings.quorum_missed", True),
            ("meetings/2026/2026-07-committee", "meetings.action_overdue", False),
            ("meetings/2026/2026-08-committee", "head.published_late", False),
            ("notices/2026/2026-10-help", "publicity.outcome_missing", False),
            ("opinions/2026/2026-06-rota", "opinions.answered_late", True),
            ("pipeline/2025/2025-h1", "pipeline.out_of_time", True),
            ("pipeline/2026/2025-h2", "pipeline.out_of_time", True),
            ("pipeline/2026/2026-h1", "pipeline.out_of_time", False),
            ("plans/2026/2026-year", "plans.target_overdue", False),
            ("reports/2026/2026-01-training", "reports.hours_short", True),
        ]
    )


def sample() -> tuple[Register, dict[str, Facts]]:
    """What was read and what follows from it."""
    world = seen().world
    assert world
    return world.register, seen().facts


def test_the_sample_branch_is_as_full_as_a_real_one() -> None:
    """Two and a half years, two hundred records, every kind in every year, quiet months and busy ones."""
    register, facts = sample()
    assert len(register.records) >= 200
    assert {(one.kind, one.year) for one in register.records} == {(k, y) for k in kinds() for y in (2024, 2025, 2026)}
    assert {one.head.state for one in facts.values()} == {"草稿", "待公开", "公开", "已撤回"}
    by_month = Counter(f"{one.made_on:%Y-%m}" for one in register.records)
    assert len(by_month) == 32
    assert min(by_month.values()) <= 4
    assert max(by_month.values()) >= 12


def test_the_sample_branch_shows_what_happens_in_a_real_one() -> None:
    """Corrections, withdrawals, every outcome of a notice, late entries, a mismatch, promises kept and not."""
    register, facts = sample()
    records = register.records
    assert sum(bool(one.corrections) for one in records) >= 8
    assert sum(one.withdrawn is not None for one in records) == 2
    assert sum(one.recorded_late is not None for one in records) == 2
    notices = [one for one in records if isinstance(one, Notice)]
    assert {outcome.result for one in notices for _, outcome in one.outcomes() if outcome} == set(get_args(Result))
    assert sum(isinstance(one, Grade) and one.mismatch is not None for one in records) == 1
    items = [item.state for one in facts.values() if isinstance(one, CommitmentFacts) for item in _items(one)]
    assert set(items) == set(get_args(State))


def _items(facts: CommitmentFacts) -> Iterator[ItemFacts]:
    for promise in facts.promises:
        yield from promise.items


def test_index_numbers_follow_publication() -> None:
    """Within a year and a block of twenty no number is older than the one before it, and none is left out."""
    register, _ = sample()
    blocks: dict[tuple[str, int], list[tuple[int, date | None]]] = {}
    for one in register.records:
        if one.index:
            year, _, serial = one.index.rpartition("-")
            blocks.setdefault((year, int(serial) // 20), []).append((int(serial), one.published_on))
    for block, numbered in blocks.items():
        numbered.sort(key=lambda one: one[0])
        first = block[1] * 20 or 1
        assert [number for number, _ in numbered] == [*range(first, first + len(numbered))], block
        days = [day for _, day in numbered if day]
        assert days == sorted(days), block


EXAMPLE = re.compile("[一二三四五六七八九十小例]")


def test_every_name_is_plainly_an_example() -> None:
    """张三, 李四, 买买提·例: nobody can take one for a real person."""
    register, _ = sample()
    names = {name for record in (register.branch, *register.records) for name in _names(record)}
    assert len(names) > 60
    assert {name for name in names if not EXAMPLE.search(name)} == set()


def _names(part: BaseModel) -> Iterator[str]:
    """Of persons, at whatever depth; units and the branch itself are none."""
    for field, value in part:
        if field in ("name", "by", "chair", "recorder", "leader") and isinstance(part, PERSONAL):
            yield from [value] if value and value not in THE_BRANCH else []
        elif field in ("contacts", "introducers"):
            yield from value
        for one in value if isinstance(value, tuple) else [value]:
            yield from _names(one) if isinstance(one, BaseModel) else ()


PERSONAL = (Named, Promise, Meeting, GroupSession, Seat, Group)


AIMED = (
    ("commitments/2026/2026-branch", "plans/2026/2026-year"),
    ("appraisals/2025/2024-members", "meetings/2024/2024-12-life"),
    ("appraisals/2026/2025-members", "meetings/2026/2026-01-committee"),
    ("grades/2026/2026-q2", "plans/2026/2026-year"),
    ("plans/2026/2026-year", "plans/2025/2025-year"),
    ("plans/2026/2026-year", "meetings/2026/2026-03-members"),
    ("projects/2025/2025-rails", "projects/2024/2024-aisle"),
)


@pytest.mark.parametrize(("one", "other"), AIMED)
def test_plans_and_projects_are_part_of_the_thread(one: str, other: str, site: Path) -> None:
    """Each leads to the other, in its own text or among what refers to it."""
    for here, there in ((one, other), (other, one)):
        assert f"{there}.html" in (site / f"{here}.html").read_text(encoding="utf-8"), (here, there)


def test_the_groups_are_ranked_quarter_by_quarter(site: Path) -> None:
    """Three pages that the list leads to; the second last place has its consequence and what was done about it."""
    listed = (site / "grades/index.html").read_text(encoding="utf-8")
    for number in (1, 2, 3):
        assert (site / f"grades/rankings/dangxiaozu-2026/2026-q{number}.html").is_file()
        assert f"grades/rankings/dangxiaozu-2026/2026-q{number}.html" in listed
    last = (site / "grades/2026/2026-q3-group-2.html").read_text(encoding="utf-8")
    assert "2 个单位中第 2 名" in last
    assert "一年内累计 2 次最后一名的（一季、三季），组长向支部委员会说明原因和改进办法" in last
    assert "书面说明，存《党支部工作手册》" in last


THREAD = (
    "commitments/2026/2026-branch",
    "meetings/2026/2026-04-committee-2",
    "accounts/2026/2026-04-rails",
    "meetings/2026/2026-04-members",
    "grades/2026/2026-q2",
)


def test_one_thread_can_be_followed_both_ways() -> None:
    """A promise, the meeting, the notice, the decision, the grading: each names the next and is named by it."""
    register, _ = sample()
    cited = {one.address: {register.by_name[name].address for _, name in one.cited()} for one in register.records}
    for one, after in pairwise(THREAD):
        assert after in cited[one], (one, after)
        assert one in cited[after], (after, one)


def test_another_day_changes_only_what_depends_on_it(site: Path, tmp_path: Path) -> None:
    """On the day after, where no state changes: the home page counts days, the edition's stylesheet names the day."""
    root = copied(tmp_path / "b")
    result = run(root, GONGKAI_AS_OF=(AS_OF + timedelta(days=1)).isoformat())
    assert result.returncode == 0, result.stdout + result.stderr
    now, then = digest(root / "site"), digest(site)
    assert now.keys() == then.keys()
    assert {name for name in now if now[name] != then[name]} <= {"index.html", "assets/edition.css"}
