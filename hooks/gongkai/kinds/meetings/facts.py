"""What follows from a meeting: quorum, votes, how its actions stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from gongkai.days import LAST_YEAR, Span, parse_span
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.kinds.meetings.model import Action, AgendaItem, Meeting, MeetingType, Voters, VoteRule
from gongkai.kinds.meetings.requirements import VOTES, Frequency

ActionState = Literal["已完成", "逾期完成", "进行中", "已逾期"]


@dataclass(frozen=True, kw_only=True)
class QuorumFacts:
    """Whether those with a vote were enough to decide anything at all."""

    rule: VoteRule
    words: str
    """`半数以上（含半数）`."""
    reached: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class VoteFacts:
    """One vote measured against its rule."""

    quorum: bool
    majority: bool
    ballots: int
    """Voters present, plus written opinions where the rule counts them: no more votes than this can be cast."""
    base: int
    """The number of which approvals must be more than half."""
    wanted: str
    """`赞成票要超过半数（以应到会有表决权 30 人计）`."""
    secret_wanted: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class MeetingFacts(Facts):
    """Everything a page of a meeting shows that nobody wrote."""

    attendance_rate: str
    """`90.0%`, half up; empty where nobody was expected."""
    absent: int
    quorum: QuorumFacts | None
    votes: tuple[VoteFacts | None, ...]
    """One for each item of the agenda."""
    actions: tuple[ActionState, ...]
    """One for each action."""
    held: tuple[tuple[MeetingType, date], ...]
    """Each type with each day on which it was held."""


def facts(record: Meeting, head: HeadFacts, world: World) -> MeetingFacts:
    """What follows from a meeting."""
    attendance = record.attendance
    return MeetingFacts(
        head=head,
        short="、".join(record.types),
        held=tuple((type_, day) for type_ in record.types for day in _days_of(type_, record)),
        attendance_rate=percent(attendance.present, attendance.expected),
        absent=attendance.expected - attendance.present,
        quorum=_quorum(record),
        votes=tuple(_vote(item, record.voters) for item in record.agenda),
        actions=tuple(_action(action, world.as_of) for action in record.actions),
    )


def days_held(record: Meeting) -> tuple[date, ...]:
    """The day of the meeting, or those of the groups that share the record, each once."""
    return tuple(dict.fromkeys(session.held_on for session in record.sessions)) or (record.held_on,)


def _days_of(type_: MeetingType, record: Meeting) -> tuple[date, ...]:
    """Two groups that meet on one day hold two group meetings, but one theme day."""
    if type_ == "党小组会" and record.sessions:
        return tuple(session.held_on for session in record.sessions)
    return days_held(record)


def percent(part: int, whole: int) -> str:
    """`90.0%`: one decimal, half up, exact."""
    if not whole:
        return ""
    return f"{(Decimal(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


_QUORUM_OF: dict[MeetingType, VoteRule] = {"支部党员大会": "一般议题", "支部委员会": "委员会"}


def _quorum(record: Meeting) -> QuorumFacts | None:
    rule = next((rule for type_, rule in _QUORUM_OF.items() if type_ in record.types), None)
    if rule is None or record.voters is None:
        return None
    wanted = VOTES[rule]
    reached = wanted.quorum.reached(record.voters.present, record.voters.expected)
    return QuorumFacts(rule=rule, words=wanted.quorum.words, reached=reached, source=wanted.source)


def _vote(item: AgendaItem, voters: Voters | None) -> VoteFacts | None:
    if item.vote is None or voters is None:
        return None
    wanted = VOTES[item.vote.rule]
    ballots = voters.present + (voters.written if wanted.written_counts else 0)
    base = voters.expected if wanted.of == "应到" else voters.present
    return VoteFacts(
        quorum=wanted.quorum.reached(voters.present, voters.expected),
        majority=wanted.majority.reached(item.vote.approve, base),
        ballots=ballots,
        base=base,
        wanted=wanted.words(base),
        secret_wanted=wanted.secret,
        source=wanted.source,
    )


def _action(action: Action, as_of: date) -> ActionState:
    if action.done and action.done <= as_of:
        return "已完成" if action.done <= action.due else "逾期完成"
    return "进行中" if as_of <= action.due else "已逾期"


def applies(frequency: Frequency, world: World, span: Span) -> bool:
    """Whether the branch had, through the whole span, what the frequency needs."""
    branch = world.register.branch
    if branch.since > span.first:
        return False
    if frequency.needs == "committee":
        return branch.committee_on(span.first) is not None
    return frequency.needs != "groups" or bool(branch.groups_on(span.first))


def spans(first: date, last: date, months: int) -> tuple[Span, ...]:
    """Whole calendar months, quarters or years that lie between the two days."""
    years = range(first.year, min(last.year, LAST_YEAR) + 1)
    every = (_span(year, part, months) for year in years for part in range(1, 12 // months + 1))
    return tuple(span for span in every if first <= span.first and span.last <= last)


def _span(year: int, part: int, months: int) -> Span:
    return parse_span({1: f"{year}-{part:02d}", 3: f"{year}-Q{part}", 12: f"{year}"}[months])
