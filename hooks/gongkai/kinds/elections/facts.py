"""What follows from an election: candidates against seats, each vote against its rule, how far it has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.days import chinese_date, months_later
from gongkai.derive.head import HeadFacts, World
from gongkai.derive.majorities import ELECTION
from gongkai.derive.notice import NoticeFacts, notice_facts
from gongkai.derive.requirements import in_force
from gongkai.kinds.elections.model import Ballot, Election, Seats, Step
from gongkai.kinds.elections.requirements import DIFFERENCE, REMINDER
from gongkai.load.branch import Branch

CALLED: Final[Mapping[str, str]] = {"换届": "换届选举", "首次选举": "首次选举", "补选": "委员补选"}
"""What lists call an election of each type."""


@dataclass(frozen=True, kw_only=True)
class SeatFacts:
    """Candidates for one post against its seats."""

    post: str
    seats: int
    method: str
    candidates: int
    wanted: int
    """The least number of candidates."""
    words: str
    """`差额选举，候选人不少于 6 名`."""

    @property
    def standing(self) -> str:
        """How many stand: `6 名`."""
        return f"{self.candidates} 名" if self.candidates else "还没有提名"


@dataclass(frozen=True, kw_only=True)
class BallotFacts:
    """One vote measured against its rule."""

    quorum: bool
    quorum_words: str
    need: int
    """Approvals without which nobody is elected."""
    wanted: str
    """`赞成票要超过半数，实到会有选举权 30 人，至少 16 票`."""
    void: bool
    """More ballots came back than were given out."""
    elected: tuple[str, ...]
    counted: bool
    """Whether anybody's votes are told."""


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """One step of the way that has been taken, or is fixed."""

    title: str
    on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class ElectionFacts(NoticeFacts):
    """What a page of an election shows that nobody wrote."""

    seats: tuple[SeatFacts, ...]
    """One for each post in `seats`."""
    ballots: tuple[BallotFacts, ...]
    """One for each of the votes."""
    stage: str
    """`筹备中`, `待选举`, `已选举`, `结果已批复`."""
    steps: tuple[StepFacts, ...]
    """The earliest first."""
    reminder: date | None
    """When to begin, before the end of the term or the day until which it was put off."""

    @property
    def status(self) -> str:
        """While objections are taken, that; else how far it has come."""
        open_now = self.period is not None and self.period.is_open
        return self.period_status if self.head.state != "公开" or open_now else self.stage


def facts(record: Election, head: HeadFacts, world: World) -> ElectionFacts:
    """What follows from an election."""
    shared = notice_facts(record, head, world, CALLED[record.type])
    return ElectionFacts(
        **shared.__dict__ | {"gaps": (*shared.gaps, *_gaps(record))},
        seats=tuple(_seats(record, seats, world.register.branch) for seats in record.seats),
        ballots=tuple(_ballot(ballot) for ballot in record.ballots),
        stage=_stage(record, world.as_of),
        steps=tuple(sorted(_steps(record), key=lambda one: one.on)),
        reminder=_reminder(record, world.register.branch),
    )


def _reminder(record: Election, branch: Branch) -> date | None:
    last = record.shifted.to if record.shifted else record.until
    before = in_force(REMINDER, last, branch) if last else None
    return months_later(last, -before.whole) if last and before else None


def _seats(record: Election, seats: Seats, branch: Branch) -> SeatFacts:
    """Where there is one post only, candidates need not say for which they stand."""
    alone = len(record.seats) == 1
    more = in_force(DIFFERENCE, record.made_on, branch) if seats.method != "等额" else None
    wanted = more.wanted(seats.count) if more else seats.count
    standing = (seats.post in one.stands_for or (alone and not one.stands_for) for one in record.candidates)
    return SeatFacts(
        post=seats.post,
        seats=seats.count,
        method=seats.method,
        candidates=sum(standing),
        wanted=wanted,
        words=f"等额选举，候选人 {wanted} 名" if seats.method == "等额" else f"差额选举，候选人不少于 {wanted} 名",
    )


def _ballot(ballot: Ballot) -> BallotFacts:
    return BallotFacts(
        quorum=ballot.present >= ELECTION.quorum.need(ballot.expected),
        quorum_words=ELECTION.voters_needed(ballot.expected),
        need=ELECTION.majority.need(ballot.present),
        wanted=ELECTION.votes_needed(ballot.present),
        void=ballot.issued is not None and ballot.returned is not None and ballot.returned > ballot.issued,
        elected=tuple(vote.name for vote in ballot.votes if vote.elected),
        counted=any(vote.approve is not None for vote in ballot.votes),
    )


def _stage(record: Election, as_of: date) -> str:
    """By what has happened by then."""
    reached = {
        "结果已批复": record.confirmed and record.confirmed.on,
        "已选举": record.held_on,
        "待选举": (record.agreed and record.agreed.on) or (record.period and record.period.last),
    }
    return next((words for words, day in reached.items() if day and day <= as_of), "筹备中")


def _steps(record: Election) -> Iterator[StepFacts]:
    """In the order of an election's life."""
    if record.until:
        yield StepFacts(title="任期届满", on=record.until, words="")
    yield from _letter("上级提醒", record.reminded)
    yield from _letter("支部请示", record.requested)
    if record.shifted:
        words = f"{record.shifted.by}，改到{chinese_date(record.shifted.to)}以前：{record.shifted.reason}"
        yield StepFacts(title="批准提前或延期", on=record.shifted.on, words=words)
    yield from _letter("上级批复", record.agreed)
    for ballot in record.ballots:
        yield StepFacts(title=f"选举{ballot.post}", on=ballot.on, words=ballot.by)
    yield from _letter("上报结果", record.reported)
    yield from _letter("结果批复", record.confirmed)
    if record.division:
        yield StepFacts(title="委员分工", on=record.division.on, words="")


def _letter(title: str, step: Step | None) -> Iterator[StepFacts]:
    if step:
        yield StepFacts(title=title, on=step.on, words="，".join(filter(None, (step.by, step.document))))


def _gaps(record: Election) -> Iterator[str]:
    """What is still missing after the vote."""
    if record.ballots and record.follow_up is None:
        yield "选举大会的会议记录：还没有写明"
    if record.ballots and record.confirmed is None:
        yield "上级对选举结果的批复：还没有写明"
    if record.ballots and record.elects_all and record.division is None:
        yield "新一届委员的分工：还没有写明"
