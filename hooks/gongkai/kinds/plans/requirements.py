"""By when a plan should be adopted, as data with its source, its grade and the day from which it applies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.days import Span, parse_span
from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """Until the end of which quarter of its year a year's plan should be adopted."""

    quarter: int
    since: date
    """Applies to plans that begin on this day or later."""
    source: str
    grade: SourceGrade

    def last_day(self, span: Span) -> date:
        """The last day on which the plan of that year is adopted in time."""
        return parse_span(f"{span.first.year}-Q{self.quarter}").last


ADOPTION: Final = Adoption(
    quarter=1,
    # The source, a rule of one company's branches, bears no date; we hold no plan of before our own data against it.
    since=date(2024, 1, 1),
    source="《支部目标管理制度模板》：年初由支部党员大会确定年度目标；“年初”按第一季度掌握",
    grade="C",
)
