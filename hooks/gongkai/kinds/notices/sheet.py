"""What a notice of another matter says on its official sheet: its own words first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.derive.sheet import Roll, Section, Sheet, objections_section, period_section, persons
from gongkai.kinds.notices.facts import AccountFacts, PublicNoticeFacts
from gongkai.kinds.notices.model import Accounts, Entry, PublicNotice
from gongkai.load.branch import Branch

PHRASES: Final[Mapping[str, str]] = {"stands_for": "候选职务：{}", "help": "帮扶措施：{}"}


def sheet(record: PublicNotice, facts: PublicNoticeFacts, branch: Branch) -> Sheet:
    """The text as the clerk wrote it, then what stands in fields of its own."""
    return Sheet(
        lead=record.body,
        sections=tuple(_sections(record, facts)),
        closing="特此公示。" if record.period else "特此公布。",
        signed_on=record.made_on,
    )


def _sections(record: PublicNotice, facts: PublicNoticeFacts) -> Iterator[Section]:
    if record.accounts and facts.accounts:
        span = f"（{record.covers.text}）" if record.covers else ""
        yield Section(title=f"收支情况{span}", roll=_accounts(record.accounts, facts.accounts))
    if facts.ballots:
        said = (f"{one.post}应选{one.seats}名，{one.method}选举，候选人{one.candidates}名" for one in facts.ballots)
        yield Section(title="应选名额", text=f"{'；'.join(said)}。")
    if record.persons:
        yield persons(record.persons, "公示对象", PHRASES)
    if record.basis:
        yield Section(title="公示依据", text=f"{'、'.join(record.basis)}。")
    if record.period and facts.period:
        yield period_section(record.period, facts.period)
        yield objections_section(facts.objections)


def _accounts(said: Accounts, sums: AccountFacts) -> Roll:
    """From what was carried over to what is left, each sum below its lines."""
    return Roll(
        heads=("类别", "项目", "金额（元）"),
        rows=(
            ("上期结转", "", said.opening),
            *_entries("收入", said.income),
            ("收入合计", "", f"{sums.income}"),
            *_entries("支出", said.spending),
            ("支出合计", "", f"{sums.spending}"),
            ("期末结余", "", said.closing),
        ),
        sums=True,
    )


def _entries(what: str, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str, str]]:
    return ((what, entry.item, entry.amount) for entry in entries)
