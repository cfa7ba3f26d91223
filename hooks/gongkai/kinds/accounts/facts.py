"""What follows from accounts: exact sums, shares, what is left of money for one purpose, members in arrears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gongkai.days import chinese_date
from gongkai.derive.head import HeadFacts, World
from gongkai.derive.notice import NoticeFacts, notice_facts
from gongkai.derive.shares import percent
from gongkai.kinds.accounts.model import Accounts, Dues, Entry
from gongkai.load.fields import number


@dataclass(frozen=True, kw_only=True)
class PurposeFacts:
    """专款 for one purpose, in yuan."""

    purpose: str
    opening: Decimal
    income: Decimal
    spending: Decimal

    @property
    def left(self) -> Decimal:
        return self.opening + self.income - self.spending

    @property
    def known(self) -> bool:
        """Whether any money was given for it."""
        return bool(self.opening or self.income)


@dataclass(frozen=True, kw_only=True)
class DuesFacts:
    """Members in counts."""

    arrears: int
    """Neither paid nor exempt; below zero only where the counts contradict themselves."""
    percent: str
    """Paid, of those who had to."""


@dataclass(frozen=True, kw_only=True)
class AccountFacts(NoticeFacts):
    """Everything in yuan, added up exactly from the lines as written."""

    income: Decimal
    spending: Decimal
    closing: Decimal
    """What was carried over, plus income, less spending."""
    closing_as_stated: Decimal
    """The same from the totals as written, where they are."""
    shares: tuple[str, ...]
    """Of all spending, one for each of its lines: `79.7%`; empty where nothing was spent."""
    purposes: tuple[PurposeFacts, ...]
    dues: DuesFacts | None
    span_words: str
    """`2026年上半年`, `2026年，截至2026年9月30日`; a dash where no span is stated."""


NOTHING: Final = Decimal("0.00")


def facts(record: Accounts, head: HeadFacts, world: World) -> AccountFacts:
    """What follows from accounts."""
    income, spending = total(record.income), total(record.spending)
    shared = notice_facts(record, head, world, f"{record.fund}{record.type}")
    return AccountFacts(
        **shared.__dict__ | {"gaps": (*shared.gaps, *_gaps(record))},
        income=income,
        spending=spending,
        closing=number(record.opening) + income - spending,
        closing_as_stated=number(record.opening)
        + _stated(record.income_total, income)
        - _stated(record.spending_total, spending),
        shares=tuple(percent(number(entry.amount), spending) for entry in record.spending),
        purposes=tuple(_purposes(record)),
        dues=_dues(record.dues) if record.dues else None,
        span_words=span_words(record),
    )


def span_words(record: Accounts) -> str:
    """Of which time it tells."""
    until = f"，截至{chinese_date(record.until)}" if record.until else ""
    return f"{record.covers.text}{until}" if record.covers else "—"


def total(entries: Iterable[Entry]) -> Decimal:
    """Exact, with as many decimals as the line that has most."""
    return sum((number(entry.amount) for entry in entries), NOTHING)


def _stated(written: str | None, exact: Decimal) -> Decimal:
    return exact if written is None else number(written)


def _purposes(record: Accounts) -> Iterator[PurposeFacts]:
    """Every purpose that is named, in the order in which it is met."""
    carried = (one.purpose for one in record.earmarked)
    moved = (one.purpose for one in (*record.income, *record.spending))
    for purpose in dict.fromkeys(name for name in (*carried, *moved) if name):
        yield PurposeFacts(
            purpose=purpose,
            opening=sum((number(one.opening) for one in record.earmarked if one.purpose == purpose), NOTHING),
            income=total(one for one in record.income if one.purpose == purpose),
            spending=total(one for one in record.spending if one.purpose == purpose),
        )


def _dues(said: Dues) -> DuesFacts:
    """Who is exempt had nothing to pay."""
    owing = said.due - said.exempt
    return DuesFacts(arrears=owing - said.paid, percent=percent(said.paid, owing))


def _gaps(record: Accounts) -> Iterator[str]:
    """使用党费 is decided together; a notice that does not say by whom lacks something, and breaks no rule.

    Source: 《关于中国共产党党费收缴、使用和管理的规定》第二十条 (grade C).
    """
    if record.fund == "党费" and record.type == "收支":
        untold = [one.item for one in record.spending if not (one.to_superior or one.decided)]
        if untold:
            yield f"使用党费由谁集体决定：{'、'.join(untold)}还没有写明"
