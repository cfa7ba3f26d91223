"""The year so far: how often each type of meeting was held, month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from gongkai.days import Span
from gongkai.derive.head import World
from gongkai.derive.requirements import in_force
from gongkai.kinds.meetings.facts import MeetingFacts, applies
from gongkai.kinds.meetings.model import Meeting, MeetingType
from gongkai.kinds.meetings.requirements import FREQUENCIES


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    """One type of meeting, month by month: how many were held; None for a month still to come or before the data."""

    type: str
    counts: tuple[int | None, ...]

    @property
    def total(self) -> int:
        return sum(count or 0 for count in self.counts)


@dataclass(frozen=True, kw_only=True)
class Month:
    """A column of a chart."""

    number: int
    held: int | None
    """None for a month still to come or before the data."""
    under: str = ""

    @property
    def label(self) -> str:
        return f"{self.number}月"

    @property
    def value(self) -> Decimal:
        return Decimal(self.held or 0)

    @property
    def words(self) -> str:
        return "–" if self.held is None else str(self.held)


@dataclass(frozen=True, kw_only=True)
class Year:
    """The types that are due more than once a year or were held, in the order of the regulation."""

    year: int
    rows: tuple[MonthRow, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """All types together."""
        each = enumerate(zip(*(row.counts for row in self.rows), strict=True), 1)
        return tuple(Month(number=number, held=sum(counts) if None not in counts else None) for number, counts in each)


def summary(records: Sequence[tuple[Meeting, MeetingFacts]], world: World) -> Year:
    """Of the as-of date's year, from what the readers of the site may see."""
    year, since = world.as_of.year, world.register.branch.since
    days = (one for _, facts in records if facts.head.state == "公开" for one in facts.held)
    held = Counter((type_, day.month) for type_, day in days if day.year == year)
    open_months = [month <= world.as_of.month and since <= date(year, month, 28) for month in range(1, 13)]
    today = Span(world.as_of, world.as_of, "")
    asked = (in_force(usual, world.as_of, world.register.branch) for usual in FREQUENCIES)
    due = {one.type for one in asked if one and one.whole < 12 and applies(one, world, today)}
    listed = due | {type_ for type_, _ in held}
    return Year(
        year=year,
        rows=tuple(
            MonthRow(
                type=type_,
                counts=tuple(held[type_, month] if known else None for month, known in enumerate(open_months, 1)),
            )
            for type_ in get_args(MeetingType)
            if type_ in listed
        ),
    )
