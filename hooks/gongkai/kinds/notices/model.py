"""其他公示: dues and funds, candidates for election, whom the branch helps, and what else is open to objection."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from gongkai.load.fields import LATER, MEMBERS, Count, Line, Text
from gongkai.load.notice import Named, Notice, Outcome, Period
from gongkai.load.part import Part

Subject = Literal["党费收支", "换届候选人", "帮扶对象", "经费使用", "关爱基金", "积分", "其他"]
_SIGNED: Final = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,4})?", re.ASCII)


def _signed(written: str) -> str:
    if not _SIGNED.fullmatch(written):
        raise PydanticCustomError("not_an_amount", "不是金额或数量")
    return written


Signed = Annotated[str, AfterValidator(_signed)]
"""An amount that may be below zero: a refund, a deficit."""


class Entry(Part):
    """One line of income or spending."""

    item: Line = Field(title="项目", description="如 党员交纳、利息、培训费、慰问困难党员。")
    amount: Signed = Field(
        title="金额（元）", description="以元为单位，照账写，如 1250.00；冲减、退款写负数，如 -5.00。"
    )


class Accounts(Part):
    """收支: all amounts in yuan, kept as written; what can be added up is added up again by the program."""

    opening: Signed = Field(title="上期结转（元）", description="期初余额；亏空写负数。")
    income: tuple[Entry, ...] = Field((), max_length=100, title="收入", description="每项一条。")
    spending: tuple[Entry, ...] = Field((), max_length=200, title="支出", description="每项一条。")
    income_total: Signed | None = Field(None, title="收入合计（元）", description="公示上写了合计就照写。")
    spending_total: Signed | None = Field(None, title="支出合计（元）", description="公示上写了合计就照写。")
    closing: Signed = Field(title="期末结余（元）", description="期末余额；亏空写负数。")


class Seats(Part):
    """How many are to be elected to one post."""

    post: Line = Field(title="应选职务", description="如 委员、书记。")
    count: Count = Field(title="应选人数", description="这个职务应选几人。")
    method: Literal["差额", "等额"] = Field("差额", title="选举办法", description="差额 或 等额。")


class Concerned(Named):
    """Somebody whom the matter is about; why somebody needs help has no field (see decisions, page 13)."""

    post: Line | None = Field(None, title="部门和岗位", description="所在部门、岗位或现任职务。")
    stands_for: tuple[Line, ...] = Field(
        (), max_length=3, title="候选职务", description="换届候选人写：推荐为哪些职务的候选人，如 [委员, 书记]。"
    )
    help: Line | None = Field(
        None,
        json_schema_extra=MEMBERS,
        title="帮扶措施",
        description="帮扶对象写：给什么帮助；不写病情、收入和原因。只向党员公开。",
    )


class PublicNotice(Notice):
    """A notice of another matter."""

    period: Period | None = Field(
        None, title="公示期", description="起止日期、天数和算法；只公布收支、不征求意见的可以不写。"
    )
    subject: Subject = Field(
        title="公示事项", description="党费收支、换届候选人、帮扶对象、经费使用、关爱基金、积分 或 其他。"
    )
    body: Text = Field(title="公示内容", description="公示的正文，说清是什么事、依据什么。")
    basis: tuple[Line, ...] = Field((), max_length=10, title="公示依据", description="文件全称和文号。")
    persons: tuple[Concerned, ...] = Field(
        (), max_length=500, title="公示人员", description="涉及到人的，每人一条；不涉及的不写。"
    )
    seats: tuple[Seats, ...] = Field((), max_length=10, title="应选名额", description="换届候选人写：每个职务一条。")
    accounts: Accounts | None = Field(
        None, title="收支情况", description="党费、经费、基金写：结转、收入、支出和结余；时段写在 covers（所属时段）。"
    )
    outcome: Outcome | None = Field(
        None, title="公示结果", description="不涉及到人的公示，期满后的结果写在这里。", json_schema_extra=LATER
    )

    @property
    def leads_on(self) -> bool:
        """After candidates there is an election; accounts and help are only looked at."""
        return self.subject == "换届候选人"

    def outcomes(self) -> tuple[tuple[str, Outcome | None], ...]:
        """Everybody's; the matter's own where nobody is named."""
        return super().outcomes() or (("outcome", self.outcome),)
