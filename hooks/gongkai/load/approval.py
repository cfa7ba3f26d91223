"""《党务公开审批表》 as a record of its own: 提出 → 审核 → 审批 → 实施 (《中国共产党党务公开条例（试行）》第十五条)."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from gongkai.load.fields import Day, Flag, Line, Person, Reference, Text
from gongkai.load.part import Part
from gongkai.load.record import Record

Verdict = Literal["通过", "不通过"]


class Proposed(Part):
    """提出: content, scope, time and method as drafted."""

    on: Day = Field(title="提出日期", description="哪天提出。")
    by: Line = Field(title="提出人", description="职务，如 组织委员。")


class Reviewed(Part):
    """审核: secrecy, necessity, accuracy."""

    on: Day = Field(title="审核日期", description="哪天审核。")
    by: Line = Field(title="审核人", description="职务，如 纪检委员。")
    secrecy: Verdict = Field(title="保密审查", description="通过 或 不通过。")
    necessity: Verdict = Field(title="必要性审核", description="通过 或 不通过。")
    accuracy: Verdict = Field(title="准确性审核", description="通过 或 不通过。")
    attachments: Literal["已人工检查"] | None = Field(
        None, title="附件检查", description="PDF 和图片附件要人工检查有无个人信息，查过写 已人工检查。"
    )


class Decided(Part):
    """审批 by the committee or the secretary."""

    on: Day = Field(title="审批日期", description="哪天审批。")
    by: Literal["支部委员会", "支部党员大会", "书记", "副书记"] = Field(title="审批人", description="由谁审批。")
    name: Person | None = Field(None, title="签字人", description="纸质表上签字的人。")


class Referred(Part):
    """报批: beyond the branch's own powers."""

    to: Line = Field(title="报批机关", description="报哪一级党组织。")
    on: Day = Field(title="批准日期", description="上级批准的日期。")
    document: Line | None = Field(None, title="批准文号", description="批复的文号。")


class Approval(Record):
    """One form may cover several records; it holds for their text as it stood."""

    records: tuple[Reference, ...] = Field(
        min_length=1, title="审批事项", description="本表审批哪些事项：索引号，或“类别/年份/文件名”。"
    )
    proposed: Proposed = Field(title="提出", description="谁、哪天提出。")
    reviewed: Reviewed | None = Field(None, title="审核", description="谁、哪天审核，三项结论；还没审核就不写。")
    approved: Decided | None = Field(None, title="审批", description="谁、哪天审批；还没批就不写。")
    beyond_powers: Flag = Field(False, title="超出本支部权限", description="需要上级批准时写 是。")
    referred: Referred | None = Field(None, title="报批", description="超出权限时上级的批准。")
    form: Line = Field(title="纸质表存放处", description="纸质《党务公开审批表》放在哪里。")
    remark: Text | None = Field(None, title="备注", description="其他说明。")

    @property
    def is_decided(self) -> bool:
        """Reviewed with nothing refused, decided, and agreed above where it goes beyond the branch's powers."""
        review = self.reviewed
        passed = review is not None and {review.secrecy, review.necessity, review.accuracy} == {"通过"}
        agreed = not self.beyond_powers or self.referred is not None
        return passed and self.approved is not None and agreed

    @cached_property
    def effective_on(self) -> date | None:
        """The day from which what it covers may be published; None while it is not decided."""
        if not self.is_decided or self.approved is None:
            return None
        above = self.referred.on if self.beyond_powers and self.referred else self.approved.on
        return max(self.approved.on, above)
