"""The plans that are running, for the home page and the kind's own list."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.derive.head import World
from gongkai.kinds.plans.facts import PlanFacts
from gongkai.kinds.plans.model import Plan


def summary(records: Sequence[tuple[Plan, PlanFacts]], world: World) -> tuple[tuple[Plan, PlanFacts], ...]:
    """Public plans whose time is not over or that nobody has evaluated: January still tells of December's."""
    return tuple(
        (record, facts)
        for record, facts in records
        if facts.head.state == "公开" and (world.as_of <= record.span.last or record.review is None)
    )
