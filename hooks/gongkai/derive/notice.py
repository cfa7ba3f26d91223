"""Facts of a public notice: its period by the calendar, where to object, how its outcomes stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gongkai.days import months_later
from gongkai.derive import periods
from gongkai.derive.dates import Occasion
from gongkai.derive.floors import Floor, floors_for, length_words
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.limits import KEPT, OUTCOME, due
from gongkai.derive.periods import PeriodFacts, Terms
from gongkai.derive.requirements import in_force
from gongkai.load.branch import Branch, Contact
from gongkai.load.notice import Notice, Objections, Period, Recipient

STOPPED: Final = frozenset({"查实", "暂缓", "终止公示"})
"""Results after which there is no next step for the time being."""
MOST_DAYS: Final = 92
"""Days of a period that a page lists for its reader."""


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
    closes: str
    also: tuple[Recipient, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeFacts(Facts):
    """What every page of a notice shows that nobody wrote."""

    period: PeriodFacts | None
    """None for a decision, to which nobody objects."""
    left_words: str
    """`还剩 3 个工作日`, `今日截止`; empty where it is not open."""
    counted_days: tuple[date, ...]
    """The days that count, from which a reader's own day makes 还剩; none where there are too many to list."""
    unit_words: str
    """`个工作日` or `日`."""
    floors: tuple[Floor, ...]
    """The least lengths that apply: national, then the superior's; none without a period."""
    objections: ObjectionFacts
    waiting: int
    """Of those named, or of the matter itself, how many have no outcome."""
    overdue: bool
    """The days in which an objection is looked into are over."""
    kept_until: date | None
    """Until when names stay on the page, by the branch's superior; None where nobody is named or nothing is set."""
    kept_too_long: bool
    gaps: tuple[str, ...]

    @property
    def subject(self) -> str:
        """`发展对象`; empty where only the title tells what a notice is about."""
        return "" if self.short == "其他" else self.short

    @property
    def period_status(self) -> str:
        """How the period stands; before publication, or without one, how the record does."""
        return self.period.state if self.period and self.head.state == "公开" else self.head.state

    @property
    def status(self) -> str:
        return self.period_status


def terms(period: Period) -> Terms:
    """The period as derive counts it; one that runs backwards, which is a fault, counts as its first day."""
    return Terms(period.first, max(period.first, period.last), period.length, period.unit, period.first_day == "计入")


def notice_facts(record: Notice, head: HeadFacts, world: World, short: str) -> NoticeFacts:
    """What follows from any notice; `short` is the kind's word for it."""
    period = periods.facts(terms(record.period), world.calendar, world.as_of) if record.period else None
    until = _kept_until(record, world.register.branch)
    return NoticeFacts(
        head=head,
        short=short,
        period=period,
        left_words=_left(record.period, period, world.as_of) if record.period and period else "",
        counted_days=_counted_days(record.period, world) if record.period else (),
        unit_words="个工作日" if record.period and record.period.unit == "工作日" else "日",
        floors=floors_for(short, record.period.first, world.register.branch) if record.period else (),
        objections=_objections(record.objections, world.register.branch.contact),
        waiting=sum(outcome is None for _, outcome in record.outcomes()),
        gaps=tuple(_gaps(record, period)),
        kept_until=until,
        kept_too_long=until is not None and until < world.as_of,
        overdue=record.period is not None and _outcome_due(record.period, world) < world.as_of,
    )


def period_dates(record: Notice, facts: NoticeFacts) -> Iterator[Occasion]:
    """From when and until when one may object, and whom to tell; nothing for a decision."""
    if record.period is None or facts.period is None:
        return
    to = facts.objections
    lines = (f"公示期：{facts.period.range_words}，{facts.period.counted_words}", f"受理：{to.office}，{to.phone}")
    yield Occasion(key="period-first", on=record.period.first, what="公示开始", lines=lines)
    yield Occasion(key="period-last", on=record.period.last, what="公示截止", lines=lines)


def _gaps(record: Notice, period: PeriodFacts | None) -> Iterator[str]:
    """A notice that is over leads to a meeting or a decision, where it leads on and not everybody was stopped."""
    going_on = any(outcome and outcome.result not in STOPPED for _, outcome in record.outcomes())
    if period and period.state == "已期满" and record.leads_on and going_on and record.follow_up is None:
        yield "公示期满以后的会议或决定：还没有写明"


def _left(period: Period, facts: PeriodFacts, as_of: date) -> str:
    if not facts.is_open:
        return ""
    return "今日截止" if period.last == as_of else f"还剩 {length_words(facts.days_left, period.unit)}"


def _counted_days(period: Period, world: World) -> tuple[date, ...]:
    said = terms(period)
    length = (said.last - said.counts_from).days + 1
    if length > MOST_DAYS:
        return ()
    days = (said.counts_from + timedelta(days=number) for number in range(length))
    return tuple(day for day in days if said.unit == "日" or world.calendar.is_working(day))


def _kept_until(record: Notice, branch: Branch) -> date | None:
    if record.period is None or not record.people:
        return None
    years = in_force(KEPT, record.period.last, branch)
    return months_later(record.period.last, years.whole * 12) if years else None


def _outcome_due(period: Period, world: World) -> date:
    return due(in_force(OUTCOME, period.last, world.register.branch) or OUTCOME, period.last, world.calendar)


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
        closes=said.closes or "",
        also=said.also,
    )
