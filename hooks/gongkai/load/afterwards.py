"""What is written of a matter when it is public already: corrections, withdrawal, late entry, explanations."""

from __future__ import annotations

from pydantic import Field

from gongkai.load.fields import CODED, Covers, Day, Flag, Line, Text
from gongkai.load.part import Part


class Correction(Part):
    """Why what is shown was changed after it was published."""

    on: Day = Field(title="更正日期", description="哪天更正。")
    note: Text = Field(title="更正说明", description="改了什么、为什么改。")
    spelling: Flag = Field(
        False, title="仅为勘误", description="只改错别字、标点，意思和数字都没有变，写 是；不用重新审批。"
    )
    about: Line | None = Field(
        None,
        title="更正哪一项",
        description="更正的内容不是人人可看时写上，如 promises.3.ratings；说明随这一项一起公开。",
    )


class Withdrawn(Part):
    """The matter is no longer shown; what stays is this reason."""

    on: Day = Field(title="撤回日期", description="哪天撤回。")
    reason: Text = Field(title="撤回原因", description="为什么撤回。")
    hide_title: Flag = Field(
        False, title="不再显示标题", description="标题里有不宜再公开的内容（如写错的人名）时写 是。"
    )


class RecordedLate(Part):
    """补录: entered long after the event."""

    on: Day = Field(title="补录日期", description="哪天补录。")
    source: Line = Field(title="补录依据", description="依据哪份原始材料，如《党支部工作手册》2023 年第 12 页。")


class Deviation(Part):
    """情况说明: the branch's own dated explanation of a lapse."""

    rule: Line = Field(
        title="偏差代码", description="检查结果里的代码，如 meetings.quorum_missed。", json_schema_extra=CODED
    )
    covers: Covers | None = Field(None, title="针对时段", description="branch.yaml 里用：针对哪个时段，如 2026-Q2。")
    about: Line | None = Field(
        None, title="针对什么", description="同一代码有几处时，写检查结果里那一处独有的词，如 主题党日、第二党小组。"
    )
    on: Day = Field(title="说明日期", description="哪天写的说明。")
    note: Text = Field(title="情况说明", description="当时的实际情况和原因。")
    remedy: Text | None = Field(None, title="补救措施", description="已经或准备怎么补救。")
