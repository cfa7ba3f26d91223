"""组织生活: what is written of a meeting."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Literal, Self, get_args

from pydantic import Field

from gongkai.load.fields import BRANCH, LATER, MEMBERS, Clock, Count, Day, Line, Person, Reference, Text
from gongkai.load.part import Part, Sees
from gongkai.load.record import Disclosure

MeetingType = Literal[
    "支部党员大会",
    "支部委员会",
    "党小组会",
    "党课",
    "主题党日",
    "组织生活会",
    "民主评议会",
    "民主生活会",
    "集中学习",
    "工作例会",
]
VoteRule = Literal["一般议题", "发展党员", "选举", "委员会"]
Topic = Literal[
    "学习教育", "工作部署", "听取报告", "发展党员", "换届选举", "民主评议", "表彰奖励", "组织处理", "经费使用", "其他"
]


WITHIN_BRANCH: Final = frozenset({"民主评议", "组织处理"})
"""Topics of which others see no more than that they stood on the agenda (domain reference §9, end)."""


class MadeUp(Part):
    """补课: members who were absent and made it up."""

    on: Day = Field(title="补课日期", description="哪天补课。")
    count: Count = Field(title="补课人数", description="补课几人。")


class Attendance(Part):
    """Everyone who belongs to the meeting, probationary members included."""

    expected: Count = Field(title="应到人数", description="应参加的党员，含预备党员。")
    present: Count = Field(title="实到人数", description="实际到会的党员，含预备党员。")
    excused: Count | None = Field(None, title="请假人数", description="请假几人。")
    observers: Count | None = Field(None, title="列席人数", description="列席几人，不计入实到。")
    made_up: tuple[MadeUp, ...] = Field(
        (), title="补课情况", description="缺席党员哪天补课、几人。", json_schema_extra=LATER
    )


class Voters(Part):
    """Those with a vote, apart from attendance: probationary members have none."""

    expected: Count = Field(title="应到会有表决权人数", description="有表决权、应到会的人数。")
    present: Count = Field(title="到会有表决权人数", description="有表决权、实际到会的人数。")
    written: Count = Field(0, title="书面意见人数", description="会前书面表示意见的人数（发展党员时计入票数）。")


class Vote(Part):
    """How it was decided."""

    rule: VoteRule | None = Field(
        None, title="表决规则", description="按哪一种规则计票；不写则由议题类别和会议类型决定。"
    )
    method: Literal["无记名投票", "举手表决", "口头表决"] = Field(title="表决方式", description="怎么表决。")
    shown: Literal["票数", "结果"] = Field("票数", title="公开内容", description="页面上公开票数，还是只公开结果。")
    approve: Count = Field(title="赞成票", description="赞成几票。")
    against: Count = Field(0, title="反对票", description="反对几票。")
    abstain: Count = Field(0, title="弃权票", description="弃权几票。")
    passed: Literal["通过", "未通过"] = Field(title="表决结果", description="通过 或 未通过。")


class AgendaItem(Part):
    """One item of the agenda."""

    title: Line = Field(title="议题", description="议题名称。")
    topic: Topic = Field("其他", title="议题类别", description="议题属于哪一类。")
    summary: Text | None = Field(None, title="内容摘要", description="讨论情况的摘要，不写谁说了什么。")
    decision: Text | None = Field(None, title="决定", description="形成的决定。")
    about: Reference | None = Field(
        None, title="所涉事项", description="议题所涉事项的索引号，或“类别/年份/文件名”。", json_schema_extra=LATER
    )
    vote: Vote | None = Field(None, title="表决", description="表决情况。")


class Action(Part):
    """What was to be done after the meeting."""

    what: Line = Field(title="落实事项", description="要做什么。")
    who: Line = Field(title="责任人", description="由谁负责：职务、党小组或姓名。", json_schema_extra=MEMBERS)
    due: Day = Field(title="完成时限", description="什么时候完成。")
    done: Day | None = Field(None, title="完成日期", description="哪天完成；没完成就不写。", json_schema_extra=LATER)


class GroupSession(Part):
    """One party group's meeting, where the meetings of a month share a record."""

    group: Line = Field(title="党小组", description="党小组名称，与 branch.yaml 一致。")
    held_on: Day = Field(title="开会日期", description="这个党小组哪天开会。")
    expected: Count = Field(title="应到人数", description="应到几人。")
    present: Count = Field(title="实到人数", description="实到几人。")
    place: Line | None = Field(None, title="地点", description="开会地点。")
    chair: Person | None = Field(None, title="主持人", description="这个党小组的主持人。")


class Meeting(Disclosure):
    """A meeting, or the group meetings of one month."""

    TYPES: ClassVar = get_args(MeetingType)
    WITHIN: ClassVar = {"agenda": ("本支部党员", WITHIN_BRANCH)}

    types: tuple[MeetingType, ...] = Field(
        min_length=1, title="会议类型", description="同一天一并进行的可写几种，如 支部党员大会 和 主题党日。"
    )
    held_on: Day = Field(title="会议日期", description="哪天开会；几个党小组分别开会的，写最早的一天。")
    starts: Clock | None = Field(None, title="开始时间", description="几点开始，如 14:30。")
    ends: Clock | None = Field(None, title="结束时间", description="几点结束。")
    place: Line = Field(title="地点", description="在哪里开会。")
    chair: Person = Field(title="主持人", description="主持人姓名。")
    recorder: Person | None = Field(None, title="记录人", description="记录人姓名。")
    theme: Line | None = Field(None, title="主题", description="主题党日、党课的主题。")
    lecturer: Line | None = Field(None, title="授课人", description="党课由谁讲授。")
    attendance: Attendance = Field(title="到会情况", description="应到、实到等人数。")
    voters: Voters | None = Field(None, title="表决权情况", description="有表决权的应到、实到人数；有表决时必填。")
    sessions: tuple[GroupSession, ...] = Field((), title="各党小组会", description="几个党小组分别开会时各写一条。")
    agenda: tuple[AgendaItem, ...] = Field((), title="议程", description="各项议题。")
    actions: tuple[Action, ...] = Field((), title="落实事项", description="会后要办的事。")
    criticism: Text | None = Field(
        None, title="批评与自我批评情况", description="组织生活会上的情况，仅在本支部内公开。", json_schema_extra=BRANCH
    )

    @property
    def type_words(self) -> tuple[str, ...]:
        return self.types

    @property
    def happened_on(self) -> date:
        return self.held_on

    def for_readers(self, sees: Sees) -> Self:
        """Beyond the branch itself nobody reads who was appraised or disciplined, nor how it was voted on."""
        whole = super().for_readers(sees)
        if sees("本支部党员") or not any(item.topic in WITHIN_BRANCH for item in self.agenda):
            return whole
        bare = {"summary": None, "decision": None, "vote": None, "about": None}
        agenda = tuple(
            item.model_copy(update={"title": item.topic, **bare}) if item.topic in WITHIN_BRANCH else item
            for item in self.agenda
        )
        return whole.model_copy(update={"agenda": agenda})

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and those on which its actions were done."""
        return (*super().changed_on(), *(action.done for action in self.actions if action.done))

    def citing(self) -> tuple[tuple[str, str], ...]:
        about = ((f"agenda.{number}.about", item.about) for number, item in enumerate(self.agenda) if item.about)
        return (*super().citing(), *about)
