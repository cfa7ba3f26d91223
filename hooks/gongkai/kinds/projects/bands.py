"""How much a project of a level is granted, as data: the branch's own from branch.yaml; examples bind nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Self

from gongkai.derive.requirements import Requirement
from gongkai.load.branch import Branch, ProjectLevel
from gongkai.load.fields import number


@dataclass(frozen=True, kw_only=True)
class Band(Requirement):
    """The sum that a project of one level is granted, in yuan; both bounds belong to it."""

    SETTING = "project_levels"

    level: str
    least: Decimal
    most: Decimal
    example: bool = False
    """One of its figures is ours, for that of the source cannot be read."""

    @property
    def words(self) -> str:
        """`1000 元至 2000 元（示例金额）`."""
        return f"{self.least} 元至 {self.most} 元{'（示例金额）' if self.example else ''}"

    def holds(self, amount: Decimal) -> bool:
        return self.least <= amount <= self.most

    def own(self, branch: Branch) -> tuple[Self, ...]:
        own = (self.replaced_by(one) for one in branch.project_levels if one.level == self.level)
        return tuple(sorted(own, key=lambda one: one.since))

    def replaced_by(self, written: ProjectLevel) -> Self:
        """What the branch's superior grants."""
        return replace(
            self.set_by(written.basis, written.since),
            name=f"{written.level}项目经费",
            level=written.level,
            least=number(written.least),
            most=number(written.most),
            example=False,
        )


_SOURCE: Final = "《软件学院关于基层党支部工作创新立项的管理办法》"
EXAMPLES: Final = (
    # The copy of the source has other years put in, also in the upper bound of 重点: 2,000 is an example of ours. It
    # names the ninetieth year of the party, so it is of 2011. What one college granted binds nobody else.
    Band(
        name="重点项目经费",
        level="重点",
        least=Decimal(1000),
        most=Decimal(2000),
        since=date(2011, 7, 20),
        source=_SOURCE,
        grade="C",
        if_set=True,
        example=True,
    ),
    Band(
        name="一般项目经费",
        level="一般",
        least=Decimal(500),
        most=Decimal(1000),
        since=date(2011, 7, 20),
        source=_SOURCE,
        grade="C",
        if_set=True,
    ),
)


def bands_on(branch: Branch, day: date) -> tuple[Band, ...]:
    """In force on that day: of each level that the branch's superior has, the latest."""
    written = sorted((one for one in branch.project_levels if one.since <= day), key=lambda one: one.since)
    latest = {one.level: one for one in written}
    return tuple(EXAMPLES[0].replaced_by(one) for one in latest.values())
