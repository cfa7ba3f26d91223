"""The publicity period 公示期: what follows from its two printed dates, which count as printed and are never moved.

Real notices count the day of publication, and make-up working Saturdays too; the Civil Code (Art. 201) begins on the
day after, but yields to what is agreed (Art. 204). So the first day's rule and the unit belong to the notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gongkai.days import chinese_date, weekday
from gongkai.derive.calendar import WorkCalendar
from gongkai.derive.floors import Floor, Unit, length_words

State = Literal["未开始", "公示中", "已期满"]
_YEAR = 366
"""No period is longer; a mistyped length must not carry us past the end of time."""


@dataclass(frozen=True)
class Terms:
    """What a notice says of its period; both days belong to it, last is not before first."""

    first: date
    last: date
    length: int | None = None
    """As stated in the notice; many state none."""
    unit: Unit = "工作日"
    first_day_counts: bool = True

    @property
    def counts_from(self) -> date:
        """The first day that counts: one may object from the first day on, even where it does not count."""
        return self.first if self.first_day_counts else self.first + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PeriodFacts:
    """What follows from the terms. All counts keep to the first day's rule; no count is below 0."""

    days: int
    """Calendar days that count."""
    working_days: int
    counted: int
    """In the unit of the terms."""
    provisional: bool
    """暂定: a document on holidays still to come may change the working days."""
    differs: bool
    """The stated length is not what the dates give."""
    last_by_length: date | None
    """Where the stated length would end, to be named beside the printed last day; None if that cannot be known yet."""
    state: State
    days_left: int
    """On the as-of date, with it and in the unit of the terms; all that count before the period, 0 after it."""
    range_words: str
    """`2026年9月14日（周一）至2026年9月18日（周五）`."""
    counted_words: str
    """`5 个工作日` or `7 日`."""

    @property
    def no_working_day(self) -> bool:
        """Nobody who could take an objection was at work."""
        return self.working_days == 0

    @property
    def is_open(self) -> bool:
        """One may object on the as-of date."""
        return self.state == "公示中"


def facts(terms: Terms, calendar: WorkCalendar, as_of: date) -> PeriodFacts:
    """Count the printed period by the calendar and say how it stands on the as-of date."""
    start = terms.counts_from
    counted = _count(terms.unit, calendar, start, terms.last)
    return PeriodFacts(
        days=_count("日", calendar, start, terms.last),
        working_days=calendar.working_days(start, terms.last),
        counted=counted,
        provisional=not calendar.settled(terms.first, terms.last),
        differs=terms.length is not None and terms.length != counted,
        last_by_length=_last_by_length(terms, calendar),
        state=state(terms, as_of),
        days_left=_count(terms.unit, calendar, max(start, as_of), terms.last),
        range_words=f"{_day_words(terms.first)}至{_day_words(terms.last)}",
        counted_words=length_words(counted, terms.unit),
    )


def state(terms: Terms, as_of: date) -> State:
    """Both printed days belong to the period, whether or not the first one counts."""
    if as_of > terms.last:
        return "已期满"
    return "未开始" if as_of < terms.first else "公示中"


def short_by(period: PeriodFacts, floor: Floor) -> int:
    """By how many of the floor's units the period falls short; 0 if it is long enough."""
    return max(0, floor.length - (period.working_days if floor.unit == "工作日" else period.days))


def _count(unit: Unit, calendar: WorkCalendar, first: date, last: date) -> int:
    if unit == "工作日":
        return calendar.working_days(first, last)
    return max(0, (last - first).days + 1)


def _last_by_length(terms: Terms, calendar: WorkCalendar) -> date | None:
    if terms.length is None or not 1 <= terms.length <= _YEAR:
        return None
    if terms.unit == "日":
        return terms.counts_from + timedelta(days=terms.length - 1)
    last = calendar.nth_working_day(terms.first, terms.length, count_first=terms.first_day_counts)
    return last if calendar.settled(terms.first, last) else None


def _day_words(day: date) -> str:
    return f"{chinese_date(day)}（{weekday(day)}）"
