"""For inspectors: every report with its figures, and the year's training against what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.reports.facts import OPEN, ReportFacts
from gongkai.kinds.reports.hours import YearSum, sums, year_of
from gongkai.kinds.reports.model import Report, ReportType
from gongkai.kinds.reports.year import counted


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Reports, newest first; the same in counts; training in sums."""

    reports: tuple[tuple[Report, ReportFacts], ...]
    counts: tuple[tuple[ReportType, int], ...]
    hours: tuple[YearSum, ...]
    open: int
    """Problems that are not put right."""


def about(records: Sequence[tuple[Report, ReportFacts]], scope: Scope) -> Seen:
    """From the records the readers may see."""
    trained = (record for record, _ in records if record.training)
    return Seen(
        reports=tuple(records),
        counts=counted([record for record, _ in records]),
        hours=sums(trained, scope.world),
        open=sum(state in OPEN for _, facts in records for state in facts.problems),
    )


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many reports, and what of them calls for a look."""
    short = sum(one.short for one in seen.hours)
    but = [f"{short} 类学时不够"] if short else []
    but += [f"{seen.open} 个问题没有改好"] if seen.open else []
    return (Tally(anchor="reports", title="工作情况", count=len(seen.reports), unit="件", but="，".join(but)),)


def _day(record: Report) -> date:
    """A training stands in its own year, so that the sums are whole; what tells of a span, by its end."""
    if record.training:
        return date(year_of(record), 12, 31)
    return record.covers.last if record.covers else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
