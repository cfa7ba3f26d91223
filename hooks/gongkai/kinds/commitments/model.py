"""公开承诺: what is written of commitments; one file may hold those of the branch and of all its members."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar, Final, Literal

from pydantic import Field

from gongkai.load.fields import ARRANGED, BRANCH, LATER, Amount, Count, Day, Flag, Line, PartReference, Person, Text
from gongkai.load.part import Part
from gongkai.load.progress import Measure, Progress, is_reference
from gongkai.load.record import Disclosure

Level = Literal["好", "较好", "一般", "差", "未参评"]
Half = Literal["上半年", "下半年"]
THE_BRANCH: Final = frozenset({"支部", "党支部", "本支部"})
"""What `by` says where the branch itself promises; its names in branch.yaml mean the same."""


class Moved(Part):
    """延期: a new due date, and who agreed."""

    to: Day = Field(title="新的完成时限", description="改到哪天。")
    on: Day = Field(title="同意日期", description="哪天同意。", json_schema_extra=ARRANGED)
    agreed_by: Line = Field(title="同意机构", description="谁同意，如 支部委员会。")
    reason: Text = Field(title="延期原因", description="为什么延期。")


class Unfulfilled(Part):
    """It was not fulfilled, and will not be in time."""

    on: Day = Field(title="说明日期", description="哪天作出的说明。")
    reason: Text = Field(title="未兑现原因", description="客观原因或主观原因，今后怎么办。")


class Judged(Part):
    """The one judgement at the year's end."""

    on: Day = Field(title="评定日期", description="哪天评定。")
    result: Literal["兑现", "未兑现"] = Field(title="评定结果", description="兑现 或 未兑现。")
    by: Line | None = Field(None, title="评定机构", description="谁评定，如 支部党员大会。")
    note: Text | None = Field(None, title="评定说明", description="依据什么评定；未兑现的写明原因。")
    evidence: tuple[Line, ...] = Field(
        (), max_length=20, title="佐证", description="其他事项的索引号或“类别/年份/文件名”，或本事项附件的文件名。"
    )


class Item(Part):
    """One thing promised."""

    text: Line = Field(title="承诺事项", description="承诺做什么，一句话。")
    due: Day = Field(title="完成时限", description="承诺时写明的日期；延期写在 moved，这里不改。")
    measure: Measure | None = Field(None, title="数量指标", description="能数的写目标值、力争值和单位。")
    weight: Amount | None = Field(None, title="权重", description="汇总时的分量；不写按 1 计。")
    target: PartReference | None = Field(
        None,
        title="对应目标",
        description="落实计划里哪个目标：计划的索引号加 # 和目标编号，如 JG1/2026-0012#2。",
        json_schema_extra=LATER,
    )
    ongoing: Flag = Field(False, title="长期坚持", description="要长期坚持、到年底评定一次的写 是。")
    progress: tuple[Progress, ...] = Field((), title="践诺情况", description="每次进展一条。", json_schema_extra=LATER)
    moved: tuple[Moved, ...] = Field((), title="延期", description="每次延期一条。", json_schema_extra=LATER)
    unfulfilled: Unfulfilled | None = Field(
        None, title="未兑现说明", description="没有兑现的原因。", json_schema_extra=LATER
    )
    judged: Judged | None = Field(
        None, title="年底评定", description="长期坚持的事项年底评定一次。", json_schema_extra=LATER
    )

    @property
    def at_end(self) -> bool:
        """Judged once, at the year's end: a ceiling is kept only when the time is over."""
        return self.ongoing or (self.measure is not None and self.measure.keep == "至多")

    def dated(self) -> Iterator[tuple[str, date]]:
        """Every day on which something happened to it, with its path below the item."""
        yield from ((f"progress.{place}.on", one.on) for place, one in enumerate(self.progress))
        yield from ((f"moved.{place}.on", one.on) for place, one in enumerate(self.moved))
        if self.unfulfilled:
            yield "unfulfilled.on", self.unfulfilled.on
        if self.judged:
            yield "judged.on", self.judged.on

    def evidence(self) -> Iterator[tuple[str, str]]:
        """Every piece of evidence, with its path below the item."""
        for at, one in enumerate(self.progress):
            for place, name in enumerate(one.evidence):
                yield f"progress.{at}.evidence.{place}", name
        if self.judged:
            for place, name in enumerate(self.judged.evidence):
                yield f"judged.evidence.{place}", name


class Rating(Part):
    """评诺 of half a year: by oneself, by the party group, by the branch."""

    half: Half = Field(title="评议时段", description="上半年 或 下半年。")
    on: Day = Field(title="评议日期", description="哪天评议。")
    own: Level | None = Field(None, title="自评", description="好、较好、一般、差 或 未参评。")
    group: Level | None = Field(None, title="党小组评议", description="好、较好、一般、差 或 未参评。")
    branch: Level | None = Field(None, title="支部评定", description="好、较好、一般、差 或 未参评。")


class Poll(Part):
    """年底民主测评 in counts."""

    on: Day = Field(title="测评日期", description="哪天测评。")
    voters: Count = Field(title="参加测评人数", description="发出几张测评票；没有测评写 0。")
    satisfied: Count = Field(0, title="满意", description="满意几票。")
    mostly: Count = Field(0, title="基本满意", description="基本满意几票。")
    dissatisfied: Count = Field(0, title="不满意", description="不满意几票。")
    unsure: Count = Field(0, title="不了解", description="不了解或弃权几票。")


class Promise(Part):
    """What one promiser promises, and how it was received."""

    by: Person = Field(title="承诺人", description="写 支部、党小组的名称，或一名党员的姓名。")
    distinguish: Line | None = Field(None, title="区分", description="同名的人用它区分，如所在部门。")
    role: Line | None = Field(None, title="岗位或职务", description="承诺人的岗位或党内职务。")
    items: tuple[Item, ...] = Field(min_length=1, title="承诺事项", description="每项一条。")
    ratings: tuple[Rating, ...] = Field(
        (),
        title="半年评议",
        description="自评、党小组评议、支部评定，仅在本支部内公开。",
        json_schema_extra={**BRANCH, **LATER},
    )
    poll: Poll | None = Field(
        None,
        title="年底测评",
        description="民主测评各项票数，仅在本支部内公开。",
        json_schema_extra={**BRANCH, **LATER},
    )

    @property
    def who(self) -> str:
        """The promiser in one line: `李思源（质量部）`."""
        return f"{self.by}（{self.distinguish}）" if self.distinguish else self.by

    @property
    def received(self) -> tuple[tuple[str, date], ...]:
        """The days of ratings and poll, with their path below the promise."""
        ratings = tuple((f"ratings.{place}.on", one.on) for place, one in enumerate(self.ratings))
        return (*ratings, *((("poll.on", self.poll.on),) if self.poll else ()))


class Vetted(Part):
    """审诺: who looked whether the commitments are real and can be kept, before they were made public."""

    by: Line = Field(title="审诺机构", description="谁审核，如 支部委员会。")
    on: Day = Field(title="审诺日期", description="哪天审核。")
    note: Text | None = Field(None, title="审诺意见", description="审核的意见和作了哪些修改。")


class Commitment(Disclosure):
    """Commitments made on one day by one or many."""

    AHEAD: ClassVar = True

    term: Literal["年度", "即时"] = Field("年度", title="承诺类型", description="年度 或 即时。")
    vetted: Vetted | None = Field(None, title="审诺情况", description="由谁、哪天审核。")
    promises: tuple[Promise, ...] = Field(min_length=1, max_length=300, title="承诺", description="每个承诺人一条。")

    def each(self) -> tuple[tuple[str, Item], ...]:
        """Every item with its path: `promises.0.items.2`; every rule asks it."""
        return self._each

    @cached_property
    def _each(self) -> tuple[tuple[str, Item], ...]:
        return tuple(
            (f"promises.{at}.items.{place}", item)
            for at, promise in enumerate(self.promises)
            for place, item in enumerate(promise.items)
        )

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, and the evidence that lies in other records."""
        evident = [
            (f"{at}.{below}", name) for at, item in self.each() for below, name in item.evidence() if is_reference(name)
        ]
        return (*super().citing(), *evident)

    def pointing(self) -> tuple[tuple[str, str], ...]:
        """The targets of plans that its items serve."""
        return tuple((f"{at}.target", item.target) for at, item in self.each() if item.target)

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and all of what happened to its promises."""
        vetted = (self.vetted.on,) if self.vetted else ()
        items = (day for _, item in self.each() for _, day in item.dated())
        received = (day for promise in self.promises for _, day in promise.received)
        return (*super().changed_on(), *vetted, *items, *received)
