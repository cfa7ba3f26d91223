"""考核定级: what is written of a grading, step by step; only items that lose, gain or do not apply are written."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pydantic import Field

from gongkai.load.fields import ARRANGED, LATER, MEMBERS, Amount, Count, Day, Flag, Line, PartReference, Reference, Text
from gongkai.load.part import Part
from gongkai.load.record import Disclosure


class Marked(Part):
    """One item that loses, gains or does not apply; one of the five is written."""

    item: Line = Field(title="项目编号", description="考核细则里的编号，如 7。", json_schema_extra=ARRANGED)
    times: Count | None = Field(None, title="次数", description="发生几次，按细则每次扣几分或加几分计算。")
    lost: Amount | None = Field(None, title="扣分", description="直接写扣几分。")
    gained: Amount | None = Field(None, title="加分", description="加分项直接写加几分。")
    not_applicable: Flag = Field(False, title="不适用", description="本支部没有这种情况，写 是；满分里不算这一项。")
    zero: Flag = Field(False, title="记零分", description="这一项记零分，写 是。")
    remark: Line | None = Field(None, title="说明", description="为什么扣分、加分或不适用。")
    evidence: Line | None = Field(None, title="依据材料", description="看了哪份材料，如《党支部工作手册》第 12 页。")


class Vetoed(Part):
    """一票否决 that applies."""

    veto: Line = Field(title="否决编号", description="考核细则里的编号，如 F1。")
    remark: Line | None = Field(None, title="说明", description="什么事、什么时候。")


class SourceTotal(Part):
    """What one source gave."""

    source: Line = Field(title="来源名称", description="与考核细则一致，如 述职评议。", json_schema_extra=ARRANGED)
    marks: Amount = Field(title="得分", description="这一来源的得分，按满分 100 计。")


class Step(Part):
    """One of 自评, 检查, 审定."""

    on: Day = Field(title="日期", description="哪天完成。")
    by: Line = Field(title="由谁", description="机构或职务，如 公司党委考核组。")
    items: tuple[Marked, ...] | None = Field(
        None,
        max_length=300,
        title="扣分、加分和不适用的项目",
        description="只写有变化的；一项都没有写 []；只有总分就不写。",
    )
    totals: tuple[SourceTotal, ...] = Field((), max_length=10, title="各来源得分", description="按来源合成总分的写。")
    vetoes: tuple[Vetoed, ...] = Field((), max_length=20, title="一票否决", description="有否决情形才写。")
    total: Amount | None = Field(None, title="总分", description="材料上写的总分，程序核对；上级只给总分时必写。")
    level: Line | None = Field(None, title="等次", description="材料上写的等次，程序核对。")
    remark: Text | None = Field(None, title="说明", description="这一步的说明。")


class Rank(Part):
    """名次 as the superior stated it; where the branch itself grades several units, the scheme says so instead."""

    place: Count = Field(title="名次", description="第几名。")
    of: Count = Field(title="参加排名的支部数", description="共几个支部。")
    stated_by: Line = Field(title="由谁公布", description="哪个上级党组织公布的名次。")


class Result(Part):
    """What the superior's document says."""

    on: Day = Field(title="结果日期", description="文件的日期。")
    document: Line | None = Field(None, title="结果文件", description="文件全称和文号。")
    total: Amount | None = Field(None, title="总分", description="文件写的总分，程序核对。")
    level: Line | None = Field(None, title="等次", description="文件写的等次，程序核对。")
    rank: Rank | None = Field(None, title="名次", description="上级公布了名次才写。")


class Mismatch(Part):
    """A stated figure differs from what the scheme gives, and the superior was asked."""

    at: tuple[Line, ...] = Field(
        (),
        max_length=10,
        title="不一致的字段",
        description="哪些数不一致，如 check.total；不写就是审定（final）和结果（result）里的。",
    )
    note: Text = Field(title="差异说明", description="哪个数不一样，差在哪里。")
    asked_on: Day = Field(title="询问日期", description="哪天向上级询问。")
    answer: Text | None = Field(None, title="上级答复", description="上级怎么答复；还没答复就不写。")

    def excuses(self, at: str) -> bool:
        """Whether a difference at this field is declared: those named, or else what the superior wrote in the end."""
        return at in self.at if self.at else at.startswith(("final.", "result."))


class Rectification(Part):
    """整改: what the grading asks the branch to put right."""

    what: Line = Field(title="整改事项", description="要改什么。")
    who: Line = Field(title="责任人", description="由谁负责：职务或姓名。", json_schema_extra=MEMBERS)
    due: Day = Field(title="整改期限", description="什么时候改完。")
    done: Day | None = Field(None, title="完成日期", description="哪天改完；没改完就不写。")
    evidence: Line | None = Field(None, title="整改依据", description="凭什么说改完了，如会议记录、照片。")


class FollowUp(Part):
    """结果运用: what was done because of the result."""

    on: Day = Field(title="日期", description="哪天做的。")
    what: Line = Field(title="做了什么", description="如 公司党委通报表彰、拨付活动经费、谈话提醒；评优表彰另写记录。")
    evidence: Line | None = Field(None, title="依据", description="凭什么这样说，如文件名称和文号、会议记录。")
    record: Reference | None = Field(
        None, title="有关事项", description="网站上有记录的写索引号，如评优表彰的决定。", json_schema_extra=LATER
    )


class Objected(Part):
    """异议 about the result, and its answer."""

    on: Day = Field(title="提出日期", description="哪天提出。")
    words: Text = Field(title="异议内容", description="对哪个结果有什么意见，不写提出人。")
    answer: Text | None = Field(None, title="答复", description="怎么答复。")
    answered_on: Day | None = Field(None, title="答复日期", description="哪天答复。")


class Named(NamedTuple):
    """A step with its field and its name on pages."""

    field: str
    title: str
    step: Step


class Grade(Disclosure):
    """A grading of a branch, for a quarter or a year."""

    scheme: Line = Field(title="考核细则", description="data/schemes/ 里的文件名，不带 .yaml；自带的也可用。")
    unit: Line | None = Field(None, title="考核对象", description="考核谁；不写就是本支部。")
    targets: tuple[PartReference, ...] = Field(
        (),
        max_length=20,
        title="对应目标",
        description="考核看了计划里的哪些目标：计划的索引号加 # 和目标编号，如 JG1/2026-0012#2。",
        json_schema_extra=LATER,
    )
    own: Step | None = Field(None, title="自评", description="支部自己评的情况。")
    check: Step | None = Field(None, title="检查", description="上级检查的情况。", json_schema_extra=LATER)
    final: Step | None = Field(None, title="审定", description="上级最后审定的情况。", json_schema_extra=LATER)
    result: Result | None = Field(None, title="考核结果", description="上级文件写的结果。", json_schema_extra=LATER)
    mismatch: Mismatch | None = Field(
        None, title="数字不一致", description="上级写的数与按细则算的不同，问过上级才写。", json_schema_extra=LATER
    )
    opinion: Text | None = Field(
        None, title="综合评估意见", description="上级对支部工作的总评价。", json_schema_extra=LATER
    )
    rectifications: tuple[Rectification, ...] = Field(
        (), title="整改", description="要整改的事项。", json_schema_extra=LATER
    )
    follow_up: tuple[FollowUp, ...] = Field(
        (),
        max_length=20,
        title="结果运用",
        description="因为考核结果做了什么：表彰、奖励、整顿、调整。",
        json_schema_extra=LATER,
    )
    objections: tuple[Objected, ...] = Field(
        (), title="异议和答复", description="对结果的异议和答复。", json_schema_extra=LATER
    )

    @property
    def steps(self) -> tuple[Named, ...]:
        """Those that were written, in their order."""
        all_three = (("own", "自评", self.own), ("check", "检查", self.check), ("final", "审定", self.final))
        return tuple(Named(field, title, step) for field, title, step in all_three if step)

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, and what was done because of the result."""
        done = ((f"follow_up.{place}.record", one.record) for place, one in enumerate(self.follow_up) if one.record)
        return (*super().citing(), *done)

    def pointing(self) -> tuple[tuple[str, str], ...]:
        """The targets of plans that were looked at."""
        return tuple((f"targets.{place}", name) for place, name in enumerate(self.targets))

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and those of steps, of the result, of rectifications and of answers."""
        days = [named.step.on for named in self.steps]
        days += [self.result.on] if self.result else []
        days += [self.mismatch.asked_on] if self.mismatch else []
        days += [one.done for one in self.rectifications if one.done]
        days += [one.on for one in self.follow_up]
        days += [one.answered_on for one in self.objections if one.answered_on]
        return (*super().changed_on(), *days)
