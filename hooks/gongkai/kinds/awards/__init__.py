"""评优表彰: whom the branch recommends, who is to be commended, and who was."""

from gongkai.derive.notice import period_dates
from gongkai.kinds import SHORT, Column, Kind, Section, chapters, named
from gongkai.kinds.awards.course import ACROSS
from gongkai.kinds.awards.facts import facts
from gongkai.kinds.awards.inspection import INSPECTION
from gongkai.kinds.awards.model import Award
from gongkai.kinds.awards.register import rank, summary
from gongkai.kinds.awards.rules import RULES
from gongkai.kinds.awards.sheet import sheet

KIND = Kind(
    name="awards",
    title="评优表彰",
    place=50,
    model=Award,
    facts=facts,
    sheet=sheet,
    rules=RULES,
    across=ACROSS,
    summary=summary,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.MERITS),),
    dates=period_dates,
    columns=(
        SHORT,
        Column(
            title="级别",
            words=lambda record, facts: record.honour.level,
            rank=lambda record, facts: rank(record),
        ),
        Column(title="对象", words=named),
    ),
)
