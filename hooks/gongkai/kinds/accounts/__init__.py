"""党费和经费收支: what came in, what it was used for and who decided so, what is left; each fund by itself."""

from gongkai.derive.notice import period_dates
from gongkai.kinds import Column, Kind, Section, chapters
from gongkai.kinds.accounts import chain, rules
from gongkai.kinds.accounts.balances import summary
from gongkai.kinds.accounts.facts import facts
from gongkai.kinds.accounts.inspection import INSPECTION
from gongkai.kinds.accounts.model import Accounts
from gongkai.kinds.accounts.sheet import sheet

FUND = Column(title="款项", words=lambda record, facts: record.fund)
SPAN = Column(title="时段", words=lambda record, facts: facts.span_words, offered=False)
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
    sections=(
        Section(
            chapter=chapters.MONEY,
            columns=(
                FUND,
                SPAN,
                Column(title="收入（元）", words=lambda record, facts: str(facts.income)),
                Column(title="支出（元）", words=lambda record, facts: str(facts.spending)),
                Column(title="结余（元）", words=lambda record, facts: record.closing),
            ),
        ),
    ),
    dates=period_dates,
    columns=(FUND, SPAN),
)
