"""The quarters of a year up to a grading, and their average."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gongkai.days import parse_span
from gongkai.derive import scores
from gongkai.derive.head import HeadFacts, World, may_see
from gongkai.kinds.grades.index import alike
from gongkai.kinds.grades.measured import is_done, official
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.spans import QUARTERS, months_of, quarter_of
from gongkai.load.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """One quarter's grading."""

    address: str
    name: str
    """`第三季度`."""
    value: Decimal
    level: str
    is_done: bool
    """Whether those who grade have spoken."""

    @property
    def total(self) -> str:
        """`97.5`."""
        return scores.words(self.value)


@dataclass(frozen=True, kw_only=True)
class YearSoFar:
    """The quarters up to the one of a record, or all four for the record of a year."""

    year: int
    quarters: tuple[Quarter, ...]
    average: str
    """Empty where there is one quarter only, or where they go by several schemes."""
    level: str
    """The level that the average reaches by the scheme's lower bounds."""
    mixed: tuple[str, ...]
    """The schemes' titles where the quarters go by several, which have no average together."""
    missing: tuple[str, ...]
    """`2026年第一季度`: those in between without a published record."""
    scheme: Scheme | None
    """By which all quarters go; None where they go by several."""

    @property
    def exact(self) -> Fraction | None:
        """The whole year's average before rounding; None while one of the four is missing or not done."""
        if self.scheme is None or len(self.quarters) != len(QUARTERS) or not all(one.is_done for one in self.quarters):
            return None
        return sum((Fraction(one.value) for one in self.quarters), Fraction(0)) / len(QUARTERS)


def so_far(record: Grade, own: HeadFacts, world: World, ends: tuple[Decimal | None, str]) -> YearSoFar | None:
    """From what everybody may see who may see the record; later quarters stay out, so that the page stays as it is.

    `ends` are the record's own total and level.
    """
    span, scheme = record.covers, world.register.schemes.get(record.scheme)
    this = quarter_of(span) if span else None
    if span is None or scheme is None or not (this or months_of(span) == 12):
        return None
    before = this - 1 if this else 4
    found = _by_number(_others(record, own, world, before), _wanted(scheme))
    year, since = span.first.year, world.register.branch.since
    spans = (parse_span(f"{year}-Q{number}") for number in range(1, before + 1) if number not in found)
    total, level = ends
    if this and total is not None:
        found[this] = {scheme.name: (_quarter(this, record, total, level), scheme)}
    if not found:
        return None
    quarters = tuple(quarter for number in sorted(found) for quarter, _ in found[number].values())
    scales = {scale.name: scale for those in found.values() for _, scale in those.values()}
    scale = next(iter(scales.values()))
    counts = len(scales) == 1 and len(quarters) > 1
    average = scores.average(scale, [one.value for one in quarters]) if counts else None
    return YearSoFar(
        year=year,
        quarters=quarters,
        average="" if average is None else scores.words(average),
        level="" if average is None else scores.level(scale, average),
        mixed=tuple(one.title for one in scales.values()) if len(scales) > 1 else (),
        missing=tuple(one.text for one in spans if one.first >= since),
        scheme=scale if len(scales) == 1 else None,
    )


def _wanted(scheme: Scheme) -> str:
    """By which scheme the quarters of a year should go: the one that a source of the year's names, else its own."""
    return next((one.quarters for one in scheme.sources if one.quarters), scheme.name)


def _by_number(
    others: Iterator[tuple[int, Quarter, Scheme]], wanted: str
) -> dict[int, dict[str, tuple[Quarter, Scheme]]]:
    """Quarter → scheme → grading; where a quarter was graded by the wanted scheme too, that one alone."""
    found: dict[int, dict[str, tuple[Quarter, Scheme]]] = {}
    for number, one, by in others:
        found.setdefault(number, {})[by.name] = (one, by)
    return {number: {wanted: those[wanted]} if wanted in those else those for number, those in found.items()}


def _others(record: Grade, own: HeadFacts, world: World, before: int) -> Iterator[tuple[int, Quarter, Scheme]]:
    """The published quarters up to one of the same year and unit; for a quarter only those by the same scheme."""
    register = world.register
    for other in alike(record, register):
        number = quarter_of(other.covers) if other.covers and other is not record else None
        scheme = register.schemes.get(other.scheme)
        same = other.scheme == record.scheme or (record.covers and not quarter_of(record.covers))
        if number is None or number > before or scheme is None or not same:
            continue
        theirs = world.heads[other.address]
        if theirs.state == "公开" and may_see(register.branch, own.audiences, theirs.audiences):
            total, level = official(other, scheme)
            if total is not None:
                yield number, _quarter(number, other, total, level), scheme


def _quarter(number: int, record: Grade, total: Decimal, level: str) -> Quarter:
    return Quarter(address=record.address, name=QUARTERS[number - 1], value=total, level=level, is_done=is_done(record))
