"""For inspectors: published accounts in sums, with who looked at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.accounts.facts import AccountFacts
from gongkai.kinds.accounts.model import Accounts


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Accounts, newest first; how many of what happened nobody has looked at."""

    accounts: tuple[tuple[Accounts, AccountFacts], ...]
    unaudited: int


def about(records: Sequence[tuple[Accounts, AccountFacts]], scope: Scope) -> Seen:
    """From the records the readers may see."""
    unaudited = sum(record.type == "收支" and record.audit is None for record, _ in records)
    return Seen(accounts=tuple(records), unaudited=unaudited)


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many accounts."""
    but = f"{seen.unaudited} 份没有写审计" if seen.unaudited else ""
    return (Tally(anchor="accounts", title="党费和经费收支", count=len(seen.accounts), unit="份", but=but),)


def _day(record: Accounts) -> date:
    return record.period.first if record.period else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
