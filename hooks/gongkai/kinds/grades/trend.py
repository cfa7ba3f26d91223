"""What home and list say of all gradings: the latest, the line over the periods, three years side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gongkai.days import Span
from gongkai.derive import scores
from gongkai.derive.head import World
from gongkai.kinds import Extra
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.year import quarter_of
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
    """Of its quarters, with the level it reaches; empty for fewer than two."""


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The latest grading and those before it by the same scheme."""

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
        if facts.head.state == "公开" and facts.scheme and facts.total is not None and record.covers and not record.unit
    ]
    if not public:
        return None
    scheme, latest = max(public, key=lambda one: (one[1].span.last, one[1].address))
    alike = sorted((one for own, one in public if own is scheme), key=lambda one: (one.span.last, one.span.first))
    years = sorted({one.year for one in alike}, reverse=True)[:YEARS]
    shown = [one for one in alike if one.year in years]
    heads = tuple(dict.fromkeys(one.label for one in sorted(shown, key=_column)))
    return Trend(
        latest=latest,
        scheme=scheme,
        points=tuple(one for one in alike if _column(one)[0] == _column(latest)[0])[-POINTS:],
        heads=heads,
        rows=tuple(_row(year, heads, [one for one in shown if one.year == year], scheme) for year in years),
    )


def _graded(record: Grade, span: Span, facts: GradeFacts, total: Decimal) -> Graded:
    return Graded(
        address=record.address,
        title=record.title,
        year=span.first.year,
        label=_label(span),
        span=span,
        value=total,
        level=facts.level,
    )


def _label(span: Span) -> str:
    """What a span is called within its year, short."""
    name = span.text.partition("年")[2]
    return name.removeprefix("第").removesuffix("度") if name else "全年"


def _column(one: Graded) -> tuple[int, int]:
    """Months that it covers, and its first month: quarters come before the whole year."""
    return one.span.last.month - one.span.first.month, one.span.first.month


def _row(year: int, heads: tuple[str, ...], those: Sequence[Graded], scheme: Scheme) -> YearRow:
    by_label = {one.label: one for one in those}
    quarters = [one.value for one in those if quarter_of(one.span)]
    average = scores.average(scheme, quarters) if len(quarters) > 1 else None
    words = "" if average is None else f"{scores.words(average)}（{scores.level(scheme, average)}）"
    return YearRow(year=year, cells=tuple(by_label.get(head) for head in heads), average=words)


def pages(records: Sequence[tuple[Grade, GradeFacts]], world: World) -> Iterator[Extra]:
    """The sheet of every scheme that a grading shown goes by, so that its readers can recompute it."""
    used = {facts.scheme.name: facts.scheme for _, facts in records if facts.scheme and facts.head.state != "已撤回"}
    for name, scheme in sorted(used.items()):
        yield Extra(name=f"schemes/{name}", title=scheme.title, template="scheme.html.jinja", about=scheme)
