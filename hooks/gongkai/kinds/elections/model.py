"""换届选举: the life of one election in one record, from the end of the term to the new committee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field

from gongkai.load.branch import Seat
from gongkai.load.fields import LATER, MEMBERS, Count, Day, Flag, Line, Person, Text
from gongkai.load.notice import MatterNotice, Named
from gongkai.load.part import Part, Sees


class Seats(Part):
    """How many are to be elected to one post."""

    post: Line = Field(title="应选职务", description="如 委员、书记。")
    count: Count = Field(title="应选人数", description="这个职务应选几人。")
    method: Literal["差额", "等额"] = Field("差额", title="选举办法", description="差额 或 等额。")


class Candidate(Named):
    """Somebody who stands for election."""

    post: Line | None = Field(None, title="岗位或身份", description="部门和岗位，或现任职务；学生写年级，村民写小组。")
    stands_for: tuple[Line, ...] = Field(
        (),
        max_length=3,
        title="候选职务",
        description="推荐为哪些职务的候选人，如 [委员, 书记]；只选一个职务的不必写。",
    )


class Step(Part):
    """One letter or decision on the way."""

    on: Day = Field(title="办理日期", description="哪天发出、批复或报送。")
    by: Line | None = Field(None, title="办理机构", description="由谁发出或批复；不写就是按惯例的那一级。")
    document: Line | None = Field(None, title="文件", description="文件名称和文号。")


class Shifted(Part):
    """提前或延期 with the superior's consent."""

    to: Day = Field(title="改到哪天以前", description="批准提前或延期到哪天。")
    on: Day = Field(title="批准日期", description="上级哪天批准。")
    by: Line = Field(title="批准机构", description="哪一级批准。")
    reason: Text = Field(title="提前或延期原因", description="为什么提前或延期。")


class Vote(Part):
    """What one person got; ballots may also name somebody who was no candidate."""

    name: Person = Field(title="姓名", description="得票人姓名，一字不差。")
    distinguish: Line | None = Field(None, title="区分", description="同名的人用它区分，如所在部门。")
    approve: Count | None = Field(
        None,
        title="赞成票",
        description="得几票赞成，只向党员公开；本支部不公布票数的不写。",
        json_schema_extra=MEMBERS,
    )
    elected: Flag = Field(False, title="是否当选", description="当选的写 是。")


class Ballot(Part):
    """One vote for one post: who came, the ballots, what each got."""

    post: Line = Field(title="选举职务", description="与应选名额里的写法相同。")
    on: Day = Field(title="选举日期", description="哪天投票。")
    by: Literal["支部党员大会", "支部委员会"] = Field(
        "支部党员大会", title="由谁选举", description="支部党员大会；委员会选书记的写 支部委员会。"
    )
    expected: Count = Field(title="应到有选举权人数", description="应到会有选举权的人数。")
    present: Count = Field(title="实到有选举权人数", description="实到会有选举权的人数。")
    issued: Count | None = Field(None, title="发出选票", description="发出几张。")
    returned: Count | None = Field(None, title="收回选票", description="收回几张。")
    valid: Count | None = Field(None, title="有效选票", description="其中有效几张。")
    votes: tuple[Vote, ...] = Field((), max_length=50, title="得票", description="每人一条，得票多的在前。")


class Division(Part):
    """Who took which post of the new committee."""

    on: Day = Field(title="分工日期", description="新一届委员会哪天明确分工。")
    seats: tuple[Seat, ...] = Field(min_length=1, title="委员分工", description="每位委员的职务和姓名。")


class Election(MatterNotice):
    """换届 of the whole committee, 首次选举 where there was none yet, or 补选 of single members within its term."""

    PEOPLE: ClassVar[str] = "candidates"

    type: Literal["换届", "首次选举", "补选"] = Field(
        "换届", title="选举类型", description="换届、首次选举（新设立的支部委员会）或 补选。"
    )
    until: Day | None = Field(
        None, title="任期届满日期", description="本届哪天任期届满，与 branch.yaml 一致；首次选举不写。"
    )
    reminded: Step | None = Field(None, title="届满提醒", description="上级哪天提醒任期将满。", json_schema_extra=LATER)
    requested: Step | None = Field(None, title="选举请示", description="支部哪天请示。", json_schema_extra=LATER)
    shifted: Shifted | None = Field(
        None, title="提前或延期", description="没有按期选举的，写上级批准的情况。", json_schema_extra=LATER
    )
    agreed: Step | None = Field(None, title="选举批复", description="上级哪天同意选举。", json_schema_extra=LATER)
    seats: tuple[Seats, ...] = Field((), max_length=10, title="应选名额", description="每个职务一条。")
    candidates: tuple[Candidate, ...] = Field(
        (), max_length=50, title="候选人", description="候选人（预备人选），每人一条；还没有提名的不写。"
    )
    ballots: tuple[Ballot, ...] = Field(
        (), max_length=20, title="选举结果", description="每个职务一条；重新投票的另写一条。", json_schema_extra=LATER
    )
    reported: Step | None = Field(None, title="报告结果", description="支部哪天上报结果。", json_schema_extra=LATER)
    confirmed: Step | None = Field(None, title="结果批复", description="上级哪天批准或备案。", json_schema_extra=LATER)
    division: Division | None = Field(
        None, title="委员分工", description="新一届委员会的分工。", json_schema_extra=LATER
    )

    @property
    def leads_on(self) -> bool:
        """After candidates there is an election."""
        return True

    @property
    def elects_all(self) -> bool:
        """Whether it is about a whole committee."""
        return self.type != "补选"

    @property
    def held_on(self) -> date | None:
        """The day of the first vote."""
        return min((ballot.on for ballot in self.ballots), default=None)

    def steps(self) -> Iterator[tuple[str, date]]:
        """Every letter and decision with its field, in the order in which they follow one another."""
        dated = {"reminded": self.reminded, "requested": self.requested, "agreed": self.agreed}
        yield from ((name, step.on) for name, step in dated.items() if step)
        yield from (("ballots.0.on", day) for day in [self.held_on] if day)
        after = {"reported": self.reported, "confirmed": self.confirmed}
        yield from ((name, step.on) for name, step in after.items() if step)

    def for_readers(self, sees: Sees) -> Self:
        """Where a candidate's result is for members, others see only who was elected: who is missing among the rest
        would point at the one who was stopped.
        """
        whole = super().for_readers(sees)
        if sees("本单位党员") or not self.is_reserved:
            return whole
        ballots = (
            one.model_copy(update={"votes": tuple(vote for vote in one.votes if vote.elected)}) for one in whole.ballots
        )
        return whole.model_copy(update={"ballots": tuple(ballots)})

    def changed_on(self) -> tuple[date, ...]:
        """The notice's days, and those of its steps."""
        more = (self.shifted, self.division, *self.ballots)
        return (*super().changed_on(), *(day for _, day in self.steps()), *(one.on for one in more if one))
