"""How often each type of meeting was held: a lapse for each span that passed without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai.days import Span, spans
from gongkai.derive.head import Facts, World
from gongkai.derive.limits import public_by
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.kinds.meetings.facts import applies, days_held, groups_through
from gongkai.kinds.meetings.model import Meeting
from gongkai.kinds.meetings.requirements import FREQUENCIES, Frequency


def not_held(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """各类会议要按规定的次数召开。 A span passed without a published meeting of a type that is due in it.

    为什么：只算已经公开的记录，读者才能自己核对；时段结束后留出公开时限再提醒。
    依据：《中国共产党支部工作条例（试行）》第十一条至第十七条；各单位另有要求的，写在 branch.yaml 的 figures 才检查
    数量：支部党员大会间隔、支部委员会间隔、党小组会间隔、主题党日间隔、党课间隔、组织生活会间隔、民主评议会间隔、
    民主生活会间隔、集中学习间隔、支委会学习间隔、支委会报告工作间隔、工作例会间隔、没有写时限的公开
    处理：已开过的请补上记录并审批公开；确实没开的，页面会如实显示，可在 branch.yaml 的 deviations 写明情况和补救；
    上级规定的次数不同的，写在 branch.yaml 的 figures
    """
    held: dict[str, Mapping[str, set[date]]] = {}  # what the branch sets changes how often, not what counts
    for frequency, span in owed(world, world.register.branch.since, world.as_of):
        if _closed(span, world):
            if frequency.name not in held:
                held[frequency.name] = _days_held(facts, world, frequency)
            yield from _gaps(world, frequency, span, held[frequency.name])


def owed(world: World, first: date, last: date) -> Iterator[tuple[Frequency, Span]]:
    """Every span between the two days that owed a meeting, with what bound the branch on the span's first day."""
    branch = world.register.branch
    for usual in FREQUENCIES:
        for months in sorted({one.whole for one in (usual, *usual.own(branch))}):
            for span in spans(first, last, months):
                asked = in_force(usual, span.first, branch)
                if asked and asked.whole == months and applies(asked, world, span):
                    yield asked, span


def _closed(span: Span, world: World) -> bool:
    """The span is over, and so is the time in which its records may still be published."""
    item = world.register.catalogue.item("meetings", None)
    return public_by(item, span.last, world.register.branch, world.calendar) < world.as_of


def _days_held(facts: Mapping[str, Facts], world: World, frequency: Frequency) -> dict[str, set[date]]:
    """Group name (empty where groups do not matter) → the days on which it met."""
    held: dict[str, set[date]] = {}
    for record in world.register.of_kind("meetings"):
        public = facts[record.address].head.state == "公开"
        if not (public and isinstance(record, Meeting) and answers(record, frequency)):
            continue
        if frequency.needs != "groups":
            held.setdefault("", set()).update(days_held(record))
        for group, day in _group_days(record, world) if frequency.needs == "groups" else ():
            held.setdefault(group, set()).add(day)
    return held


def answers(record: Meeting, frequency: Frequency) -> bool:
    """Whether it is a meeting of that type and, where the frequency names a topic, about it."""
    about = frequency.topic is None or any(item.topic == frequency.topic for item in record.agenda)
    return about and frequency.type in record.types


def _group_days(record: Meeting, world: World) -> Iterator[tuple[str, date]]:
    """Which group met when; without sessions that is clear only where there is but one group."""
    yield from ((session.group, session.held_on) for session in record.sessions)
    groups = world.register.branch.groups_on(record.held_on)
    if not record.sessions and len(groups) == 1:
        yield groups[0].name, record.held_on


def _gaps(world: World, frequency: Frequency, span: Span, held: Mapping[str, set[date]]) -> Iterator[Finding]:
    branch, item = world.register.branch, world.register.catalogue.item("meetings", None)
    for name in groups_through(branch, span) if frequency.needs == "groups" else ("",):
        if not any(day in span for day in held.get(name, ())):
            words = gap_words(frequency, span, name)
            found = branch.lapse("since", words, found="没有", expected=frequency.due)
            readers = item.audiences if item else ("本支部党员",)
            yield replace(found, words=words, record="", covers=span.text, audiences=readers)


def gap_words(frequency: Frequency, span: Span, group: str) -> str:
    """What the finding says of a span without such a meeting; `group` is empty where groups do not matter."""
    return f"{span.text}没有{group}已公开的{frequency.what}记录，应{frequency.due}（{frequency.source}）"
