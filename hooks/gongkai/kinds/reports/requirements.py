"""What is asked of a branch's training, activities and workbook, as figures with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.requirements import Figure
from gongkai.kinds.reports.parts import Trainee

MEMBER_HOURS: Final = Figure(
    name="党员年度学时",
    value=Fraction(32),
    unit="学时",
    since=date(2019, 5, 6),
    source="《中国共产党党员教育管理工作条例》",
    grade="C",
)
COMMITTEE_HOURS: Final = Figure(
    name="书记和委员年度学时",
    value=Fraction(56),
    unit="学时",
    since=date(2019, 5, 6),
    source="《中国共产党党员教育管理工作条例》，凭通行的说法，没有查到原文",
    grade="推断",
)
# One company's standard for its branches, without a date: it binds nobody who has not been told so by his superior.
SECRETARY_DAYS: Final = Figure(
    name="书记年度培训天数",
    value=Fraction(7),
    unit="天",
    since=date(2024, 1, 1),
    source="有的企业党支部考核细则，书记任职以后",
    grade="C",
    if_set=True,
)
ACTIVITIES: Final = Figure(
    name="年度主题活动次数",
    value=Fraction(2),
    unit="次",
    since=date(2024, 1, 1),
    source="有的企业党支部考核细则",
    grade="C",
    if_set=True,
)
WORKBOOK: Final = Figure(
    name="工作手册上交期限",
    value=Fraction(10),
    unit="日",
    since=date(2015, 6, 10),
    source="有的地方规定次年 1 月 10 日前上交；有的企业规定 12 月 31 日前，即年后 0 天",
    grade="A",
    if_set=True,
)
FIGURES: Final = (MEMBER_HOURS, COMMITTEE_HOURS, SECRETARY_DAYS, ACTIVITIES, WORKBOOK)

OF_YEAR: Final[Mapping[tuple[Trainee, str], Figure]] = {
    ("党员", MEMBER_HOURS.unit): MEMBER_HOURS,
    ("书记和委员", COMMITTEE_HOURS.unit): COMMITTEE_HOURS,
    ("书记", SECRETARY_DAYS.unit): SECRETARY_DAYS,
}
"""Whom a year's sum is held against which figure, by the unit in which the sum is."""
