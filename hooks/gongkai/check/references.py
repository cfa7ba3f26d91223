"""References between records, looked at from both ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.fields import part_name


def reference_unknown(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """引用的事项要存在。 A reference that leads nowhere.

    处理：核对索引号或路径；对方还没写的，先写出来再引用
    """
    register = world.register
    for record in register.records:
        for at, name in record.cited():
            if name not in register.by_name and name not in register.unreadable:
                yield record.fault(at, f"找不到“{name}”", found=name, expected="已有事项的索引号或路径")


def part_unknown(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """引用事项中的一项，那一项要存在。 A reference to a part that the other record does not have.

    处理：核对 # 后面的编号；计划的目标编号写在计划页面上每个目标的前面
    """
    register = world.register
    for record in register.records:
        for at, name in record.pointing():
            other, part = part_name(name)
            target = register.by_name.get(other)
            if target and part not in target.parts_named():
                known = "、".join(target.parts_named()) or "没有可引用的项"
                words = f"“{target.title}”里没有编号“{part}”，有：{known}"
                found = record.fault(at, words, found=name, expected=known)
                yield replace(found, speaks_of=(target.address,))


def reference_to_itself(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """事项不引用自己。 A record that refers to itself.

    处理：改成要引用的事项，或删去这一条
    """
    for record in world.register.records:
        for at, name in record.cited():
            if name in (record.address, record.index):
                yield record.fault(at, "引用的是它自己", found=name, expected="别的事项")


def reference_withdrawn(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """引用的事项后来撤回了。 What a public record refers to has been withdrawn.

    为什么：读者顺着引用会走到撤回说明；引用的一方也要有交代。
    处理：改引用新的事项；原样保留的，可在 deviations 写明情况
    """
    register = world.register
    for record in register.records:
        for at, name in record.cited():
            target = register.by_name.get(name)
            state = facts[target.address].head.state if target else ""
            if state == "已撤回" and facts[record.address].head.state == "公开":
                found = record.lapse(at, f"“{name}”已经撤回", found="已撤回", expected="公开中的事项")
                yield replace(found, speaks_of=(target.address,) if target else ())


RULES = (reference_unknown, part_unknown, reference_to_itself, reference_withdrawn)
