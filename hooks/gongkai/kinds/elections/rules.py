"""Rules of an election before the vote; those of every notice are in `check/publicity.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final

from gongkai.days import months_later
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.kinds.elections.facts import ElectionFacts
from gongkai.kinds.elections.model import Election
from gongkai.kinds.elections.requirements import REQUEST, SHIFT
from gongkai.load.register import Register


def end_missing(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """换届要写明本届哪天任期届满。 An election of a new committee that does not say when the old one's term ends.

    处理：补写 until（任期届满日期），与 branch.yaml 里这一届的 until 相同；新设立的支部委员会，type 写 首次选举
    """
    if record.type == "换届" and record.until is None:
        yield record.lapse("type", "没有写任期届满日期（until）", found="没有写", expected="until")


def end_of_nothing(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """首次选举没有上一届，不写任期届满、提醒和延期。 The end of a term that never was.

    处理：删去 until、reminded、shifted；有上一届的，type 写 换届
    """
    for name in ("until", "reminded", "shifted") if record.type == "首次选举" else ():
        if getattr(record, name) is not None:
            yield record.fault(name, "首次选举没有上一届", found="写了", expected="不写")


def not_the_first(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """选举第一届委员会以前，没有在任的委员会。 By branch.yaml there was a committee in office already.

    处理：有上一届的，type 写 换届；branch.yaml 里任期写错的请改正，撤销过的写 abolished_on
    """
    before = record.held_on and register.branch.committee_on(record.held_on - timedelta(days=1))
    if record.type == "首次选举" and before:
        words = f"branch.yaml 里 {before.since} 起已有委员会在任，{record.held_on} 不是首次选举"
        yield record.lapse("type", words, found="首次选举", expected="换届")


def post_unknown(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """候选和选举的职务要在应选名额里。 A candidate or a vote for a post that has no seats.

    处理：改成 seats 里的职务，或补写这个职务的名额
    """
    posts = tuple(seats.post for seats in record.seats)
    standing = (
        (f"candidates.{n}.stands_for", post) for n, one in enumerate(record.candidates) for post in one.stands_for
    )
    voted = ((f"ballots.{number}.post", ballot.post) for number, ballot in enumerate(record.ballots))
    for at, post in (*standing, *voted) if posts else ():
        if post not in posts:
            known = "、".join(posts)
            yield record.fault(at, f"写的是“{post}”，应选名额里只有：{known}", found=post, expected=known)


def candidates_too_few(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """差额选举的候选人应比应选人数多百分之二十以上。 Fewer candidates than the election needs.

    依据：《中国共产党基层组织选举工作条例》
    数量：差额比例
    处理：人数写错请改正；等额选举的把 method 写成 等额；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for place, one in enumerate(facts.seats if record.candidates else ()):
        if one.candidates < one.wanted:
            words = f"{one.post}应选 {one.seats} 名，候选人 {one.candidates} 名；{one.words}"
            found, expected = f"{one.candidates} 名", f"不少于 {one.wanted} 名"
            yield record.lapse(f"seats.{place}.count", words, found=found, expected=expected)


def steps_out_of_order(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """先请示、批复，后选举、上报。 A step stands before the one it follows.

    依据：《中国共产党基层组织选举工作条例》
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for (_, before), (name, day) in pairwise(record.steps()):
        if day < before:
            at = name if name.endswith(".on") else f"{name}.on"
            yield record.lapse(at, f"{day} 早于上一步的 {before}", found=str(day), expected=f"{before} 或以后")


def consent_missing(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """选举要先报上级党组织同意。 Votes were taken, and the superior's consent is not recorded.

    依据：《中国共产党基层组织选举工作条例》
    处理：已同意的补写 agreed（哪天、哪份文件）；如属实，页面会如实显示，可在 deviations 写明情况
    """
    if record.ballots and record.agreed is None:
        yield record.lapse("ballots", "没有写上级同意选举的批复", found="没有写", expected="选举批复（agreed）")


def held_late(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """任期届满要按期换届，延期要经上级批准。 Elected after the term, without consent that covers the day.

    依据：《中国共产党基层组织选举工作条例》第三条
    处理：批准延期的补写 shifted；日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    last = record.shifted.to if record.shifted else record.until
    if record.type == "换届" and record.held_on and last and record.held_on > last:
        until = "批准延期到" if record.shifted else "任期届满日期"
        words = f"{record.held_on} 晚于{until} {last}"
        yield record.lapse("ballots.0.on", words, found=str(record.held_on), expected=f"{last} 或以前")


def requested_late(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """换届要提前向上级请示。 The superior was asked too late, where it wants to be asked in good time.

    依据：有的地方的换届流程；上级有这项规定的，写在 branch.yaml 的 figures
    数量：换届请示
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    wanted = in_force(REQUEST, record.until, register.branch) if record.until else None
    if wanted and record.until and record.type == "换届" and record.requested:
        last = months_later(record.until, -wanted.whole)
        if record.requested.on > last:
            words = f"{record.requested.on} 才请示，任期 {record.until} 届满，要提前 {wanted.words}（{wanted.source}）"
            yield record.lapse("requested.on", words, found=str(record.requested.on), expected=f"{last} 或以前")


def shifted_too_far(record: Election, facts: ElectionFacts, register: Register) -> Iterator[Finding]:
    """提前或延期一般不超过一年。 Put off or brought forward by more than a year.

    依据：《中国共产党基层组织选举工作条例》第三条
    数量：提前或延期换届
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    most = in_force(SHIFT, record.until, register.branch) if record.until else None
    if record.shifted and record.until and most:
        first, last = (months_later(record.until, months) for months in (-most.whole, most.whole))
        if not first <= record.shifted.to <= last:
            words = f"{record.shifted.to} 与任期届满日期 {record.until} 相差超过 {most.words}"
            expected = f"{first} 至 {last}"
            yield record.lapse("shifted.to", words, found=str(record.shifted.to), expected=expected)


RULES: Final = (
    end_missing,
    end_of_nothing,
    not_the_first,
    post_unknown,
    candidates_too_few,
    steps_out_of_order,
    consent_missing,
    held_late,
    requested_late,
    shifted_too_far,
)
