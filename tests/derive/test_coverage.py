"""The catalogue against what was published: each state, each cycle, and whom it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.days import spans
from gongkai.derive.coverage import STANDING, Cell, coverage, falling_due
from gongkai.load.catalogue import Catalogue, shipped
from gongkai.starter.samples import plain
from laying import Texts, form, lay, meeting, overlaid

ITEM = """items:
  - name: 组织生活
    kind: meetings
    basis: 细则
    audiences: [本支部党员]
    cycle: {cycle}
    time_limit: 5
    responsible: 书记
{more}"""


def cells(
    root: Path, texts: Texts, as_of: date = date(2026, 11, 20), cycle: str = "季度", more: str = ""
) -> list[Cell]:
    """Of a branch that began in April, with these records of the only item."""
    lay(root, {"branch.yaml": "since: 2026-04-01\n", "catalogue.yaml": ITEM.format(cycle=cycle, more=more), **texts})
    checked = pipeline.inspect(root, as_of)
    assert checked.world is not None
    (row,) = coverage(checked.world, checked.facts)
    return list(row.cells)


def record(name: str, made: str, published: str, more: str = "") -> Texts:
    """A meeting and its form."""
    text = f"index: JG1/2026-{name}\nmade_on: {made}\nheld_on: {made}\npublished_on: {published}\n{more}"
    return {
        f"meetings/2026/m{name}.yaml": meeting(text),
        f"approvals/2026/m{name}.yaml": form(f"JG1/2026-{name}", on=made),
    }


def states(found: list[Cell]) -> list[str]:
    """One after the other."""
    return [cell.state for cell in found]


def test_a_quarter_is_open_late_missing_or_still_to_come(tmp_path: Path) -> None:
    """The day by which it is late is the last working day of the limit after the quarter, and not the day after."""
    texts = record("0001", "2026-06-30", "2026-07-07") | record("0002", "2026-09-29", "2026-10-16")
    found = cells(tmp_path, texts)
    assert states(found) == ["不适用", "已公开", "迟公开", "未到期"]
    assert [cell.due for cell in found[1:]] == [date(2026, 7, 7), date(2026, 10, 13), date(2027, 1, 7)]
    assert found[0].note == "公开从这以后开始"
    assert [one.index for one in found[2].records] == ["JG1/2026-0002"]


@pytest.mark.parametrize(("as_of", "state"), [("2026-07-07", "未到期"), ("2026-07-08", "未公开")])
def test_a_gap_is_one_when_the_limit_is_over(as_of: str, state: str, tmp_path: Path) -> None:
    """On the last day it is not yet missing."""
    assert cells(tmp_path, {}, date.fromisoformat(as_of))[1].state == state


def test_what_is_not_public_does_not_count(tmp_path: Path) -> None:
    """A draft, a matter whose day has not come, a withdrawn one: to a reader they are not there."""
    draft: Texts = {
        "meetings/2026/a.yaml": meeting("index:\nmade_on: 2026-05-06\nheld_on: 2026-05-06\npublished_on:\n")
    }
    gone = record("0002", "2026-06-02", "2026-06-03", "withdrawn: {on: 2026-06-10, reason: 重复}\n")
    assert cells(tmp_path, draft | gone)[1].state == "未公开"


def test_a_report_answers_for_the_span_it_tells_of(tmp_path: Path) -> None:
    """Made in July, it tells of the second quarter; that of a half-year answers for its last quarter."""
    texts = record("0001", "2026-07-02", "2026-07-03", "covers: 2026-H1\n")
    assert states(cells(tmp_path, texts))[1:3] == ["已公开", "未公开"]


TYPES = """  - name: 党日
    kind: meetings
    types: [主题党日]
    default: 否
    basis: 细则
    audiences: [{audience}]
    cycle: 月度
    responsible: 书记
"""


@pytest.mark.parametrize(
    ("types", "audience", "expected"),
    [
        ("[支部委员会, 主题党日]", "本支部党员", ["未公开", "已公开", "未公开"]),
        ("[支部委员会]", "本支部党员", ["未公开"] * 3),
        ("[支部委员会, 主题党日]", "社会", ["未公开"] * 3),
    ],
)
def test_a_day_of_two_types_answers_for_both_items(
    types: str, audience: str, expected: list[str], tmp_path: Path
) -> None:
    """On the day it was held, and only where everybody whom the other item is for may read it."""
    more = TYPES.format(audience=audience)
    day = record("0001", "2026-05-29", "2026-06-03", f"types: {types}\ncovers: 2026-Q2\nmade_on: 2026-06-02\n")
    lay(tmp_path, {"catalogue.yaml": ITEM.format(cycle="季度", more=more), "branch.yaml": "since: 2026-04-01\n", **day})
    checked = pipeline.inspect(tmp_path, date(2026, 8, 20))
    assert checked.world is not None
    own, other = coverage(checked.world, checked.facts)
    assert states(list(own.cells))[1] == "已公开"
    assert states(list(other.cells))[3:6] == expected


@pytest.mark.parametrize(("kind", "expected"), [("plans", ["已公开", "已公开"]), ("accounts", ["未公开", "已公开"])])
def test_a_plan_answers_for_all_of_its_time_and_an_account_for_the_end(
    kind: str, expected: list[str], tmp_path: Path
) -> None:
    """Of a whole year: who reads the plan in January has it for both halves, the first half's account came too late."""
    catalogue = ITEM.format(cycle="半年", more="").replace("kind: meetings", f"kind: {kind}")
    said = "index: JG1/2026-0001\ncovers: 2026\nmade_on: 2026-01-05\npublished_on: 2026-01-06\n"
    texts: Texts = {
        "branch.yaml": "since: 2026-01-01\n",
        "catalogue.yaml": catalogue,
        f"{kind}/2026/one.yaml": overlaid(plain(kind), said),
        "approvals/2026/one.yaml": form("JG1/2026-0001", on="2026-01-05"),
    }
    lay(tmp_path, texts)
    checked = pipeline.inspect(tmp_path, date(2026, 11, 20))
    assert checked.world is not None
    ((first, second),) = (row.cells for row in coverage(checked.world, checked.facts))
    assert states([first, second]) == expected


def test_an_exemption_gives_its_reason_and_no_more(tmp_path: Path) -> None:
    """In its span nothing is due; what was published all the same is shown."""
    more = "    exempt: [{covers: 2026-H1, reason: 改制期间}, {covers: 2026-Q3, reason: 上级统一公开}]\n"
    found = cells(tmp_path, record("0002", "2026-09-29", "2026-09-30"), more=more)
    assert [(cell.state, cell.note) for cell in found[1:3]] == [("不适用", "改制期间"), ("已公开", "")]


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [
        ("月度", ["不适用"] * 3 + ["未公开"] * 2 + ["已公开"] + ["未公开"] * 4 + ["未到期"] * 2),
        ("半年", ["不适用", "未到期"]),
        ("年度", ["不适用"]),
        ("即时", ["已公开"]),
        ("长期", ["已公开"]),
    ],
)
def test_every_cycle_has_its_spans(cycle: str, expected: list[str], tmp_path: Path) -> None:
    """Whole years; what is published whenever something happens is told by the year, what stands always once."""
    texts = record("0001", "2026-06-30", "2026-07-02") if cycle in ("月度", "即时", "长期") else {}
    found = cells(tmp_path, texts, cycle=cycle)
    assert states(found) == expected
    assert [cell.title == STANDING for cell in found] == [cycle == "长期"] * len(found)


def test_what_happens_late_is_late_and_what_never_happens_is_not_due(tmp_path: Path) -> None:
    """Of an item without a cycle each record has its own limit, in working days after it was made."""
    late = record("0001", "2026-06-30", "2026-07-08")
    assert states(cells(tmp_path / "late", late, cycle="即时")) == ["迟公开"]
    (never,) = cells(tmp_path / "never", {}, cycle="即时")
    assert (never.state, never.note) == ("不适用", "没有发生")


def test_what_falls_due_comes_in_the_order_of_days(tmp_path: Path) -> None:
    """Up to the day asked for; what is open, missing or not due is none of it."""
    lay(tmp_path, {"branch.yaml": "since: 2026-04-01\n", "catalogue.yaml": ITEM.format(cycle="月度", more="")})
    checked = pipeline.inspect(tmp_path, date(2026, 11, 3))
    assert checked.world is not None
    due = [(item.name, cell.title) for item, cell in falling_due(checked.world, checked.facts, date(2026, 12, 7))]
    assert due == [("组织生活", "2026年10月"), ("组织生活", "2026年11月")]


def test_spans_lie_between_two_days() -> None:
    """Whole ones only, by the same names that a clerk writes."""
    assert [one.text for one in spans(date(2025, 8, 1), date(2026, 7, 30), 6)] == ["2026年上半年"]
    assert len(spans(date(2024, 1, 1), date(2026, 12, 31), 1)) == 36


def test_the_shipped_standards_are_whole() -> None:
    """Every item of each says everything that an item must say, and each part of the regulation's seven is met."""
    for standard, catalogue in shipped().items():
        items = catalogue.whole
        assert len({item.name for item in items}) == len(items), standard
        assert [item.name for item in items if item.missing or not item.content or item.grade is None] == []
        assert {item.part for item in items} == {*range(1, 8)}, standard


def test_a_branch_changes_what_it_says_and_inherits_the_rest() -> None:
    """An item of the same name keeps all that is not written; another one is added at the end."""
    said = {"name": "党支部考核结果", "cycle": "季度"}
    own = {
        "name": "自定",
        "kind": "notices",
        "basis": "细",
        "audiences": ["社会"],
        "cycle": "即时",
        "responsible": "书",
    }
    catalogue = Catalogue.model_validate({"standard": "村", "items": [said, own]})
    grades = catalogue.item("grades", None)
    assert grades is not None
    assert (grades.cycle, grades.responsible) == ("季度", "支部书记")
    assert catalogue.whole[-1].name == "自定"
    told = [(one.item.name, one.field, one.standard) for one in catalogue.differing()]
    assert told == [("党支部考核结果", "cycle", "年度"), ("自定", "", None)]
