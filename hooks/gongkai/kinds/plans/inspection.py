"""For inspectors: each plan in counts, and every target that is late, unproven or was adjusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.plans.facts import PlanFacts
from gongkai.kinds.plans.model import Plan, Target
from gongkai.kinds.plans.standing import TargetFacts

QUIET = frozenset({"进行中", "已达到"})
"""States of targets that need no look, unless they were adjusted."""


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """One target that an inspector would ask about."""

    href: str
    """From the site's root, with the target's place in the page."""
    target: Target
    known: TargetFacts


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Each plan in counts, newest first, and the targets to ask about."""

    records: tuple[tuple[Plan, PlanFacts], ...]
    targets: tuple[TargetRow, ...]


def about(records: Sequence[tuple[Plan, PlanFacts]], scope: Scope) -> Seen:
    """From what the readers may see."""
    return Seen(
        records=tuple(records), targets=tuple(row for record, facts in records for row in _asked_about(record, facts))
    )


def _asked_about(record: Plan, facts: PlanFacts) -> Iterator[TargetRow]:
    for target, known in zip(record.targets, facts.targets, strict=True):
        if known.state not in QUIET or target.adjusted:
            yield TargetRow(href=f"{record.address}.html#target-{target.id}", target=target, known=known)


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many plans, and how many targets to ask about."""
    asked = f"{len(seen.targets)} 个目标要看" if seen.targets else ""
    return (Tally(anchor="plans", title="计划和目标", count=len(seen.records), unit="份", but=asked),)


def _day(record: Plan) -> date:
    return record.span.first


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
