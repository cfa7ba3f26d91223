"""党费和经费收支: what came in, what it was used for and who decided so, what is left; each fund by itself."""

from gongkai.derive.notice import period_dates
from gongkai.kinds import Column, Kind
from gongkai.kinds.accounts import chain, rules
from gongkai.kinds.accounts.balances import summary
from gongkai.kinds.accounts.facts import facts
from gongkai.kinds.accounts.inspection import INSPECTION
from gongkai.kinds.accounts.model import Accounts
from gongkai.kinds.accounts.sheet import sheet

KIND = Kind(
    name="accounts",
    title="党费和经费收支",
    place=52,
    model=Accounts,
    facts=facts,
    sheet=sheet,
    rules=rules.RULES,
    across=chain.ACROSS,
    summary=summary,
    inspection=INSPECTION,
    dates=period_dates,
    columns=(
        Column(title="款项", words=lambda record, facts: record.fund),
        Column(title="时段", words=lambda record, facts: facts.span_words, offered=False),
    ),
)
