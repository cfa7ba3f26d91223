"""How many things are promised and when that is judged, as data with source, grade and day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.requirements import Figure, Requirement

_SINCE: Final = date(2010, 1, 1)
"""Public commitments began with the campaign of 2010; the sources bear no day."""
_GUIDES: Final = "有的地方的公开承诺指引"
BRANCH_ITEMS: Final = Figure(
    name="支部承诺事项",
    value=Fraction(10),
    unit="项",
    since=_SINCE,
    source=f"{_GUIDES}：支部不少于 10 项",
    grade="C",
    if_set=True,
)
LEAST_ITEMS: Final = Figure(
    name="党员承诺事项最少",
    value=Fraction(2),
    unit="项",
    since=_SINCE,
    source=f"{_GUIDES}：党员 2 至 5 项",
    grade="C",
    if_set=True,
)
MOST_ITEMS: Final = Figure(
    name="党员承诺事项最多",
    value=Fraction(5),
    unit="项",
    since=_SINCE,
    source=f"{_GUIDES}：党员 2 至 5 项",
    grade="C",
    if_set=True,
)
RECEIVED: Final = Figure(
    name="承诺评议",
    value=Fraction(31),
    unit="日",
    since=_SINCE,
    source="有的企业的做法：半年评议，年底测评，没有写期满后几日",
    grade="推断",
    if_set=True,
)
"""After each half year, for ratings, and after the year, for the poll."""
JUDGED: Final = Figure(
    name="长期事项评定",
    value=Fraction(30),
    unit="日",
    since=_SINCE,
    source="到期前后各留一个月，等得到评定的会议",
    grade="推断",
)
"""Before or after its due date, in which an `ongoing` item is judged."""
REQUIREMENTS: Final[tuple[Requirement, ...]] = (BRANCH_ITEMS, LEAST_ITEMS, MOST_ITEMS, RECEIVED, JUDGED)
