"""Rules about the course of things: times, groups, actions, and how often a type of meeting was held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai.days import Span
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.kinds.meetings.facts import MeetingFacts, applies, days_held, spans
from gongkai.kinds.meetings.model import Meeting
from gongkai.kinds.meetings.requirements import FREQUENCIES, Frequency
from gongkai.load.register import Register

GRACE = 10
"""Working days after a span in which its records may still be published, where the catalogue sets no limit."""


def ends_before_starts(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """结束时间不能早于开始时间。 A meeting cannot end before it starts.

    处理：用 24 小时制核对两个时间。
    """
    if record.starts and record.ends and _minutes(record.ends) <= _minutes(record.starts):
        words = f"{record.ends} 不晚于开始时间 {record.starts}"
        yield record.fault("ends", words, found=record.ends, expected=f"晚于 {record.starts}")


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def made_before_held(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """纪要的形成日期不能早于会议日期。 Minutes cannot be older than the meeting.

    处理：核对会议日期和形成日期。
    """
    if record.made_on < record.held_on:
        words = f"{record.made_on} 早于会议日期 {record.held_on}"
        yield record.fault("made_on", words, found=str(record.made_on), expected=f"{record.held_on} 或以后")


def group_unknown(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """党小组的名称要与 branch.yaml 一致。 A group that the branch did not have on that day.

    处理：改成 branch.yaml 里的名称；新设的党小组先补进 branch.yaml。
    """
    for number, session in enumerate(record.sessions):
        known = tuple(group.name for group in register.branch.groups_on(session.held_on))
        if session.group not in known:
            expected = "、".join(known) or "当天没有设党小组"
            words = f"{session.held_on} 没有“{session.group}”这个党小组，当天有：{expected}"
            yield record.fault(f"sessions.{number}.group", words, found=session.group, expected=expected)


def done_before_meeting(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """会后落实的事项不能在会前完成。 An action cannot be done before the meeting that set it.

    处理：核对完成日期；会前已办完的事写到议程的内容摘要里。
    """
    for number, action in enumerate(record.actions):
        for name, day in (("done", action.done), ("due", action.due)):
            if day and day < record.held_on:
                words = f"{day} 早于会议日期 {record.held_on}"
                yield record.fault(
                    f"actions.{number}.{name}", words, found=str(day), expected=f"{record.held_on} 或以后"
                )


def action_overdue(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """会后落实事项要按时完成。 An action is past its date and not done.

    处理：已完成的补写完成日期；如确未完成，页面会如实显示，可在 deviations 写明情况和补救
    """
    for number, (action, state) in enumerate(zip(record.actions, facts.actions, strict=True)):
        if state == "已逾期":
            words = f"{action.due} 已过，还没有写完成日期"
            yield record.lapse(f"actions.{number}.due", words, found="未完成", expected=f"{action.due} 前完成")


def not_held(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """各类会议要按规定的次数召开。 A span passed without a published meeting of a type that is due in it.

    为什么：只算已经公开的记录，读者才能自己核对；时段结束后留出公开时限再提醒。
    依据：《中国共产党支部工作条例（试行）》第十一条至第十七条；党课每季度一次是各单位通例
    处理：已开过的请补上记录并审批公开；确实没开的，页面会如实显示，可在 branch.yaml 的 deviations 写明情况和补救；
    上级另有规定的，可在 branch.yaml 的 rules_off 关闭
    """
    register = world.register
    for frequency in FREQUENCIES:
        held = _days_held(register, facts, frequency)
        for span in spans(register.branch.since, world.as_of, frequency.months):
            if applies(frequency, world, span) and _closed(span, world):
                yield from _gaps(register, frequency, span, held)


def _closed(span: Span, world: World) -> bool:
    """The span is over, and so is the time in which its records may still be published."""
    item = world.register.catalogue.item("meetings", None)
    limit = item.time_limit if item and item.time_limit else GRACE
    return world.calendar.nth_working_day(span.last, limit, count_first=False) < world.as_of


def _days_held(register: Register, facts: Mapping[str, Facts], frequency: Frequency) -> dict[str, set[date]]:
    """Group name (empty where groups do not matter) → the days on which it met."""
    held: dict[str, set[date]] = {}
    for record in register.of_kind("meetings"):
        public = facts[record.address].head.state == "公开"
        if public and isinstance(record, Meeting) and frequency.type in record.types:
            for session in record.sessions if frequency.needs == "groups" else ():
                held.setdefault(session.group, set()).add(session.held_on)
            if not record.sessions or frequency.needs != "groups":
                held.setdefault("", set()).update(days_held(record))
    return held


def _gaps(register: Register, frequency: Frequency, span: Span, held: Mapping[str, set[date]]) -> Iterator[Finding]:
    groups = register.branch.groups_on(span.first) if frequency.needs == "groups" else ()
    for name in [group.name for group in groups] or [""]:
        days = held.get("", set()) | held.get(name, set())
        if not any(day in span for day in days):
            words = f"{span.text}没有已公开的{name}{frequency.type}记录，应{frequency.words}（{frequency.source}）"
            found = register.branch.lapse("since", words, found="没有", expected=frequency.words)
            yield replace(found, words=words, record="", covers=span.text)
