"""党费和经费收支: the figures of one fund in one span, kept as written; what can be added up is added up again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from gongkai.load.fields import LATER, Count, Day, Flag, Line, Reference, Text
from gongkai.load.notice import MatterNotice
from gongkai.load.part import Part

Fund = Literal["党费", "党建经费", "关爱基金", "其他款项"]
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
    purpose: Line | None = Field(
        None, title="指定用途", description="只能用于一件事的专款，写这件事，收入和支出写法相同；不是专款不写。"
    )


class Decided(Part):
    """Who decided together that money is spent so."""

    by: Line = Field(title="决定机构", description="谁集体讨论决定，如 支部委员会。")
    on: Day = Field(title="决定日期", description="哪天决定。")
    record: Reference | None = Field(
        None, title="决定见哪次会议", description="会议记录的索引号，或“类别/年份/文件名”。"
    )


class Spending(Entry):
    """One line of spending, with what it rests on."""

    to_superior: Flag = Field(False, title="上缴上级", description="上缴上级党组织、退回拨款单位的写 是；使用的不写。")
    basis: Line | None = Field(None, title="支出依据", description="依据哪份办法、标准或批复。")
    decided: Decided | None = Field(None, title="支出决定", description="谁、哪天集体讨论决定。")


class Earmarked(Part):
    """专款 that was left of the span before."""

    purpose: Line = Field(title="指定用途", description="专款用于哪件事，写法与收入、支出里的相同。")
    opening: Signed = Field(title="专款上期结转（元）", description="这笔专款期初还有多少。")


class Dues(Part):
    """交纳党费 in numbers of members; who has not paid is nothing for a page."""

    due: Count = Field(title="应交人数", description="应交纳党费的党员人数。")
    paid: Count = Field(title="已交人数", description="按时交齐的人数。")
    exempt: Count = Field(0, title="免交人数", description="按规定批准免交的人数；没有不写。")
    recovered: Count = Field(0, title="补交人数", description="本期补交以前欠交党费的人数；没有不写。")


class Audit(Part):
    """Who looked at the accounts, and what came of it."""

    on: Day = Field(title="审计日期", description="哪天审计或检查完毕。")
    by: Line = Field(title="审计机构", description="由谁审计或检查，如 公司审计部、支部纪检委员。")
    result: Literal["账实相符", "有问题已整改", "有问题正在整改"] = Field(
        title="审计结果", description="账实相符、有问题已整改 或 有问题正在整改。"
    )
    note: Text | None = Field(None, title="审计说明", description="查到什么，怎样整改。")


class Accounts(MatterNotice):
    """收支 of one fund: 公示 where there is a period, 公布 where there is none."""

    PEOPLE: ClassVar[str] = ""

    fund: Fund = Field(title="款项", description="党费、党建经费、关爱基金 或 其他款项。")
    type: Literal["收支", "预算"] = Field("收支", title="收支性质", description="收支（已经发生的）或 预算（计划的）。")
    until: Day | None = Field(
        None, title="截至日期", description="只到时段中间的写，如全年只到三季度的写 9月30日；整个时段的不写。"
    )
    opening: Signed = Field(title="上期结转（元）", description="期初余额；亏空写负数。")
    earmarked: tuple[Earmarked, ...] = Field(
        (), max_length=20, title="专款结转", description="上期结转里有专款的，每笔一条。"
    )
    income: tuple[Entry, ...] = Field((), max_length=100, title="收入", description="每项一条。")
    spending: tuple[Spending, ...] = Field((), max_length=200, title="支出", description="每项一条。")
    income_total: Signed | None = Field(None, title="收入合计（元）", description="原表上写了合计就照写。")
    spending_total: Signed | None = Field(None, title="支出合计（元）", description="原表上写了合计就照写。")
    closing: Signed = Field(title="期末结余（元）", description="期末余额；亏空写负数。")
    dues: Dues | None = Field(None, title="交纳人数", description="党费写：应交、已交、免交、补交各几人，不写姓名。")
    audit: Audit | None = Field(None, title="审计", description="审计或检查的情况。", json_schema_extra=LATER)

    @property
    def ends_on(self) -> date | None:
        """The last day of which it tells; None where it states no span."""
        return self.until or (self.covers.last if self.covers else None)

    def decisions(self) -> Iterator[tuple[str, Decided]]:
        """Every decision behind a line of spending, with its field."""
        yield from ((f"spending.{n}.decided", one.decided) for n, one in enumerate(self.spending) if one.decided)

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The notice's references, and the meetings that decided."""
        cited = ((f"{at}.record", decided.record) for at, decided in self.decisions() if decided.record)
        return (*super().citing(), *cited)

    def changed_on(self) -> tuple[date, ...]:
        """The notice's days, and that of the audit."""
        return (*super().changed_on(), *((self.audit.on,) if self.audit else ()))
