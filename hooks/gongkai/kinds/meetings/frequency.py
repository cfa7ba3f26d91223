"""How often each type of meeting was held: a lapse for each span that passed without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai.days import Span, spans
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.kinds.meetings.facts import applies, days_held, groups_through
from gongkai.kinds.meetings.model import Meeting
from gongkai.kinds.meetings.requirements import FREQUENCIES, Frequency

GRACE = 10
"""Working days after a span in which its records may still be published, where the catalogue sets no limit."""


def not_held(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """各类会议要按规定的次数召开。 A span passed without a published meeting of a type that is due in it.

    为什么：只算已经公开的记录，读者才能自己核对；时段结束后留出公开时限再提醒。
    依据：《中国共产党支部工作条例（试行）》第十一条至第十七条；党课每季度一次是各单位通例
    处理：已开过的请补上记录并审批公开；确实没开的，页面会如实显示，可在 branch.yaml 的 deviations 写明情况和补救；
    上级另有规定的，可在 branch.yaml 的 rules_off 关闭
    """
    for frequency in FREQUENCIES:
        held = _days_held(facts, world, frequency)
        for span in spans(world.register.branch.since, world.as_of, frequency.months):
            if applies(frequency, world, span) and _closed(span, world):
                yield from _gaps(world, frequency, span, held)


def _closed(span: Span, world: World) -> bool:
    """The span is over, and so is the time in which its records may still be published."""
    item = world.register.catalogue.item("meetings", None)
    limit = item.time_limit if item and item.time_limit else GRACE
    return world.calendar.nth_working_day(span.last, limit, count_first=False) < world.as_of


def _days_held(facts: Mapping[str, Facts], world: World, frequency: Frequency) -> dict[str, set[date]]:
    """Group name (empty where groups do not matter) → the days on which it met."""
    held: dict[str, set[date]] = {}
    for record in world.register.of_kind("meetings"):
        public = facts[record.address].head.state == "公开"
        if not (public and isinstance(record, Meeting) and frequency.type in record.types):
            continue
        if frequency.needs != "groups":
            held.setdefault("", set()).update(days_held(record))
        for group, day in _group_days(record, world) if frequency.needs == "groups" else ():
            held.setdefault(group, set()).add(day)
    return held


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
            found = branch.lapse("since", words, found="没有", expected=frequency.words)
            readers = item.audiences if item else ("本支部党员",)
            yield replace(found, words=words, record="", covers=span.text, audiences=readers)


def gap_words(frequency: Frequency, span: Span, group: str) -> str:
    """What the finding says of a span without such a meeting; `group` is empty where groups do not matter."""
    return f"{span.text}没有已公开的{group}{frequency.type}记录，应{frequency.words}（{frequency.source}）"
