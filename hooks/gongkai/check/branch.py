"""Rules of branch.yaml and the holiday tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.derive.head import World
from gongkai.findings import Finding
from gongkai.load.branch import Branch
from gongkai.load.record import Disclosure

_SATURDAY = 5


def rule_unknown(codes: frozenset[str], world: World) -> Iterator[Finding]:
    """情况说明和关闭的规则要写对代码。 A code that no rule has.

    处理：用检查结果里显示的代码，如 meetings.quorum_missed；gongkai explain 列出全部代码
    """
    branch = world.register.branch
    for number, off in enumerate(branch.rules_off):
        if off.rule not in codes:
            yield branch.fault(f"rules_off.{number}.rule", f"没有“{off.rule}”这条规则", found=off.rule)
    explaining: tuple[Branch | Disclosure, ...] = (branch, *world.register.records)
    for record in explaining:
        for number, deviation in enumerate(record.deviations):
            if deviation.rule not in codes:
                at = f"deviations.{number}.rule"
                yield record.fault(at, f"没有“{deviation.rule}”这条规则", found=deviation.rule)


def holiday_misplaced(world: World) -> Iterator[Finding]:
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
