"""The working calendar: Monday to Friday, changed by what the State Council's office announces for each year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from gongkai.load.register import Register

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class YearTable:
    """What one year's document changes; it may name days at the end of the December before."""

    year: int
    off: frozenset[date]
    """Days that are not worked; Saturdays and Sundays may stand here and change nothing."""
    worked: frozenset[date]
    """Saturdays and Sundays that are worked (调休上班); a day that stands in both is worked."""
    source: str = ""
    """Number of the document: `国办发明电〔2025〕7号`."""


@dataclass(frozen=True)
class WorkCalendar:
    """Answers for any day; where no document is known it counts Monday to Friday, and `settled` says so."""

    tables: Mapping[int, YearTable]
    """By the year of the document."""

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day 工作日."""
        return self._changed.get(day, day.weekday() < _SATURDAY)

    def known(self, year: int) -> bool:
        """Whether the document for this year was issued and is here."""
        return year in self.tables

    def settled(self, first: date, last: date) -> bool:
        """Whether no document still to come can change a day from first to last; if not, what is counted is 暂定.

        The document for the next year may still move the end of December: 29 December 2018 was worked, the 31st off.
        """
        last_year = last.year + 1 if (last.month, last.day) >= (12, 26) else last.year
        return all(self.known(year) for year in range(first.year, last_year + 1))

    def working_days(self, first: date, last: date) -> int:
        """Working days from first to last, both included; 0 if last is before first."""
        if last < first:
            return 0
        start, end = first.toordinal(), last.toordinal()
        plain = _weekdays_until(end) - _weekdays_until(start - 1)
        return plain - _among(self._off, start, end) + _among(self._worked, start, end)

    def nth_working_day(self, first: date, n: int, *, count_first: bool) -> date:
        """The day on which n working days are full; n ≥ 1. A first day that is not worked never counts as one."""
        if n < 1:
            raise ValueError(f"n must be at least 1, not {n}")
        day = first if count_first else first + _DAY
        left = n - self.is_working(day)
        while left:
            day += _DAY
            left -= self.is_working(day)
        return day

    @cached_property
    def _changed(self) -> Mapping[date, bool]:
        """Every day that differs from its weekday, and whether it is worked; a later year's document overrules."""
        said: dict[date, bool] = {}
        for _, table in sorted(self.tables.items()):
            said |= dict.fromkeys(table.off, False) | dict.fromkeys(table.worked, True)
        return {day: worked for day, worked in said.items() if worked != (day.weekday() < _SATURDAY)}

    @cached_property
    def _off(self) -> list[int]:
        return sorted(day.toordinal() for day, worked in self._changed.items() if not worked)

    @cached_property
    def _worked(self) -> list[int]:
        return sorted(day.toordinal() for day, worked in self._changed.items() if worked)


def calendar(own: Mapping[int, YearTable]) -> WorkCalendar:
    """The shipped years, with the branch's own tables in place of those of the same year."""
    return WorkCalendar(MappingProxyType({**_shipped_years(), **own}))


def calendar_of(register: Register) -> WorkCalendar:
    """The calendar with the tables that the branch has written."""
    own = register.holidays.items()
    return calendar(
        {year: YearTable(year, frozenset(table.off), frozenset(table.worked), table.source) for year, table in own}
    )


def shipped(year: int) -> YearTable | None:
    """The table that comes with the package: 2004 to 2026."""
    return _shipped_years().get(year)


@cache
def _shipped_years() -> Mapping[int, YearTable]:
    """Reads `holidays/years.txt`; its README gives the shape and the origin."""
    text = (files("gongkai") / "holidays" / "years.txt").read_text(encoding="utf-8")
    _comment, *blocks = text.split("\n\n")
    return MappingProxyType({table.year: table for table in map(_year, blocks)})


def _year(block: str) -> YearTable:
    """`2026 国办发明电〔2025〕7号`, then lines that begin with `off` or `worked`."""
    (year, *source), *lines = (line.split() for line in block.splitlines())
    off, worked = (
        frozenset(date.fromisoformat(day) for head, *days in lines if head == word for day in days)
        for word in ("off", "worked")
    )
    return YearTable(int(year), off, worked, source=" ".join(source))


def _weekdays_until(ordinal: int) -> int:
    """Mondays to Fridays from 1 January of year 1, a Monday with ordinal 1, to the given day."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _among(ordinals: list[int], start: int, end: int) -> int:
    return bisect_right(ordinals, end) - bisect_left(ordinals, start)
