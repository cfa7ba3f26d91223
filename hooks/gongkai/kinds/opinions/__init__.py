"""意见建议: what was said to the branch, without who said it, and what was answered and done."""

from gongkai.kinds import SHORT, Column, Daybook, Kind, Section, chapters
from gongkai.kinds.opinions import rules
from gongkai.kinds.opinions.dates import dates
from gongkai.kinds.opinions.facts import facts
from gongkai.kinds.opinions.inspection import INSPECTION
from gongkai.kinds.opinions.model import Opinion
from gongkai.kinds.opinions.requirements import ANSWERED, FORWARDED
from gongkai.kinds.opinions.year import summary

KIND = Kind(
    name="opinions",
    title="意见建议",
    place=56,
    model=Opinion,
    facts=facts,
    rules=rules.RULES,
    summary=summary,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.OPINIONS),),
    daybooks=(
        Daybook(title="意见建议登记簿", template="received.html.jinja"),
        Daybook(title="意见建议办理登记册", template="handling.html.jinja"),
    ),
    dates=dates,
    figures=(FORWARDED, ANSWERED),
    columns=(SHORT, Column(title="渠道", words=lambda record, facts: record.channel)),
)
