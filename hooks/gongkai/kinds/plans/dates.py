"""By when targets are due, as it was decided last, and by when the plan has to be evaluated."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.plans.facts import PlanFacts
from gongkai.kinds.plans.model import Plan


def dates(record: Plan, facts: PlanFacts) -> Iterator[Occasion]:
    """What is still to be reached, and the evaluation where there is none."""
    targets = zip(record.targets, facts.targets, strict=True)
    yield from due("目标到期", ((known.due, target.text) for target, known in targets if known.open))
    if record.review is None:
        yield Occasion(key="evaluation", on=facts.evaluation_due, what="计划总结评价")
