"""What the catalogue asks for, span by span, against what was published: lateness and gaps, and nothing of zeal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.days import Span, spans
from gongkai.derive.head import Facts, World, may_see
from gongkai.derive.limits import public_by
from gongkai.load.catalogue import Item
from gongkai.load.record import Disclosure

State = Literal["已公开", "迟公开", "未公开", "未到期", "不适用", "按规定在相应范围公开"]
"""The last one only where readers are told: to them it is open nowhere, to others it may be."""
MONTHS: Final[Mapping[str, int]] = {"月度": 1, "季度": 3, "半年": 6, "年度": 12, "即时": 12}
"""What a cell spans. Of an item that is published whenever something happens, a year is told together."""
STANDING: Final = "现行"
"""In place of a span, for what is always to be read."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One item in one span."""

    title: str
    """`2026年9月`; STANDING for what is always to be read."""
    year: int | None
    state: State
    due: date | None = None
    """The last day in time; None for what is published whenever something happens."""
    records: tuple[Disclosure, ...] = ()
    """What was published, the earliest first."""
    note: str = ""
    """Why it is not due."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One item of the catalogue through the years, oldest first."""

    item: Item
    cells: tuple[Cell, ...]


def coverage(world: World, facts: Mapping[str, Facts]) -> tuple[Row, ...]:
    """Every item, in the order of the catalogue. Only what is public on the as-of date counts.

    It counts for the item that it names, and for every other that includes its types and whose readers may all read it.

    Source: 《中国共产党党务公开条例（试行）》第十四条、第十五条: the catalogue, and publication in time.
    """
    public = [one for one in world.register.records if facts[one.address].head.state == "公开"]
    whole, told = world.register.catalogue.whole, dict[str, list[Disclosure]]()
    for record in sorted(public, key=_when):
        for item in whole:
            if record.kind in item.kinds and _tells(record, item, world):
                told.setdefault(item.name, []).append(record)
    return tuple(Row(item=item, cells=tuple(_cells(item, world, told.get(item.name, ()), facts))) for item in whole)


def falling_due(world: World, facts: Mapping[str, Facts], until: date) -> Iterator[tuple[Item, Cell]]:
    """What is not published yet and falls due up to the day, the earliest first."""
    cells = [(row.item, cell) for row in coverage(world, facts) for cell in row.cells if cell.state == "未到期"]
    yield from sorted((one for one in cells if one[1].due and one[1].due <= until), key=lambda one: str(one[1].due))


def _cells(item: Item, world: World, records: Sequence[Disclosure], facts: Mapping[str, Facts]) -> Iterator[Cell]:
    """Whole years, from that in which the branch's data begin to that of the as-of date.

    A record belongs to the span in which ends what it tells of: a half-year's report answers for its last quarter. What
    is written beforehand, such as a plan, answers for every span of its time. Else the day counts on which it happened.
    """
    since, as_of = world.register.branch.since, world.as_of
    if item.cycle == "长期":
        yield _cell(item, world, Span(since, since, STANDING), records)
        return
    months, by_first = MONTHS[item.cycle or "即时"], dict[date, list[Disclosure]]()
    for record in records:
        for first in _told_of(record, months, is_own=_is_own(record, item, world)):
            by_first.setdefault(first, []).append(record)
    for span in spans(date(since.year, 1, 1), date(as_of.year, 12, 31), months):
        within = by_first.get(span.first, [])
        yield _told(item, span, within, facts) if item.cycle == "即时" else _cell(item, world, span, within)


def _is_own(record: Disclosure, item: Item, world: World) -> bool:
    """Whether the record has its head from the item."""
    own = world.heads[record.address].item
    return own is not None and own.name == item.name


def _tells(record: Disclosure, item: Item, world: World) -> bool:
    """Whether the record publishes the item."""
    if _is_own(record, item, world):
        return True
    open_to = world.heads[record.address].audiences
    return item.tells(record.kind, record.type_words) and may_see(world.register.branch, item.audiences, open_to)


def _told_of(record: Disclosure, months: int, *, is_own: bool) -> Iterator[date]:
    """The first day of each span that it answers for. For an item that is not its own a meeting counts on its day."""
    covers = record.covers if is_own or not record.happened_on else None
    if covers and record.AHEAD:
        years = spans(date(covers.first.year, 1, 1), date(covers.last.year, 12, 31), months)
        yield from (one.first for one in years if one.first <= covers.last and covers.first <= one.last)
        return
    yield _first(covers.last if covers else record.happened_on or record.made_on, months)


def _cell(item: Item, world: World, span: Span, records: Sequence[Disclosure]) -> Cell:
    """What is due once in a span; the first that was published answers for it."""
    due = public_by(item, span.last, world.register.branch, world.calendar)
    year, note = (None if span.text == STANDING else span.first.year), _exempt(item, span, world)
    state: State
    if records:
        is_late = year is not None and _when(records[0]) > due
        state, note = "迟公开" if is_late else "已公开", ""
    elif note:
        state = "不适用"
    else:
        state = "未公开" if due < world.as_of else "未到期"
    return Cell(title=span.text, year=year, state=state, due=due, records=tuple(records), note=note)


def _told(item: Item, span: Span, records: Sequence[Disclosure], facts: Mapping[str, Facts]) -> Cell:
    """What is published whenever something happens: each in its own time."""
    late = any(facts[one.address].head.over_limit or one.recorded_late for one in records)
    state: State = ("迟公开" if late else "已公开") if records else "不适用"
    note = "" if records else next(_reasons(item, span), "没有发生")
    return Cell(title=span.text, year=span.first.year, state=state, records=tuple(records), note=note)


def _exempt(item: Item, span: Span, world: World) -> str:
    """Why nothing is due in the span; empty where something is."""
    since = world.register.branch.since
    return "公开从这以后开始" if span.first < since and span.text != STANDING else next(_reasons(item, span), "")


def _reasons(item: Item, span: Span) -> Iterator[str]:
    """What the branch says of it."""
    return (one.reason for one in item.exempt if one.covers is None or _lies_in(span, one.covers))


def _first(day: date, months: int) -> date:
    """Of the span in which the day lies."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _lies_in(inner: Span, outer: Span) -> bool:
    return inner.first in outer and inner.last in outer


def _when(record: Disclosure) -> date:
    return record.published_on or record.made_on
