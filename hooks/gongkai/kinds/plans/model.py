"""计划和目标: what a branch sets out to reach in a span of time, broken down, followed and evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from gongkai.days import Span
from gongkai.load.fields import (
    ARRANGED,
    LATER,
    MEMBERS,
    Amount,
    Covers,
    Day,
    Line,
    PartNumber,
    Person,
    Reference,
    Text,
)
from gongkai.load.part import Part
from gongkai.load.progress import Measure, Progress, is_reference
from gongkai.load.record import Disclosure


class Term(Part):
    """任期, or another span that is no calendar year, quarter or month."""

    first: Day = Field(title="开始日期", description="任期或规划从哪天起。")
    last: Day = Field(title="届满日期", description="到哪天为止。")


class Monthly(Part):
    """What is to be reached of it in one month."""

    covers: Covers = Field(title="月份", description="如 2026-09。")
    floor: Amount = Field(title="当月目标", description="当月要完成多少，只写数字。")


class Stage(Part):
    """What is to be reached of it in a year, a half or a quarter of the plan."""

    covers: Covers = Field(title="阶段", description="如 2026-Q3；任期计划可写 2026。")
    floor: Amount = Field(title="阶段目标", description="这一阶段要完成多少；水平类写这一阶段要达到多少。")
    months: tuple[Monthly, ...] = Field((), max_length=12, title="月度目标", description="分到月的，每月一条。")


class Adjusted(Part):
    """调整: what the target is from a day on, why, and the meeting that decided it."""

    on: Day = Field(title="调整日期", description="哪天决定调整。", json_schema_extra=ARRANGED)
    meeting: Reference = Field(title="决定会议", description="决定调整的会议的索引号，或“类别/年份/文件名”。")
    reason: Text = Field(title="调整原因", description="为什么调整。")
    floor: Amount | None = Field(None, title="新的目标值", description="目标值改了才写。")
    stretch: Amount | None = Field(None, title="新的力争值", description="力争值改了才写。")
    due: Day | None = Field(None, title="新的完成时限", description="完成时限改了才写。")


class Evaluation(Part):
    """What the evaluation at the end says of one target."""

    attainment: Text = Field(title="实际完成情况", description="完成了多少、效果怎样，照实写。")
    difficulties: Text | None = Field(None, title="困难和问题", description="遇到什么困难，还有什么问题。")
    contribution: Text | None = Field(None, title="作用", description="对支部和单位的工作起了什么作用。")


class Target(Part):
    """One target: concrete, measurable, with somebody responsible and a day."""

    text: Line = Field(title="目标", description="要做到什么，一句话。")
    id: PartNumber = Field(title="目标编号", description="如 1；承诺和考核用它指明是哪个目标，定了不再变。")
    measure: Measure | None = Field(None, title="数量指标", description="目标值、力争值和单位。")
    sort: Literal["累计", "水平"] = Field(
        "累计", title="指标性质", description="一点点加起来的写 累计；像到会率这样每次量出来的写 水平。"
    )
    base: Amount | None = Field(None, title="基数", description="上年或制定计划时的数，便于比较。")
    post: Line | None = Field(None, title="责任岗位", description="由哪个岗位或党小组负责，如 组织委员。")
    who: Person | None = Field(
        None, title="责任人", description="具体负责的人；只向党员公开。", json_schema_extra=MEMBERS
    )
    due: Day | None = Field(None, title="完成时限", description="制定计划时写明的日期；调整写在 adjusted。")
    stages: tuple[Stage, ...] = Field((), max_length=12, title="阶段目标", description="分解到季度和月，每阶段一条。")
    progress: tuple[Progress, ...] = Field((), title="进展", description="每次进展一条。", json_schema_extra=LATER)
    adjusted: tuple[Adjusted, ...] = Field((), title="目标调整", description="每次调整一条。", json_schema_extra=LATER)
    evaluation: Evaluation | None = Field(
        None, title="期满评价", description="计划期满后对这个目标的评价。", json_schema_extra=LATER
    )

    @property
    def at_end(self) -> bool:
        """A ceiling, and a level that may fall again, are reached only when the time is over."""
        return self.measure is not None and (self.sort == "水平" or self.measure.keep == "至多")

    def dated(self) -> Iterator[tuple[str, date]]:
        """Every day on which something happened to it, with its path below the target."""
        yield from ((f"progress.{place}.on", one.on) for place, one in enumerate(self.progress))
        yield from ((f"adjusted.{place}.on", one.on) for place, one in enumerate(self.adjusted))

    def evidence(self) -> Iterator[tuple[str, str]]:
        """Every piece of evidence, with its path below the target."""
        for at, one in enumerate(self.progress):
            yield from ((f"progress.{at}.evidence.{place}", name) for place, name in enumerate(one.evidence))


class Adopted(Part):
    """通过: who adopted the plan."""

    on: Day = Field(title="通过日期", description="哪天通过。")
    by: Line = Field(title="通过机构", description="谁通过，如 支部党员大会。")
    meeting: Reference | None = Field(None, title="通过计划的会议", description="会议的索引号，或“类别/年份/文件名”。")


class Tracked(Part):
    """跟踪检查: a meeting looked how far the plan had come."""

    on: Day = Field(title="检查日期", description="哪天检查。")
    meeting: Reference | None = Field(None, title="检查进展的会议", description="会议的索引号。")
    note: Text | None = Field(None, title="检查情况", description="完成几项，哪些慢了，怎么办。")


class Review(Part):
    """总结: the plan as a whole was evaluated after its end."""

    on: Day = Field(title="总结日期", description="哪天总结评价。")
    by: Line = Field(title="评价机构", description="谁评价，如 支部党员大会。")
    meeting: Reference | None = Field(None, title="总结计划的会议", description="会议的索引号。")
    summary: Text | None = Field(None, title="总结", description="经验和教训，下一期怎么改。")


class Plan(Disclosure):
    """A plan for a year, a half, a quarter or a month, written in `covers`; for a term in `term`."""

    AHEAD: ClassVar = True

    term: Term | None = Field(None, title="任期", description="任期目标或中长期规划写起止日期；年度计划写 covers。")
    summary: Text | None = Field(None, title="计划要点", description="总的要求和重点，几句话。")
    adopted: Adopted | None = Field(None, title="通过情况", description="由谁、哪天通过。")
    targets: tuple[Target, ...] = Field(min_length=1, max_length=100, title="目标", description="每个目标一条。")
    tracked: tuple[Tracked, ...] = Field(
        (), max_length=60, title="跟踪检查", description="每次检查进展一条。", json_schema_extra=LATER
    )
    review: Review | None = Field(None, title="总结评价", description="计划期满后的总结评价。", json_schema_extra=LATER)

    @property
    def span(self) -> Span:
        """Its time; the day it was made where none is written, which is a fault."""
        if self.term:
            return Span(self.term.first, max(self.term.first, self.term.last), "任期")
        return self.covers or Span(self.made_on, self.made_on, "")

    @property
    def has_one_span(self) -> bool:
        """Whether its time is told once and runs forwards: if not, nothing is held against it."""
        if self.term:
            return self.covers is None and self.term.first <= self.term.last
        return self.covers is not None

    def parts_named(self) -> Mapping[str, str]:
        """Each target by its number."""
        return {target.id: target.text for target in self.targets}

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, the meetings that adopted, tracked, adjusted and reviewed it, and evidence."""
        met = [(f"{at}.meeting", one.meeting) for at, one in self._steps() if one.meeting]
        for at, target in enumerate(self.targets):
            met += [
                (f"targets.{at}.adjusted.{place}.meeting", one.meeting) for place, one in enumerate(target.adjusted)
            ]
            met += [(f"targets.{at}.{below}", name) for below, name in target.evidence() if is_reference(name)]
        return (*super().citing(), *met)

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and all of what happened to the plan and to its targets."""
        targets = (day for target in self.targets for _, day in target.dated())
        return (*super().changed_on(), *(one.on for _, one in self._steps()), *targets)

    def _steps(self) -> Iterator[tuple[str, Adopted | Tracked | Review]]:
        """What happened to the plan as a whole."""
        yield from (("adopted", self.adopted),) if self.adopted else ()
        yield from ((f"tracked.{place}", one) for place, one in enumerate(self.tracked))
        yield from (("review", self.review),) if self.review else ()
