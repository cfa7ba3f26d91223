"""《党支部工作手册》 of a year: the public records by chapter, each by the day on which it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from gongkai.derive.head import Facts
from gongkai.findings import Finding
from gongkai.kinds import Column, Kind, Section
from gongkai.kinds.chapters import STANDARD, Chapter
from gongkai.load.record import Disclosure
from gongkai.render.inspection.events import Material, day_of
from gongkai.render.lists import SHORT_WORDS

_REST: Final = Section()
"""Where a record stands that its kind puts nowhere."""


Cell = tuple[str, str, bool]
"""Title of the column, what stands in it, and whether that is long and may be broken into lines."""


class Row(NamedTuple):
    """One record in a table."""

    record: Disclosure
    on: date
    cells: tuple[Cell, ...]
    state: str
    """How it stands; empty where there is no more to say than that it is public."""
    is_off: bool
    """有偏差."""


@dataclass(kw_only=True)
class Table:
    """A section of a chapter while it is filled, and as the page shows it."""

    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    months: Counter[int] = field(default_factory=Counter)
    """How often in each month."""

    @property
    def count(self) -> int:
        return self.months.total()

    @property
    def has_states(self) -> bool:
        return any(row.state for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A chapter with what a year has of it."""

    chapter: Chapter
    tables: tuple[Table, ...]
    gaps: tuple[Finding, ...]
    """Lapses of the year that are about no record: what was not held."""

    @property
    def records(self) -> Iterator[Disclosure]:
        """In the order of the tables; one that stands in two of them comes twice."""
        return (row.record for table in self.tables for row in table.rows)


def written(found: Material, year: int) -> tuple[Written, ...]:
    """Every chapter there is, in its place."""
    tables, gaps = _filled(found, year), _gaps(found, year)
    chapters = {*STANDARD, *(section.chapter for section, _ in tables)}
    return tuple(
        Written(
            chapter=chapter,
            tables=tuple(table for section, table in tables if section.chapter == chapter),
            gaps=tuple(lapse for home, lapse in gaps if home == chapter),
        )
        for chapter in sorted(chapters, key=lambda one: (one.place, one.title))
    )


def _filled(found: Material, year: int) -> list[tuple[Section, Table]]:
    """The tables of all kinds, in the order of kinds; what no section wants stands after them, among the others."""
    kinds, facts_of, lapses_of = found.kinds, found.brief.facts, found.brief.lapses_of
    own = {kind.name: [(section, _empty(kind, section)) for section in kind.sections] for kind in kinds.values()}
    left: dict[str, tuple[Section, Table]] = {}
    for record in reversed(found.by_year.get(year, ())):
        kind, facts = kinds[record.kind], facts_of[record.address]
        counted = [(table, times) for section, table in own[kind.name] if (times := section.times(record, facts))]
        if not counted:
            counted = [(left.setdefault(kind.name, (_REST, _empty(kind, _REST)))[1], 1)]
        on, is_off = day_of(record, kinds), record.address in lapses_of
        for table, times in counted:
            table.rows.append(_row(record, facts, on, table.columns, is_off))
            table.months[on.month] += times
    return [*(pair for pairs in own.values() for pair in pairs), *left.values()]


def _empty(kind: Kind, section: Section) -> Table:
    return Table(title=section.title or kind.title, unit=section.unit, columns=section.columns or kind.columns)


def _row(record: Disclosure, facts: Facts, on: date, columns: Iterable[Column], is_off: bool) -> Row:
    cells = tuple(
        [
            (column.title, words or "—", len(words) > SHORT_WORDS)
            for column in columns
            for words in (column.words(record, facts),)
        ]
    )
    state = facts.status
    return Row(record, on, cells, "" if state == "公开" else state, is_off)


def _gaps(found: Material, year: int) -> list[tuple[Chapter, Finding]]:
    """What a kind's rules miss in the year, each with the chapter in which the kind has its first section."""
    return [
        (kind.sections[0].chapter, lapse)
        for kind in found.kinds.values()
        for lapse in found.brief.lapses_by.get(kind.name, ())
        if lapse.covers and not lapse.record and found.year_of_lapse(lapse) == year
    ]
