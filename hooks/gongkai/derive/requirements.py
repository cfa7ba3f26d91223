"""What is asked of a branch, as data: each figure with its source, that source's grade, whom it binds since when."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Final, Self, TypeVar

from gongkai.load.branch import Branch, BranchType
from gongkai.load.fields import number
from gongkai.load.scheme import SourceGrade

GRADES: Final[Mapping[SourceGrade, str]] = MappingProxyType(
    {
        "A": "见过原文，或发文单位自己的网页",
        "B": "没有见过原文，见过可靠的转引",
        "C": "没有见过原文，见过一般的转载",
        "推断": "没有出处",
    }
)


def legend(grades: Iterable[SourceGrade]) -> str:
    """`B 级是没有见过原文，见过可靠的转引；C 级是…`, of these; empty where none is a letter."""
    there = set(grades) - {"推断"}
    return "；".join(f"{grade} 级是{words}" for grade, words in GRADES.items() if grade in there)


@dataclass(frozen=True, kw_only=True)
class Requirement(ABC):
    """Something that is asked of a branch, and where that comes from."""

    SETTING: ClassVar[str] = ""
    """The field of branch.yaml in which the branch writes its superior's own; empty where nobody may set another."""

    name: str
    """Unique among all kinds: 党员年度学时."""
    since: date
    """Binds from this day on; nothing of before is held against it."""
    source: str
    """The rule with its article, as pages name it."""
    grade: SourceGrade
    """Of the text that we read, not of the rule."""
    types: frozenset[BranchType] = frozenset()
    """The types of branch that it binds; empty: every type."""
    if_set: bool = False
    """A rule of single places: it binds only a branch that has written its superior's own in branch.yaml."""

    @property
    @abstractmethod
    def words(self) -> str:
        """What is asked."""

    def binds(self, branch: Branch, on: date) -> bool:
        """Whether this branch is held to it on the day, as long as it has none of its own."""
        return not self.if_set and self.since <= on and (not self.types or branch.type in self.types)

    def own(self, branch: Branch) -> tuple[Self, ...]:
        """What the branch has written in its place, the earliest first; one that nobody may set has none."""
        return ()

    def set_by(self, basis: str, since: date) -> Self:
        """The same as a superior of the branch asks for it: it binds, whatever the branch is."""
        return replace(self, source=basis, grade="B", since=since, types=_EVERY, if_set=False)


@dataclass(frozen=True, kw_only=True)
class Figure(Requirement):
    """A number that a branch's superior may have set otherwise, in `figures` of branch.yaml, by this name."""

    SETTING = "figures"

    value: Fraction
    unit: str
    """Empty for a share of one."""
    among: tuple[int, ...] = ()
    """The only numbers that can be asked; empty: any."""

    @property
    def words(self) -> str:
        """`32 学时`, `0.5 天`, `1/3`: always exact."""
        value = self.value
        exact = Decimal(value.numerator) / value.denominator
        said = str(value) if Fraction(exact) != value else f"{exact:f}"
        return f"{said} {self.unit}".rstrip()

    @property
    def whole(self) -> int:
        """Where it is counted in days, months or people; a rule sees to it that it is whole."""
        return int(self.value)

    def after(self, day: date) -> date:
        """So many days after the day."""
        return day + timedelta(days=self.whole)

    def own(self, branch: Branch) -> tuple[Self, ...]:
        """Without those that cannot be asked, which is a fault."""
        written = (one for one in branch.figures if one.name == self.name)
        own = (replace(self.set_by(one.basis, one.since), value=Fraction(number(one.value))) for one in written)
        return tuple(sorted((one for one in own if not self.unfit(one.value)), key=lambda one: one.since))

    def unfit(self, value: Fraction) -> str:
        """Why that number cannot be asked: `只能写 1、3、6、12`; empty where it can."""
        if self.among and value not in self.among:
            return f"只能写 {'、'.join(map(str, self.among))}"
        if self.unit == "%" and value > _ALL:
            return "不能超过 100"
        if not self.unit and value > 1:
            return "这是比例，要写不超过 1 的数，如三成写 0.3"
        least = _LEAST.get(self.unit)
        odd = least is not None and (value.denominator > 1 or not least <= value <= _MOST)
        return f"要写 {least} 到 {_MOST} 的整数" if odd else ""


_EVERY: Final[frozenset[BranchType]] = frozenset()
_ALL: Final = 100
_MOST: Final = 1000
_LEAST: Final[Mapping[str, int]] = {
    "日": 0,
    **dict.fromkeys(("个工作日", "工作日", "个月", "年", "人", "名", "项", "次", "个"), 1),
}
"""Units that come whole, and the least that can be asked."""
_R = TypeVar("_R", bound=Requirement)


def in_force(asked: _R, on: date, branch: Branch) -> _R | None:
    """What this branch is held to on the day: its own latest, else the usual one; None where none binds it."""
    own = [one for one in asked.own(branch) if one.since <= on]
    return own[-1] if own else asked if asked.binds(branch, on) else None
