"""For inspectors: published accounts in sums, and candidates against seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.notices.facts import Ballot, PublicNoticeFacts
from gongkai.kinds.notices.model import PublicNotice


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Notices with accounts, and ballots with the notice that names the candidates; newest first."""

    accounts: tuple[tuple[PublicNotice, PublicNoticeFacts], ...]
    ballots: tuple[tuple[PublicNotice, Ballot], ...]


def about(records: Sequence[tuple[PublicNotice, PublicNoticeFacts]], scope: Scope) -> Seen:
    """From the records the readers may see."""
    return Seen(
        accounts=tuple((record, facts) for record, facts in records if record.accounts),
        ballots=tuple((record, ballot) for record, facts in records for ballot in facts.ballots),
    )


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many accounts, how many ballots."""
    return (
        Tally(anchor="accounts", title="党费和经费收支", count=len(seen.accounts), unit="份"),
        Tally(anchor="ballots", title="换届候选人", count=len(seen.ballots), unit="次"),
    )


def _day(record: PublicNotice) -> date:
    return record.period.first if record.period else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
