"""Public notices of whatever kind: from when and how long each hung and where, and what came of it for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.derive.notice import NoticeFacts
from gongkai.derive.periods import PeriodFacts
from gongkai.findings import Finding
from gongkai.kinds import Kind
from gongkai.load.notice import Notice, Outcome, Period
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief
from gongkai.render.matter import Link, link


@dataclass(frozen=True, kw_only=True)
class PeriodRow:
    """One notice: its printed period, counted again, and where it hung."""

    link: Link
    short: str
    record: Notice
    said: Period
    counted: PeriodFacts
    lapses: tuple[Finding, ...]
    """Those about the period itself and the day of publication."""


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """Those on a notice for whom the same came of it."""

    link: Link
    names: tuple[str, ...]
    """None where the notice names nobody: then it is about the matter itself."""
    outcome: Outcome | None
    told_on: date | None
    record: Notice
    state: str
    """Of the period: 未开始, 公示中, 已期满."""
    follow_up: Link | None

    @property
    def result(self) -> str:
        """The outcome, or why there can be none yet; a dash where these readers are told of none."""
        if self.outcome:
            return self.outcome.result
        return "—" if self.state == "已期满" else self.state


def periods(records: Iterable[Disclosure], brief: Brief, kinds: Mapping[str, Kind], root: str) -> list[PeriodRow]:
    """One row for each notice with a period, in the order given."""
    rows = []
    for record in records:
        facts = brief.facts[record.address]
        if isinstance(record, Notice) and isinstance(facts, NoticeFacts) and record.period and facts.period:
            row = PeriodRow(
                link=link(record, kinds, root),
                short=facts.short,
                record=record,
                said=record.period,
                counted=facts.period,
                lapses=tuple(one for one in brief.lapses_of.get(record.address, ()) if _of_period(one)),
            )
            rows.append(row)
    return rows


def _of_period(lapse: Finding) -> bool:
    return lapse.at.split(".")[0] == "period" or lapse.at == "published_on"


def outcomes(records: Iterable[Disclosure], brief: Brief, kinds: Mapping[str, Kind], root: str) -> list[OutcomeRow]:
    """Of each notice with a period a row for each outcome, in the order given."""
    return [
        row
        for record in records
        if isinstance(record, Notice) and record.period
        for row in _of_notice(record, brief, kinds, root)
    ]


def _of_notice(record: Notice, brief: Brief, kinds: Mapping[str, Kind], root: str) -> Iterator[OutcomeRow]:
    named: dict[tuple[Outcome | None, date | None], list[str]] = {}
    for person in record.people:
        who = f"{person.name}（{person.distinguish}）" if person.distinguish else person.name
        named.setdefault((person.outcome, person.told_on), []).append(who)
    if not record.people:
        named = {(outcome, None): [] for _, outcome in record.outcomes()}
    target = brief.world.register.by_name.get(record.follow_up) if record.follow_up else None
    after = brief.shown.get(target.address) if target else None
    facts = brief.facts[record.address]
    state = facts.period.state if isinstance(facts, NoticeFacts) and facts.period else "已期满"
    for (outcome, told_on), names in named.items():
        yield OutcomeRow(
            link=link(record, kinds, root),
            names=tuple(names),
            outcome=outcome,
            told_on=told_on,
            record=record,
            state=state,
            follow_up=link(after, kinds, root) if after else None,
        )
