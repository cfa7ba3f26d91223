"""For inspectors: every opinion with its days, and the year in counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.opinions.facts import OpinionFacts
from gongkai.kinds.opinions.model import Opinion
from gongkai.kinds.opinions.year import Counts, counted


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Opinions, newest first, and the same in counts."""

    opinions: tuple[tuple[Opinion, OpinionFacts], ...]
    counts: Counts


def about(records: Sequence[tuple[Opinion, OpinionFacts]], scope: Scope) -> Seen:
    """From the records the readers may see."""
    return Seen(opinions=tuple(records), counts=counted(records))


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many came in, and how many were not answered in time."""
    but = f"逾期 {seen.counts.late} 件" if seen.counts.late else ""
    return (Tally(anchor="opinions", title="意见建议", count=seen.counts.total, unit="件", but=but),)


INSPECTION = Inspection(about=about, tallies=tallies, day=lambda record: record.received_on)
