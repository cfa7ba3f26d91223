"""Projects: levels and their sums by the rule of the day, money exact, phases and defences, the list of a round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from gongkai import pipeline
from gongkai.kinds.projects import KIND
from gongkai.kinds.projects.bands import EXAMPLES, bands_on
from gongkai.kinds.projects.facts import ProjectFacts
from gongkai.kinds.projects.model import Project
from gongkai.load.branch import Branch
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

P = "projects/2026/p"
OWN = """project_levels:
  - {level: 重点, least: 2000, most: 3000, since: 2026-01-01, basis: 甲办法}
  - {level: 重点, least: 2500, most: 4000, since: 2026-09-01, basis: 乙办法}
"""


def texts(differs: str = "", **more: str) -> Texts:
    """An approved project that differs from the sample in these keys, and other files by name."""
    return {f"{P}.yaml": overlaid(plain("projects"), differs), "approvals/2026/p.yaml": form(P), **more}


def facts_of(root: Path, differs: str = "", as_of: date = AS_OF) -> ProjectFacts:
    """What follows from it."""
    return cast(ProjectFacts, checked(root, texts(differs), as_of).facts[P])


def pages(root: Path, written: Texts, audience: str = "本单位党员") -> Mapping[str, str]:
    """Address → body."""
    lay(root, written)
    outcome = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF)
    assert outcome.site is not None, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


def branch(root: Path, own: str = "") -> Branch:
    """The world's branch with levels of its own."""
    world = checked(root, {"branch.yaml": own} if own else {}).world
    assert world
    return world.register.branch


def test_an_example_binds_nobody(tmp_path: Path) -> None:
    """What one college granted is shown with the rules; a bound that it does not give is marked as an example."""
    assert bands_on(branch(tmp_path), AS_OF) == ()
    key, plain_one = EXAMPLES
    assert (key.words, plain_one.words) == ("1000 元至 2000 元（示例金额）", "500 元至 1000 元")
    assert [plain_one.holds(Decimal(one)) for one in ("499.99", "500", "1000.00", "1000.01")] == [
        False,
        True,
        True,
        False,
    ]


def test_the_branch_s_own_levels_hold_from_their_day(tmp_path: Path) -> None:
    """Before the first of them none; of one level the latest."""
    own = branch(tmp_path, OWN)
    assert bands_on(own, date(2025, 12, 31)) == ()
    assert [one.source for one in bands_on(own, date(2026, 8, 31))] == ["甲办法"]
    assert [one.least for one in bands_on(own, date(2026, 9, 1))] == [Decimal(2500)]


@pytest.mark.parametrize(("own", "found"), [("", False), (OWN, True)])
def test_the_sum_is_held_against_the_level_of_its_day(own: str, found: bool, tmp_path: Path) -> None:
    """Without bands nobody asks; 1200 is below what the branch's superior gives."""
    more = {"branch.yaml": own} if own else {}
    codes = {one.code for one in checked(tmp_path, texts(**more)).findings}
    assert ("projects.amount_outside_band" in codes) is found


def test_money_follows_from_its_lines(tmp_path: Path) -> None:
    """To the fen, by purpose and in all."""
    money = facts_of(tmp_path).money
    assert money
    assert (money.planned, money.spent, money.left) == (Decimal("1200.00"), Decimal("486.50"), Decimal("713.50"))
    assert [(one.left, one.share) for one in money.purposes] == [
        (Decimal("400.00"), "50.0%"),
        (Decimal("313.50"), "21.6%"),
    ]
    assert money.share == "40.5%"


def test_a_balance_that_follows_a_wrong_total_is_told_once(tmp_path: Path) -> None:
    """One mistake, one finding."""
    money = "money: {granted: 1200, purposes: [{item: 料, planned: 1200, spent: 500}], spent_total: 400, left: 800}\n"
    assert [one.at for one in checked(tmp_path, texts(money)).findings] == ["money.spent_total"]


DEFENDED = "defences: [{stage: 中期答辩, on: 2027-01-07, by: 评审组, result: 通过}]\n"
ACCEPTED = "accepted: {on: 2027-06-24, by: 公司党委, result: 不通过}\n"


@pytest.mark.parametrize(
    ("differs", "as_of", "state"),
    [
        ("decided:\nlevel:\n", AS_OF, "申报中"),
        ("", date(2026, 9, 7), "申报中"),
        ("", AS_OF, "实施中"),
        (ACCEPTED, date(2027, 6, 23), "实施中"),
        (ACCEPTED, date(2027, 6, 24), "验收未通过"),
        (ACCEPTED.replace("不通过", "通过"), date(2027, 6, 24), "已结项"),
    ],
)
def test_how_a_project_stands(differs: str, as_of: date, state: str, tmp_path: Path) -> None:
    """By its review and its acceptance, on the as-of date."""
    assert facts_of(tmp_path, differs, as_of).state == state


def test_a_defence_is_missing_once_its_phase_is_over(tmp_path: Path) -> None:
    """On the last day it may still be held; one of another sort does not stand for it."""
    last = date(2027, 1, 8)
    assert [one.missing for one in facts_of(tmp_path / "a", "", last).phases] == [False, False, False]
    assert [one.missing for one in facts_of(tmp_path / "b", "", date(2027, 1, 9)).phases] == [False, True, False]
    assert not any(one.missing for one in facts_of(tmp_path / "c", DEFENDED, date(2027, 1, 9)).phases)
    other = DEFENDED.replace("中期", "结项")
    assert facts_of(tmp_path / "d", other, date(2027, 1, 9)).phases[1].missing
    seen = checked(tmp_path / "e", texts(DEFENDED), date(2027, 1, 9))
    assert KIND.dates
    record = cast(Project, seen.world and seen.world.register.by_name[P])
    assert [(one.on, one.lines) for one in KIND.dates(record, seen.facts[P])] == [
        (date(2027, 6, 25), ("结项：结项答辩",))
    ]


OTHER = "index: JG1/2026-0211\ntitle: 路线图\nlevel: 一般\nmoney: {granted: 600.00}\n"
OLDER = "index: JG1/2026-0212\ntitle: 去年的项目\nround: 2025\n"


def test_a_round_has_a_list_of_its_own(tmp_path: Path) -> None:
    """Public projects only, the higher level first, with sums; other years have their own; names are for members."""
    written = texts(
        "continues: JG1/2026-0212\n",
        **{
            "projects/2026/a-other.yaml": overlaid(plain("projects"), OTHER),
            "projects/2026/b-older.yaml": overlaid(plain("projects"), OLDER),
            "projects/2026/c-draft.yaml": overlaid(plain("projects"), "index:\ntitle: 草稿\n"),
            "approvals/2026/o.yaml": form("projects/2026/a-other", "projects/2026/b-older"),
        },
    )
    made = pages(tmp_path / "members", written)
    listed = made["projects/rounds/2026.html"]
    assert listed.index("夜班用餐登记小程序") < listed.index("路线图")
    assert "2 个：重点 1 个、一般 1 个" in listed
    assert "合计 1800.00 元，已用 486.50 元" in listed
    assert "草稿" not in listed
    assert "去年的项目" in made["projects/rounds/2025.html"]
    assert "2026/b-older.html" in made[f"{P}.html"]
    assert "提到本事项" in made["projects/2026/b-older.html"]
    assert "李思源" in made[f"{P}.html"]
    staff = pages(tmp_path / "staff", written, "本单位职工")
    assert not [address for address, body in staff.items() if address.startswith("projects/") and "李思源" in body]
    assert "负责人 1 人、调查 1 人" in staff[f"{P}.html"]
