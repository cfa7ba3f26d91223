"""Days that a report names: of training and activities, since when a regulation is in force, what is still due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import cast

from gongkai.derive.dates import Occasion, due
from gongkai.derive.head import Facts, World
from gongkai.derive.requirements import in_force
from gongkai.kinds.reports.facts import OPEN, ReportFacts
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.requirements import WORKBOOK


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


def coming(facts: Mapping[str, Facts], world: World) -> Iterator[tuple[date, str]]:
    """By when the workbook of last year and of this one is handed in, until a public record says that it was."""
    branch, records = world.register.branch, cast("tuple[Report, ...]", world.register.of_kind("reports"))
    handed = {
        one.whole_year
        for one in records
        if one.report and one.report.sort == "工作手册" and facts[one.address].head.state == "公开"
    }
    for year in (world.as_of.year - 1, world.as_of.year):
        within = in_force(WORKBOOK, date(year, 1, 1), branch)
        if within and year not in handed and branch.since.year <= year:
            yield date(year, 12, 31) + timedelta(days=within.whole), f"上交工作手册：{year}年"
