"""The branch's own gradings over time: the latest, the line over the periods, three years side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from gongkai.days import Span, parse_span
from gongkai.derive import scores
from gongkai.derive.head import World
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.spans import label, months_of, quarter_of
from gongkai.load.scheme import Scheme

POINTS: Final = 8
"""On the line: two years of quarters."""
YEARS: Final = 3
"""In the table."""


@dataclass(frozen=True, kw_only=True)
class Graded:
    """One grading: a point of the line, a cell of the table."""

    address: str
    title: str
    year: int
    label: str
    """`三季`, `全年`, `上半年`, `9月`."""
    span: Span
    value: Decimal
    level: str

    @property
    def words(self) -> str:
        return scores.words(self.value)

    @property
    def under(self) -> str:
        """The line below the label."""
        return str(self.year)


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """One year; a cell for each head, None where there is no grading."""

    year: int
    cells: tuple[Graded | None, ...]
    average: str
    """Of its quarters, with the level it reaches and the quarters it lacks; empty for fewer than two."""


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The latest grading; apart from it a line of periods of one length, and the years by the line's scheme."""

    latest: Graded
    scheme: Scheme
    points: tuple[Graded, ...]
    """Oldest first."""
    heads: tuple[str, ...]
    rows: tuple[YearRow, ...]
    """Newest year first."""

    @property
    def has_average(self) -> bool:
        return any(row.average for row in self.rows)


def summary(records: Sequence[tuple[Grade, GradeFacts]], world: World) -> Trend | None:
    """Of the branch's own gradings that are public; None where there is none."""
    public = [
        (facts.scheme, _graded(record, record.covers, facts, facts.total))
        for record, facts in records
        if facts.head.state == "公开" and facts.scheme and facts.total is not None and record.covers and facts.own
    ]
    if not public:
        return None
    latest = max((one for _, one in public), key=lambda one: (one.span.last, _column(one)[0], one.address))
    scheme, line = _line(public, latest)
    alike = sorted((one for own, one in public if own is scheme), key=lambda one: (one.span.last, one.span.first))
    years = sorted({one.year for one in alike}, reverse=True)[:YEARS]
    shown = [one for one in alike if one.year in years]
    heads = tuple(dict.fromkeys(one.label for one in sorted(shown, key=_column)))
    ended = _Ended(scheme=scheme, since=world.register.branch.since, until=latest.span.last)
    return Trend(
        latest=latest,
        scheme=scheme,
        points=line[-POINTS:],
        heads=heads,
        rows=tuple(_row(year, heads, [one for one in shown if one.year == year], ended) for year in years),
    )


def _line(public: Sequence[tuple[Scheme, Graded]], latest: Graded) -> tuple[Scheme, tuple[Graded, ...]]:
    """Periods of one length by one scheme, oldest first: of those that reach the latest's year the finest line.

    A year is graded when its last quarter is: it must not take the place of the quarters each January.
    """
    lines: dict[tuple[str, int], list[tuple[Scheme, Graded]]] = {}
    for scheme, one in sorted(public, key=lambda pair: (pair[1].span.last, pair[1].address)):
        lines.setdefault((scheme.name, _column(one)[0]), []).append((scheme, one))
    reaching = [those for those in lines.values() if those[-1][1].year == latest.year]
    best = max(reaching, key=lambda those: (len(those) > 1, -_column(those[-1][1])[0], those[-1][1].span.last))
    return best[-1][0], tuple(one for _, one in best)


def _graded(record: Grade, span: Span, facts: GradeFacts, total: Decimal) -> Graded:
    return Graded(
        address=record.address,
        title=record.title,
        year=span.first.year,
        label=label(span),
        span=span,
        value=total,
        level=facts.level,
    )


def _column(one: Graded) -> tuple[int, int]:
    """Months that it covers, and its first month: quarters come before the whole year."""
    return months_of(one.span), one.span.first.month


@dataclass(frozen=True, kw_only=True)
class _Ended:
    """By which scheme the quarters of a row go, and between which days one may be missing."""

    scheme: Scheme
    since: date
    until: date


def _row(year: int, heads: tuple[str, ...], those: Sequence[Graded], ended: _Ended) -> YearRow:
    by_label = {one.label: one for one in those}
    quarters = {number: one.value for one in those if (number := quarter_of(one.span))}
    words = ""
    if len(quarters) > 1:
        average = scores.average(ended.scheme, tuple(quarters.values()))
        spans = {number: parse_span(f"{year}-Q{number}") for number in range(1, 5) if number not in quarters}
        lacking = [label(one) for one in spans.values() if ended.since <= one.first and one.last <= ended.until]
        without = f"，不含{'、'.join(lacking)}" if lacking else ""
        words = f"{scores.words(average)}（{scores.level(ended.scheme, average)}{without}）"
    return YearRow(year=year, cells=tuple(by_label.get(head) for head in heads), average=words)
