"""What follows from a meeting: quorum, votes, how its actions stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.days import Span
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.requirements import Figure, in_force
from gongkai.derive.shares import percent
from gongkai.kinds.meetings.model import Action, AgendaItem, Meeting, MeetingType, VoteRule
from gongkai.kinds.meetings.requirements import ATTENDANCE, MADE_UP, VOTES, Frequency, demanded, rule_for
from gongkai.load.branch import Branch

ActionState = Literal["已完成", "逾期完成", "进行中", "已逾期"]
MADE_UP_OF: Final[frozenset[MeetingType]] = frozenset({"支部党员大会", "党小组会", "党课"})
"""三会一课, without the committee's own."""


@dataclass(frozen=True, kw_only=True)
class QuorumFacts:
    """Whether those with a vote were enough to decide anything at all."""

    words: str
    """`应到会有表决权 30 人，半数以上（含半数）到会才能表决，至少 15 人`."""
    reached: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class VoteFacts:
    """One vote measured against its rule."""

    rule: VoteRule
    demanded: VoteRule | None
    """The rule that topic and meeting leave no choice about."""
    quorum: bool
    quorum_words: str
    majority: bool
    ballots: int
    """Voters present, plus written opinions where the rule counts them: no more votes than this can be cast."""
    base: int
    """The number of which approvals must be more than half."""
    wanted: str
    """`赞成票要超过半数，应到会有表决权 30 人，至少 16 票`."""
    secret_wanted: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class MeetingFacts(Facts):
    """Everything a page of a meeting shows that nobody wrote."""

    attendance_rate: str
    """`90.0%`, half up; empty where nobody was expected."""
    absent: int
    attendance_asked: Figure | None
    """The rate that the branch's superior asks for; None where it asks for none."""
    attendance_low: bool
    make_up_due: date | None
    """By when those who were absent have made it up; None where nobody asks for that, or nobody was absent."""
    not_made_up: int
    """Absent, and that day is over."""
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
    asked = in_force(ATTENDANCE, record.held_on, world.register.branch)
    absent = max(attendance.expected - attendance.present, 0)
    make_up_due = _make_up_due(record, world) if absent else None
    return MeetingFacts(
        head=head,
        short="、".join(record.types),
        held=tuple((type_, day) for type_ in record.types for day in _days_of(type_, record)),
        attendance_rate=percent(attendance.present, attendance.expected),
        absent=attendance.expected - attendance.present,
        attendance_asked=asked,
        attendance_low=asked is not None and attendance.present * 100 < attendance.expected * asked.value,
        make_up_due=make_up_due,
        not_made_up=_not_made_up(record, absent) if make_up_due and make_up_due < world.as_of else 0,
        quorum=_quorum(record),
        votes=tuple(_vote(item, record) for item in record.agenda),
        actions=tuple(_action(action, world.as_of) for action in record.actions),
    )


def _make_up_due(record: Meeting, world: World) -> date | None:
    """Members' meetings, group meetings and lectures are made up; a committee cannot be."""
    within = in_force(MADE_UP, record.held_on, world.register.branch)
    if within is None or not MADE_UP_OF & set(record.types):
        return None
    return within.after(max(days_held(record)))


def _not_made_up(record: Meeting, absent: int) -> int:
    return max(absent - sum(one.count for one in record.attendance.made_up), 0)


def days_held(record: Meeting) -> tuple[date, ...]:
    """The day of the meeting, or those of the groups that share the record, each once."""
    return tuple(dict.fromkeys(session.held_on for session in record.sessions)) or (record.held_on,)


def _days_of(type_: MeetingType, record: Meeting) -> tuple[date, ...]:
    """Two groups that meet on one day hold two group meetings, but one theme day."""
    if type_ == "党小组会" and record.sessions:
        return tuple(session.held_on for session in record.sessions)
    return days_held(record)


def _quorum(record: Meeting) -> QuorumFacts | None:
    """By the strictest rule of the meeting and of what was voted on."""
    if record.voters is None or not {"支部党员大会", "支部委员会"} & set(record.types):
        return None
    usual: VoteRule = "一般议题" if "支部党员大会" in record.types else "委员会"
    rules = {usual, *(rule_for(item, record.types) for item in record.agenda if item.vote)}
    expected = record.voters.expected
    wanted = max((VOTES[rule] for rule in sorted(rules)), key=lambda one: one.quorum.need(expected))
    reached = record.voters.present >= wanted.quorum.need(expected)
    return QuorumFacts(words=wanted.voters_needed(expected), reached=reached, source=wanted.source)


def _vote(item: AgendaItem, record: Meeting) -> VoteFacts | None:
    if item.vote is None or record.voters is None:
        return None
    rule, voters = rule_for(item, record.types), record.voters
    wanted = VOTES[rule]
    base = voters.expected if wanted.of == "应到" else voters.present
    return VoteFacts(
        rule=rule,
        demanded=demanded(item, record.types),
        quorum=voters.present >= wanted.quorum.need(voters.expected),
        quorum_words=wanted.voters_needed(voters.expected),
        majority=item.vote.approve >= wanted.majority.need(base),
        ballots=voters.present + (voters.written if wanted.written_counts else 0),
        base=base,
        wanted=wanted.votes_needed(base),
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
        return bool(branch.committee_on(span.first) and branch.committee_on(span.last))
    return frequency.needs != "groups" or bool(groups_through(branch, span))


def groups_through(branch: Branch, span: Span) -> tuple[str, ...]:
    """The groups that existed on every day of the span."""
    last = {group.name for group in branch.groups_on(span.last)}
    return tuple(group.name for group in branch.groups_on(span.first) if group.name in last)
