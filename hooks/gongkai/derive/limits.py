"""Within how many working days opinions are passed on and answered, as data: step, days, source and its grade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.load.branch import Branch, LimitedStep
from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One limit; no national rule sets any, so a branch's own takes its place."""

    step: LimitedStep
    days: int
    """Working days, the first one the day after."""
    since: date
    """Applies to what comes in on this day or later."""
    basis: str
    grade: SourceGrade

    @property
    def words(self) -> str:
        """`15 个工作日内`."""
        return f"{self.days} 个工作日内"


FORWARDED: Final = Limit(
    step="转办",
    days=1,
    since=date(2010, 1, 1),
    basis="有的企业党务公开意见收集处理制度规定一个工作日内转办",
    grade="A",
)
ANSWERED: Final = Limit(
    step="答复",
    days=15,
    since=date(2010, 1, 1),
    basis="有的省直机关党务公开办法规定受理后十五个工作日内答复",
    grade="A",
)
"""Both are rules of single places, seen on their own pages (domain reference §1.6 [R33][R34]). Branches were told to
collect opinions and to answer them in 2010; the day is not known to us."""


def limit_for(usual: Limit, on: date, branch: Branch) -> Limit:
    """What holds for that step on the day: the branch's latest own limit, else the usual one."""
    own = [one for one in branch.limits if one.step == usual.step and one.since <= on]
    latest = max(own, key=lambda one: one.since, default=None)
    if latest is None:
        return usual
    return Limit(step=usual.step, days=latest.days, since=latest.since, basis=latest.basis, grade="B")
