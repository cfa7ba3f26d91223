"""For inspectors: on which days each type of meeting was held, and where one that was due is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from gongkai.days import Span, parse_span
from gongkai.kinds import Scope
from gongkai.kinds.meetings.facts import MeetingFacts, groups_through
from gongkai.kinds.meetings.frequency import gap_words, owed
from gongkai.kinds.meetings.model import Meeting, MeetingType

NOT_HELD: Final = "meetings.not_held"


@dataclass(frozen=True, kw_only=True)
class Held:
    """One meeting: its record and the day of the month; two groups that met on one day are two."""

    address: str
    day: int


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One type in one month."""

    held: tuple[Held, ...]
    gaps: tuple[str, ...]
    """`缺`, `第一季度缺`, `第二党小组缺`: at the last month of the span that passed without."""
    blank: str
    """What stands where there is neither: `0`, or `–` for a month that is not told of."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One type through a year."""

    type: str
    cells: tuple[Cell, ...]

    @property
    def times(self) -> int:
        return sum(len(cell.held) for cell in self.cells)

    @property
    def gaps(self) -> int:
        return sum(len(cell.gaps) for cell in self.cells)


Key = tuple[str, int]
"""Type and month."""


def year_of_months(records: Sequence[tuple[Meeting, MeetingFacts]], scope: Scope) -> tuple[Row, ...]:
    """From the records the readers may see; a gap is what the rule said, where they may be told of it."""
    told = {lapse.words for lapse in scope.lapses if lapse.code == NOT_HELD}
    return tuple(_rows(_held(records, scope.year), _gaps(told, scope), scope))


def _held(records: Sequence[tuple[Meeting, MeetingFacts]], year: int) -> Mapping[Key, list[Held]]:
    """By the day in each month."""
    found: dict[Key, list[Held]] = {}
    for record, facts in records:
        for type_, day in facts.held:
            if day.year == year:
                found.setdefault((type_, day.month), []).append(Held(address=record.address, day=day.day))
    return {key: sorted(those, key=lambda one: (one.day, one.address)) for key, those in found.items()}


def _rows(held: Mapping[Key, list[Held]], gaps: Mapping[Key, list[str]], scope: Scope) -> Iterator[Row]:
    for type_ in get_args(MeetingType):
        keys = [(type_, month) for month in range(1, 13)]
        if any(key in held or key in gaps for key in keys):
            cells = (
                Cell(held=tuple(held.get(key, ())), gaps=tuple(gaps.get(key, ())), blank=_blank(key[1], scope))
                for key in keys
            )
            yield Row(type=type_, cells=tuple(cells))


def _blank(month: int, scope: Scope) -> str:
    as_of, since = scope.world.as_of, scope.world.register.branch.since
    told_of = (since.year, since.month) <= (scope.year, month) <= (as_of.year, as_of.month)
    return "0" if told_of else "–"


def _gaps(told: set[str], scope: Scope) -> Mapping[Key, list[str]]:
    whole = parse_span(str(scope.year))
    found: dict[Key, list[str]] = {}
    for frequency, span in owed(scope.world, whole.first, whole.last):
        groups = groups_through(scope.world.register.branch, span) if frequency.needs == "groups" else ("",)
        for group in groups:
            if gap_words(frequency, span, group) in told:
                about = f"“{frequency.topic}”" if frequency.topic else ""
                found.setdefault((frequency.type, span.last.month), []).append(f"{group}{_part(span)}{about}缺")
    return found


def _part(span: Span) -> str:
    """`第一季度`, `全年`; a month needs no name in its own column."""
    months = span.last.month - span.first.month + 1
    return {1: "", 12: "全年"}.get(months, span.text.partition("年")[2])
