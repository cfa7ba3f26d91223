"""What is asked of a branch, as data: each figure with its source, that source's grade, whom it binds since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from gongkai.load.branch import Branch, BranchType
from gongkai.load.fields import number
from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """Where something that is asked of a branch comes from."""

    since: date
    """Binds from this day on; nothing of before is held against it."""
    source: str
    """The rule with its article, as pages name it."""
    grade: SourceGrade
    """Of the text that we read, not of the rule."""
    types: frozenset[BranchType] = frozenset()
    """The types of branch that it binds; empty: every type."""

    def binds(self, branch: Branch, on: date) -> bool:
        """Whether this branch is held to it on the day."""
        return self.since <= on and (not self.types or branch.type in self.types)


@dataclass(frozen=True, kw_only=True)
class Figure(Requirement):
    """A number that a branch's superior may have set otherwise, in `figures` of branch.yaml, by this name."""

    name: str
    """Unique among all kinds: 党员年度学时."""
    value: Fraction
    unit: str

    @property
    def words(self) -> str:
        """`32 学时`, `0.5 天`, `1/3`: always exact."""
        value = self.value
        exact = Decimal(value.numerator) / value.denominator
        said = str(value) if Fraction(exact) != value else f"{exact:f}"
        return f"{said} {self.unit}".rstrip()


_EVERY: Final[frozenset[BranchType]] = frozenset()


def in_force(figure: Figure, on: date, branch: Branch) -> Figure | None:
    """What this branch is held to on the day: its own latest figure, else the usual one; None where none binds it."""
    own = [one for one in branch.figures if one.name == figure.name and one.since <= on]
    latest = max(own, key=lambda one: one.since, default=None)
    if latest is None:
        return figure if figure.binds(branch, on) else None
    value = Fraction(number(latest.value))
    return replace(figure, value=value, since=latest.since, source=latest.basis, grade="B", types=_EVERY)
