"""Rules of other notices; those of every notice are in `check/publicity.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.findings import Finding
from gongkai.kinds.notices.facts import PublicNoticeFacts
from gongkai.kinds.notices.model import PublicNotice
from gongkai.load.fields import number
from gongkai.load.register import Register

WITH_ACCOUNTS: Final = frozenset({"党费收支", "经费使用", "关爱基金"})


def period_missing(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """公示要写公示期。 A notice to which one may object says until when.

    为什么：只有公布收支的可以不设公示期；其他事项没有公示期，读者不知道什么时候可以提意见。
    处理：补写 period，以张贴的公示为准
    """
    if record.period is None and record.accounts is None:
        yield record.fault("subject", "没有写公示期（period）", found="没有写", expected="period")


def outcome_misplaced(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """涉及到人的公示，结果写在每个人下面。 One outcome for all, though persons are named.

    处理：把 outcome 移到 persons 的每个人下面
    """
    if record.outcome and record.persons:
        words = f"公示里有 {len(record.persons)} 人，结果应写在每个人下面"
        yield record.fault("outcome", words, found="整份公示一个结果", expected="每人一个结果")


def helped_in_public(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """帮扶对象不向社会公开。 Who is helped is nothing for everybody's eyes.

    为什么：谁有困难属于个人隐私，范围要尽量小；不管从哪天起，向社会公开就收不回来了。
    依据：《中华人民共和国个人信息保护法》第六条
    处理：在 audiences 写小范围，或在 catalogue.yaml 给帮扶对象公示单列一项，在 item 里写它的名称
    """
    item = facts.head.item
    named = {one.name for one in record.audiences} or set(item.audiences if item else ())
    if record.subject == "帮扶对象" and "社会" in named:
        yield record.fault("subject", "公开范围里有“社会”", found="社会", expected="本单位职工或更小")


def total_differs(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """写明的合计应等于各项之和。 A stated total is not the sum of its lines.

    处理：核对账目：是某一项写错、漏写，还是合计写错，改正写错的一处
    """
    said, sums = record.accounts, facts.accounts
    if said and sums:
        for name, written, exact in (
            ("income_total", said.income_total, sums.income),
            ("spending_total", said.spending_total, sums.spending),
        ):
            if written is not None and number(written) != exact:
                words = f"写的是 {written} 元，各项相加是 {exact} 元"
                yield record.fault(f"accounts.{name}", words, found=written, expected=str(exact))


def closing_differs(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """期末结余应等于上期结转加收入减支出。 The closing balance does not follow from the lines.

    为什么：合计写错、结余照合计算的，是同一处错，只在合计那里说一次。
    处理：核对结转、各项收入支出和结余，改正写错的一处
    """
    said, sums = record.accounts, facts.accounts
    if said and sums and number(said.closing) not in (sums.closing, sums.closing_as_stated):
        way = f"{said.opening} + {sums.income} - {sums.spending}"
        words = f"写的是 {said.closing} 元，上期结转加收入减支出（{way}）是 {sums.closing} 元"
        yield record.fault("accounts.closing", words, found=said.closing, expected=str(sums.closing))


def accounts_missing(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """党费、经费、基金的公示要有收支情况。 A notice of money without figures.

    依据：《关于中国共产党党费收缴、使用和管理的规定》；经费和基金按本单位的管理办法
    处理：补写 accounts，或把收支表放进附件；确实没有的，可在 deviations 写明情况
    """
    if record.subject in WITH_ACCOUNTS and record.accounts is None and not record.attachments:
        yield record.lapse("subject", "没有写收支情况，也没有附件", found="没有", expected="收支情况")


def span_missing(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """收支要写明是哪个时段的。 Accounts of no stated span.

    处理：补写 covers（所属时段），如 2026-H1
    """
    if record.accounts and record.covers is None:
        yield record.lapse("accounts", "没有写是哪个时段的收支", found="没有写", expected="如 2026-H1")


def post_unknown(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """候选职务要在应选名额里。 A candidate stands for a post that has no seats.

    处理：把 stands_for 改成 seats 里的职务，或补写这个职务的名额
    """
    posts = tuple(seats.post for seats in record.seats)
    for place, person in enumerate(record.persons if posts else ()):
        for post in person.stands_for:
            if post not in posts:
                known = "、".join(posts)
                words = f"写的是“{post}”，应选名额里只有：{known}"
                yield record.fault(f"persons.{place}.stands_for", words, found=post, expected=known)


def candidates_too_few(record: PublicNotice, facts: PublicNoticeFacts, register: Register) -> Iterator[Finding]:
    """差额选举的候选人应比应选人数多百分之二十以上。 Fewer candidates than the election needs.

    依据：《中国共产党基层组织选举工作条例》（2020年）；差额不少于百分之二十是各单位换届的通例
    处理：人数写错请改正；等额选举的把 method 写成 等额；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for place, ballot in enumerate(facts.ballots):
        if ballot.candidates < ballot.wanted:
            words = f"{ballot.post}应选 {ballot.seats} 名，候选人 {ballot.candidates} 名；{ballot.words}"
            found, expected = f"{ballot.candidates} 名", f"不少于 {ballot.wanted} 名"
            yield record.lapse(f"seats.{place}.count", words, found=found, expected=expected)


RULES: Final = (
    period_missing,
    outcome_misplaced,
    helped_in_public,
    total_differs,
    closing_differs,
    accounts_missing,
    span_missing,
    post_unknown,
    candidates_too_few,
)
