"""What several kinds share, as data: within how many days something is published or answered, how long a course is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.calendar import WorkCalendar
from gongkai.derive.requirements import Figure, in_force
from gongkai.load.branch import Branch
from gongkai.load.catalogue import Item

_SINCE: Final = date(2010, 1, 1)
"""Branches were told to collect opinions and to answer them in 2010; the days of these rules are not known to us."""
FORWARDED: Final = Figure(
    name="意见转办",
    value=Fraction(1),
    unit="个工作日",
    since=_SINCE,
    source="有的企业党务公开意见收集处理制度规定一个工作日内转办",
    grade="A",
    if_set=True,
)
ANSWERED: Final = Figure(
    name="意见答复",
    value=Fraction(15),
    unit="个工作日",
    since=_SINCE,
    source="有的省直机关党务公开办法规定受理后十五个工作日内答复",
    grade="A",
)
"""That opinions are answered is a rule for everybody, and without a number none would ever be late."""
OBJECTED: Final = Figure(
    name="考核异议答复",
    value=Fraction(15),
    unit="个工作日",
    since=_SINCE,
    source="有的省直机关党务公开办法规定受理后十五个工作日内答复",
    grade="A",
)
"""By whoever grades: what a branch promises of its own answers does not bind its superior."""
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
    since=date(2014, 5, 28),
    source="《中国共产党发展党员工作细则》第十七条",
    grade="B",
)
COURSE_HOURS: Final = Figure(
    name="发展对象集中培训学时",
    value=Fraction(24),
    unit="学时",
    since=date(2014, 5, 28),
    source="《中国共产党发展党员工作细则》第十七条",
    grade="B",
)
SHARED: Final = (OBJECTED, OUTCOME, GRACE, PUBLISHED, POSTED, KEPT, COURSE_DAYS, COURSE_HOURS)
"""Of no one kind."""


def due(limit: Figure, day: date, calendar: WorkCalendar) -> date:
    """The last of the limit's working days; the first one is the day after."""
    return calendar.nth_working_day(day, limit.whole, count_first=False)


def public_by(item: Item | None, day: date, branch: Branch, calendar: WorkCalendar) -> date:
    """The last day on which what is of that day is still published in time, by its item of the catalogue."""
    if item and item.time_limit:
        return calendar.nth_working_day(day, item.time_limit, count_first=False)
    return due(in_force(GRACE, day, branch) or GRACE, day, calendar)
