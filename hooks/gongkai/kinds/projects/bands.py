"""How much a project of a level is granted, as data: the branch's own from branch.yaml, else an example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from gongkai.load.branch import Branch
from gongkai.load.fields import number
from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class Band:
    """The sum that a project of one level is granted, in yuan; both bounds belong to it."""

    level: str
    least: Decimal
    most: Decimal
    since: date
    """Applies to projects decided on that day or later."""
    basis: str
    grade: SourceGrade | None
    """Of the source we read; None for what the branch itself states."""
    example: bool = False
    """One of its figures is ours, for that of the source cannot be read."""

    @property
    def words(self) -> str:
        """`1000 元至 2000 元（示例金额）`."""
        return f"{self.least} 元至 {self.most} 元{'（示例金额）' if self.example else ''}"

    def holds(self, amount: Decimal) -> bool:
        return self.least <= amount <= self.most


_SOURCE: Final = "《软件学院关于基层党支部工作创新立项的管理办法》"
EXAMPLES: Final = (
    # The copy of the source has other years put in, also in the upper bound of 重点: 2,000 is an example of ours. It
    # names the ninetieth year of the party, so it is of 2011.
    Band(
        level="重点",
        least=Decimal(1000),
        most=Decimal(2000),
        since=date(2011, 7, 20),
        basis=_SOURCE,
        grade="C",
        example=True,
    ),
    Band(level="一般", least=Decimal(500), most=Decimal(1000), since=date(2011, 7, 20), basis=_SOURCE, grade="C"),
)


def bands_on(branch: Branch, day: date) -> tuple[Band, ...]:
    """In force on that day: the branch's own, once it has any; of one level the latest."""
    own = tuple(
        Band(
            level=one.level,
            least=number(one.least),
            most=number(one.most),
            since=one.since,
            basis=one.basis,
            grade=None,
        )
        for one in branch.project_levels
    )
    return tuple(_latest(own if any(one.since <= day for one in own) else EXAMPLES, day))


def _latest(bands: Iterable[Band], day: date) -> Iterable[Band]:
    in_force = sorted((one for one in bands if one.since <= day), key=lambda one: one.since)
    return {one.level: one for one in in_force}.values()
