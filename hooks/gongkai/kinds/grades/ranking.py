"""排名: the units of one scheme in one span side by side, worked out once for a world, from what is public and done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from gongkai.days import Span
from gongkai.derive import scores
from gongkai.derive.head import World, may_see
from gongkai.kinds.grades.index import folded, other_unit
from gongkai.kinds.grades.measured import is_done, official
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.spans import label, months_of
from gongkai.load.branch import Branch
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One unit in a ranking."""

    record: Grade
    unit: str
    total: Decimal
    level: str
    place: int | None
    """Equal totals share one, exactly; None while a unit is missing."""
    is_last: bool
    """Nobody has less, and somebody has more: where all are equal none is last."""

    @property
    def marks(self) -> str:
        return scores.words(self.total)


class Allotted(NamedTuple):
    """名额: a level of which there is only so much, and who has it."""

    level: str
    share: str
    """In percent, as the scheme has it."""
    most: int
    """Whole ones only."""
    given: tuple[Grade, ...]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """All units of a scheme in a span, the best first; without places while some are missing."""

    scheme: Scheme
    span: Span
    placed: tuple[Placed, ...]
    missing: tuple[str, ...]
    """Units that were there all the time and have no public grading that is done and has a total."""
    audiences: frozenset[frozenset[str]]
    """Those of the gradings that count."""
    waiting: frozenset[frozenset[str]]
    """Those of gradings that do not count yet: drafts, and what is still to come."""

    @property
    def key(self) -> str:
        """`dangxiaozu-2026/2026-q3`: its address below the folder of rankings."""
        first, months = self.span.first, months_of(self.span)
        part = (first.month - 1) // months + 1
        size = {12: "", 6: f"-h{part}", 3: f"-q{part}", 1: f"-{first.month:02}"}[months]
        return f"{self.scheme.name}/{first.year}{size}"

    @property
    def label(self) -> str:
        """`三季`, `全年`: short, within its year."""
        return label(self.span)

    @property
    def address(self) -> str:
        return f"grades/rankings/{self.key}.html"

    @property
    def title(self) -> str:
        return f"{self.span.text}排名"

    def allotted(self) -> Iterator[Allotted]:
        """Of the units ranked; none while one of them is missing."""
        for one in self.scheme.quota if not self.missing else ():
            most = int(len(self.placed) * Fraction(number(one.share)) / 100)
            given = tuple(placed.record for placed in self.placed if placed.level == one.level)
            yield Allotted(one.level, one.share, most, given)

    def of(self, record: Grade) -> Placed | None:
        """Where a grading stands; None where it does not count, or not yet."""
        return self._by_address.get(record.address)

    @cached_property
    def _by_address(self) -> Mapping[str, Placed]:
        return {one.record.address: one for one in self.placed}

    def open_to(self, branch: Branch, site: Iterable[str]) -> bool:
        """Whether all who may see a site for these audiences may know of all of it."""
        return all(may_see(branch, site, one) for one in self.audiences | self.waiting)

    def open_where(self, branch: Branch, shown: Collection[str]) -> bool:
        """The same of a site that shows these records: what waits must be open to those who see something of it."""
        return all(one.record.address in shown for one in self.placed) and all(
            any(may_see(branch, seen, one) for seen in self.audiences) for one in self.waiting
        )


def ranking(record: Grade, world: World) -> Ranking | None:
    """The one that a grading belongs to; None where nobody ranks here."""
    scheme = world.register.schemes.get(record.scheme)
    if scheme is None or scheme.ranked is None or record.covers is None:
        return None
    return rankings(world).get((scheme.name, record.covers.text))


@lru_cache(maxsize=1)
def rankings(world: World) -> Mapping[tuple[str, str], Ranking]:
    """Scheme and span → ranking, the earliest span first; made once for a world, and only the last one is kept."""
    ranked = {name: scheme for name, scheme in world.register.schemes.items() if scheme.ranked}
    found: dict[tuple[str, str], list[Grade]] = {}
    for record in cast("tuple[Grade, ...]", world.register.of_kind("grades")) if ranked else ():
        if record.scheme in ranked and record.covers and world.heads[record.address].state != "已撤回":
            found.setdefault((record.scheme, record.covers.text), []).append(record)
    made = [_ranking(ranked[name], those, world) for (name, _), those in found.items()]
    made.sort(key=lambda one: (one.span.last, one.span.first, one.scheme.name))
    return {(one.scheme.name, one.span.text): one for one in made}


def _ranking(scheme: Scheme, those: list[Grade], world: World) -> Ranking:
    assert scheme.ranked
    assert those[0].covers
    span, heads = those[0].covers, world.heads
    units = {folded(one.name): one for one in scheme.ranked.units if one.touches(span)}
    counted = dict(_counted(scheme, those, world))
    all_there = all(name in counted for name, one in units.items() if one.fills(span))
    totals = sorted(total for _, total, _ in counted.values())
    placed = tuple(
        Placed(
            record=record,
            unit=units[name].name,
            total=total,
            level=level,
            place=1 + len(totals) - bisect_right(totals, total) if all_there else None,
            is_last=all_there and bisect_left(totals, total) == 0 and total < totals[-1],
        )
        for name in units
        if name in counted
        for record, total, level in [counted[name]]
    )
    taken = {one.record.address for one in placed}
    return Ranking(
        scheme=scheme,
        span=span,
        placed=tuple(sorted(placed, key=lambda one: -one.total)),
        missing=tuple(one.name for name, one in units.items() if one.fills(span) and name not in counted),
        audiences=frozenset(heads[one.record.address].audiences for one in placed),
        waiting=frozenset(heads[one.address].audiences for one in those if one.address not in taken),
    )


def _counted(scheme: Scheme, those: list[Grade], world: World) -> Iterator[tuple[str, tuple[Grade, Decimal, str]]]:
    """Unit without spaces → its grading, where that is public, done and has a total."""
    for record in those:
        total, level = official(record, scheme)
        if total is not None and is_done(record) and world.heads[record.address].state == "公开":
            yield other_unit(record, world.register.branch), (record, total, level)


def is_last(record: Grade, world: World, readers: frozenset[str]) -> bool:
    """By what the superior stated, or by the ranking worked out here where these readers may know of all of it."""
    stated = record.result.rank if record.result else None
    if stated:
        return stated.place == stated.of > 1
    own = ranking(record, world)
    placed = own.of(record) if own and own.open_to(world.register.branch, readers) else None
    return placed is not None and placed.is_last
