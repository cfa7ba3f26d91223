"""What is left of each fund by its newest accounts, for home; all of them one after the other, for the kind's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from gongkai.derive.head import World
from gongkai.kinds.accounts.facts import AccountFacts
from gongkai.kinds.accounts.model import Accounts, Fund

Row = tuple[Accounts, AccountFacts]


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """One fund: its accounts, newest first."""

    fund: Fund
    rows: tuple[Row, ...]


def summary(records: Sequence[Row], world: World) -> tuple[Ledger, ...]:
    """Every fund of which accounts are public, from what the readers of the site may see; no plans."""
    public = [row for row in records if row[1].head.state == "公开" and row[0].type == "收支"]
    ledgers = (Ledger(fund=fund, rows=_newest_first(fund, public)) for fund in get_args(Fund))
    return tuple(ledger for ledger in ledgers if ledger.rows)


def _newest_first(fund: Fund, public: Sequence[Row]) -> tuple[Row, ...]:
    """By the last day of which they tell."""
    own = [row for row in public if row[0].fund == fund]
    return tuple(sorted(own, key=lambda row: (row[0].ends_on or row[0].made_on, row[0].made_on), reverse=True))
