"""The year so far: how many promises were made, kept and are overdue, by promiser or, if there are many, by file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gongkai.derive.head import World
from gongkai.derive.progress import Count
from gongkai.kinds.commitments.facts import CommitmentFacts
from gongkai.kinds.commitments.model import Commitment
from gongkai.kinds.commitments.standing import ItemFacts

MOST_ROWS: Final = 12
"""Promisers that a table on the home page still names one by one."""


@dataclass(frozen=True, kw_only=True)
class PromiserRow:
    """One promiser in one record, or all of a record."""

    who: str
    about: str
    """The title of a promise at an occasion, since one promiser may make several; empty for a year's."""
    address: str
    anchor: str
    """`#promise-2`; empty where the row is the whole record."""
    count: Count
    percent: str


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of a chart."""

    label: str
    items: int
    under: str = ""

    @property
    def value(self) -> Decimal:
        return Decimal(self.items)

    @property
    def words(self) -> str:
        return f"{self.items} 项"


@dataclass(frozen=True, kw_only=True)
class Year:
    """What was promised for one year."""

    year: int
    count: Count
    rows: tuple[PromiserRow, ...]

    @property
    def shares(self) -> tuple[Share, ...]:
        """Kept, late, and neither."""
        reached, overdue = self.count.reached, self.count.overdue
        named = (("已兑现", reached), ("还没办完", self.count.total - reached - overdue), ("逾期未兑现", overdue))
        return tuple(Share(label=label, items=items) for label, items in named)


@dataclass(frozen=True, kw_only=True)
class Years:
    """The as-of date's year, and the one before for as long as anything of it is open."""

    now: Year
    before: Year | None


def summary(records: Sequence[tuple[Commitment, CommitmentFacts]], world: World) -> Years:
    """From what the readers of the site may see; what is late in December is still told in January."""
    year = world.as_of.year
    public = [(record, facts) for record, facts in records if facts.head.state == "公开"]
    before = [(record, facts) for record, facts in public if facts.year == year - 1]
    is_open = any(item.open for _, facts in before for item in _items(facts))
    return Years(
        now=_year(year, [(record, facts) for record, facts in public if facts.year == year]),
        before=_year(year - 1, before) if is_open else None,
    )


def _year(year: int, public: Sequence[tuple[Commitment, CommitmentFacts]]) -> Year:
    each = [row for record, facts in reversed(public) for row in _by_promiser(record, facts)]
    rows = each if len(each) <= MOST_ROWS else [_whole(record, facts) for record, facts in reversed(public)]
    return Year(year=year, count=Count.of([item for _, facts in public for item in _items(facts)]), rows=tuple(rows))


def _items(facts: CommitmentFacts) -> list[ItemFacts]:
    return [item for promise in facts.promises for item in promise.items]


def _by_promiser(record: Commitment, facts: CommitmentFacts) -> list[PromiserRow]:
    return [
        PromiserRow(
            who=one.who,
            about=_about(record),
            address=record.address,
            anchor=f"#promise-{number}",
            count=one.count,
            percent=one.percent,
        )
        for number, one in enumerate(facts.promises, 1)
    ]


def _whole(record: Commitment, facts: CommitmentFacts) -> PromiserRow:
    return PromiserRow(
        who=facts.who,
        about=_about(record),
        address=record.address,
        anchor="",
        count=facts.count,
        percent=facts.percent,
    )


def _about(record: Commitment) -> str:
    return record.title if record.term == "即时" else ""
