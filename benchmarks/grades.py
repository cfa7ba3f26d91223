"""Made-up gradings by the quarter: the branch's own and those of its neighbours, by a sheet of thirty items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.drawing import AS_OF, Draw, Matter

SCHEME = "standards-30"
ITEMS = range(1, 31)
HALF_STEPS = (12, 15)
"""Items of the sheet that lose half a mark each time, the others a whole one."""
LAST = AS_OF - timedelta(days=1)


def grade(ends: date, unit: int, draw: Draw) -> Matter:
    """The grading of a unit (0: the branch itself) for the quarter that ends on a day: own, checked, final."""
    quarter = f"{ends.year}-Q{ends.month // 3}"
    own, check, final = (ends + timedelta(days=days) for days in (draw.number(2, 5), draw.number(8, 12), 15))
    made = final + timedelta(days=draw.number(0, 2))
    found = dict.fromkeys(sorted(draw.random.sample(ITEMS, draw.number(5, 9))), 1)
    told = {number: draw.prose(16) for number in found}
    admitted = {number: times for number, times in found.items() if draw.chance(0.6)}
    lines = [
        f"covers: {quarter}",
        f"scheme: {SCHEME}",
        *([f"unit: 第{unit}党支部"] if unit else []),
        *step("own", (own, "支部委员会"), admitted, told, draw),
        *step("check", (check, "公司党委考核组"), found, told, draw),
        *step("final", (final, "公司党委"), found, {}, draw),
        *(
            "result:",
            f'  "on": {made}',
            f"  document: 关于{ends.year}年第{'一二三四'[ends.month // 3 - 1]}季度考核情况的通报",
        ),
        *(f"  total: {total(found)}", f"  level: {level(found)}"),
        f"opinion: {draw.prose(60)}",
        "rectifications:",
    ]
    for number in list(found)[: draw.number(2, 4)]:
        lines += rectification(told[number], made, draw)
    lines.append(f"keywords: [考核定级, {draw.one('主题词')}]")
    name = f"第{unit}党支部" if unit else "机关一支部"
    title = f"{name}{ends.year}年第{'一二三四'[ends.month // 3 - 1]}季度考核结果"
    return Matter("grades", made, made + timedelta(days=2), title, lines)


def step(field: str, head: tuple[date, str], found: dict[int, int], told: dict[int, str], draw: Draw) -> Iterator[str]:
    """One of the three steps: what loses marks, and what follows."""
    yield from (f"{field}:", f'  "on": {head[0]}', f"  by: {head[1]}", "  items:" if found else "  items: []")
    for number, times in found.items():
        yield from (f"    - item: {number}", f"      times: {times}")
        if number in told:
            yield f"      remark: {told[number]}"
            yield f"      evidence: 《党支部工作手册》第 {draw.number(3, 90)} 页"
    yield from (f"  total: {total(found)}", f"  level: {level(found)}")


def total(found: dict[int, int]) -> Decimal:
    """Of a hundred marks."""
    return Decimal(100) - sum((times * Decimal("0.5" if n in HALF_STEPS else "1") for n, times in found.items()), 0)


def level(found: dict[int, int]) -> str:
    """By the sheet's own threshold."""
    return "五好" if total(found) >= 90 else "未达五好"


def rectification(why: str, made: date, draw: Draw) -> Iterator[str]:
    """Put right within a month or two, unless that day is still to come."""
    due = made + timedelta(days=draw.number(20, 60))
    done = min(due - timedelta(days=draw.number(-3, 15)), LAST)
    yield from (f"  - what: 整改“{why.rstrip('。')}”", f"    who: {draw.random.choice(('宣传委员', '组织委员'))}")
    yield f"    due: {due}"
    if due < AS_OF:
        yield from (f"    done: {done}", f"    evidence: {draw.one('地点')}整改记录")
