"""Figures of elections as data, each with its source, the grade of that source and the day from which it applies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Final, get_args

from gongkai.derive.majorities import ELECTION
from gongkai.derive.requirements import Figure, Requirement, in_force
from gongkai.load.branch import Branch, BranchType


@dataclass(frozen=True, kw_only=True)
class Difference(Figure):
    """差额: by what share candidates outnumber the seats."""

    def wanted(self, seats: int) -> int:
        """The least number of candidates: at least one more, however few seats there are."""
        return max(seats + 1, ceil(seats * (1 + self.value / 100)))


_ELECTIONS: Final = "《中国共产党基层组织选举工作条例》"
_BRANCHES: Final = "《中国共产党支部工作条例（试行）》"
_FIVE_YEARS: Final[frozenset[BranchType]] = frozenset({"村", "社区"})
DIFFERENCE: Final = Difference(
    name="差额比例", value=Fraction(20), unit="%", since=date(2020, 7, 13), source=_ELECTIONS, grade="C"
)
SHIFT: Final = Figure(
    name="提前或延期换届",
    value=Fraction(12),
    unit="个月",
    since=date(2020, 7, 13),
    source=f"{_ELECTIONS}第三条",
    grade="C",
)
"""How far an election may be put off or brought forward, at most."""
REMINDER: Final = Figure(
    name="换届提醒", value=Fraction(6), unit="个月", since=date(2018, 10, 28), source=_BRANCHES, grade="C"
)
"""How long before the end of a term the superior reminds the branch."""
REQUEST: Final = Figure(
    name="换届请示",
    value=Fraction(1),
    unit="个月",
    since=date(2020, 7, 13),
    source="有的地方的换届流程：任期届满一个月前请示",
    grade="C",
    if_set=True,
)
"""How long before the end of a term the branch asks for an election, at the latest."""
_TERM: Final = Figure(
    name="支委会任期",
    value=Fraction(3),
    unit="年",
    since=date(2018, 10, 28),
    source=_BRANCHES,
    grade="C",
    types=frozenset(get_args(BranchType)) - _FIVE_YEARS,
)
_VILLAGE_TERM: Final = Figure(
    name="村和社区支委会任期",
    value=Fraction(5),
    unit="年",
    since=date(2018, 10, 28),
    source=_BRANCHES,
    grade="C",
    types=_FIVE_YEARS,
)
REQUIREMENTS: Final[tuple[Requirement, ...]] = (_TERM, _VILLAGE_TERM, REMINDER, REQUEST, SHIFT, DIFFERENCE, ELECTION)


def term_of(branch: Branch, on: date) -> Figure | None:
    """For how long a committee is elected on that day."""
    return in_force(_TERM, on, branch) or in_force(_VILLAGE_TERM, on, branch)
