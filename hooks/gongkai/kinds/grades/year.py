"""The quarters of a year, their average, and the trend over years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from gongkai.days import Span, parse_span
from gongkai.derive import scores
from gongkai.derive.head import HeadFacts, World, head, may_see
from gongkai.kinds.grades.measured import measured
from gongkai.kinds.grades.model import Grade
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """One quarter's grading."""

    address: str
    name: str
    """`第三季度`."""
    total: str
    level: str


@dataclass(frozen=True, kw_only=True)
class YearSoFar:
    """The quarters up to the one of a record, or all four for the record of a year."""

    year: int
    quarters: tuple[Quarter, ...]
    average: str
    """Empty where there is one quarter only."""
    level: str
    """The level that the average reaches by the scheme's lower bounds."""
    missing: tuple[str, ...]
    """`2026年第一季度`: those in between without a published record."""


def quarter_of(span: Span) -> int | None:
    """1 to 4; None where the span is no quarter."""
    months = span.last.month - span.first.month + 1
    return (span.first.month + 2) // 3 if months == 3 else None


def so_far(record: Grade, own: HeadFacts, world: World, total: Decimal | None) -> YearSoFar | None:
    """From what everybody may see who may see the record; later quarters stay out, so that the page stays as it is."""
    span, scheme = record.covers, world.register.schemes.get(record.scheme)
    this = quarter_of(span) if span else None
    is_year = span is not None and span.last.month - span.first.month == 11
    if span is None or scheme is None or not (this or is_year):
        return None
    before = (this or 5) - 1
    found = {number: (one, amount) for number, one, amount in _others(record, own, world) if number <= before}
    year = span.first.year
    spans = (parse_span(f"{year}-Q{number}") for number in range(1, before + 1) if number not in found)
    missing = tuple(one.text for one in spans if one.first >= world.register.branch.since)
    if this and total is not None:
        found[this] = (record, total)
    if not found:
        return None
    scale = world.register.schemes[found[max(found)][0].scheme]
    average = scores.average(scale, [amount for _, amount in found.values()]) if len(found) > 1 else None
    return YearSoFar(
        year=year,
        quarters=tuple(_quarter(number, one, amount, world) for number, (one, amount) in sorted(found.items())),
        average="" if average is None else scores.words(average),
        level="" if average is None else scores.level(scale, average),
        missing=missing,
    )


def _quarter(number: int, record: Grade, total: Decimal, world: World) -> Quarter:
    level = record.result.level if record.result and record.result.level else ""
    scheme = world.register.schemes[record.scheme]
    return Quarter(
        address=record.address,
        name=QUARTERS[number - 1],
        total=scores.words(total),
        level=level or measured(record, scheme).level,
    )


def _others(record: Grade, own: HeadFacts, world: World) -> Iterator[tuple[int, Grade, Decimal]]:
    """The published quarters of the same year and unit; for a quarter only those by the same scheme."""
    span, register = record.covers, world.register
    for other in cast("tuple[Grade, ...]", register.of_kind(record.kind)):
        if other is record or other.covers is None or span is None or other.covers.first.year != span.first.year:
            continue
        quarter = quarter_of(other.covers)
        alike = other.unit == record.unit and (other.scheme == record.scheme or not quarter_of(span))
        scheme = register.schemes.get(other.scheme)
        if quarter is None or scheme is None or not alike:
            continue
        total = official(other, scheme)
        theirs = head(other, world)
        if total is not None and theirs.state == "公开" and may_see(register.branch, own.audiences, theirs.audiences):
            yield quarter, other, total


def official(record: Grade, scheme: Scheme) -> Decimal | None:
    """The superior's figure, else what the last step gives."""
    if record.result and record.result.total:
        return number(record.result.total)
    return measured(record, scheme).total
