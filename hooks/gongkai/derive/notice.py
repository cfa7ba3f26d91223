"""Facts of a public notice: its period by the calendar, where to object, how its outcomes stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.derive import periods
from gongkai.derive.floors import Unit, length_words
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.periods import PeriodFacts, Terms
from gongkai.load.branch import Contact
from gongkai.load.notice import Notice, Objections, Recipient

MEMBERS_ONLY: Final = frozenset({"暂缓", "终止公示"})
"""Results that are shown by name to members only."""
OUTCOME_WITHIN: Final = 10
"""Working days after the period in which an objection is looked into (grade B, domain reference §2.2 [P8])."""


@dataclass(frozen=True, kw_only=True)
class ObjectionFacts:
    """Where to object, the branch's contact filling in what the notice does not say."""

    office: str
    phone: str
    address: str
    postcode: str
    email: str
    hours: str
    signed: str
    postmark: str
    also: tuple[Recipient, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeFacts(Facts):
    """What every page of a notice shows that nobody wrote."""

    period: PeriodFacts
    objections: ObjectionFacts
    outcomes: tuple[tuple[str, int], ...]
    """Result → how many, in the order first met."""
    waiting: int
    """Persons without an outcome."""
    outcome_due: date
    """By when every person should have an outcome."""
    overdue: bool
    """That day has gone by."""
    unit: Unit
    last_day_is_today: bool
    outcomes_open: bool
    """No outcome is for members only."""

    @property
    def status(self) -> str:
        return self.period.state if self.head.state == "公开" else self.head.state

    @property
    def left_words(self) -> str:
        """`还剩 3 个工作日`, `今日截止`."""
        if self.period.days_left <= 1 and self.last_day_is_today:
            return "今日截止"
        return f"还剩 {length_words(self.period.days_left, self.unit)}"


def terms(record: Notice) -> Terms:
    """The period as derive counts it; one that runs backwards, which is a fault, counts as its first day."""
    period = record.period
    return Terms(period.first, max(period.first, period.last), period.length, period.unit, period.first_day == "计入")


def notice_facts(record: Notice, head: HeadFacts, world: World, short: str) -> NoticeFacts:
    """What follows from any notice; `short` is the kind's word for it."""
    due = world.calendar.nth_working_day(record.period.last, OUTCOME_WITHIN, count_first=False)
    results = Counter(person.outcome.result for person in record.people if person.outcome)
    return NoticeFacts(
        head=head,
        short=short,
        unit=record.period.unit,
        last_day_is_today=record.period.last == world.as_of,
        period=periods.facts(terms(record), world.calendar, world.as_of),
        objections=_objections(record.objections, world.register.branch.contact),
        outcomes=tuple(results.items()),
        waiting=len(record.people) - sum(results.values()),
        outcome_due=due,
        overdue=due < world.as_of,
        outcomes_open=not MEMBERS_ONLY & results.keys(),
    )


def _objections(said: Objections, contact: Contact) -> ObjectionFacts:
    return ObjectionFacts(
        office=said.office or contact.office,
        phone=said.phone or contact.phone,
        address=said.address or contact.address,
        postcode=said.postcode or contact.postcode or "",
        email=said.email or contact.email or "",
        hours=said.hours or contact.hours,
        signed=said.signed,
        postmark=said.postmark or "",
        also=said.also,
    )
