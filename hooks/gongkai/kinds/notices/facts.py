"""What follows from another notice: sums and shares of its accounts, candidates against seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gongkai.derive.head import HeadFacts, World
from gongkai.derive.notice import NoticeFacts, notice_facts
from gongkai.derive.shares import percent
from gongkai.kinds.notices.model import Accounts, Entry, PublicNotice, Seats
from gongkai.load.fields import number


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """Everything in yuan, added up exactly from the lines as written."""

    income: Decimal
    spending: Decimal
    closing: Decimal
    """What was carried over, plus income, less spending."""
    closing_as_stated: Decimal
    """The same from the totals as written, where they are."""
    shares: tuple[str, ...]
    """Of all spending, one for each of its lines: `79.7%`; empty where nothing was spent."""


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """Candidates for one post against its seats."""

    post: str
    seats: int
    method: str
    candidates: int
    wanted: int
    """The least number of candidates."""
    words: str
    """`差额选举，候选人不少于 6 名`."""


@dataclass(frozen=True, kw_only=True)
class PublicNoticeFacts(NoticeFacts):
    """What a page of such a notice shows that nobody wrote."""

    accounts: AccountFacts | None
    ballots: tuple[Ballot, ...]
    """One for each post in `seats`."""


def facts(record: PublicNotice, head: HeadFacts, world: World) -> PublicNoticeFacts:
    """What follows from such a notice."""
    return PublicNoticeFacts(
        **notice_facts(record, head, world, record.subject).__dict__,
        accounts=_accounts(record.accounts) if record.accounts else None,
        ballots=tuple(_ballot(record, seats) for seats in record.seats),
    )


def total(entries: Iterable[Entry]) -> Decimal:
    """Exact, with as many decimals as the line that has most."""
    return sum((number(entry.amount) for entry in entries), Decimal(0))


def _accounts(said: Accounts) -> AccountFacts:
    income, spending = total(said.income), total(said.spending)
    return AccountFacts(
        income=income,
        spending=spending,
        closing=number(said.opening) + income - spending,
        closing_as_stated=number(said.opening)
        + _stated(said.income_total, income)
        - _stated(said.spending_total, spending),
        shares=tuple(percent(number(entry.amount), spending) for entry in said.spending),
    )


def _stated(written: str | None, exact: Decimal) -> Decimal:
    return exact if written is None else number(written)


def _ballot(record: PublicNotice, seats: Seats) -> Ballot:
    """Where there is one post only, candidates need not say for which they stand."""
    alone = len(record.seats) == 1
    wanted = seats.count if seats.method == "等额" else max(seats.count + 1, -(-seats.count * 6 // 5))
    return Ballot(
        post=seats.post,
        seats=seats.count,
        method=seats.method,
        candidates=sum(
            seats.post in person.stands_for or (alone and not person.stands_for) for person in record.persons
        ),
        wanted=wanted,
        words=f"等额选举，候选人 {wanted} 名" if seats.method == "等额" else f"差额选举，候选人不少于 {wanted} 名",
    )
