"""The days that kinds offer to the calendar."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.derive.dates import MOST_LINES, Occasion
from gongkai.kinds import kinds
from gongkai.load.notice import Notice
from gongkai.starter.samples import plain
from laying import Texts, checked, form, overlaid

KINDS = kinds()
ADDRESS = "{}/2026/x"


def dates(root: Path, name: str, differs: str = "") -> list[Occasion]:
    """Of the kind's sample with these keys."""
    address = ADDRESS.format(name)
    texts: Texts = {f"{address}.yaml": overlaid(plain(name), differs), "approvals/2026/f.yaml": form(address)}
    found = checked(root, texts)
    assert found.world
    asked = KINDS[name].dates
    return list(asked(found.world.register.by_name[address], found.facts[address])) if asked else []


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_offers_its_days(name: str, tmp_path: Path) -> None:
    """Those that offer any: no two of a record go by the same key, and each is such that a calendar can show it."""
    found = dates(tmp_path, name)
    assert len({one.key for one in found}) == len(found)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)?(-\d{4}-\d\d-\d\d)?", one.key) for one in found)
    assert all(one.what and "\n" not in one.what + one.place for one in found)
    assert all(not one.ends or one.starts for one in found)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS.values() if issubclass(kind.model, Notice)])
def test_every_notice_offers_its_period(name: str, tmp_path: Path) -> None:
    """First and last day, with how long it is and who takes objections."""
    first, last = dates(tmp_path, name)
    assert (first.key, last.key) == ("period-first", "period-last")
    assert first.on < last.on
    assert first.lines == last.lines
    assert [line[:3] for line in first.lines] == ["公示期", "受理："]


@pytest.mark.parametrize("name", ["awards", "accounts"])
def test_a_decision_has_no_period(name: str, tmp_path: Path) -> None:
    """Nobody objects to what has been decided."""
    differs = "stage: 表彰决定\nperiod:\n" if name == "awards" else "period:\n"
    assert dates(tmp_path, name, differs) == []


def test_a_meeting_is_held_and_its_actions_are_due(tmp_path: Path) -> None:
    """Actions of one day stand together; those that are done nobody needs to be reminded of."""
    actions = (
        "actions: [{what: 甲, who: 书记, due: 2026-12-01}, {what: 乙, who: 书记, due: 2026-12-01},\n"
        "  {what: 丙, who: 书记, due: 2026-10-01}, {what: 丁, who: 书记, due: 2026-12-05, done: 2026-11-01}]\n"
    )
    held, late, due = dates(tmp_path, "meetings", actions)
    assert (held.key, held.starts, held.ends, held.place) == ("held", "14:30", "16:10", "办公楼三楼会议室")
    assert (late.key, late.what, late.lines) == ("due-2026-10-01", "落实时限", ("丙",))
    assert (due.key, due.what, due.lines) == ("due-2026-12-01", "落实时限（2 项）", ("甲", "乙"))


def test_groups_meet_on_days_of_their_own(tmp_path: Path) -> None:
    """One event for each day, with the groups that met; the record's hours are nobody's."""
    session = "{{group: 第{}党小组, held_on: 2026-09-{}, expected: 9, present: 9}}"
    sessions = ", ".join(session.format(*one) for one in (("一", 14), ("二", 14), ("三", 16)))
    found = dates(tmp_path, "meetings", f"types: [党小组会]\nsessions: [{sessions}]\nactions:\n")
    assert [(one.key, one.lines, one.starts) for one in found] == [
        ("held-2026-09-14", ("第一党小组", "第二党小组"), ""),
        ("held-2026-09-16", ("第三党小组",), ""),
    ]


def test_promises_are_due_as_agreed_last(tmp_path: Path) -> None:
    """One that was put off stands on its new day, one that was kept on none."""
    moved = "moved: [{to: 2027-03-01, on: 2026-10-01, agreed_by: 支部委员会, reason: 停产}]"
    kept = "progress: [{on: 2026-10-01, done: 是, evidence: [JG1/2026-0012]}]"
    items = f"{{text: 甲事, due: 2026-12-01, {moved}}}, {{text: 乙事, due: 2026-12-01, {kept}}}"
    (due,) = dates(tmp_path, "commitments", f"promises: [{{by: 支部, items: [{items}]}}]\n")
    assert (due.key, due.what, due.lines) == ("due-2027-03-01", "承诺到期", ("支部：甲事",))


def test_many_promises_are_one_event(tmp_path: Path) -> None:
    """What would not be read is counted."""
    items = ", ".join(f"{{text: 第{number}件事, due: 2026-12-31}}" for number in range(MOST_LINES + 3))
    (due,) = dates(tmp_path, "commitments", f"promises: [{{by: 支部, items: [{items}]}}]\n")
    assert due.what == f"承诺到期（{MOST_LINES + 3} 项）"
    assert (len(due.lines), due.lines[-1]) == (MOST_LINES + 1, "另有 3 项")


def test_rectifications_are_due(tmp_path: Path) -> None:
    """Those that are not done, without who is to do it."""
    asked = "{what: 甲, who: 钱某, due: 2026-12-01}, {what: 乙, who: 钱某, due: 2026-11-01, done: 2026-10-20}"
    (due,) = dates(tmp_path, "grades", f"rectifications: [{asked}]\n")
    assert (due.key, due.what, due.lines) == ("due-2026-12-01", "整改期限", ("甲",))
