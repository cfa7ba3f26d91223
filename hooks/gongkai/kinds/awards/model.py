"""评优表彰: what is written of a recommendation, an intended commendation or a decision to commend."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from gongkai.load.fields import LATER, Count, Day, Line, Reference, Text
from gongkai.load.notice import Named, Notice, Period
from gongkai.load.part import Part

Stage = Literal["推荐对象公示", "拟表彰公示", "表彰决定"]
Level = Literal["国家级", "省级", "市级", "县级", "行业系统", "上级党委", "本单位", "本支部"]
"""From the highest to the branch's own; the register keeps this order."""


class Honour(Part):
    """What is awarded, for which year, by whom and by which rule."""

    title: Line = Field(title="荣誉名称", description="如 优秀共产党员；各阶段写得一样，网站才能连起来。")
    year: Count = Field(title="表彰年度", description="四位年份，如 2026；跨年度的写开始的年份。")
    level: Level = Field(
        title="表彰级别", description="国家级、省级、市级、县级、行业系统、上级党委、本单位 或 本支部。"
    )
    granted_by: Line = Field(title="授予机关", description="由谁表彰，写全称。")
    basis: tuple[Line, ...] = Field((), max_length=10, title="评选依据", description="评选的文件，写全称和文号。")


class Step(Part):
    """One step of the selection."""

    on: Day | None = Field(None, title="步骤日期", description="哪天；记不清的不写。")
    what: Line = Field(title="步骤内容", description="做了什么，如 党小组推荐、支委会讨论、征求纪委意见。")


class Selection(Part):
    """评选经过: how the nominees were found, out of how many, for how many places."""

    steps: tuple[Step, ...] = Field((), max_length=30, title="评选步骤", description="按先后，每步一条。")
    meeting: Reference | None = Field(
        None, title="评选会议", description="会议的索引号，或“类别/年份/文件名”。", json_schema_extra=LATER
    )
    quota: Count | None = Field(None, title="名额", description="一共几个名额；几个称号的合起来算。")
    nominated: Count | None = Field(None, title="推荐数", description="一共推荐了几个（含没有入选的）。")


class Nominee(Named):
    """A person or a unit, with just the fields that a notice of awards needs (domain reference §2.4, N1)."""

    name: Line = Field(title="姓名或单位名称", description="个人写姓名，集体写全称，一字不差。")
    sort: Literal["个人", "集体"] = Field("个人", title="个人或集体", description="个人 或 集体；不写就是个人。")
    award: Line | None = Field(None, title="称号", description="一份公示有几个称号时，写是哪一个。")
    sex: Literal["男", "女"] | None = Field(None, title="性别", description="男 或 女。")
    ethnicity: Line | None = Field(None, title="民族", description="如 汉族。")
    post: Line | None = Field(None, title="单位和职务", description="所在单位、部门和职务，一行写完。")
    deeds: Text | None = Field(None, max_length=500, title="主要事迹", description="五百字以内；不写住址、病情等隐私。")

    @property
    def entry(self) -> tuple[str, ...]:
        """One nominee may stand under several titles, but once under each."""
        return (*self.identity, self.award or "")


class Decision(Part):
    """表彰决定: the day on which it was taken and the document that says so."""

    on: Day = Field(title="决定日期", description="表彰决定的落款日期。")
    document: Line | None = Field(None, title="决定文号", description="如 示例党〔2026〕21号；没有文号就不写。")
    valid_until: Day | None = Field(
        None, title="有效期至", description="有有效期的荣誉（如示范单位）写到哪天；没有就不写。"
    )


class Award(Notice):
    """One stage of an award: recommended, to be commended, or commended."""

    PEOPLE: ClassVar[str] = "nominees"

    period: Period | None = Field(None, title="公示期", description="公示必须写：起止日期、天数和算法；表彰决定不写。")
    stage: Stage = Field(title="表彰阶段", description="推荐对象公示、拟表彰公示 或 表彰决定。")
    honour: Honour = Field(title="荣誉", description="名称、年度、级别、授予机关和依据。")
    selection: Selection | None = Field(None, title="评选经过", description="步骤、会议、名额和推荐数。")
    nominees: tuple[Nominee, ...] = Field(
        min_length=1, max_length=500, title="推荐或表彰对象", description="个人或集体，每个一条。"
    )
    decision: Decision | None = Field(None, title="表彰决定", description="只在“表彰决定”阶段写：日期和文号。")

    @property
    def groups(self) -> tuple[tuple[str, tuple[Nominee, ...]], ...]:
        """The nominees under their own titles, or the honour's, in the order in which these first occur."""
        found: dict[str, list[Nominee]] = {}
        for nominee in self.nominees:
            found.setdefault(nominee.award or self.honour.title, []).append(nominee)
        return tuple((title, tuple(those)) for title, those in found.items())

    def citing(self) -> tuple[tuple[str, str], ...]:
        meeting = self.selection.meeting if self.selection else None
        return (*super().citing(), *((("selection.meeting", meeting),) if meeting else ()))

    def changed_on(self) -> tuple[date, ...]:
        """The notice's days, and that of the decision."""
        return (*super().changed_on(), *((self.decision.on,) if self.decision else ()))
