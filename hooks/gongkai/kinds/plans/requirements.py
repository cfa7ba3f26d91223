"""By when a plan is adopted and how often it is followed, as data with source, grade and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from gongkai.days import Span, months_later
from gongkai.derive.requirements import Figure, Requirement


@dataclass(frozen=True, kw_only=True)
class Adoption(Figure):
    """Within how many months of its year a year's plan should be adopted."""

    def last_day(self, span: Span) -> date:
        """The last day on which the plan of that year is adopted in time."""
        return months_later(span.first, self.whole) - timedelta(days=1)


ADOPTION: Final = Adoption(
    name="年度计划通过",
    value=Fraction(3),
    unit="个月",
    # The source, a rule of one company's branches, bears no date; we hold no plan of before our own data against it.
    since=date(2024, 1, 1),
    source="《支部目标管理制度模板》：年初由支部党员大会确定年度目标",
    grade="C",
    if_set=True,
)
TRACKING: Final = Figure(
    name="检查计划间隔",
    value=Fraction(3),
    unit="个月",
    among=(1, 3, 6, 12),
    since=date(2024, 1, 1),
    source="《支部目标管理制度模板》：党员大会定期检查目标的进展",
    grade="C",
    if_set=True,
)
"""The source says 定期; a quarter is how such templates break targets down."""
REQUIREMENTS: Final[tuple[Requirement, ...]] = (ADOPTION, TRACKING)
