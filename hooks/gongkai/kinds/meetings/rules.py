"""Rules of numbers of people. A rule is a generator of findings; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.findings import Finding
from gongkai.kinds.meetings.facts import MeetingFacts
from gongkai.kinds.meetings.model import Meeting
from gongkai.load.register import Register


def present_over_expected(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """实到、请假人数不能超过应到人数。 More people than were expected.

    处理：核对签到表，改正写错的人数；列席人员写在列席人数里。
    """
    attendance = record.attendance
    if attendance.present + (attendance.excused or 0) > attendance.expected:
        yield record.fault(
            "attendance.present",
            f"实到 {attendance.present} 人加请假 {attendance.excused or 0} 人，超过应到 {attendance.expected} 人",
            found=str(attendance.present + (attendance.excused or 0)),
            expected=f"不超过 {attendance.expected}",
        )
    made_up = sum(one.count for one in attendance.made_up)
    if made_up > max(facts.absent, 0):
        yield record.fault(
            "attendance.made_up",
            f"补课 {made_up} 人，超过缺席 {max(facts.absent, 0)} 人",
            found=str(made_up),
            expected=f"不超过 {max(facts.absent, 0)}",
        )
    for number, session in enumerate(record.sessions):
        if session.present > session.expected:
            yield record.fault(
                f"sessions.{number}.present",
                f"实到 {session.present} 人，超过应到 {session.expected} 人",
                found=str(session.present),
                expected=f"不超过 {session.expected}",
            )


def voters_over_members(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """有表决权的人数不能超过应到、实到人数和正式党员人数。 More voters than people.

    为什么：预备党员没有表决权，有表决权的人数另写一栏。
    处理：核对签到表；正式党员人数有变化的，先在 branch.yaml 的 members 里补一条。
    """
    voters = record.voters
    if voters is None:
        return
    branch, day = register.branch, record.held_on
    strength, committee = branch.strength_on(day), branch.committee_on(day)
    limits = [
        ("voters.present", voters.present + voters.written, voters.expected, "应到会有表决权人数"),
        ("voters.present", voters.present, record.attendance.present, "实到人数"),
        ("voters.expected", voters.expected, record.attendance.expected, "应到人数"),
    ]
    if strength and "支部党员大会" in record.types:
        limits.append(("voters.expected", voters.expected, strength.full, "branch.yaml 里的正式党员人数"))
    elif committee and committee.seats and "支部委员会" in record.types:
        limits.append(("voters.expected", voters.expected, len(committee.seats), "branch.yaml 里的委员人数"))
    told: set[str] = set()
    for at, found, most, what in limits:
        if found > most and at not in told:
            told.add(at)
            yield record.fault(at, f"{found} 人，超过{what} {most} 人", found=str(found), expected=f"不超过 {most}")


def sessions_do_not_add(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """各党小组会的人数相加要等于到会情况里的人数。 The groups' numbers do not add up to the whole.

    处理：核对各党小组的签到表，改正写错的人数。
    """
    for name in ("expected", "present") if record.sessions else ():
        total, whole = sum(getattr(one, name) for one in record.sessions), getattr(record.attendance, name)
        if total != whole:
            words = f"{whole} 人，各党小组相加是 {total} 人"
            yield record.fault(f"attendance.{name}", words, found=str(whole), expected=str(total))


def type_twice(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """一种会议类型只写一次。 One type stands twice.

    处理：删去重复的一个；同一类型开了两次的，各写一份记录。
    """
    for number, type_ in enumerate(record.types):
        if type_ in record.types[:number]:
            yield record.fault(f"types.{number}", f"“{type_}”写了两次", found=type_, expected="每种一次")


def attendance_low(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """到会率要达到上级的要求。 Fewer came than the branch's superior asks for; nobody else asks.

    为什么：有的单位要求百分之九十或八十，也有支部规定到会率只在内部掌握，所以上级有要求的支部才检查。
    依据：各单位“三会一课”制度；上级有这项规定的，写在 branch.yaml 的 figures
    数量：到会率
    处理：数字有误请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    asked = facts.attendance_asked
    if asked and facts.attendance_low:
        words = f"到会率 {facts.attendance_rate}，不足 {asked.words}（{asked.source}）"
        yield record.lapse("attendance.present", words, found=facts.attendance_rate, expected=asked.words)


def absence_not_made_up(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """缺席的要补课。 Absent members have not made up for it, where the branch's superior asks for that.

    依据：各单位“三会一课”制度；上级有这项规定的，写在 branch.yaml 的 figures
    数量：补课期限
    处理：补过课的写 made_up（日期和人数）；如属实，页面会如实显示，可在 deviations 写明情况
    """
    if facts.not_made_up:
        words = f"缺席 {facts.absent} 人，{facts.make_up_due} 前还有 {facts.not_made_up} 人没有补课"
        found = f"{facts.not_made_up} 人没有补课"
        yield record.lapse("attendance.present", words, found=found, expected=f"{facts.make_up_due} 前补课")


RULES = (
    present_over_expected,
    voters_over_members,
    sessions_do_not_add,
    type_twice,
    attendance_low,
    absence_not_made_up,
)
