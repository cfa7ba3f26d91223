"""发展党员公示: notices at the steps of joining the party."""

from gongkai.derive.notice import period_dates
from gongkai.kinds import Column, Kind, Section, chapters, named
from gongkai.kinds.development import rules
from gongkai.kinds.development.facts import facts
from gongkai.kinds.development.inspection import INSPECTION
from gongkai.kinds.development.model import Development
from gongkai.kinds.development.sheet import sheet

KIND = Kind(
    name="development",
    title="发展党员公示",
    place=20,
    model=Development,
    facts=facts,
    sheet=sheet,
    rules=(
        rules.basis_not_in_force,
        rules.consent_missing,
        rules.consent_not_before,
        rules.discussed_after_first_day,
        rules.steps_out_of_order,
    ),
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.DEVELOPMENT),),
    dates=period_dates,
    columns=(Column(title="环节", words=lambda record, facts: record.node), Column(title="人员", words=named)),
    across=(rules.on_two_open_notices, rules.next_step_overdue),
)
