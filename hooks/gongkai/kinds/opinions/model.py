"""意见建议: one opinion and what became of it. There is no field for whoever said it, and none is to be added."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from gongkai.load.fields import LATER, Day, Flag, Line, Reference, Text
from gongkai.load.part import Part
from gongkai.load.record import Disclosure

Channel = Literal["意见箱", "电话", "信函", "电子邮箱", "当面", "座谈会", "网络", "其他"]
Satisfied = Literal["满意", "基本满意", "不满意", "没有评价"]


class Forwarded(Part):
    """转办 to whoever is to look into it."""

    on: Day = Field(title="转办日期", description="哪天转给承办的部门或委员。")
    to: Line = Field(title="承办部门", description="部门、岗位或支部委员的职务，不写人名。")


class Extended(Part):
    """延期 of the answer."""

    to: Day = Field(title="延期答复日期", description="改到哪天以前答复。")
    on: Day = Field(title="同意延期日期", description="哪天同意延期。")
    by: Line = Field(title="同意机构", description="谁同意，如 支部委员会。")
    reason: Text = Field(title="延期原因", description="为什么不能按时答复。")


class Handled(Part):
    """One step of looking into it."""

    on: Day = Field(title="办理日期", description="哪天做的。")
    what: Line = Field(title="办理情况", description="做了什么，一句话。")


class Answered(Part):
    """答复."""

    on: Day = Field(title="答复日期", description="哪天答复。")
    by: Line = Field(title="答复机构", description="谁答复，写部门或职务。")
    way: Literal["公开答复", "当面答复", "书面答复", "电话答复"] = Field(
        "公开答复", title="答复方式", description="公开答复、当面答复、书面答复 或 电话答复；不署名的只能公开答复。"
    )
    result: Literal["采纳", "部分采纳", "不采纳", "作了说明"] = Field(
        title="办理结果", description="采纳、部分采纳、不采纳 或 作了说明。"
    )
    text: Text = Field(title="答复内容", description="怎么办、什么时候办好；不采纳的写明原因。不写提意见的人是谁。")


class Feedback(Part):
    """What whoever said it thinks of the answer."""

    on: Day = Field(title="评价日期", description="哪天问的。")
    satisfied: Satisfied = Field(title="是否满意", description="满意、基本满意、不满意 或 没有评价。")


class Opinion(Disclosure):
    """One opinion, in the words of whoever wrote it down."""

    type: Literal["意见", "建议", "询问"] = Field("意见", title="意见类型", description="意见、建议 或 询问。")
    received_on: Day = Field(title="收到日期", description="哪天收到；办理时限从第二天数起。")
    channel: Channel = Field(title="收到渠道", description="意见箱、电话、信函、电子邮箱、当面、座谈会、网络 或 其他。")
    signed: Flag = Field(False, title="是否署名", description="署了名的写 是；只记有没有署名，不写是谁。")
    text: Text = Field(
        title="意见内容", description="照原意整理；不写是谁说的，也不写能看出是谁的岗位、班次和家庭情况。"
    )
    about: Reference | None = Field(
        None, title="针对哪个事项", description="针对已公开的事项的，写它的索引号，或“类别/年份/文件名”。"
    )
    forwarded: Forwarded | None = Field(None, title="转办", description="哪天转给谁办。", json_schema_extra=LATER)
    extended: Extended | None = Field(
        None, title="延期", description="不能按时答复的，写同意延期的情况。", json_schema_extra=LATER
    )
    handled: tuple[Handled, ...] = Field(
        (), max_length=20, title="办理过程", description="每一步一条。", json_schema_extra=LATER
    )
    answered: Answered | None = Field(None, title="答复", description="答复了什么。", json_schema_extra=LATER)
    feedback: Feedback | None = Field(
        None, title="评价", description="提意见的人对答复满意不满意。", json_schema_extra=LATER
    )

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, and what it is about."""
        return (*super().citing(), *((("about", self.about),) if self.about else ()))

    def dated(self) -> tuple[tuple[str, date], ...]:
        """What happened after it was received, with its field."""
        one_by_one = {
            "forwarded.on": self.forwarded,
            "extended.on": self.extended,
            **{f"handled.{number}.on": one for number, one in enumerate(self.handled)},
            "answered.on": self.answered,
            "feedback.on": self.feedback,
        }
        return tuple((at, part.on) for at, part in one_by_one.items() if part)

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and all that happened to it."""
        return (*super().changed_on(), *(day for _, day in self.dated()))
