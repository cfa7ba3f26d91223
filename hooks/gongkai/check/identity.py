"""The index number is a record's identity: present from approval on, the branch's own, unique (design §5.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.fields import INDEX_NUMBER


def free_numbers(world: World) -> Callable[[int], str]:
    """Gives, for a year, the next index number of the branch, and another one each time it is asked.

    A number that was ever used is not free, even where its record is gone.
    """
    register = world.register
    last: dict[int, int] = {}
    for index in (*(record.index for record in register.records), *world.history.numbers):
        found = INDEX_NUMBER.fullmatch(index or "")
        if found and found["code"] == register.branch.code:
            year = int(found["year"])
            last[year] = max(last.get(year, 0), int(found["serial"]))

    def free(year: int) -> str:
        last[year] = last.get(year, 0) + 1
        return f"{register.branch.code}/{year}-{last[year]:04d}"

    return free


def index_missing(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批通过的事项要有索引号。 An approved record without an index number.

    处理：在文件第一行写上给出的索引号，或运行 gongkai fix 自动编号
    """
    free = free_numbers(world)
    for record in world.register.records:
        if record.index is None and facts[record.address].head.form:
            index = free(record.year)
            yield record.fault("", f"没有写索引号（index），已审批的事项必填，下一个可用的是 {index}", expected=index)


def index_not_ours(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """索引号用本支部的代码和所在年份。 The number has another branch's code or another year than its folder.

    为什么：索引号里的年份就是网页地址里的年份。
    处理：改索引号，或把文件移到同一年份的文件夹
    """
    code = world.register.branch.code
    for record in world.register.records:
        found = INDEX_NUMBER.fullmatch(record.index or "")
        if found and (found["code"] != code or int(found["year"]) != record.year):
            expected = f"{code}/{record.year}-{found['serial']}"
            words = f"写的是“{record.index}”，应以 {code}/{record.year}- 开头"
            yield record.fault("index", words, found=record.index or "", expected=expected)


def index_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """一个索引号只能用一次。 Two records with one number.

    为什么：索引号是事项的身份，引用、审批、历史都靠它。
    处理：还没有公开的那一个改用新号；已公开的不改
    """
    free = free_numbers(world)
    holders = defaultdict(list)
    for record in world.register.records:
        if record.index:
            holders[record.index].append(record)
    for index, records in holders.items():
        settled = [one for one in records if facts[one.address].head.state in ("公开", "已撤回")]
        keeper = (settled or records)[0]
        for record in records if len(records) > 1 else ():
            if record is not keeper:
                other = free(record.year)
                words = f"“{index}”已由 {keeper.file} 使用，下一个可用的是 {other}"
                yield record.fault("index", words, found=index, expected=other)


RULES = (index_missing, index_not_ours, index_twice)
