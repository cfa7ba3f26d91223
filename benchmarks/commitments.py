"""Made-up commitments: one promiser a record, four to eight items, each with its progress and what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.drawing import AS_OF, EARLIER, Draw, Matter

LAST = AS_OF - timedelta(days=1)
LEVELS = ("好", "好", "好", "较好", "一般")


def commitment(made: date, draw: Draw) -> Matter:
    """What one member promised on a day, for the rest of the year."""
    who, end = draw.person(), date(made.year, 12, 20)
    lines = [
        f"covers: {made.year}",
        "vetted:",
        *("  by: 支部委员会", f'  "on": {made + timedelta(days=1)}', f"  note: {draw.prose(20)}"),
        "promises:",
        *(f"  - by: {who}", f"    role: {draw.one('部门')}", "    items:"),
    ]
    for _ in range(draw.number(4, 8)):
        lines += item(made, end, draw)
    if end < AS_OF:
        lines.append("    ratings:")
        for half, day in (("上半年", max(made, date(made.year, 7, 15))), ("下半年", end)):
            own, group, branch = (draw.random.choice(LEVELS) for _ in range(3))
            lines += [f"      - half: {half}", f'        "on": {day}']
            lines += [f"        own: {own}", f"        group: {group}", f"        branch: {branch}"]
    lines.append(f"keywords: [公开承诺, {draw.one('主题词')}]")
    return Matter("commitments", made, made + timedelta(days=4), f"{made.year}年{who}同志公开承诺", lines)


def item(made: date, end: date, draw: Draw) -> Iterator[str]:
    """One thing promised, counted or not; reached in time, and proven."""
    due = made + timedelta(days=draw.number(60, max(61, (end - made).days)))
    yield f"      - text: {draw.clause()}"
    yield f"        due: {due}"
    floor = draw.number(3, 9) if draw.chance(0.6) else 0
    if floor:
        unit = draw.random.choice("次件项")
        yield from ("        measure:", f"          floor: {floor}", f"          unit: {unit}")
    yield "        progress:"
    steps = draw.number(2, 3)
    for step in range(1, steps + 1):
        day = min(made + timedelta(days=(due - made).days * step // steps - draw.number(0, 9)), LAST)
        yield f'          - "on": {max(day, made)}'
        reached = step == steps
        if floor:
            yield f"            value: {floor + draw.number(0, 2) if reached else floor * step // (steps + 1)}"
        elif reached:
            yield "            done: 是"
        yield f"            note: {draw.prose(20)}"
        if reached:
            yield f"            evidence: [{EARLIER}]"
