"""By when the defences of a project have to be held."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.dates import Occasion, due
from gongkai.kinds.projects.facts import ProjectFacts
from gongkai.kinds.projects.model import Project


def dates(record: Project, facts: ProjectFacts) -> Iterator[Occasion]:
    """Those that were not held yet."""
    phases = zip(record.phases, facts.phases, strict=True)
    waiting = ((one.last, f"{one.name}：{one.defence}") for one, own in phases if one.defence and not own.defence)
    return due("答辩期限", waiting)
