"""Rules of one set of accounts; those of every notice are in `check/publicity.py`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from gongkai.findings import Finding
from gongkai.kinds.accounts.facts import AccountFacts
from gongkai.kinds.accounts.model import Accounts
from gongkai.load.fields import number
from gongkai.load.register import Register


def total_differs(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """写明的合计应等于各项之和。 A stated total is not the sum of its lines.

    处理：核对账目：是某一项写错、漏写，还是合计写错，改正写错的一处
    """
    for name, written, exact in (
        ("income_total", record.income_total, facts.income),
        ("spending_total", record.spending_total, facts.spending),
    ):
        if written is not None and number(written) != exact:
            words = f"写的是 {written} 元，各项相加是 {exact} 元"
            yield record.fault(name, words, found=written, expected=str(exact))


def closing_differs(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """期末结余应等于上期结转加收入减支出。 The closing balance does not follow from the lines.

    为什么：合计写错、结余照合计算的，是同一处错，只在合计那里说一次。
    处理：核对结转、各项收入支出和结余，改正写错的一处
    """
    if number(record.closing) not in (facts.closing, facts.closing_as_stated):
        way = f"{record.opening} + {facts.income} - {facts.spending}"
        words = f"写的是 {record.closing} 元，上期结转加收入减支出（{way}）是 {facts.closing} 元"
        yield record.fault("closing", words, found=record.closing, expected=str(facts.closing))


def lines_missing(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """收支要分项写明。 Balances alone, neither lines nor an attached table.

    依据：《关于中国共产党党费收缴、使用和管理的规定》；经费和基金按本单位的管理办法
    处理：补写 income（收入）和 spending（支出），或把收支表放进附件；确实没有收支的，可在 deviations 写明情况
    """
    if not (record.income or record.spending or record.attachments):
        yield record.lapse("opening", "没有写收入和支出，也没有附件", found="没有", expected="分项的收支")


def span_missing(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """收支要写明是哪个时段的。 Accounts of no stated span.

    处理：补写 covers（所属时段），如 2026-H1
    """
    if record.covers is None:
        yield record.lapse("opening", "没有写是哪个时段的收支", found="没有写", expected="如 2026-H1")


def until_outside(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """截至日期要在所属时段里。 Figures up to a day that lies outside their span.

    处理：核对 covers（所属时段）和 until（截至日期），改正写错的一个
    """
    if record.until and record.covers and record.until not in record.covers:
        words = f"{record.until} 不在所属时段 {record.covers.text} 里"
        yield record.fault("until", words, found=str(record.until), expected=record.covers.text)


def decided_after_span(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """先决定，后支出。 The decision came after the span in which the money was spent.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    last = record.ends_on
    for at, decided in record.decisions() if last and record.type == "收支" else ():
        if last and decided.on > last:
            words = f"{decided.on} 晚于收支截止的 {last}"
            yield record.lapse(f"{at}.on", words, found=str(decided.on), expected=f"{last} 或以前")


def purpose_unknown(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """专款的用途，收入和支出写法要一样。 Spent on a purpose for which no money was given.

    处理：核对 purpose 的写法；用的不是专款，就不写 purpose
    """
    given = [one.purpose for one in facts.purposes if one.known]
    for place, one in enumerate(record.spending):
        if one.purpose and one.purpose not in given:
            known = "、".join(given) or "没有专款"
            words = f"“{one.purpose}”没有专款收入，也没有专款结转；写了的专款：{known}"
            yield record.fault(f"spending.{place}.purpose", words, found=one.purpose, expected=known)


def earmarked_short(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """专款专用。 Less is left than is left of the money that may be used for one purpose only.

    为什么：结余比各笔专款应剩的还少，说明有专款用到了别处。
    依据：《关于中国共产党党费收缴、使用和管理的规定》第二十一条；其他专款按本单位的管理办法
    处理：用途写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    left = sum((max(one.left, Decimal(0)) for one in facts.purposes), Decimal(0))
    if left and number(record.closing) < left:
        words = f"写的是 {record.closing} 元，各笔专款应剩 {left} 元"
        yield record.lapse("closing", words, found=record.closing, expected=f"不少于 {left}")


def dues_misplaced(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """交纳人数只写在党费收支里。 Members who pay, in accounts of another fund or in a plan.

    处理：核对 fund（款项）和 type（收支性质）；捐助的人数写在正文里
    """
    if record.dues and (record.fund, record.type) != ("党费", "收支"):
        words = f"这是{record.fund}{record.type}，不是党费收支"
        yield record.fault("dues", words, found=f"{record.fund}{record.type}", expected="党费收支")


def dues_over_members(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """已交和免交的人数，合计不能超过应交人数。 More members paid or exempt than there were.

    处理：核对党费台账，改正写错的人数；补交以前欠费的写在 recovered
    """
    if record.dues and facts.dues and facts.dues.arrears < 0:
        words = f"已交 {record.dues.paid} 人加免交 {record.dues.exempt} 人，超过应交 {record.dues.due} 人"
        yield record.fault(
            "dues", words, found=str(record.dues.paid + record.dues.exempt), expected=str(record.dues.due)
        )


def dues_in_arrears(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """党员要按月交纳党费。 Some members have not paid; in numbers only.

    依据：《关于中国共产党党费收缴、使用和管理的规定》：按月交纳，补交一般不超过六个月
    处理：人数写错请改正；补交了的，写在补交那一期的 recovered；如属实，页面会如实显示，可在 deviations 写明情况
    """
    if facts.dues and facts.dues.arrears > 0:
        words = f"还有 {facts.dues.arrears} 人没有交齐"
        yield record.lapse("dues.paid", words, found=f"欠交 {facts.dues.arrears} 人", expected="都交齐")


def audited_early(record: Accounts, facts: AccountFacts, register: Register) -> Iterator[Finding]:
    """审计在时段结束以后。 The accounts were looked at before their span was over.

    处理：日期写错请改正；只查了一部分的，在 note（审计说明）里写明，可在 deviations 写明情况
    """
    last = record.ends_on
    if record.audit and last and record.audit.on < last:
        words = f"{record.audit.on} 早于收支截止的 {last}"
        yield record.lapse("audit.on", words, found=str(record.audit.on), expected=f"{last} 或以后")


RULES: Final = (
    total_differs,
    closing_differs,
    lines_missing,
    span_missing,
    until_outside,
    decided_after_span,
    purpose_unknown,
    earmarked_short,
    dues_misplaced,
    dues_over_members,
    dues_in_arrears,
    audited_early,
)
