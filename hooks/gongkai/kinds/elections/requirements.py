"""Figures of elections as data, each with its source, the grade of that source and the day from which it applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Final

from gongkai.load.branch import BranchType
from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """Where a figure comes from."""

    since: date
    source: str
    grade: SourceGrade


@dataclass(frozen=True, kw_only=True)
class Difference(Requirement):
    """差额: by what share candidates outnumber the seats."""

    share: Fraction

    def wanted(self, seats: int) -> int:
        """The least number of candidates: at least one more, however few seats there are."""
        return max(seats + 1, ceil(seats * (1 + self.share)))


@dataclass(frozen=True, kw_only=True)
class Months(Requirement):
    """A time in months."""

    months: int


_ELECTIONS: Final = "《中国共产党基层组织选举工作条例》"
_BRANCHES: Final = "《中国共产党支部工作条例（试行）》"
DIFFERENCE: Final = Difference(share=Fraction(1, 5), since=date(2020, 7, 13), source=_ELECTIONS, grade="C")
SHIFT: Final = Months(months=12, since=date(2020, 7, 13), source=f"{_ELECTIONS}第三条", grade="C")
"""How far an election may be put off or brought forward."""
REMINDER: Final = Months(months=6, since=date(2018, 10, 28), source=_BRANCHES, grade="C")
"""How long before the end of a term the superior reminds the branch."""
TERM: Final = Months(months=36, since=date(2018, 10, 28), source=_BRANCHES, grade="C")
TERM_OF: Final[Mapping[BranchType, Months]] = {
    "村": Months(months=60, since=date(2018, 10, 28), source=_BRANCHES, grade="C"),
    "社区": Months(months=60, since=date(2018, 10, 28), source=_BRANCHES, grade="C"),
}
"""How long a committee is elected for, where that is not `TERM`."""
