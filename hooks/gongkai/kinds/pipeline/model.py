"""发展党员工作情况: how many stand at each stage. No field could hold a person, and none is to be added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from pydantic import Field

from gongkai.load.fields import BRANCH, LATER, Count, Covers, PartReference
from gongkai.load.part import Part
from gongkai.load.record import Disclosure

IntervalName = Literal[
    "入党谈话",
    "确定积极分子",
    "积极分子考察",
    "培养教育",
    "发展对象公示",
    "集中培训",
    "上级预审",
    "支部大会讨论",
    "接收审批",
    "入党宣誓",
    "预备期",
    "转正审批",
    "材料归档",
]
STAGES: Final = ("applicants", "activists", "candidates", "probationary")
"""In the order in which one passes through them."""


class Stage(Part):
    """Those who stand at one stage: everybody counts at one stage only, that of the day."""

    opening: Count = Field(title="期初人数", description="时段开始时有多少人，等于上一时段的期末人数。")
    entered: Count = Field(
        title="本期进入",
        description="本时段新递交申请书、确定为积极分子、列为发展对象、接收为预备党员的人数；接收以上级党委批准的日期为准。",
    )
    joined: Count = Field(0, title="转入等", description="从别的支部转入、退回这一阶段继续培养的人数；没有不写。")
    left: Count = Field(
        0, title="离开", description="转出、停止培养、取消资格等合计；没有不写。升到下一阶段的不算在这里。"
    )
    closing: Count = Field(title="期末人数", description="时段结束时有多少人。")


class Kept(Part):
    """One interval that a rule limits: how many there were, and how many kept to it."""

    interval: IntervalName = Field(title="间隔", description="是哪个间隔，名称见填报手册的列表。")
    count: Count = Field(title="人次", description="本时段办结的，加上本时段到期还没有办的。")
    in_time: Count = Field(title="按期", description="其中合乎期限的。")
    special: Count = Field(
        0, title="特殊情况放宽", description="其中因特殊情况放宽期限、在放宽的期限里办结的；没有不写。"
    )
    longest: Count | None = Field(
        None, title="最长", description="最长的一个多少天；公示写工作日，培训写学时；没有算过不写。"
    )
    shortest: Count | None = Field(None, title="最短", description="最短的一个，单位与最长相同；没有算过不写。")

    @property
    def late(self) -> int:
        """Neither in time nor within what is granted in special cases."""
        return self.count - self.in_time - self.special


class Quota(Part):
    """指标: how many the superior planned for the year, and how many were admitted so far."""

    planned: Count = Field(title="本年指标", description="上级党委本年下达的发展党员指标，几人。")
    admitted: Count = Field(title="本年累计接收", description="从1月1日到本时段末，接收为预备党员的人数。")
    target: PartReference | None = Field(
        None,
        title="指标对应目标",
        description="支部计划里的目标：计划的索引号加 # 和目标编号，如 JG1/2026-0012#2。",
        json_schema_extra=LATER,
    )


class Reserved(Part):
    """What might point at a person in a branch of thirty: for those who voted on it."""

    transferred: Count = Field(0, title="转出", description="各阶段离开的人里，转到别的支部的。")
    stopped: Count = Field(0, title="停止培养", description="各阶段离开的人里，停止培养或本人退出的。")
    cancelled: Count = Field(0, title="取消预备党员资格", description="预备党员离开的人里，取消资格的。")
    prolonged: Count = Field(0, title="延长预备期", description="本时段决定延长预备期的人数。")
    longest: Count | None = Field(None, title="最长延长", description="延长最多的，几个月。")
    shortest: Count | None = Field(None, title="最短延长", description="延长最少的，几个月。")


class Pipeline(Disclosure):
    """One span in counts: who came to each stage, who went on, who left, and how long it took."""

    covers: Covers = Field(title="所属时段", description="年度、半年或季度，如 2026、2026-H1、2026-Q3。")
    applicants: Stage = Field(title="入党申请人", description="递交了申请书、还没有确定为积极分子的。")
    activists: Stage = Field(title="入党积极分子", description="确定为积极分子、还没有列为发展对象的。")
    candidates: Stage = Field(title="发展对象", description="列为发展对象、还没有接收为预备党员的。")
    probationary: Stage = Field(title="预备党员", description="接收为预备党员、还没有转正的，含延长预备期的。")
    converted: Count = Field(title="转正", description="本时段转为正式党员的人数，以上级党委批准的日期为准。")
    quota: Quota | None = Field(None, title="指标", description="上级下达了指标的写。")
    intervals: tuple[Kept, ...] = Field((), max_length=20, title="期限", description="每个间隔一条，只写人次。")
    reserved: Reserved | None = Field(
        None,
        title="离开和延长的情况",
        description="离开的各是什么情况、延长预备期几人；只有本支部党员看得到。",
        json_schema_extra=BRANCH,
    )

    def stages(self) -> Iterator[tuple[str, Stage, int]]:
        """Each stage with its field and how many went on from it, in their order."""
        each = [getattr(self, name) for name in STAGES]
        gone_on = [*(stage.entered for stage in each[1:]), self.converted]
        yield from zip(STAGES, each, gone_on, strict=True)

    def pointing(self) -> tuple[tuple[str, str], ...]:
        """The target of a plan that the quota is."""
        return (("quota.target", self.quota.target),) if self.quota and self.quota.target else ()
