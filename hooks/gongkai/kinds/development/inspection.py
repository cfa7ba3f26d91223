"""For inspectors: was each notice long enough, who discussed it, and did the superior agree before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.derive.floors import Floor, length_words
from gongkai.derive.periods import PeriodFacts, short_by
from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.development.facts import DevelopmentFacts
from gongkai.kinds.development.model import Development


@dataclass(frozen=True, kw_only=True)
class Row:
    """One notice against what had to come before it and how long it had to be."""

    record: Development
    period: PeriodFacts
    floors: tuple[str, ...]
    """`不少于 5 个工作日：够`; none where no floor is known."""
    meeting: str
    """Address of the meeting that discussed it; empty where the readers see none."""
    consent_words: str
    """Whether it came before the first day; empty without consent."""


def about(records: Sequence[tuple[Development, DevelopmentFacts]], scope: Scope) -> tuple[Row, ...]:
    """One row for each notice, newest first."""
    return tuple(_row(record, facts, scope) for record, facts in records)


def _row(record: Development, facts: DevelopmentFacts, scope: Scope) -> Row:
    discussed = record.discussed
    return Row(
        record=record,
        period=facts.period,
        floors=tuple(_floor(floor, facts.period) for floor in facts.floors),
        meeting=scope.addresses.get(discussed.record, "") if discussed and discussed.record else "",
        consent_words=_consent(record),
    )


def _consent(record: Development) -> str:
    if record.consent is None:
        return ""
    return "在公示第一天以前" if record.consent.on < record.period.first else "不在公示第一天以前"


def _floor(floor: Floor, period: PeriodFacts) -> str:
    short = short_by(period, floor)
    return f"{floor.words}：{f'少 {length_words(short, floor.unit)}' if short else '够'}"


def tallies(seen: Sequence[Row]) -> tuple[Tally, ...]:
    """How many notices."""
    return (Tally(anchor="consents", title="发展党员：天数、讨论和上级同意", count=len(seen), unit="份"),)


INSPECTION = Inspection(about=about, tallies=tallies, day=lambda record: record.period.first)
