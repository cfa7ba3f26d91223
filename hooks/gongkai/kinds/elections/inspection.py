"""For inspectors: each election with its candidates, who came and who was elected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.elections.facts import BallotFacts, ElectionFacts, SeatFacts
from gongkai.kinds.elections.model import Ballot, Election


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Elections, candidates against seats, and votes; newest first."""

    elections: tuple[tuple[Election, ElectionFacts], ...]
    seats: tuple[tuple[Election, SeatFacts], ...]
    ballots: tuple[tuple[Election, Ballot, BallotFacts], ...]


def about(records: Sequence[tuple[Election, ElectionFacts]], scope: Scope) -> Seen:
    """From the records the readers may see."""
    return Seen(
        elections=tuple(records),
        seats=tuple((record, seats) for record, facts in records for seats in facts.seats),
        ballots=tuple(
            (record, ballot, own)
            for record, facts in records
            for ballot, own in zip(record.ballots, facts.ballots, strict=True)
        ),
    )


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many elections, and of how many the superior's answer is not there."""
    open_ = sum(bool(record.ballots) and record.confirmed is None for record, _ in seen.elections)
    but = f"{open_} 次没有写结果批复" if open_ else ""
    return (Tally(anchor="elections", title="换届选举", count=len(seen.elections), unit="次", but=but),)


def _day(record: Election) -> date:
    return record.period.first if record.period else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
