"""For inspectors: when meetings were held, who could vote and how many did, and what was not done in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.meetings.facts import ActionState, MeetingFacts, VoteFacts
from gongkai.kinds.meetings.model import Action, AgendaItem, Meeting, Vote, Voters
from gongkai.kinds.meetings.months import Row, year_of_months
from gongkai.kinds.meetings.requirements import VOTES


@dataclass(frozen=True, kw_only=True)
class VoteRow:
    """One vote of a meeting."""

    address: str
    number: int
    """Of its item on the agenda, from 1."""
    held_on: date
    short: str
    item: AgendaItem
    vote: Vote
    voters: Voters
    measured: VoteFacts

    @property
    def voters_needed(self) -> int:
        return VOTES[self.measured.rule].quorum.need(self.voters.expected)

    @property
    def votes_needed(self) -> int:
        return VOTES[self.measured.rule].majority.need(self.measured.base)

    @property
    def written(self) -> str:
        """Written opinions count for some votes only."""
        return f"，书面意见 {self.voters.written} 人" if self.voters.written else ""

    @property
    def cast(self) -> str:
        """The counts, where the record shows them."""
        if self.vote.shown == "结果":
            return "只公开结果"
        return f"赞成 {self.vote.approve}，反对 {self.vote.against}，弃权 {self.vote.abstain}"


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """What a meeting asked for and what is not done, or was done late."""

    address: str
    title: str
    action: Action
    state: ActionState


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything an inspector is shown of meetings."""

    year: int
    months: tuple[Row, ...]
    """The types that were held, or due and not held, in the order of the regulation."""
    votes: tuple[VoteRow, ...]
    """Newest first."""
    actions: tuple[ActionRow, ...]
    all_actions: int


def about(records: Sequence[tuple[Meeting, MeetingFacts]], scope: Scope) -> Seen:
    """From the records the readers may see, as they see them."""
    return Seen(
        year=scope.year,
        months=year_of_months(records, scope),
        votes=tuple(row for record, facts in records for row in _votes(record, facts)),
        actions=tuple(row for record, facts in records for row in _actions(record, facts)),
        all_actions=sum(len(record.actions) for record, _ in records),
    )


def _votes(record: Meeting, facts: MeetingFacts) -> Iterator[VoteRow]:
    for number, (item, measured) in enumerate(zip(record.agenda, facts.votes, strict=True), 1):
        if item.vote and measured and record.voters:
            yield VoteRow(
                address=record.address,
                number=number,
                held_on=record.held_on,
                short=facts.short,
                item=item,
                vote=item.vote,
                voters=record.voters,
                measured=measured,
            )


def _actions(record: Meeting, facts: MeetingFacts) -> Iterator[ActionRow]:
    for action, state in zip(record.actions, facts.actions, strict=True):
        if state != "已完成":
            yield ActionRow(address=record.address, title=record.title, action=action, state=state)


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How often, how many votes, and what was not done in time."""
    times, gaps = sum(row.times for row in seen.months), sum(row.gaps for row in seen.months)
    late = len(seen.actions)
    return (
        Tally(anchor="meetings", title="组织生活的次数", count=times, unit="次", but=f"缺 {gaps}" if gaps else ""),
        Tally(anchor="votes", title="表决", count=len(seen.votes), unit="次"),
        Tally(
            anchor="actions",
            title="会后落实",
            count=seen.all_actions,
            unit="件",
            but=f"{late} 件没有完成或逾期" if late else "",
        ),
    )


INSPECTION = Inspection(about=about, tallies=tallies, day=lambda record: record.held_on)
