"""工作情况: training, activities, posts, regulations, decisions, reports, checks, service; a closed list of types."""

from gongkai.kinds import SHORT, Column, Kind
from gongkai.kinds.reports import across, course, rules
from gongkai.kinds.reports.dates import coming, dates
from gongkai.kinds.reports.facts import facts
from gongkai.kinds.reports.inspection import INSPECTION
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.requirements import FIGURES
from gongkai.kinds.reports.workbook import SECTIONS
from gongkai.kinds.reports.year import summary

KIND = Kind(
    name="reports",
    title="工作情况",
    place=58,
    model=Report,
    facts=facts,
    rules=(*rules.RULES, *course.RULES),
    across=across.ACROSS,
    figures=FIGURES,
    summary=summary,
    inspection=INSPECTION,
    sections=SECTIONS,
    dates=dates,
    coming=coming,
    columns=(SHORT, Column(title="要点", words=lambda record, facts: facts.points, offered=False)),
)
