"""Rules of a meeting. A rule is a generator of findings; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.findings import Finding
from gongkai.kinds.meetings.facts import MeetingFacts
from gongkai.kinds.meetings.model import Meeting
from gongkai.kinds.meetings.requirements import VOTES
from gongkai.load.register import Register


def present_over_expected(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """实到、请假人数不能超过应到人数。 More people than were expected.

    处理：核对签到表，改正写错的人数；列席人员写在列席人数里。
    """
    attendance = record.attendance
    if attendance.present + attendance.excused > attendance.expected:
        yield record.fault(
            "attendance.present",
            f"实到 {attendance.present} 人加请假 {attendance.excused} 人，超过应到 {attendance.expected} 人",
            found=str(attendance.present + attendance.excused),
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
    strength = register.branch.strength_on(record.held_on)
    limits = [
        ("voters.present", voters.present + voters.written, voters.expected, "应到会有表决权人数"),
        ("voters.present", voters.present, record.attendance.present, "实到人数"),
        ("voters.expected", voters.expected, record.attendance.expected, "应到人数"),
    ]
    if strength and "支部党员大会" in record.types:
        limits.append(("voters.expected", voters.expected, strength.full, "branch.yaml 里的正式党员人数"))
    for at, found, most, what in limits:
        if found > most:
            yield record.fault(at, f"{found} 人，超过{what} {most} 人", found=str(found), expected=f"不超过 {most}")


def voters_missing(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """有表决就要写明有表决权的人数。 A vote without the number of voters.

    为什么：没有这两个数，读者无法核对表决是否有效。
    处理：补写 voters 的 expected（应到会有表决权人数）和 present（到会有表决权人数）。
    """
    if record.voters is None:
        for number, item in enumerate(record.agenda):
            if item.vote:
                yield record.fault(
                    f"agenda.{number}.vote", "有表决，但没有写 voters（表决权情况）", found="没有写", expected="voters"
                )


def votes_over_voters(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """赞成、反对、弃权之和不能超过可投票人数。 More votes than voters.

    处理：核对计票单，改正票数或到会人数。
    """
    for number, (item, vote) in enumerate(zip(record.agenda, facts.votes, strict=True)):
        if item.vote and vote:
            cast = item.vote.approve + item.vote.against + item.vote.abstain
            if cast > vote.ballots:
                words = f"三项票数合计 {cast} 票，超过可投票的 {vote.ballots} 人"
                expected = f"不超过 {vote.ballots}"
                yield record.fault(f"agenda.{number}.vote", words, found=str(cast), expected=expected)


def passed_without_quorum(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """到会人数不够，不能说表决通过。 A decision cannot pass without a quorum.

    依据：《中国共产党支部工作条例（试行）》第十一条、第十二条；发展党员见《中国共产党发展党员工作细则》第十九条
    处理：人数写错的请改正；确实不够的，表决无效，如实写 未通过，另行开会表决。
    """
    for number, (item, vote) in enumerate(zip(record.agenda, facts.votes, strict=True)):
        if item.vote and vote and record.voters and item.vote.passed == "通过" and not vote.quorum:
            wanted = VOTES[item.vote.rule].quorum.words
            voters = record.voters
            yield record.fault(
                f"agenda.{number}.vote.passed",
                f"写的是“通过”，但到会有表决权 {voters.present} 人，不足应到 {voters.expected} 人的{wanted}",
                found=str(voters.present),
                expected=f"{voters.expected} 人的{wanted}",
            )


def passed_without_majority(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """赞成票不够，不能说表决通过。 A decision cannot pass without its majority.

    依据：《中国共产党支部工作条例（试行）》第十一条；发展党员见《中国共产党发展党员工作细则》第二十条
    处理：票数写错的请改正；确实不够的，如实写 未通过。
    """
    for number, (item, vote) in enumerate(zip(record.agenda, facts.votes, strict=True)):
        if item.vote and vote and (item.vote.passed == "通过") and not vote.majority:
            yield record.fault(
                f"agenda.{number}.vote.passed",
                f"写的是“通过”，但赞成 {item.vote.approve} 票，{vote.wanted}",
                found=f"赞成 {item.vote.approve} 票",
                expected=f"超过 {vote.base} 的半数",
            )


def refused_with_majority(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """人数和票数都够，不能说表决未通过。 A vote that was won cannot be called lost.

    处理：核对计票单，改正票数或表决结果。
    """
    for number, (item, vote) in enumerate(zip(record.agenda, facts.votes, strict=True)):
        if item.vote and vote and item.vote.passed == "未通过" and vote.majority and vote.quorum:
            yield record.fault(
                f"agenda.{number}.vote.passed",
                f"写的是“未通过”，但赞成 {item.vote.approve} 票已经够了：{vote.wanted}",
                found="未通过",
                expected="通过",
            )


def quorum_missed(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """到会有表决权的人数要达到法定人数。 Too few voters came to decide anything.

    依据：《中国共产党支部工作条例（试行）》第十一条、第十二条
    处理：数字有误请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    if facts.quorum and record.voters and not facts.quorum.reached:
        voters = record.voters
        yield record.lapse(
            "voters.present",
            f"{voters.present} 人，不足应到会有表决权 {voters.expected} 人的半数",
            found=str(voters.present),
            expected=f"{voters.expected} 人的{facts.quorum.words}",
        )


def ballot_not_secret(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """发展党员和选举要用无记名投票。 A show of hands where the ballot must be secret.

    依据：《中国共产党发展党员工作细则》第二十条；《中国共产党基层组织选举工作条例》
    处理：写错的请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    for number, (item, vote) in enumerate(zip(record.agenda, facts.votes, strict=True)):
        if item.vote and vote and vote.secret_wanted and item.vote.method != "无记名投票":
            words = f"写的是“{item.vote.method}”，按“{item.vote.rule}”规则应为无记名投票"
            yield record.lapse(f"agenda.{number}.vote.method", words, found=item.vote.method, expected="无记名投票")
