"""What several kinds share, as data: by when something is published or looked into, how long a course is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.calendar import WorkCalendar
from gongkai.derive.requirements import Figure, in_force
from gongkai.load.branch import Branch
from gongkai.load.catalogue import Item

ISSUED: Final = date(2014, 5, 28)
REVISED: Final = date(2026, 5, 11)
"""Since when the two texts of 《中国共产党发展党员工作细则》 hold (domain reference §0, §1.5, grade B)."""
_SINCE: Final = date(2010, 1, 1)
"""The days of these rules are not known to us; they are older than any record here."""
OUTCOME: Final = Figure(
    name="公示结果",
    value=Fraction(10),
    unit="个工作日",
    since=_SINCE,
    source="有的地方的流动党员管理办法规定公示期满后十个工作日内核查完毕",
    grade="C",
)
"""As with answers: the outcome is due to everybody, the number is of a single place (domain reference §2.2 [P8])."""
GRACE: Final = Figure(
    name="没有写时限的公开",
    value=Fraction(10),
    unit="个工作日",
    since=_SINCE,
    source="目录事项没有写公开时限时用",
    grade="推断",
)
"""After a span, in which it may still be published, where the catalogue sets no limit."""
PUBLISHED: Final = Figure(
    name="审批后公开",
    value=Fraction(2),
    unit="个工作日",
    since=_SINCE,
    source="有的法院的党务公开办法规定签批后两个工作日内公开",
    grade="A",
    if_set=True,
)
POSTED: Final = Figure(
    name="张贴天数",
    value=Fraction(7),
    unit="日",
    since=_SINCE,
    source="有的社区的党务公开制度：公开一般不少于一周",
    grade="C",
    if_set=True,
)
"""How long a matter hangs on a board at least."""
KEPT: Final = Figure(
    name="点名公示保留",
    value=Fraction(5),
    unit="年",
    since=date(2021, 11, 1),
    source="有的地方规定党务公开资料暂存五年；法律只说目的实现后删除，没有写年限",
    grade="A",
    if_set=True,
)
"""How long after its period the site still names those of whom a notice told."""
COURSE_DAYS: Final = Figure(
    name="发展对象集中培训天数",
    value=Fraction(3),
    unit="天",
    since=ISSUED,
    source="《中国共产党发展党员工作细则》第十七条",
    grade="B",
)
COURSE_HOURS: Final = Figure(
    name="发展对象集中培训学时",
    value=Fraction(24),
    unit="学时",
    since=ISSUED,
    source="《中国共产党发展党员工作细则》第十七条",
    grade="B",
)
SHARED: Final = (OUTCOME, GRACE, PUBLISHED, POSTED, KEPT, COURSE_DAYS, COURSE_HOURS)
"""Of no one kind."""


def due(limit: Figure, day: date, calendar: WorkCalendar) -> date:
    """The last of the limit's working days; the first one is the day after."""
    return calendar.nth_working_day(day, limit.whole, count_first=False)


def public_by(item: Item | None, day: date, branch: Branch, calendar: WorkCalendar) -> date:
    """The last day on which what is of that day is still published in time, by its item of the catalogue."""
    if item and item.time_limit:
        return calendar.nth_working_day(day, item.time_limit, count_first=False)
    return due(in_force(GRACE, day, branch) or GRACE, day, calendar)
