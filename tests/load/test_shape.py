"""Every fault of shape, shown: what was written, its code, and words that name the field by its Chinese title."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.load import misshapen
from laying import Texts, checked, form, meeting, notice

A = "meetings/2026/a.yaml"
N = "development/2026/n.yaml"

SHAPES: dict[str, tuple[Texts, str]] = {
    "field.missing": ({A: meeting("place:\n")}, "地点（place）没有写"),
    "field.unknown": ({A: meeting() + "主持: 张三\n"}, "这里没有“主持”这一项，是不是“主持人（chair）”"),
    "field.not_in_list": (
        {A: meeting("agenda: [{title: 议题, topic: 其它}]\n")},
        "第 1 项议题类别（agenda.0.topic）写的是“其它”，只能是：学习教育、工作部署、听取报告、发展党员、换届选举、"
        "民主评议、表彰奖励、组织处理、经费使用、其他",
    ),
    "field.not_a_day": ({A: meeting("made_on: 2026-13-01\n")}, "形成日期（made_on）：2026-13-01 这一天不存在"),
    "field.not_a_time": (
        {A: meeting("starts: 25:10\n")},
        "开始时间（starts）：25:10 这个时间不存在，小时应为 0 到 23，分钟应为 00 到 59",
    ),
    "field.not_a_span": (
        {A: meeting("covers: 2026-Q5\n")},
        "所属时段（covers）：“2026-Q5”不是能读懂的时段，请写成 2026、2026-H1、2026-Q3 或 2026-09 这样的形式",
    ),
    "field.not_a_count": (
        {A: meeting("attendance: {expected: 032, present: 29}\n")},
        "应到人数（attendance.expected）写的是“032”，应是整数，如 12",
    ),
    "field.not_a_flag": (
        {A: meeting("withdrawn: {on: 2026-10-01, reason: 重复, hide_title: yes}\n")},
        "不再显示标题（withdrawn.hide_title）写的是“yes”，只能是：是、否",
    ),
    "field.not_a_name": ({A: meeting("chair: 赵六，钱七\n")}, "主持人（chair）写的是“赵六，钱七”，应是一个人的姓名"),
    "field.not_a_reference": (
        {A: meeting("references: [上次会议]\n")},
        "第 1 项相关事项（references.0）写的是“上次会议”，应是索引号（如 JG1/2026-0012）"
        "或“类别/年份/文件名”（如 meetings/2026/09-members）",
    ),
    "field.malformed": (
        {N: notice("persons: [{name: 李思源, born: 1998-03-07}]\n")},
        "第 1 项出生年月（persons.0.born）写的是“1998-03-07”，应是年月，如 1998-03",
    ),
    "field.too_long": ({A: meeting(f"title: {'长' * 201}\n")}, "标题（title）太长，最多 200"),
    "field.too_large": (
        {
            "catalogue.yaml": "items: [{name: 一, kind: meetings, basis: 规, audiences: [社会], cycle: 月度, "
            "time_limit: 9999, responsible: 书}]\n"
        },
        "第 1 项公开时限（items.0.time_limit）写的是“9999”，应不超过 366",
    ),
    "field.too_small": (
        {"catalogue.yaml": "items: [{name: 一, part: 0}]\n"},
        "第 1 项内容分类（items.0.part）写的是“0”，应不小于 1",
    ),
    "field.blank": ({A: meeting('theme: " "\n')}, "主题（theme）没有内容"),
    "field.several_lines": ({A: meeting("theme: |\n  一\n  二\n")}, "主题（theme）有换行，应写成一行"),
    "field.not_a_list": ({A: meeting("types: 党课\n")}, "会议类型（types）应是清单，每条一行，以“- ”开头"),
    "field.not_a_group": (
        {A: meeting("attendance: 32\n")},
        "到会情况（attendance）应换行缩进，分项写成“项目名: 内容”，可写：应到人数（expected）、实到人数（present）、"
        "请假人数（excused）、列席人数（observers）、补课情况（made_up）",
    ),
    "field.too_few": (
        {
            "schemes/s.yaml": "title: 办法\nsource: 本支部\nsince: 2026-01-01\ncycle: 季度\nlevels: [{name: 合格}]\n"
            "ranked: {by: 支部委员会, units: [第一党小组、第二党小组]}\n"
        },
        "参加排名的单位（ranked.units）只有 1 条，至少写 2 条",
    ),
    "field.not_text": ({A: meeting("theme: [一, 二]\n")}, "主题（theme）应是一段文字，写成了清单或分项"),
}


@pytest.mark.parametrize("code", SHAPES)
def test_a_misfit_is_told_by_its_title(code: str, tmp_path: Path) -> None:
    """One mistake, one finding with its code, its words, what was expected and a cure."""
    texts, words = SHAPES[code]
    (finding,) = [one for one in checked(tmp_path, texts).findings if one.is_fault]
    assert (finding.code, finding.words) == (code, words)
    assert finding.expected
    assert finding.cure


def test_where_few_names_are_known_they_are_listed(tmp_path: Path) -> None:
    """A clerk who guessed need not look them up in the handbook; where there are many, they would drown the rest."""
    few = meeting("agenda: [{title: 议题, vote: {method: 举手表决, approve: 9, passed: 通过, 谁: 甲}}]\n")
    (found,) = checked(tmp_path / "few", {A: few}).findings
    assert found.words == (
        "这里没有“谁”这一项，只有：表决规则（rule）、表决方式（method）、公开内容（shown）、赞成票（approve）、"
        "反对票（against）、弃权票（abstain）、表决结果（passed）"
    )
    (found,) = checked(tmp_path / "many", {A: meeting() + "谁: 甲\n"}).findings
    assert found.words == "这里没有“谁”这一项"


def test_a_form_for_a_file_that_cannot_be_read_is_not_blamed(tmp_path: Path) -> None:
    """By its number as by its address: the one fault to be mended is that of the file."""
    broken = meeting("index: JG1/2026-0012\nends: 25:10\n")
    for name in ("JG1/2026-0012", "meetings/2026/a"):
        found = checked(tmp_path / name.replace("/", "-"), {A: broken, "approvals/2026/f.yaml": form(name)}).findings
        assert [one.code for one in found] == ["field.not_a_time"]


def test_every_fault_of_shape_is_shown() -> None:
    """None is without its example above."""
    assert {f"field.{rule.__name__}" for rule in misshapen.rules()} == SHAPES.keys()


def test_a_copy_works_out_its_own(tmp_path: Path) -> None:
    """What a record cites is worked out once, but a copy that cites less does not remember what it was made from."""
    world = checked(tmp_path, {A: meeting("references: [JG1/2026-0012]\n")}).world
    assert world is not None
    whole = world.register.by_name["meetings/2026/a"]
    assert whole.cited() == (("references.0", "JG1/2026-0012"),)
    bare = whole.model_copy(update={"references": ()})
    assert (bare.cited(), bare.address, bare.year) == ((), whole.address, 2026)
