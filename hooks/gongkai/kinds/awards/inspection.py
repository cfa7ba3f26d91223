"""For inspectors: each stage of an award, how those named were chosen, and which notice went before a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.awards.facts import AwardFacts
from gongkai.kinds.awards.model import Award


@dataclass(frozen=True, kw_only=True)
class Row:
    """One stage of an award."""

    record: Award
    counts: str
    meeting: str
    """Address of the meeting that chose; empty where the readers see none."""
    announced: tuple[str, ...]
    """Addresses of the notices before a decision that the readers see."""


def about(records: Sequence[tuple[Award, AwardFacts]], scope: Scope) -> tuple[Row, ...]:
    """One row for each record, newest first."""
    return tuple(_row(record, facts, scope) for record, facts in records)


def _row(record: Award, facts: AwardFacts, scope: Scope) -> Row:
    meeting = record.selection.meeting if record.selection else None
    return Row(
        record=record,
        counts=facts.counts,
        meeting=scope.addresses.get(meeting, "") if meeting else "",
        announced=tuple(address for address in facts.announced if address in scope.addresses),
    )


def tallies(seen: Sequence[Row]) -> tuple[Tally, ...]:
    """How many stages of awards."""
    return (Tally(anchor="awards", title="评优表彰", count=len(seen), unit="份"),)


def _day(record: Award) -> date:
    return record.period.first if record.period else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
