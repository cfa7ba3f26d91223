"""What accounts say on their official sheet: from what was carried over to what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.derive.sheet import Roll, Section, Sheet, matter_sheet
from gongkai.kinds.accounts.facts import AccountFacts
from gongkai.kinds.accounts.model import Accounts, Entry
from gongkai.load.branch import Branch


def sheet(record: Accounts, facts: AccountFacts, branch: Branch) -> Sheet:
    """The text as the clerk wrote it, the table, and who paid."""
    return matter_sheet(record, facts, tuple(_own(record, facts)))


def _own(record: Accounts, facts: AccountFacts) -> Iterator[Section]:
    span = f"（{facts.span_words}）" if record.covers else ""
    yield Section(title=f"收支情况{span}", roll=_accounts(record, facts))
    if record.dues:
        exempt = f"，免交{record.dues.exempt}人" if record.dues.exempt else ""
        recovered = f"；补交以前党费{record.dues.recovered}人" if record.dues.recovered else ""
        words = f"应交{record.dues.due}人，已交{record.dues.paid}人{exempt}{recovered}。"
        yield Section(title="交纳人数", text=words)


def _accounts(record: Accounts, facts: AccountFacts) -> Roll:
    """Each sum below its lines."""
    return Roll(
        heads=("类别", "项目", "金额（元）"),
        rows=(
            ("上期结转", "", record.opening),
            *_entries("收入", record.income),
            ("收入合计", "", f"{facts.income}"),
            *_entries("支出", record.spending),
            ("支出合计", "", f"{facts.spending}"),
            ("期末结余", "", record.closing),
        ),
        sums=True,
    )


def _entries(what: str, entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    return ((what, entry.item, entry.amount) for entry in entries)
