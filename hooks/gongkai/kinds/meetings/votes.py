"""Rules of votes: quorum, majority, ballots. A rule is a generator of findings; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.findings import Finding
from gongkai.kinds.meetings.facts import MeetingFacts, VoteFacts
from gongkai.kinds.meetings.model import Meeting, Vote
from gongkai.load.register import Register


def _votes(record: Meeting, facts: MeetingFacts) -> Iterator[tuple[str, Vote, VoteFacts]]:
    """Each vote with its place and what follows from it."""
    for number, (item, vote) in enumerate(zip(record.agenda, facts.votes, strict=True)):
        if item.vote and vote:
            yield f"agenda.{number}.vote", item.vote, vote


def voters_missing(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """有表决就要写明有表决权的人数。 A vote without the number of voters.

    为什么：没有这两个数，读者无法核对表决是否有效。
    处理：补写 voters 的 expected（应到会有表决权人数）和 present（到会有表决权人数）。
    """
    for number, item in enumerate(record.agenda if record.voters is None else ()):
        if item.vote:
            words = "有表决，但没有写 voters（表决权情况）"
            yield record.fault(f"agenda.{number}.vote", words, found="没有写", expected="voters")


def vote_rule_differs(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """表决规则要与议题类别和会议类型相符。 Another rule is written than the one that leaves no choice.

    依据：《中国共产党支部工作条例（试行）》第十一条、第十二条；《中国共产党发展党员工作细则》第十九条、第二十条
    数量：党员大会一般议题的表决、发展党员的表决、选举的表决、支委会的表决
    处理：删去 rule，由议题类别决定；确实按别的规则表决的，页面会如实显示，可在 deviations 写明情况
    """
    for at, vote, measured in _votes(record, facts):
        if vote.rule and measured.demanded and vote.rule != measured.demanded:
            words = f"写的是“{vote.rule}”，这一议题应按“{measured.demanded}”的规则表决"
            yield record.lapse(f"{at}.rule", words, found=vote.rule, expected=measured.demanded)


def passed_over_voters(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """票数多于可投票人数的，不能说表决通过。 More votes than voters, yet called passed.

    处理：核对计票单，改正票数或到会人数；确实多出票的，表决无效，如实写 未通过。
    """
    for at, vote, measured in _votes(record, facts):
        cast = vote.approve + vote.against + vote.abstain
        if cast > measured.ballots and vote.passed == "通过":
            words = f"三项票数合计 {cast} 票，超过可投票的 {measured.ballots} 人"
            yield record.fault(at, words, found=str(cast), expected=f"不超过 {measured.ballots}")


def votes_over_voters(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """赞成、反对、弃权之和不能超过可投票人数。 More votes than voters; the vote is void.

    处理：写错的请改正；确实多出票而作废的，页面会如实显示，可在 deviations 写明情况
    """
    for at, vote, measured in _votes(record, facts):
        cast = vote.approve + vote.against + vote.abstain
        if cast > measured.ballots and vote.passed == "未通过":
            words = f"三项票数合计 {cast} 票，超过可投票的 {measured.ballots} 人"
            yield record.lapse(at, words, found=str(cast), expected=f"不超过 {measured.ballots}")


def passed_without_quorum(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """到会人数不够，不能说表决通过。 A decision cannot pass without a quorum.

    依据：《中国共产党支部工作条例（试行）》第十一条、第十二条；发展党员见《中国共产党发展党员工作细则》第十九条
    数量：党员大会一般议题的表决、发展党员的表决、选举的表决、支委会的表决
    处理：人数写错的请改正；确实不够的，表决无效，如实写 未通过，另行开会表决。
    """
    for at, vote, measured in _votes(record, facts):
        if vote.passed == "通过" and not measured.quorum and record.voters:
            words = f"写的是“通过”，但到会有表决权只有 {record.voters.present} 人：{measured.quorum_words}"
            expected = measured.quorum_words
            yield record.fault(f"{at}.passed", words, found=f"到会 {record.voters.present} 人", expected=expected)


def passed_without_majority(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """赞成票不够，不能说表决通过。 A decision cannot pass without its majority.

    依据：《中国共产党支部工作条例（试行）》第十一条；发展党员见《中国共产党发展党员工作细则》第二十条
    数量：党员大会一般议题的表决、发展党员的表决、选举的表决、支委会的表决
    处理：票数写错的请改正；确实不够的，如实写 未通过。
    """
    for at, vote, measured in _votes(record, facts):
        if vote.passed == "通过" and measured.quorum and not measured.majority:
            words = f"写的是“通过”，但赞成只有 {vote.approve} 票：{measured.wanted}"
            yield record.fault(f"{at}.passed", words, found=f"赞成 {vote.approve} 票", expected=measured.wanted)


def refused_with_majority(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """人数和票数都够，一般就是通过。 A vote that was won is called lost.

    为什么：差额选举里票数过半也可能落选，所以选举不在此列。
    处理：核对计票单；确实没有通过的（如另有规定），页面会如实显示，可在 deviations 写明情况
    """
    for at, vote, measured in _votes(record, facts):
        won = measured.quorum and measured.majority and measured.rule != "选举"
        if vote.passed == "未通过" and won:
            words = f"写的是“未通过”，但赞成 {vote.approve} 票已经够了：{measured.wanted}"
            yield record.lapse(f"{at}.passed", words, found="未通过", expected="通过")


def quorum_missed(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """到会有表决权的人数要达到法定人数。 Too few voters came to decide anything.

    依据：《中国共产党支部工作条例（试行）》第十一条、第十二条
    数量：党员大会一般议题的表决、发展党员的表决、选举的表决、支委会的表决
    处理：数字有误请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    passed = any(vote.passed == "通过" and not measured.quorum for _, vote, measured in _votes(record, facts))
    if facts.quorum and record.voters and not facts.quorum.reached and not passed:
        words = f"{record.voters.present} 人；{facts.quorum.words}"
        yield record.lapse("voters.present", words, found=str(record.voters.present), expected=facts.quorum.words)


def ballot_not_secret(record: Meeting, facts: MeetingFacts, register: Register) -> Iterator[Finding]:
    """发展党员和选举要用无记名投票。 A show of hands where the ballot must be secret.

    依据：《中国共产党发展党员工作细则》第二十条；《中国共产党基层组织选举工作条例》
    数量：发展党员的表决、选举的表决
    处理：写错的请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    for at, vote, measured in _votes(record, facts):
        if measured.secret_wanted and vote.method != "无记名投票":
            words = f"写的是“{vote.method}”，按“{measured.rule}”的规则应为无记名投票"
            yield record.lapse(f"{at}.method", words, found=vote.method, expected="无记名投票")


RULES = (
    voters_missing,
    vote_rule_differs,
    passed_over_voters,
    votes_over_voters,
    passed_without_quorum,
    passed_without_majority,
    refused_with_majority,
    quorum_missed,
    ballot_not_secret,
)
