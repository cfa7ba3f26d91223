"""For inspectors: each project with its level, its money, its defences and its acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.projects.facts import ProjectFacts
from gongkai.kinds.projects.model import Project

Row = tuple[Project, ProjectFacts]


def about(records: Sequence[Row], scope: Scope) -> tuple[Row, ...]:
    """From what the readers may see, newest first."""
    return tuple(records)


def tallies(seen: Sequence[Row]) -> tuple[Tally, ...]:
    """How many projects, and in how many a defence is missing."""
    missing = sum(any(phase.missing for phase in facts.phases) for _, facts in seen)
    but = f"{missing} 个缺答辩" if missing else ""
    return (Tally(anchor="projects", title="创新立项", count=len(seen), unit="个", but=but),)


def _day(record: Project) -> date:
    return record.decided.on if record.decided else record.proposal.on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
