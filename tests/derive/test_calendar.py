"""The working calendar, asked against a second opinion day by day."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.derive.calendar import WorkCalendar, YearTable, calendar, shipped

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST - timedelta(days=400), LAST + timedelta(days=400))
SHIPPED = calendar({})


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def table(year: int, off: str = "", worked: str = "") -> YearTable:
    return YearTable(year, days(off), days(worked))


def days(text: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, text.split()))


def test_every_day_agrees_with_a_second_opinion() -> None:
    """All 8,401 days from 2004 to 2026 are worked or off as the package chinesecalendar has them."""
    differing = [day for day in every_day(FIRST, LAST) if SHIPPED.is_working(day) != chinese_calendar.is_workday(day)]
    assert differing == []


@pytest.mark.parametrize("year", range(2004, 2027))
def test_shipped_year_says_only_what_changes(year: int) -> None:
    """Off are Mondays to Fridays, worked are weekend days, all within the year or the December before."""
    shown = shipped(year)
    assert shown is not None
    assert {day.weekday() for day in shown.off} <= {0, 1, 2, 3, 4}
    assert {day.weekday() for day in shown.worked} <= {5, 6}
    assert all(date(year - 1, 12, 26) <= day < date(year, 12, 1) for day in shown.off | shown.worked)
    assert bool(shown.source) == (year >= 2008)


def test_no_year_is_shipped_that_was_not_announced() -> None:
    """2003 and 2027 are not answered with a guess."""
    assert shipped(2003) is None
    assert shipped(2027) is None
    assert [SHIPPED.known(year) for year in (2003, 2004, 2026, 2027)] == [False, True, True, False]


@pytest.mark.parametrize(("year", "working_days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_whole_years(year: int, working_days: int) -> None:
    """Leap year or not, the year's total is the one the notices give."""
    assert SHIPPED.working_days(date(year, 1, 1), date(year, 12, 31)) == working_days


def test_week_without_a_working_day() -> None:
    """1 to 7 October 2026 holds none, so that a local rule of seven days can be met by a week nobody worked."""
    assert SHIPPED.working_days(date(2026, 10, 1), date(2026, 10, 7)) == 0


def test_make_up_days_of_2026() -> None:
    """The six weekend days of 2026 that were worked."""
    weekend = [day for day in every_day(date(2026, 1, 1), LAST) if day.weekday() > 4 and SHIPPED.is_working(day)]
    assert [f"{day:%m-%d}" for day in weekend] == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_end_of_december_belongs_to_the_next_document() -> None:
    """A branch's own table for 2018 does not undo what the document for 2019 says of December 2018."""
    own = calendar({2018: table(2018, off="2018-01-01")})
    assert own.is_working(date(2018, 12, 29))
    assert not own.is_working(date(2018, 12, 31))
    assert own.is_working(date(2018, 2, 15))


def test_own_table_for_a_new_year() -> None:
    """What the branch enters for 2027 counts, in 2027 and in the December before it."""
    own = calendar({2027: table(2027, off="2026-12-31 2027-01-01 2027-01-02", worked="2026-12-26 2027-01-03")})
    assert own.known(2027)
    assert own.working_days(date(2026, 12, 26), date(2027, 1, 4)) == 1 + 3 + 2
    assert not SHIPPED.known(2027)


def test_later_document_overrules() -> None:
    """Where two documents speak of one day, the later year's is right."""
    both = WorkCalendar({2027: table(2027, off="2026-12-26"), 2026: table(2026, worked="2026-12-26")})
    assert not both.is_working(date(2026, 12, 26))


@pytest.mark.parametrize(
    ("first", "last", "settled"),
    [
        ("2026-11-20", "2026-12-25", True),
        ("2026-12-21", "2026-12-26", False),
        ("2026-12-28", "2027-01-04", False),
        ("2025-12-29", "2025-12-31", True),
        ("2003-12-31", "2004-01-02", False),
        ("2027-03-01", "2027-03-05", False),
        ("2026-06-01", "2028-06-01", False),
    ],
)
def test_settled_only_where_all_documents_are_known(first: str, last: str, settled: bool) -> None:
    """The last days of December wait for the next year's document, which may move them."""
    assert SHIPPED.settled(date.fromisoformat(first), date.fromisoformat(last)) is settled


@given(DAYS, st.integers(0, 60))
def test_count_is_the_sum_of_its_days(first: date, length: int) -> None:
    """The quick count agrees with going day by day."""
    last = first + timedelta(days=length)
    assert SHIPPED.working_days(first, last) == sum(map(SHIPPED.is_working, every_day(first, last)))


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(one: date, other: date, third: date) -> None:
    """A span cut in two has as many working days as its parts."""
    first, middle, last = sorted((one, other, third))
    parts = SHIPPED.working_days(first, middle) + SHIPPED.working_days(middle + timedelta(days=1), last)
    assert SHIPPED.working_days(first, last) == parts


@given(DAYS, DAYS)
def test_no_days_backwards(first: date, last: date) -> None:
    """A span whose last day is before its first has no working day, never a negative number of them."""
    assert SHIPPED.working_days(first, last) >= 0
    if last < first:
        assert SHIPPED.working_days(first, last) == 0


@given(DAYS, st.integers(1, 60), st.booleans())
def test_nth_day_undoes_the_count(first: date, n: int, count_first: bool) -> None:
    """The n-th working day is one, and up to it there are exactly n."""
    nth = SHIPPED.nth_working_day(first, n, count_first=count_first)
    assert SHIPPED.is_working(nth)
    assert SHIPPED.working_days(first if count_first else first + timedelta(days=1), nth) == n


def test_first_day_off_never_counts() -> None:
    """Published on National Day, the first working day is 8 October under either rule."""
    for count_first in (True, False):
        assert SHIPPED.nth_working_day(date(2026, 10, 1), 1, count_first=count_first) == date(2026, 10, 8)


def test_zeroth_day_is_refused() -> None:
    """There is no working day number 0."""
    with pytest.raises(ValueError, match="at least 1"):
        SHIPPED.nth_working_day(date(2026, 10, 1), 0, count_first=True)
