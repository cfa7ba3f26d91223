"""组织生活: meetings of the branch, its committee and its groups, lectures, theme days and what else is due."""

from gongkai.kinds import Kind
from gongkai.kinds.meetings import course, rules, votes
from gongkai.kinds.meetings.dates import dates
from gongkai.kinds.meetings.facts import facts
from gongkai.kinds.meetings.frequency import not_held
from gongkai.kinds.meetings.inspection import INSPECTION
from gongkai.kinds.meetings.model import Meeting
from gongkai.kinds.meetings.requirements import REQUIREMENTS
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
    figures=REQUIREMENTS,
    summary=summary,
    inspection=INSPECTION,
    sections=SECTIONS,
    daybooks=DAYBOOKS,
    dates=dates,
)
