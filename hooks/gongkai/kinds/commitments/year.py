"""The year so far: how many promises were made, kept and are overdue, by promiser or, where there are many, by file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.derive.head import World
from gongkai.kinds.commitments.facts import CommitmentFacts, Count, count
from gongkai.kinds.commitments.model import Commitment

MOST_ROWS: Final = 12
"""Promisers that a table on the home page still names one by one."""


@dataclass(frozen=True, kw_only=True)
class PromiserRow:
    """One promiser in one record, or all of a record."""

    who: str
    term: str
    address: str
    anchor: str
    """`#promise-2`; empty where the row is the whole record."""
    count: Count
    percent: str


@dataclass(frozen=True, kw_only=True)
class Year:
    """What was promised for the as-of date's year."""

    year: int
    count: Count
    rows: tuple[PromiserRow, ...]


def summary(records: Sequence[tuple[Commitment, CommitmentFacts]], world: World) -> Year:
    """Of the as-of date's year, from what the readers of the site may see."""
    year = world.as_of.year
    public = [(record, facts) for record, facts in records if facts.head.state == "公开" and facts.year == year]
    each = [row for record, facts in reversed(public) for row in _by_promiser(record, facts)]
    rows = each if len(each) <= MOST_ROWS else [_whole(record, facts) for record, facts in reversed(public)]
    items = [item for _, facts in public for promise in facts.promises for item in promise.items]
    return Year(year=year, count=count(items), rows=tuple(rows))


def _by_promiser(record: Commitment, facts: CommitmentFacts) -> list[PromiserRow]:
    return [
        PromiserRow(
            who=one.who,
            term=record.term,
            address=record.address,
            anchor=f"#promise-{number}",
            count=one.count,
            percent=one.percent,
        )
        for number, one in enumerate(facts.promises, 1)
    ]


def _whole(record: Commitment, facts: CommitmentFacts) -> PromiserRow:
    return PromiserRow(
        who=facts.who, term=record.term, address=record.address, anchor="", count=facts.count, percent=facts.percent
    )
