"""Rules of the vote and of what came of it: who may vote, ballots, majority, seats, the new committee."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.findings import Finding
from gongkai.kinds.elections.facts import BallotFacts, ElectionFacts
from gongkai.kinds.elections.model import Ballot, Election
from gongkai.load.register import Register


def _ballots(record: Election, facts: ElectionFacts) -> Iterator[tuple[str, Ballot, BallotFacts]]:
    """Each vote with its place and what follows from it."""
    for number, (ballot, own) in enumerate(zip(record.ballots, facts.ballots, strict=True)):
        yield f"ballots.{number}", ballot, own


def counts_contradict(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """实到不多于应到，有效票不多于收回的票，得票不多于有效票。 Counts that cannot all be right.

    处理：对照签到表和计票单，改正写错的一个数
    """
    for at, ballot, _ in _ballots(record, facts):
        pairs = [("present", ballot.present, ballot.expected, "应到"), ("valid", ballot.valid, ballot.returned, "收回")]
        whole = next((count for count in (ballot.valid, ballot.returned) if count is not None), ballot.present)
        pairs += [(f"votes.{n}.approve", vote.approve, whole, "有效选票") for n, vote in enumerate(ballot.votes)]
        for name, part, most, what in pairs:
            if part is not None and most is not None and part > most:
                yield record.fault(
                    f"{at}.{name}", f"{part} 多于{what} {most}", found=str(part), expected=f"不超过 {most}"
                )


def electors_over_members(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """有选举权的是正式党员。 More electors than the branch had full members on that day.

    依据：《中国共产党基层组织选举工作条例》第五条
    处理：把预备党员算进去了的请改正；人数有变动的，先改 branch.yaml 的 members
    """
    for at, ballot, _ in _ballots(record, facts):
        strength = register.branch.strength_on(ballot.on)
        if ballot.by == "支部党员大会" and strength and ballot.expected > strength.full:
            words = f"{ballot.expected} 人，branch.yaml 里当天正式党员 {strength.full} 人"
            found, expected = str(ballot.expected), f"不超过 {strength.full}"
            yield record.lapse(f"{at}.expected", words, found=found, expected=expected)


def quorum_missed(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """有选举权的到会人数不少于应到会人数的五分之四，会议有效。 Too few came to elect anybody.

    依据：《中国共产党基层组织选举工作条例》
    数量：选举的表决
    处理：人数写错请改正；如属实，页面会如实显示，另行开会选举，可在 deviations 写明情况
    """
    for at, ballot, own in _ballots(record, facts):
        if not own.quorum and not own.elected:
            words = f"{ballot.present} 人；{own.quorum_words}"
            yield record.lapse(f"{at}.present", words, found=str(ballot.present), expected=own.quorum_words)


def elected_without_quorum(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """到会人数不够，不能说选出了人。 Somebody is called elected without a quorum.

    依据：《中国共产党基层组织选举工作条例》
    数量：选举的表决
    处理：人数写错的请改正；确实不够的，选举无效，删去 elected，另行开会选举
    """
    for at, ballot, own in _ballots(record, facts):
        if not own.quorum and own.elected:
            words = f"写了 {len(own.elected)} 人当选，但到会只有 {ballot.present} 人：{own.quorum_words}"
            yield record.fault(f"{at}.present", words, found=str(ballot.present), expected=own.quorum_words)


def ballots_over_issued(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """收回的选票多于发出的，选举无效。 More ballots came back than were given out; the vote is void.

    依据：《中国共产党基层组织选举工作条例》
    处理：写错的请改正；确实多出而作废的，页面会如实显示，重新选举，可在 deviations 写明情况
    """
    for at, ballot, own in _ballots(record, facts):
        if own.void and not own.elected:
            words = f"收回 {ballot.returned} 张，发出 {ballot.issued} 张"
            yield record.lapse(f"{at}.returned", words, found=str(ballot.returned), expected=f"不超过 {ballot.issued}")


def elected_though_void(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """选举无效，不能说选出了人。 Somebody is called elected by a void vote.

    依据：《中国共产党基层组织选举工作条例》
    处理：张数写错的请改正；确实多出的，删去 elected，重新选举
    """
    for at, ballot, own in _ballots(record, facts):
        if own.void and own.elected:
            words = f"收回 {ballot.returned} 张，多于发出的 {ballot.issued} 张，选举无效，但写了有人当选"
            yield record.fault(f"{at}.returned", words, found=str(ballot.returned), expected=f"不超过 {ballot.issued}")


def elected_without_majority(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """赞成票超过实到会有选举权人数的一半，才能当选。 Elected with too few approvals.

    依据：《中国共产党基层组织选举工作条例》
    数量：选举的表决
    处理：票数写错的请改正；确实不够的，删去 elected
    """
    for at, ballot, own in _ballots(record, facts):
        for number, vote in enumerate(ballot.votes):
            if vote.elected and vote.approve is not None and vote.approve < own.need:
                words = f"{vote.name}得赞成票 {vote.approve} 张：{own.wanted}"
                expected = f"至少 {own.need}"
                yield record.fault(f"{at}.votes.{number}.approve", words, found=str(vote.approve), expected=expected)


def elected_over_seats(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """当选人数不能多于应选人数。 More were elected to a post than it has seats.

    处理：核对计票单和应选名额，改正写错的一处
    """
    for place, seats in enumerate(record.seats):
        for_post = (own for _, ballot, own in _ballots(record, facts) if ballot.post == seats.post)
        elected = {name for own in for_post for name in own.elected}
        if len(elected) > seats.count:
            words = f"{seats.post}应选 {seats.count} 名，写了 {len(elected)} 人当选"
            yield record.fault(f"seats.{place}.count", words, found=str(len(elected)), expected=f"不超过 {seats.count}")


def elected_out_of_order(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """得票多的当选。 Somebody with more votes was not elected.

    依据：《中国共产党基层组织选举工作条例》
    处理：票数或当选写错的请改正；得票多而本人不能任职等情况，可在 deviations 写明
    """
    for at, ballot, _ in _ballots(record, facts):
        least = min((vote.approve for vote in ballot.votes if vote.elected and vote.approve is not None), default=None)
        for number, vote in enumerate(ballot.votes):
            passed_over = vote.approve is not None and least is not None and vote.approve > least and not vote.elected
            if passed_over:
                words = f"{vote.name}得 {vote.approve} 票，没有当选；有人得 {least} 票当选"
                yield record.lapse(
                    f"{at}.votes.{number}.approve", words, found=str(vote.approve), expected="得票多的当选"
                )


def division_not_elected(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """新一届委员是选出来的。 Somebody has a post of the new committee and was not elected.

    处理：核对姓名和选举结果，改正写错的一处；补选的只写补选后变动的
    """
    elected = {name for own in facts.ballots for name in own.elected}
    for number, seat in enumerate(record.division.seats if record.division and record.elects_all else ()):
        if elected and seat.name not in elected:
            words = f"“{seat.name}”不在当选的人里"
            yield record.fault(
                f"division.seats.{number}.name", words, found=seat.name, expected="、".join(sorted(elected))
            )


def committee_differs(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """选出的委员会要与 branch.yaml 里的一致。 The committee of branch.yaml is another one.

    处理：branch.yaml 没有更新的，补上新一届；记录写错的请改正；如属实，可在 deviations 写明情况
    """
    said = record.division
    term = register.branch.committee_on(said.on) if said else None
    known = {seat.post: seat.name for seat in term.seats} if term else {}
    for number, seat in enumerate(said.seats if said and known else ()):
        other = known.get(seat.post, "没有写这个职务")
        if other != seat.name:
            words = f"{seat.post}写的是 {seat.name}，branch.yaml 里 {said.on if said else ''} 的{seat.post}：{other}"
            yield record.lapse(f"division.seats.{number}.name", words, found=seat.name, expected=other)


RULES: Final = (
    counts_contradict,
    electors_over_members,
    quorum_missed,
    elected_without_quorum,
    ballots_over_issued,
    elected_though_void,
    elected_without_majority,
    elected_over_seats,
    elected_out_of_order,
    division_not_elected,
    committee_differs,
)
