"""What is asked of an appraisal, as data, each with source and grade (domain reference §4.3, §4.4, §8.5).

The days on which the rules without a date began are not known to us; they are older than any record here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.requirements import Figure, Requirement
from gongkai.kinds.appraisals.model import Appraisal, StepName

_OLD: Final = date(2010, 1, 1)
_BRANCHES: Final = "《中国共产党支部工作条例（试行）》"

PARTICIPATION: Final = Figure(
    name="民主评议参加率",
    value=Fraction(100),
    unit="%",
    since=_OLD,
    source="有的企业党支部考核办法：民主评议党员，应参加的都参加",
    grade="C",
    if_set=True,
)
QUORUM: Final = Figure(
    name="民主评议最少参加比例",
    value=Fraction(1, 2),
    unit="",
    since=date(2018, 10, 28),
    source=f"{_BRANCHES}第十一条（支部党员大会到会人数）",
    grade="B",
)
EXCELLENT_SHARE: Final = Figure(
    name="民主评议优秀比例",
    value=Fraction(1, 3),
    unit="",
    since=_OLD,
    source="民主评议党员制度通例：优秀一般不超过三分之一",
    grade="C",
)
"""Of those who are given a level, unless the record says of whom: sources differ, and this is the strictest reading."""
FEWEST: Final = Figure(
    name="评议低等次单列人数",
    value=Fraction(3),
    unit="人",
    since=date(2021, 11, 1),
    source="《中华人民共和国个人信息保护法》第六条（最小范围）；人数是推断",
    grade="推断",
)
"""Fewer than this at a low level, told beyond the branch, would point at somebody."""


@dataclass(frozen=True, kw_only=True)
class Course(Requirement):
    """The steps that an appraisal takes."""

    steps: tuple[StepName, ...]

    @property
    def words(self) -> str:
        """`个人自评、党员互评、民主测评`."""
        return "、".join(self.steps)


APPRAISED: Final = Course(
    name="民主评议的步骤",
    steps=("个人自评", "党员互评", "民主测评"),
    source="民主评议党员制度通例",
    grade="C",
    since=_OLD,
)
REPORTED: Final = Course(
    name="述职评议的步骤",
    steps=("述职", "民主测评"),
    source="党组织书记述职评议考核通例",
    grade="C",
    since=_OLD,
)
COMMENTED: Final = Course(
    name="述职讲评的步骤", steps=("述职", "讲评"), source="有的企业书记述职讲评制度", grade="C", since=_OLD
)


RANKS: Final[Mapping[StepName, int]] = {
    "个人自评": 0,
    "述职": 0,
    "党员互评": 1,
    "提问": 1,
    "讲评": 2,
    "民主测评": 2,
}
"""What goes before what; a comment may come before or after the poll."""


def course_of(record: Appraisal) -> Course:
    """A report that was only commented on needs no poll."""
    if not record.reports:
        return APPRAISED
    return REPORTED if record.decided or any(one.level or one.votes for one in record.reports) else COMMENTED
