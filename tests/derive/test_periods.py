"""Publicity periods: dated notices as they were published (`N…`), the as-of date, floors, and laws that always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.derive.calendar import YearTable, calendar
from gongkai.derive.floors import NATIONAL, floors_for
from gongkai.derive.periods import PeriodFacts, State, Terms, facts, short_by, state
from gongkai.load.branch import LocalFloor
from laying import branch_of_world

SHIPPED = calendar({})
BRANCH = branch_of_world()
LOCAL = replace(NATIONAL, length=7, unit="日", source="本单位规定")
FIRSTS = st.dates(date(2004, 1, 1), date(2027, 6, 30))
TERMS = st.builds(
    lambda first, length, unit, counts: Terms(first, first + timedelta(days=length), None, unit, counts),
    FIRSTS,
    st.integers(0, 40),
    st.sampled_from(["工作日", "日"]),
    st.booleans(),
)


def of(
    first: str, last: str, length: int | None = None, *, as_of: str = "", first_day_counts: bool = True
) -> PeriodFacts:
    terms = Terms(date.fromisoformat(first), date.fromisoformat(last), length, "工作日", first_day_counts)
    return facts(terms, SHIPPED, date.fromisoformat(as_of or first))


@pytest.mark.parametrize(
    ("first", "last", "days", "working_days"),
    [
        pytest.param("2026-03-09", "2026-03-13", 5, 5, id="N1"),
        pytest.param("2022-05-07", "2022-05-12", 6, 5, id="N2 begins on a make-up Saturday"),
        pytest.param("2021-05-20", "2021-05-27", 8, 6, id="N3 as 2021"),
        pytest.param("2022-04-18", "2022-04-22", 5, 5, id="N4 as 2022"),
        pytest.param("2014-11-13", "2014-11-21", 9, 7, id="N5"),
        pytest.param("2019-04-16", "2019-04-19", 4, 4, id="N7"),
        pytest.param("2023-01-06", "2023-01-12", 7, 5, id="P13"),
        pytest.param("2026-10-01", "2026-10-07", 7, 0, id="National Day week"),
        pytest.param("2024-02-26", "2024-03-01", 5, 5, id="over a leap day"),
        pytest.param("2024-12-30", "2025-01-03", 5, 4, id="over New Year"),
        pytest.param("2018-12-28", "2019-01-02", 6, 3, id="over the moved end of December"),
    ],
)
def test_published_notices(first: str, last: str, days: int, working_days: int) -> None:
    """Days of notices that were really published, first day counted."""
    found = of(first, last)
    assert (found.days, found.working_days) == (days, working_days)
    assert found.no_working_day == (working_days == 0)
    assert not found.provisional


def test_seven_working_days_only_with_the_first() -> None:
    """N5 states seven working days: with its first day counted that is true, by the Civil Code's way it is six."""
    assert not of("2014-11-13", "2014-11-21", 7).differs
    by_the_code = of("2014-11-13", "2014-11-21", 7, first_day_counts=False)
    assert by_the_code.differs
    assert (by_the_code.counted, by_the_code.days) == (6, 8)
    assert by_the_code.last_by_length == date(2014, 11, 24)


def test_printed_dates_are_never_moved() -> None:
    """A last day on a holiday stays the last day; where the length would end is said beside it."""
    found = of("2026-09-28", "2026-10-02", 5, as_of="2026-10-03")
    assert found.state == "已期满"
    assert (found.counted, found.differs, found.last_by_length) == (3, True, date(2026, 10, 9))


def test_unannounced_year_is_provisional() -> None:
    """2027 is counted Monday to Friday and called 暂定; no last day is worked out from it."""
    found = of("2026-12-30", "2027-01-06", 6)
    assert found.provisional
    assert found.counted == 6
    assert found.last_by_length is None


def test_announced_year_is_not() -> None:
    """Once the branch has entered the document, the same period is settled and may differ."""
    own = calendar({2027: YearTable(2027, frozenset({date(2027, 1, 1)}), frozenset(), "文号")})
    found = facts(Terms(date(2026, 12, 30), date(2027, 1, 6), 6), own, date(2026, 12, 30))
    assert not found.provisional
    assert (found.counted, found.differs, found.last_by_length) == (5, True, date(2027, 1, 7))


def test_settled_period_whose_length_leads_into_the_unknown() -> None:
    """The count of a period before Christmas 2026 is certain, only the day its length would reach is not."""
    found = of("2026-12-21", "2026-12-25", 10)
    assert not found.provisional
    assert found.differs
    assert found.last_by_length is None


def test_calendar_days() -> None:
    """A period in calendar days counts weekends and holidays too."""
    terms = Terms(date(2026, 10, 1), date(2026, 10, 7), 7, "日")
    found = facts(terms, SHIPPED, date(2026, 10, 6))
    assert (found.counted, found.differs, found.days_left) == (7, False, 2)
    assert found.counted_words == "7 日"
    assert found.last_by_length == date(2026, 10, 7)
    assert facts(Terms(terms.first, terms.last, 7, "日", False), SHIPPED, terms.first).counted == 6


@pytest.mark.parametrize("length", [0, -3, 367, 10**9])
def test_absurd_lengths_lead_nowhere(length: int) -> None:
    """A mistyped length differs, and no day is worked out from it."""
    found = of("2026-03-09", "2026-03-13", length)
    assert found.differs
    assert found.last_by_length is None


@pytest.mark.parametrize(
    ("as_of", "stands", "days_left"),
    [
        ("2022-05-06", "未开始", 5),
        ("2022-05-07", "公示中", 5),
        ("2022-05-08", "公示中", 4),
        ("2022-05-09", "公示中", 4),
        ("2022-05-12", "公示中", 1),
        ("2022-05-13", "已期满", 0),
    ],
)
def test_how_it_stands(as_of: str, stands: State, days_left: int) -> None:
    """Both printed days belong to the period; what is left includes today."""
    found = of("2022-05-07", "2022-05-12", as_of=as_of)
    assert (found.state, found.days_left) == (stands, days_left)
    assert found.is_open == (stands == "公示中")


def test_one_may_object_on_a_first_day_that_does_not_count() -> None:
    """The first-day rule changes the count, not the days on which objections are taken."""
    found = of("2026-03-09", "2026-03-13", first_day_counts=False)
    assert (found.state, found.counted, found.days_left) == ("公示中", 4, 4)


def test_words_for_the_page() -> None:
    """Dates with their weekdays, and the count with its unit."""
    found = of("2022-05-07", "2022-05-12")
    assert found.range_words == "2022年5月7日（周六）至2022年5月12日（周四）"
    assert found.counted_words == "5 个工作日"


@given(TERMS)
def test_state_over_every_day(terms: Terms) -> None:
    """From long before to long after, each day has one state and they come in order."""
    span = (terms.last - terms.first).days + 1
    states = [state(terms, terms.first + timedelta(days=n)) for n in range(-3, span + 3)]
    assert states == ["未开始"] * 3 + ["公示中"] * span + ["已期满"] * 3


@given(TERMS)
def test_days_left_only_fall(terms: Terms) -> None:
    """Day by day what is left stays or falls by one, from the whole count to 0."""
    span = (terms.last - terms.first).days + 1
    found = [facts(terms, SHIPPED, terms.first + timedelta(days=n)) for n in range(-2, span + 2)]
    left = [each.days_left for each in found]
    assert (left[0], left[-1]) == (found[0].counted, 0)
    assert all(before - after in (0, 1) for before, after in pairwise(left))


@given(TERMS)
def test_what_is_counted(terms: Terms) -> None:
    """No count is negative, working days never exceed days, and only days_left and state depend on the as-of date."""
    found = facts(terms, SHIPPED, terms.first)
    assert 0 <= found.working_days <= found.days <= (terms.last - terms.first).days + 1
    assert found.counted == (found.working_days if terms.unit == "工作日" else found.days)
    later = facts(terms, SHIPPED, terms.last + timedelta(days=1000))
    assert {name for name, value in vars(found).items() if getattr(later, name) != value} <= {"state", "days_left"}


@given(FIRSTS, st.integers(1, 60), st.sampled_from(["工作日", "日"]), st.booleans())
def test_length_that_is_kept_does_not_differ(first: date, length: int, unit: str, counts: bool) -> None:
    """A period that ends where its length says counts as exactly that length."""
    terms = Terms(first, first, length, "工作日" if unit == "工作日" else "日", counts)
    ends = facts(terms, SHIPPED, first).last_by_length
    if ends is not None:
        kept = facts(Terms(first, ends, length, terms.unit, counts), SHIPPED, first)
        assert not kept.differs
        assert kept.last_by_length == ends


@pytest.mark.parametrize(
    ("node", "on", "length"),
    [
        ("发展对象", "2026-05-10", None),
        ("发展对象", "2026-05-11", 5),
        ("发展对象", "2030-01-01", 5),
        ("预备党员转正", "2026-09-01", None),
    ],
)
def test_national_floor(node: str, on: str, length: int | None) -> None:
    """Five working days for 发展对象 from 11 May 2026, and for no other node or day."""
    floors = floors_for(node, date.fromisoformat(on), BRANCH)
    assert [floor.length for floor in floors] == ([length] if length else [])


def test_floor_says_what_it_rests_on() -> None:
    """A floor carries its words, its rule and how good our source is."""
    assert (NATIONAL.words, NATIONAL.grade) == ("不少于 5 个工作日", "B")
    assert "第十三条" in NATIONAL.source


def test_latest_rule_is_in_force() -> None:
    """Of the superior's the one that began last counts, one still to come does not; it adds to the national one."""
    own = tuple(
        LocalFloor(node=node, length=length, unit="日", since=date(year, 1, 1), basis="本单位规定")
        for node in ("预备党员转正", "发展对象")
        for year, length in ((2012, 7), (2020, 5), (2030, 9))
    )
    branch = BRANCH.model_copy(update={"floors": own})
    said = [floors_for("预备党员转正", date(year, 6, 1), branch) for year in (2011, 2015, 2026)]
    assert [[one.words for one in each] for each in said] == [[], ["不少于 7 日"], ["不少于 5 日"]]
    both = floors_for("发展对象", date(2026, 6, 1), branch)
    assert [one.words for one in both] == ["不少于 5 个工作日", "不少于 5 日"]


def test_a_floor_for_every_notice_is_asked_of_every_notice() -> None:
    """By the name 各类公示, where the superior has set it."""
    own = (LocalFloor(node="各类公示", length=3, unit="日", since=date(2020, 1, 1), basis="本单位规定"),)
    branch = BRANCH.model_copy(update={"floors": own})
    assert [one.source for one in floors_for("积分", date(2026, 1, 1), branch)] == ["本单位规定"]
    assert floors_for("积分", date(2026, 1, 1), BRANCH) == ()


def test_short_of_a_floor() -> None:
    """Seven calendar days of holiday are five working days short, and meet a rule of seven days."""
    week = of("2026-10-01", "2026-10-07")
    assert short_by(week, NATIONAL) == 5
    assert short_by(week, LOCAL) == 0
    assert short_by(of("2026-10-09", "2026-10-14"), NATIONAL) == 0
