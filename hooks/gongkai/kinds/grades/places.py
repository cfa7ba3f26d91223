"""Pages of rankings: one of a scheme and span with the year up to it beside, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.derive import scores
from gongkai.derive.head import World
from gongkai.kinds import Extra
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.ranking import Placed, Ranking, rankings
from gongkai.kinds.grades.spans import months_of
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit over the year; a cell for each span, None where it does not count."""

    unit: str
    cells: tuple[Placed | None, ...]
    average: str
    """With the level it reaches; empty for fewer than two."""
    lasts: int
    """How often it had the last place."""


@dataclass(frozen=True, kw_only=True)
class RankingSheet:
    """What the page of a ranking shows."""

    ranking: Ranking
    year: tuple[Ranking, ...]
    """Spans as long as its own within its year up to it, the earliest first; itself the last."""
    rows: tuple[UnitRow, ...]
    quotas: tuple[str, ...]
    reached: tuple[str, ...]
    """What by the scheme follows from last places, of the units that had so many."""


@dataclass(frozen=True, kw_only=True)
class RankingYear:
    """The rankings of a year by one scheme, the earliest first."""

    scheme: Scheme
    year: int
    rankings: tuple[Ranking, ...]


def shown(records: Sequence[tuple[Grade, GradeFacts]], world: World) -> tuple[Ranking, ...]:
    """Those of which the readers may see every grading, the earliest first; of others there is not a word."""
    addresses, branch = {record.address for record, _ in records}, world.register.branch
    return tuple(one for one in rankings(world).values() if one.placed and one.open_where(branch, addresses))


def by_year(those: Sequence[Ranking]) -> tuple[RankingYear, ...]:
    """For the list: newest year first."""
    found: dict[tuple[int, str], list[Ranking]] = {}
    for one in those:
        found.setdefault((-one.span.first.year, one.scheme.name), []).append(one)
    return tuple(
        RankingYear(scheme=found[key][0].scheme, year=-key[0], rankings=tuple(found[key])) for key in sorted(found)
    )


def pages(records: Sequence[tuple[Grade, GradeFacts]], world: World) -> Iterator[Extra]:
    """A page for each ranking shown."""
    lines: dict[tuple[str, int, int], tuple[Ranking, ...]] = {}
    for one in shown(records, world):
        key = (one.scheme.name, one.span.first.year, months_of(one.span))
        lines[key] = (*lines.get(key, ()), one)
        title = f"{one.title}（{one.scheme.title}）"
        about = sheet(one, lines[key])
        yield Extra(name=f"rankings/{one.key}", title=title, template="ranking.html.jinja", about=about)


def sheet(own: Ranking, year: tuple[Ranking, ...]) -> RankingSheet:
    """A ranking and the year up to it."""
    assert own.scheme.ranked
    places = [{placed.unit: placed for placed in one.placed} for one in year]
    names = (unit.name for unit in own.scheme.ranked.units)
    rows = tuple(_row(own.scheme, name, [one.get(name) for one in places]) for name in names)
    known = tuple(row for row in rows if any(row.cells))
    return RankingSheet(
        ranking=own,
        year=year,
        rows=known,
        quotas=tuple(_quotas(own)),
        reached=tuple(_reached(own.scheme, known)),
    )


def _row(scheme: Scheme, unit: str, cells: Sequence[Placed | None]) -> UnitRow:
    totals = [one.total for one in cells if one]
    average = scores.average(scheme, totals) if len(totals) > 1 else None
    words = "" if average is None else f"{scores.words(average)}（{scores.level(scheme, average)}）"
    return UnitRow(unit=unit, cells=tuple(cells), average=words, lasts=sum(one.is_last for one in cells if one))


def _reached(scheme: Scheme, rows: Sequence[UnitRow]) -> Iterator[str]:
    for row in rows:
        for one in scheme.consequences:
            if one.last is not None and row.lasts >= one.last:
                yield f"{row.unit}累计 {row.lasts} 次最后一名。细则规定：{one.words}"


def _quotas(own: Ranking) -> Iterator[str]:
    for level, share, most, given in own.allotted():
        yield f"{level}不超过 {share}%，{len(own.placed)} 个单位最多 {most} 个，评了 {len(given)} 个"
