"""发展党员公示: what is written of a notice about joining the party."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gongkai.load.fields import LATER, Day, Line, Month, Person, Reference
from gongkai.load.notice import Named, Notice, Period
from gongkai.load.part import Part

Node = Literal["入党申请人", "入党积极分子", "发展对象", "接收预备党员", "预备党员转正"]
RuleVersion = Literal["细则（2014年）", "细则（2026年）"]


class Discussed(Part):
    """Who discussed it before the notice."""

    by: Literal["党小组", "支部委员会", "支部党员大会"] = Field(title="讨论机构", description="哪一级会议讨论。")
    on: Day = Field(title="讨论日期", description="哪天讨论。")
    record: Reference | None = Field(
        None, title="讨论记录", description="会议记录的索引号，或“类别/年份/文件名”。", json_schema_extra=LATER
    )


class Consent(Part):
    """The superior organisation's agreement before the first day."""

    body: Line = Field(title="同意机关", description="哪一级党委。")
    on: Day = Field(title="同意日期", description="哪天同意。")
    document: Line | None = Field(None, title="文号", description="批复文号。")


class Candidate(Named):
    """One person, with just the fields that rules on notices allow (domain reference §2.4)."""

    sex: Literal["男", "女"] | None = Field(None, title="性别", description="男 或 女。")
    ethnicity: Line | None = Field(None, title="民族", description="如 汉族。")
    born: Month | None = Field(None, title="出生年月", description="只写到月，如 1998-03。")
    education: Line | None = Field(None, title="学历", description="如 大学本科。")
    post: Line | None = Field(None, title="岗位或身份", description="部门和岗位；学生写专业和年级，村民写小组。")
    applied_on: Day | None = Field(None, title="申请入党日期", description="递交入党申请书的日期。")
    activist_on: Day | None = Field(None, title="确定为积极分子日期", description="确定为入党积极分子的日期。")
    candidate_on: Day | None = Field(None, title="列为发展对象日期", description="列为发展对象的日期。")
    admitted_on: Day | None = Field(None, title="接收为预备党员日期", description="支部党员大会接收为预备党员的日期。")
    training: Line | None = Field(None, title="集中培训", description="参加的培训班和结业日期。")
    contacts: tuple[Person, ...] = Field((), max_length=2, title="培养联系人", description="一至两名。")
    introducers: tuple[Person, ...] = Field((), max_length=2, title="入党介绍人", description="两名。")


class Development(Notice):
    """A notice at one step of joining the party."""

    period: Period = Field(title="公示期", description="起止日期、天数和算法。")
    node: Node = Field(title="公示环节", description="在哪个环节公示。")
    basis: RuleVersion | None = Field(
        None, title="依据的细则版本", description="公示里写明的《中国共产党发展党员工作细则》版本；不写则按公示日期。"
    )
    local_basis: tuple[Line, ...] = Field((), title="其他依据", description="本单位的公示制度等，写全称和文号。")
    discussed: Discussed | None = Field(None, title="讨论情况", description="公示前由谁、哪天讨论。")
    consent: Consent | None = Field(None, title="上级党委同意", description="上级党委同意的情况。")
    persons: tuple[Candidate, ...] = Field(min_length=1, title="公示人员", description="每人一条。")

    def citing(self) -> tuple[tuple[str, str], ...]:
        discussed = (("discussed.record", self.discussed.record),) if self.discussed and self.discussed.record else ()
        return (*super().citing(), *discussed)
