"""Rules of branch.yaml and the holiday tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai.derive.calendar import shipped
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.branch import Branch
from gongkai.load.record import Disclosure

_SATURDAY = 5


def rule_unknown(codes: Mapping[str, bool], world: World) -> Iterator[Finding]:
    """情况说明和关闭的规则要写对偏差的代码。 A code that no rule has; `codes` says of each whether it is a fault.

    处理：用检查结果里显示的代码，如 meetings.quorum_missed；gongkai explain 列出全部代码
    """
    branch = world.register.branch
    for number, off in enumerate(branch.rules_off):
        if codes.get(off.rule, True):
            words = f"“{off.rule}”是差错，不能关闭" if off.rule in codes else f"没有“{off.rule}”这条规则"
            yield branch.fault(f"rules_off.{number}.rule", words, found=off.rule)
    explaining: tuple[Branch | Disclosure, ...] = (branch, *world.register.records)
    for record in explaining:
        for number, deviation in enumerate(record.deviations):
            if deviation.rule not in codes:
                at = f"deviations.{number}.rule"
                yield record.fault(at, f"没有“{deviation.rule}”这条规则", found=deviation.rule)


def figure_unknown(names: Collection[str], world: World) -> Iterator[Finding]:
    """数量要求的名称要写对。 A figure of that name is asked of nobody.

    处理：照网站“检查规则”一页“数量要求”里的名称写；那里没有的，不能在 branch.yaml 里加
    """
    branch = world.register.branch
    for number, one in enumerate(branch.figures):
        if one.name not in names:
            known = "、".join(names) or "现在没有可以改的"
            words = f"没有“{one.name}”这一项，可用：{known}"
            yield branch.fault(f"figures.{number}.name", words, found=one.name, expected=known)


def holiday_misplaced(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """放假日和调休上班日要分清。 A day that cannot stand where it stands in a holiday table.

    为什么：一天写错，公示期就数错。
    处理：对照国务院办公厅的通知核对这一天
    """
    for year, table in sorted(world.register.holidays.items()):
        for at, days in (("off", table.off), ("worked", table.worked)):
            for number, day in enumerate(days):
                if problem := _problem(at, day, year, frozenset(table.off)):
                    yield table.fault(f"{at}.{number}", f"{day} {problem}", found=str(day))


def _problem(at: str, day: date, year: int, off: frozenset[date]) -> str:
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        return f"不在 {year} 年，也不是上一年 12 月"
    if at == "worked" and day in off:
        return "既写在放假日里，又写在调休上班日里"
    if at == "worked" and day.weekday() < _SATURDAY:
        return "本来就是周一至周五，不必写在调休上班日里"
    return ""


def holidays_differ(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """自己写的节假日安排会整个代替软件里的那一年。 An own table takes the place of a shipped one and differs.

    为什么：只写一两天的表，会让那一年其余的节假日都变成工作日。
    处理：软件已有的年份不必再写；确需更正的，把全年的放假日和调休上班日都写上
    """
    for year, table in sorted(world.register.holidays.items()):
        known = shipped(year)
        if known:
            weekdays = {day for day in known.off if day.weekday() < _SATURDAY}
            apart = (weekdays | known.worked) ^ (
                {day for day in table.off if day.weekday() < _SATURDAY} | {*table.worked}
            )
            if apart:
                words = f"与随软件提供的 {year} 年安排（{known.source}）有 {len(apart)} 天不同"
                yield replace(table.lapse("source", words, found=table.source), audiences=("本支部党员",))


RULES = (holiday_misplaced, holidays_differ)
