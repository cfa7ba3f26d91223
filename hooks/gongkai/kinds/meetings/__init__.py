"""组织生活: 支部党员大会, 支部委员会, 党小组会, 党课, 主题党日, 组织生活会, 民主评议会."""

from gongkai.kinds import Kind
from gongkai.kinds.meetings import course, rules, votes
from gongkai.kinds.meetings.dates import dates
from gongkai.kinds.meetings.facts import facts
from gongkai.kinds.meetings.frequency import not_held
from gongkai.kinds.meetings.inspection import INSPECTION
from gongkai.kinds.meetings.model import Meeting
from gongkai.kinds.meetings.workbook import DAYBOOKS, SECTIONS
from gongkai.kinds.meetings.year import summary

KIND = Kind(
    name="meetings",
    title="组织生活",
    place=10,
    model=Meeting,
    facts=facts,
    rules=(*rules.RULES, *votes.RULES, *course.RULES),
    across=(not_held,),
    summary=summary,
    inspection=INSPECTION,
    sections=SECTIONS,
    daybooks=DAYBOOKS,
    dates=dates,
)
