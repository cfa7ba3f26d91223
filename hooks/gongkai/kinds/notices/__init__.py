"""其他公示: whom the branch helps, and other matters open to objection."""

from gongkai.derive.notice import period_dates
from gongkai.kinds import SHORT, Column, Kind, named
from gongkai.kinds.notices.facts import facts
from gongkai.kinds.notices.model import PublicNotice
from gongkai.kinds.notices.rules import RULES
from gongkai.kinds.notices.sheet import sheet

KIND = Kind(
    name="notices",
    title="其他公示",
    place=60,
    model=PublicNotice,
    facts=facts,
    sheet=sheet,
    rules=RULES,
    dates=period_dates,
    columns=(SHORT, Column(title="人员", words=named)),
)
