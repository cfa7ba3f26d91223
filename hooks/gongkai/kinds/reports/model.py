"""工作情况: what of a branch's work no other kind carries; the type says which part has to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Final, Literal, get_args

from pydantic import Field

from gongkai.kinds.reports.parts import Activity, Check, Decision, Post, Regulation, Service, Training, WorkReport
from gongkai.load.fields import Text
from gongkai.load.record import Disclosure

ReportType = Literal[
    "教育培训", "主题活动", "岗位和联系点", "制度文件", "重大事项决策", "工作报告", "检查反馈", "联系服务"
]
PARTS: Final[Mapping[ReportType, str]] = {
    "教育培训": "training",
    "主题活动": "activity",
    "岗位和联系点": "posts",
    "制度文件": "regulation",
    "重大事项决策": "decision",
    "工作报告": "report",
    "检查反馈": "check",
    "联系服务": "service",
}
"""Each type and the one field that belongs to it."""


class Report(Disclosure):
    """One matter of one type, with the part that the type asks for and no other."""

    TYPES: ClassVar = get_args(ReportType)

    type: ReportType = Field(
        title="工作类型",
        description="哪一种工作；每种写它自己的一段，别的段不写。",
    )
    body: Text = Field(title="正文", description="做了什么、效果怎样，几句话；制度文件写全文或要点，全文可放附件。")
    training: Training | None = Field(None, title="教育培训", description="类型为 教育培训 的写。")
    activity: Activity | None = Field(None, title="主题活动", description="类型为 主题活动 的写。")
    posts: tuple[Post, ...] = Field(
        (), max_length=100, title="岗位和联系点", description="类型为 岗位和联系点 的写，每个一条。"
    )
    regulation: Regulation | None = Field(None, title="制度文件", description="类型为 制度文件 的写。")
    decision: Decision | None = Field(None, title="重大事项决策", description="类型为 重大事项决策 的写。")
    report: WorkReport | None = Field(None, title="工作报告", description="类型为 工作报告 的写。")
    check: Check | None = Field(None, title="检查反馈", description="类型为 检查反馈 的写。")
    service: Service | None = Field(None, title="联系服务", description="类型为 联系服务 的写。")

    @property
    def type_words(self) -> tuple[str, ...]:
        return (self.type,)

    @property
    def part(self) -> str:
        """The field that its type asks for."""
        return PARTS[self.type]

    @property
    def whole_year(self) -> int | None:
        """The year of which it tells as a whole; None where it tells of another span, or of none."""
        covers = self.covers
        return covers.first.year if covers and covers.text == f"{covers.first.year}年" else None

    def happened(self) -> Iterator[tuple[str, date]]:
        """What it reports as done, with its field: the last day of each."""
        if self.training and (last := self.training.last or self.training.first):
            yield f"training.{'last' if self.training.last else 'first'}", last
        if self.activity:
            yield ("activity.until", self.activity.until) if self.activity.until else ("activity.on", self.activity.on)
        if self.regulation:
            yield "regulation.adopted_on", self.regulation.adopted_on
        for name in ("decision", "report", "check", "service"):
            if part := getattr(self, name):
                yield f"{name}.on", part.on

    def followed(self) -> Iterator[tuple[str, date]]:
        """What came of it afterwards, with its field."""
        if self.decision:
            yield from ((f"decision.carried.{place}.on", one.on) for place, one in enumerate(self.decision.carried))
        if self.report and self.report.comment:
            yield "report.comment.on", self.report.comment.on
        if self.report and self.report.returned_on:
            yield "report.returned_on", self.report.returned_on
        if self.check:
            done = ((f"check.problems.{place}.done", one.done) for place, one in enumerate(self.check.problems))
            yield from ((at, day) for at, day in done if day)
        if self.check and self.check.fed_back:
            yield "check.fed_back.on", self.check.fed_back.on

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, the meeting it was dealt with at, and the regulations it takes the place of."""
        parts = [("regulation", self.regulation), ("decision", self.decision), ("report", self.report)]
        met = [(f"{name}.meeting", part.meeting) for name, part in parts if part and part.meeting]
        if self.regulation:
            met += [(f"regulation.replaces.{place}", name) for place, name in enumerate(self.regulation.replaces)]
        return (*super().citing(), *met)

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and those of what came of it."""
        return (*super().changed_on(), *(day for _, day in self.followed()))
