"""Rules of 《党务公开审批表》: 提出 → 审核 → 审批 → 公开."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.approval import Approval


def record_unknown(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批的事项要存在。 The form names a record that is not there.

    处理：核对索引号或路径；只写路径也可以，编号后再换成索引号
    """
    register = world.register
    for approval in register.approvals:
        for number, name in enumerate(approval.records):
            if name not in register.by_name and name not in register.unreadable:
                words = f"找不到“{name}”"
                yield approval.fault(f"records.{number}", words, found=name, expected="已有事项的索引号或路径")


def steps_out_of_order(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """提出、审核、审批依次进行。 The steps of the form run backwards.

    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：日期写错请改正；如属实，审批表会如实显示
    """
    for approval in world.register.approvals:
        for (before, first), (at, then) in _pairs(approval):
            if then < first:
                words = f"{then} 早于{before} {first}"
                yield approval.lapse(at, words, found=str(then), expected=f"{first} 或以后")


def _pairs(approval: Approval) -> Iterator[tuple[tuple[str, date], tuple[str, date]]]:
    yield ("提出日期", approval.proposed.on), ("reviewed.on", approval.reviewed.on)
    if approval.approved:
        yield ("审核日期", approval.reviewed.on), ("approved.on", approval.approved.on)
    if approval.referred:
        yield ("审核日期", approval.reviewed.on), ("referred.on", approval.referred.on)


def approved_though_refused(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审核没有通过的，不能审批公开。 Approved though secrecy, necessity or accuracy was refused.

    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：写错请改正；审核确未通过的，修改内容后重新提出审核
    """
    for approval in world.register.approvals:
        review = approval.reviewed
        for name, verdict in (
            ("secrecy", review.secrecy),
            ("necessity", review.necessity),
            ("accuracy", review.accuracy),
        ):
            if approval.approved and verdict == "不通过":
                words = "审核写的是“不通过”，却写了审批（approved）"
                yield approval.fault(f"reviewed.{name}", words, found="不通过", expected="通过")


RULES = (record_unknown, steps_out_of_order, approved_though_refused)
