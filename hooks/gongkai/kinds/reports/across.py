"""Rules about a year's published reports together: hours of training, activities. Nothing is said of a year before
it is over; of a year in which nothing of the sort was published the catalogue speaks, and not these rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from gongkai.derive.head import Facts, World
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.kinds.reports.hours import YearSum, is_closed, sums
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.requirements import ACTIVITIES


def hours_short(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """党员、书记和委员每年的集中学习培训要够规定的学时或天数。 A year's sum, per head, is less than what is asked.

    为什么：只按已公开的记录、按各份写明的人均数算：有全年合计的只看全年合计，没有的把单次培训相加；年度和公开时限都过了才算。
    依据：《中国共产党党员教育管理工作条例》；书记的天数是有的企业的考核细则
    数量：党员年度学时、书记和委员年度学时、书记年度培训天数
    处理：三会一课等集中学习没有算进来的，公布一份统计口径为 全年 的记录；如属实，页面会如实显示，可在最后一份记录的
    deviations 写明情况；上级另有规定的写在 branch.yaml 的 figures
    """
    for one in sums(_public(facts, world), world):
        if one.short and one.figure:
            *others, last = one.counted
            asked = f"{one.figure.words}（{one.figure.source}）"
            words = f"{one.year}年{one.who}人均 {one.words}（{one.way}），少于 {asked}"
            at = f"training.groups.{last.group}.{'hours' if one.unit == '学时' else 'days'}"
            found = last.record.lapse(at, words, found=one.words, expected=f"不少于 {one.figure.words}")
            yield replace(found, speaks_of=tuple(each.record.address for each in others))


def not_all_reached(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """每名党员都要达到规定的学时或天数。 By the statement of the whole year some did not.

    为什么：平均够了，不等于人人都够；只写人数，不写是谁。
    依据：《中国共产党党员教育管理工作条例》
    数量：党员年度学时、书记和委员年度学时、书记年度培训天数
    处理：数写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补训安排
    """
    for one in sums(_public(facts, world), world):
        short = _missing(one)
        if one.closed and short and one.figure:
            last = one.counted[-1]
            words = f"{one.year}年还有 {short} 名{one.who}没有达到 {one.figure.words}（{one.figure.source}）"
            at = f"training.groups.{last.group}.reached"
            yield last.record.lapse(at, words, found=f"{short} 人没有达到", expected="都达到")


def _missing(one: YearSum) -> int:
    """How many did not reach it, as stated; 0 where nothing is stated."""
    last = one.counted[-1]
    group = last.record.training.groups[last.group] if one.whole and last.record.training else None
    return group.expected - group.reached if group and group.reached is not None else 0


def year_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """一年的培训合计只公布一次。 Two statements of the whole year about one group.

    为什么：程序只看后一份，读者不知道信哪一份。
    处理：重复的请撤回一份；要改数字的，在原来那份里更正
    """
    seen: dict[tuple[int, str], Report] = {}
    for record in _public(facts, world):
        training, year = record.training, record.whole_year
        for place, one in enumerate(training.groups if training and training.sort == "全年" and year else ()):
            first = seen.setdefault((year or 0, one.who), record)
            if first is not record:
                words = f"{year}年{one.who}的全年合计已经有一份：“{first.title}”（{first.address}）"
                found = record.lapse(f"training.groups.{place}.who", words, found=first.address, expected="一份")
                yield replace(found, speaks_of=(first.address,))


def activities_few(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """每年的主题活动要够规定的次数。 Fewer activities were published in a year than are asked for.

    为什么：只算已经公开的记录；主题党日记在组织生活里，不算在这里。
    依据：有的企业的考核细则要求每年开展专题活动
    数量：年度主题活动次数
    处理：开展过的请补上记录并审批公开；如属实，页面会如实显示，可在最后一份记录的 deviations 写明情况；
    上级另有规定的写在 branch.yaml 的 figures
    """
    by_year: dict[int, list[Report]] = defaultdict(list)
    for record in _public(facts, world):
        if record.activity:
            by_year[record.activity.on.year].append(record)
    branch = world.register.branch
    for year, records in sorted(by_year.items()):
        begins = date(year, 1, 1)
        asked = in_force(ACTIVITIES, begins, branch) if branch.since <= begins and is_closed(year, world) else None
        if asked and len(records) < asked.value:
            *others, last = records
            words = f"{year}年已公开的主题活动 {len(records)} 次，少于 {asked.words}（{asked.source}）"
            found = last.lapse("activity.on", words, found=f"{len(records)} 次", expected=f"不少于 {asked.words}")
            yield replace(found, speaks_of=tuple(one.address for one in others))


def _public(facts: Mapping[str, Facts], world: World) -> list[Report]:
    """In the order in which they were made."""
    records = (one for one in world.register.of_kind("reports") if isinstance(one, Report))
    public = (one for one in records if facts[one.address].head.state == "公开")
    return sorted(public, key=lambda one: (one.made_on, one.address))


ACROSS: Final = (hours_short, not_all_reached, year_twice, activities_few)
