"""Appraisals of members through the years, in counts, and the newest of each sort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.derive.head import World
from gongkai.kinds.appraisals.facts import AppraisalFacts
from gongkai.kinds.appraisals.model import Appraisal

Row = tuple[Appraisal, AppraisalFacts]


@dataclass(frozen=True, kw_only=True)
class Years:
    """Public ones, newest first."""

    of_members: tuple[Row, ...]
    newest: tuple[Row, ...]
    """Of each sort."""


def summary(records: Sequence[Row], world: World) -> Years:
    """From what the readers of the site may see."""
    public = tuple(row for row in records if row[1].head.state == "公开")
    sorts = dict.fromkeys(record.sort for record, _ in public)
    return Years(
        of_members=tuple(row for row in public if row[0].results),
        newest=tuple(next(row for row in public if row[0].sort == sort) for sort in sorts),
    )
