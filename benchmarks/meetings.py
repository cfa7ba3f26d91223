"""Made-up meetings: each month one record of the groups, one of everything that is due, and others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.drawing import AS_OF, FRIDAY, Draw, Matter, next_weekday


def types_of(month: date, number: int, draw: Draw) -> list[str]:
    """First the groups of the month, then the committee, then all else the rules ask for, then whatever there was."""
    if number < 2:
        return [("党小组会", "支部委员会")[number]]
    if number > 2:
        return [draw.random.choice(("支部委员会", "主题党日", "党课", "支部党员大会"))]
    quarterly = ["支部党员大会", "党课"] if month.month % 3 == 0 else []
    yearly = ["组织生活会", "民主评议会"] if month.month == 12 else []
    return [*quarterly, "主题党日", *yearly]


def meeting(types: list[str], held: date, draw: Draw) -> Matter:
    """The record of one meeting, or of the month's group meetings."""
    small = types == ["支部委员会"]
    expected, voters = (5, 5) if small else (32, 30)
    absent = draw.number(0, 1 if small else 4)
    present = voters - absent
    hour, minute = draw.number(8, 16), draw.number(0, 11) * 5
    lines = [
        f"types: [{', '.join(types)}]",
        f"held_on: {held}",
        f'starts: "{hour:02d}:{minute:02d}"',
        f'ends: "{hour + 1:02d}:{draw.number(0, 11) * 5:02d}"',
        f"place: {draw.one('地点')}",
        *("chair: 周敏", "recorder: 王建国"),
        *([f"theme: {draw.one('做')[:-1]}{draw.one('什么')}"] if {"主题党日", "党课"} & {*types} else []),
        *(["lecturer: 周敏"] if "党课" in types else []),
        *("attendance:", f"  expected: {expected}", f"  present: {expected - absent}", f"  excused: {absent}"),
        *([] if types == ["党小组会"] else ["voters:", f"  expected: {voters}", f"  present: {present}"]),
        *(sessions(held, absent, draw) if types == ["党小组会"] else []),
        "agenda:",
    ]
    for number in range(draw.number(2, 4)):
        lines += agenda_item(types, present if number else 0, draw)
    lines += [*actions(held, draw), f"keywords: [{', '.join(draw.random.sample(draw.words['主题词'], 2))}]"]
    name = "各党小组会" if types == ["党小组会"] else types[0]
    title = f"{held.year}年{held.month}月{name}（{held.day}日）"
    made = held + timedelta(days=1)
    return Matter("meetings", made, next_weekday(made + timedelta(days=2), FRIDAY), title, lines)


def sessions(held: date, absent: int, draw: Draw) -> Iterator[str]:
    """The three groups, on one of the days after another."""
    yield "sessions:"
    for number, (group, size) in enumerate((("第一党小组", 11), ("第二党小组", 11), ("第三党小组", 10))):
        yield f"  - group: {group}"
        yield f"    held_on: {held}"
        yield from (f"    expected: {size}", f"    present: {size - absent // 3 - (number < absent % 3)}")
        yield f"    place: {draw.one('地点')}"


def agenda_item(types: list[str], votes: int, draw: Draw) -> Iterator[str]:
    """A topic with its summary; a decision with its vote where there are votes."""
    yield f"  - title: {draw.one('做')[:-1]}{draw.one('什么')}"
    yield f"    topic: {draw.one('议题类别')}"
    yield "    summary: |-"
    yield from (f"      {draw.prose(80)}" for _ in range(draw.number(1, 3)))
    yield f"    decision: 同意{draw.clause()}{draw.one('结果')}。"
    if votes and types != ["党小组会"] and draw.chance(0.6):
        against = draw.number(0, 1) if votes > 5 else 0
        rule = "委员会" if types == ["支部委员会"] else "一般议题"
        yield from ("    vote:", f"      rule: {rule}", "      method: 举手表决")
        yield from (f"      approve: {votes - against}", f"      against: {against}", "      passed: 通过")


def actions(held: date, draw: Draw) -> Iterator[str]:
    """What was to be done afterwards; done, unless its day is still to come."""
    yield "actions:"
    for _ in range(draw.number(1, 3)):
        due = held + timedelta(days=draw.number(20, 60))
        done = due - timedelta(days=draw.number(-3, 15))
        yield from (f"  - what: {draw.clause()}", f"    who: {draw.one('谁')}", f"    due: {due}")
        if done < AS_OF or due < AS_OF:
            yield f"    done: {min(done, AS_OF - timedelta(days=1))}"
