"""意见建议: what was said to the branch, without who said it, and what was answered and done."""

from gongkai.derive.limits import ANSWERED, FORWARDED
from gongkai.kinds import SHORT, Column, Kind
from gongkai.kinds.opinions import rules
from gongkai.kinds.opinions.dates import dates
from gongkai.kinds.opinions.facts import facts
from gongkai.kinds.opinions.inspection import INSPECTION
from gongkai.kinds.opinions.model import Opinion
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
    dates=dates,
    figures=(FORWARDED, ANSWERED),
    columns=(SHORT, Column(title="渠道", words=lambda record, facts: record.channel)),
)
