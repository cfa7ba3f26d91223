"""评议: 民主评议党员 in counts per level, or 述职评议 by post. No field puts a name beside a level, save 优秀."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from gongkai.load.fields import ARRANGED, BRANCH, LATER, MEMBERS, Count, Day, Line, Person, Reference, Text
from gongkai.load.part import Part
from gongkai.load.record import Disclosure
from gongkai.load.scheme import Into

Sort = Literal["民主评议党员", "述职评议"]
Whole = Literal["定等次", "实参加", "应参加"]
StepName = Literal["个人自评", "党员互评", "述职", "提问", "讲评", "民主测评"]


class Step(Part):
    """One step of the appraisal."""

    what: StepName = Field(title="评议步骤", description="个人自评、党员互评、述职、提问、讲评 或 民主测评。")
    on: Day = Field(title="步骤日期", description="哪天进行；分几天的写最后一天。", json_schema_extra=ARRANGED)


class Poll(Part):
    """测评票, in counts."""

    issued: Count = Field(title="发出测评票", description="发出几张。")
    returned: Count = Field(title="收回测评票", description="收回几张。")
    valid: Count = Field(title="有效测评票", description="其中有效几张。")


class AtLevel(Part):
    """Ballots for one level."""

    level: Line = Field(title="等次", description="如 好。", json_schema_extra=ARRANGED)
    count: Count = Field(title="票数", description="得几票。")


class Result(Part):
    """How many members were given a level, or one of several levels that stand together."""

    level: Line = Field(
        title="等次", description="如 优秀；低的等次人数少，可以并着写，如 合格及以下。", json_schema_extra=ARRANGED
    )
    count: Count = Field(title="确定人数", description="定为这一等次的几人。")
    votes: Count | None = Field(
        None, title="测评票数", description="测评中这一等次共得几票，各人的票相加；不公布的不写。"
    )


class Without(Part):
    """Members who take part, or should, and are given no level."""

    why: Literal["预备党员", "因故没有参加", "其他情形"] = Field(
        title="不定等次的原因", description="预备党员、因故没有参加 或 其他情形；具体原因不写。"
    )
    count: Count = Field(title="不定等次人数", description="几人。")


class Report(Part):
    """述职 of whoever holds a post, and what was made of it. A post tells who it is, as a name does."""

    post: Line = Field(title="述职职务", description="如 书记、组织委员；不写姓名。")
    level: Line | None = Field(
        None,
        title="综合评价等次",
        description="只向本支部党员公开；只讲评的不写。",
        json_schema_extra=BRANCH,
    )
    votes: tuple[AtLevel, ...] = Field(
        (), max_length=10, title="测评得票", description="各等次几票，只向本支部党员公开。", json_schema_extra=BRANCH
    )
    comment: Text | None = Field(
        None, title="讲评意见", description="讲评的要点，只向本支部党员公开。", json_schema_extra=BRANCH
    )


class Decided(Part):
    """组织评定: who gave the levels. Ballots alone do not."""

    by: Literal["支部委员会", "支部党员大会", "上级党组织"] = Field(
        title="由谁评定", description="支部委员会、支部党员大会 或 上级党组织。"
    )
    on: Day = Field(title="评定日期", description="哪天确定等次。")


class Handled(Part):
    """What was done about members who fell short, in counts."""

    how: Literal["限期改正", "劝退", "除名", "其他处置"] = Field(
        title="处置方式", description="限期改正、劝退、除名 或 其他处置。"
    )
    count: Count = Field(title="处置人数", description="几人。")


class Rectification(Part):
    """整改 that the appraisal asks for."""

    what: Line = Field(title="整改事项", description="要改什么；会议记录里已经写了的不用再写。")
    who: Line = Field(title="责任人", description="由谁负责：职务或党小组。", json_schema_extra=MEMBERS)
    due: Day = Field(title="整改期限", description="什么时候改完。")
    done: Day | None = Field(None, title="完成日期", description="哪天改完；没改完就不写。")


class Appraisal(Disclosure):
    """The result of one appraisal: of the members with `results`, of those who hold posts with `reports`."""

    expected: Count = Field(title="应参加人数", description="应参加评议的人数，含预备党员。")
    present: Count = Field(title="实参加人数", description="实际参加评议的人数，含预备党员。")
    levels: tuple[Line, ...] = Field(
        (),
        max_length=10,
        title="等次",
        description="从高到低；不写就是 优秀、合格、基本合格、不合格，述职是 好、较好、一般、差。",
    )
    basis: tuple[Line, ...] = Field((), max_length=10, title="评议依据", description="文件全称和文号。")
    meeting: Reference | None = Field(
        None,
        title="评议会",
        description="评议会的会议记录：索引号，或“类别/年份/文件名”。",
        json_schema_extra=LATER,
    )
    steps: tuple[Step, ...] = Field((), max_length=10, title="评议过程", description="每一步一条。")
    poll: Poll | None = Field(None, title="测评票", description="测评票的张数；没有测评的不写。")
    results: tuple[Result, ...] = Field(
        (), max_length=10, title="评议结果", description="民主评议党员写，每个等次一条；0 人的可以不写。"
    )
    without: tuple[Without, ...] = Field(
        (), max_length=3, title="不定等次", description="参加评议而不定等次的，和没有参加的。"
    )
    excellent: tuple[Person, ...] = Field(
        (),
        max_length=100,
        title="优秀党员名单",
        description="评为优秀而且本人同意公布的，只向本支部党员公开；其他等次不写姓名。",
        json_schema_extra=BRANCH,
    )
    excellent_of: Whole = Field(
        "定等次",
        title="优秀按谁算比例",
        description="定等次、实参加 或 应参加 的人数；上级没有规定的不写，按定等次的算。",
    )
    reports: tuple[Report, ...] = Field((), max_length=20, title="述职", description="述职评议写，每个职务一条。")
    decided: Decided | None = Field(None, title="组织评定", description="谁、哪天确定等次；只讲评的不写。")
    into: Into | None = Field(None, title="计入上一级考核", description="评议结果按多大权重计入哪一项考核。")
    told_on: Day | None = Field(None, title="告知本人日期", description="哪天全部告知本人。", json_schema_extra=LATER)
    handled: tuple[Handled, ...] = Field(
        (),
        max_length=4,
        title="不合格党员的处置",
        description="每种处置方式几人，只向本支部党员公开。",
        json_schema_extra={**BRANCH, **LATER},
    )
    rectifications: tuple[Rectification, ...] = Field(
        (), max_length=50, title="整改", description="要整改的事项。", json_schema_extra=LATER
    )

    @property
    def sort(self) -> Sort:
        """By what is written: reports are only made by those who hold posts."""
        return "述职评议" if self.reports else "民主评议党员"

    @property
    def held_on(self) -> date:
        """The day of the last step, before anybody was given a level."""
        return max((step.on for step in self.steps), default=self.made_on)

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, and the meeting."""
        return (*super().citing(), *((("meeting", self.meeting),) if self.meeting else ()))

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, the decision, the day by which all were told, and what was put right."""
        days = [self.decided.on if self.decided else None, self.told_on, *(one.done for one in self.rectifications)]
        return (*super().changed_on(), *(step.on for step in self.steps), *(day for day in days if day))
