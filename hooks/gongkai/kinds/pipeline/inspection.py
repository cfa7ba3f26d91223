"""For inspectors: each span in counts, and every interval that somebody did not keep to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.pipeline.facts import LimitFacts, PipelineFacts
from gongkai.kinds.pipeline.model import Kept, Pipeline


@dataclass(frozen=True, kw_only=True)
class LateRow:
    """One interval of one span."""

    record: Pipeline
    kept: Kept
    limit: LimitFacts


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Counts of spans, newest first, and what was late in them."""

    records: tuple[tuple[Pipeline, PipelineFacts], ...]
    late: tuple[LateRow, ...]


def about(records: Sequence[tuple[Pipeline, PipelineFacts]], scope: Scope) -> Seen:
    """From the records the readers may see."""
    newest = sorted(records, key=lambda row: row[0].covers.last, reverse=True)
    return Seen(records=tuple(newest), late=tuple(row for record, facts in newest for row in _late(record, facts)))


def _late(record: Pipeline, facts: PipelineFacts) -> Iterator[LateRow]:
    for kept, limit in zip(record.intervals, facts.intervals, strict=True):
        if limit.is_limited and kept.late:
            yield LateRow(record=record, kept=kept, limit=limit)


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many spans, and how often a limit was not kept."""
    late = sum(row.kept.late for row in seen.late)
    but = f"{late} 人次不合期限" if late else ""
    return (Tally(anchor="pipeline", title="发展党员工作情况", count=len(seen.records), unit="份", but=but),)


def _day(record: Pipeline) -> date:
    return record.covers.last


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
