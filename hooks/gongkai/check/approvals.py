"""Rules of 《党务公开审批表》: 提出 → 审核 → 审批 → 公开."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.history.folder import address_of


def record_unknown(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批的事项要存在。 The form names a record that is not there.

    处理：核对索引号或路径；只写路径也可以，编号后再换成索引号
    """
    register = world.register
    told = {name for one in world.history.vanished for name in (one.index, address_of(one.path))}
    for approval in register.approvals:
        for number, name in enumerate(approval.records):
            if name not in register.by_name and name not in register.unreadable | told:
                words = f"找不到“{name}”"
                yield approval.fault(f"records.{number}", words, found=name, expected="已有事项的索引号或路径")


def steps_out_of_order(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """提出、审核、审批依次进行。 The steps of the form run backwards.

    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：日期写错请改正；如属实，审批表会如实显示
    """
    for approval in world.register.approvals:
        steps = (
            ("提出日期", "proposed.on", approval.proposed),
            ("审核日期", "reviewed.on", approval.reviewed),
            ("审批日期", "approved.on", approval.approved),
            ("上级批准日期", "referred.on", approval.referred),
        )
        taken = [(name, at, step.on) for name, at, step in steps if step]
        for (before, _, first), (_, at, then) in pairwise(taken):
            if then < first:
                yield approval.lapse(at, f"{then} 早于{before} {first}", found=str(then), expected=f"{first} 或以后")


def approved_though_refused(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审核没有通过的，不能审批公开。 Approved though secrecy, necessity or accuracy was refused.

    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：写错请改正；审核确未通过的，修改内容后重新提出审核
    """
    for approval in world.register.approvals:
        for name in ("secrecy", "necessity", "accuracy") if approval.reviewed and approval.approved else ():
            if getattr(approval.reviewed, name) == "不通过":
                words = "审核写的是“不通过”，却写了审批（approved）"
                yield approval.fault(f"reviewed.{name}", words, found="不通过", expected="通过")


def incomplete(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批以前要先审核；超出本支部权限的，还要上级批准。 Approved, but a step is missing that it needs.

    为什么：缺了这一步，所列事项按草稿处理，不会公开，写的人却以为公开了。
    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：补写 reviewed（审核）或 referred（上级的批准）；确实还没有的，办好再补
    """
    for approval in world.register.approvals:
        if approval.approved and approval.reviewed is None:
            yield approval.lapse("approved", "写了审批，但没有写审核（reviewed）", found="没有写", expected="reviewed")
        if approval.approved and approval.beyond_powers and approval.referred is None:
            words = "写的是超出本支部权限，但没有写上级的批准（referred）"
            yield approval.lapse("beyond_powers", words, found="没有写", expected="referred")


def record_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """一张审批表里一个事项只写一次。 The form names one record twice, perhaps by number and by path.

    处理：删去重复的一个；多半是另一个事项写错了号
    """
    by_name = world.register.by_name
    for approval in world.register.approvals:
        seen: set[str] = set()
        for number, name in enumerate(approval.records):
            address = by_name[name].address if name in by_name else name
            if address in seen:
                yield approval.fault(f"records.{number}", f"“{name}”已经写过", found=name, expected="每个事项一次")
            seen.add(address)


RULES = (record_unknown, record_twice, steps_out_of_order, approved_though_refused, incomplete)
