"""What follows from a notice of development: the version of the rule in force and the floor of its period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.days import months_later
from gongkai.derive.head import HeadFacts, World
from gongkai.derive.limits import REVISED
from gongkai.derive.notice import NoticeFacts, notice_facts
from gongkai.derive.periods import PeriodFacts
from gongkai.kinds.development.model import Development, Node, RuleVersion


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What follows a step, and how many months it may take."""

    node: Node
    months: int
    source: str
    grade: Literal["B", "C"]


NEXT: Final[dict[Node, NextStep]] = {
    "发展对象": NextStep(node="接收预备党员", months=12, source="政治审查一年内有效（各单位通例）", grade="C"),
    "接收预备党员": NextStep(
        node="预备党员转正", months=15, source="《中国共产党发展党员工作细则》第三十一条、第三十三条", grade="B"
    ),
}
"""Probation is one year, and the decision after it is approved within three months."""


@dataclass(frozen=True, kw_only=True)
class DevelopmentFacts(NoticeFacts):
    """What a page of such a notice shows that nobody wrote."""

    period: PeriodFacts
    basis: RuleVersion
    in_force: RuleVersion
    next_step: NextStep | None
    next_due: date | None
    """By when the next step should be there."""


def facts(record: Development, head: HeadFacts, world: World) -> DevelopmentFacts:
    """What follows from a notice of development."""
    in_force: RuleVersion = "细则（2026年）" if record.period.first >= REVISED else "细则（2014年）"
    step = NEXT.get(record.node)
    return DevelopmentFacts(
        **notice_facts(record, head, world, record.node).__dict__,
        basis=record.basis or in_force,
        in_force=in_force,
        next_step=step,
        next_due=months_later(record.period.last, step.months) if step else None,
    )
