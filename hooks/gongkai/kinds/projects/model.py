"""创新立项: what is written of a project that a superior supports: level, phases, defences, money, persons by role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from gongkai.load.fields import LATER, MEMBERS, Amount, Count, Day, FileName, Line, Person, Reference, Text
from gongkai.load.part import Part
from gongkai.load.record import Disclosure

Stage = Literal["中期答辩", "结项答辩"]


class Proposal(Part):
    """立项书: what was handed in, and when."""

    on: Day = Field(title="申报日期", description="哪天交立项书。")
    file: FileName | None = Field(None, title="立项书文件", description="附件里立项书的文件名；只交了纸质的不写。")
    kept: Line | None = Field(None, title="纸质立项书存放", description="纸质立项书放在哪里，如 档案柜二层。")


class Decided(Part):
    """评审: who fixed the level and the sum, and where that was made known."""

    on: Day = Field(title="评审日期", description="哪天评定等级。")
    by: Line = Field(title="评审机构", description="谁评定，如 公司党委。")
    document: Line | None = Field(None, title="公布文件", description="公布等级的文件全称和文号，或网址以外的出处。")


class Phase(Part):
    """One phase, with the defence that concludes it."""

    name: Line = Field(title="阶段名称", description="如 申报、实施、结项。")
    first: Day = Field(title="开始日期", description="这一阶段从哪天起。")
    last: Day = Field(title="结束日期", description="到哪天为止。")
    defence: Stage | None = Field(
        None, title="阶段答辩", description="这一阶段结束前要答辩的写：中期答辩 或 结项答辩。"
    )
    task: Text | None = Field(None, title="阶段任务", description="这一阶段要做成什么。")


class Defence(Part):
    """答辩 and its result."""

    stage: Stage = Field(title="答辩类型", description="中期答辩 或 结项答辩。")
    on: Day = Field(title="答辩日期", description="哪天答辩。")
    by: Line = Field(title="答辩评审", description="向谁答辩，如 公司党委评审组。")
    result: Literal["通过", "修改后通过", "不通过"] = Field(
        title="答辩结果", description="通过、修改后通过 或 不通过。"
    )
    note: Text | None = Field(None, title="评审意见", description="评审组的意见和要求。")


class Accepted(Part):
    """验收: the project's work was looked at and taken over, or not."""

    on: Day = Field(title="验收日期", description="哪天验收。")
    by: Line = Field(title="验收机构", description="谁验收。")
    result: Literal["通过", "不通过"] = Field(title="验收结果", description="通过 或 不通过。")
    note: Text | None = Field(None, title="验收意见", description="做成了什么，还有什么不足。")
    document: Line | None = Field(None, title="验收文件", description="文件全称和文号。")


class Purpose(Part):
    """One purpose for which money is granted, and what was spent on it."""

    item: Line = Field(title="用途", description="如 材料费、资料费。")
    planned: Amount = Field(title="安排（元）", description="立项书安排多少，如 600.00。")
    spent: Amount = Field(
        "0", title="支出（元）", description="实际用了多少；还没有用就不写。", json_schema_extra=LATER
    )


class Money(Part):
    """经费: earmarked by purpose, all amounts in yuan and kept as written."""

    granted: Amount = Field(title="核定经费（元）", description="评审核定多少，如 1200.00。")
    purposes: tuple[Purpose, ...] = Field((), max_length=50, title="用途明细", description="每个用途一条。")
    as_of: Day | None = Field(None, title="支出截至", description="支出算到哪天。", json_schema_extra=LATER)
    spent_total: Amount | None = Field(
        None, title="支出合计（元）", description="材料上写了合计就照写，程序核对。", json_schema_extra=LATER
    )
    left: Amount | None = Field(
        None, title="结余（元）", description="材料上写了结余就照写，程序核对。", json_schema_extra=LATER
    )


class Member(Part):
    """Who does what in it; no marks."""

    role: Line = Field(title="分工", description="如 负责人、调查、制作。")
    name: Person | None = Field(
        None, title="姓名", description="只向党员公开；不写姓名，页面只说每种分工几个人。", json_schema_extra=MEMBERS
    )


class Project(Disclosure):
    """One project in one round of projects."""

    round: Count = Field(ge=1949, le=2199, title="立项年度", description="哪一年的立项，如 2026。")
    unit: Line = Field(title="承担单位", description="支部、党小组或班组的名称。")
    level: Line | None = Field(None, title="项目等级", description="评审定的等级，如 重点、一般；还没有评就不写。")
    goal: Text = Field(title="要解决的问题", description="为什么做、做成什么样，几句话。")
    continues: Reference | None = Field(None, title="延续项目", description="延续以前的项目时，写那个项目的索引号。")
    proposal: Proposal = Field(title="立项书", description="申报日期和立项书。")
    decided: Decided | None = Field(None, title="评审", description="由谁、哪天评定等级和经费。")
    phases: tuple[Phase, ...] = Field(min_length=1, max_length=20, title="实施阶段", description="按先后每阶段一条。")
    persons: tuple[Member, ...] = Field((), max_length=50, title="参加人员", description="每人一条，写分工，不写分数。")
    money: Money | None = Field(None, title="经费", description="核定多少，按用途用了多少。")
    defences: tuple[Defence, ...] = Field(
        (), max_length=10, title="答辩", description="每次答辩一条。", json_schema_extra=LATER
    )
    accepted: Accepted | None = Field(None, title="验收", description="验收的日期和结果。", json_schema_extra=LATER)
    outcome: Text | None = Field(
        None, title="项目成果", description="做成了什么，可以推广什么。", json_schema_extra=LATER
    )

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, and the project that it continues."""
        return (*super().citing(), *((("continues", self.continues),) if self.continues else ()))

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and those of the proposal, the review, the defences, the acceptance and the spending."""
        return (*super().changed_on(), *self._days())

    def _days(self) -> Iterator[date]:
        yield self.proposal.on
        yield from (one.on for one in (self.decided, self.accepted, *self.defences) if one)
        if self.money and self.money.as_of:
            yield self.money.as_of
