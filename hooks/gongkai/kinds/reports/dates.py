"""Days that a report names: of training and activities, since when a regulation is in force, what is still due."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.reports.facts import OPEN, ReportFacts
from gongkai.kinds.reports.model import Report


def dates(record: Report, facts: ReportFacts) -> Iterator[Occasion]:
    """Of a check only what is not put right yet."""
    if record.training and record.training.first:
        yield Occasion(key="training", on=record.training.first, what="教育培训")
    if record.activity:
        yield Occasion(key="activity", on=record.activity.on, what="主题活动", place=record.activity.place or "")
    if record.regulation:
        yield Occasion(key="in-force", on=record.regulation.since, what="制度施行")
    problems = zip(record.check.problems, facts.problems, strict=True) if record.check else ()
    waiting = ((one.due, one.what) for one, state in problems if one.due and state in OPEN)
    yield from due("整改时限", waiting)
