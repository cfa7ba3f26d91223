"""Rules about the course of things: times, groups, actions."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.findings import Finding
from gongkai.kinds.meetings.facts import MeetingFacts
from gongkai.kinds.meetings.model import Meeting
from gongkai.load.register import Register


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


def sessions_misplaced(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """各党小组会只写在党小组会的记录里，而且在同一个月。 Sessions in a record of another type or another month.

    处理：会议类型漏写 党小组会 的补上；别的月份的另写一份记录。
    """
    for number, session in enumerate(record.sessions):
        if "党小组会" not in record.types:
            yield record.fault(f"sessions.{number}", "这份记录的会议类型里没有党小组会", expected="党小组会")
        elif (session.held_on.year, session.held_on.month) != (record.held_on.year, record.held_on.month):
            words = f"{session.held_on} 与会议日期 {record.held_on} 不在同一个月"
            yield record.fault(f"sessions.{number}.held_on", words, found=str(session.held_on), expected="同一个月")


def group_not_named(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """有几个党小组的，要写明是哪个党小组开会。 Several groups, and the record does not say which met.

    处理：用 sessions 写明每个党小组的开会日期和人数；不写明的，不算任何一个党小组开过会
    """
    groups = register.branch.groups_on(record.held_on)
    if "党小组会" in record.types and not record.sessions and len(groups) > 1:
        yield record.lapse(
            "types", f"有 {len(groups)} 个党小组，没有写明是哪个开会", found="没有写", expected="sessions"
        )


def approved_before_held(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """先开会，后审批。 The minutes were approved before the meeting.

    处理：核对审批表和会议的日期；如属实，页面会如实显示，可在 deviations 写明情况
    """
    approved = facts.head.approved_on
    if approved and approved < record.held_on:
        words = f"审批日期 {approved} 早于会议日期 {record.held_on}"
        yield record.lapse("held_on", words, found=str(approved), expected=f"{record.held_on} 或以后")


def made_up_before_meeting(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """补课在会议之后。 Absence was made up before there was anything to make up.

    处理：核对补课日期。
    """
    for number, one in enumerate(record.attendance.made_up):
        if one.on < record.held_on:
            words = f"{one.on} 早于会议日期 {record.held_on}"
            yield record.fault(
                f"attendance.made_up.{number}.on", words, found=str(one.on), expected=str(record.held_on)
            )


RULES = (
    ends_before_starts,
    made_before_held,
    group_unknown,
    group_not_named,
    sessions_misplaced,
    made_up_before_meeting,
    approved_before_held,
    done_before_meeting,
    action_overdue,
)
