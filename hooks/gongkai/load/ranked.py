"""What a scheme says of several units beside one another, and of what follows from a result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field, model_validator

from gongkai.days import Span, chinese_date
from gongkai.load.fields import Amount, Count, Day, Line
from gongkai.load.part import Part

NAMED: Final = 30
"""Units that a page names one by one where it only says who they are."""


class Unit(Part):
    """One of those who are graded, from and until a day where it was not always there."""

    name: Line = Field(title="单位名称", description="与考核记录里的考核对象（unit）写得一样。")
    since: Day | None = Field(None, title="起始日期", description="从哪天起参加考核；一直参加就不写。")
    until: Day | None = Field(None, title="截止日期", description="到哪天为止；仍在参加就不写。")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, written: object) -> object:
        return {"name": written} if isinstance(written, str) else written

    @property
    def words(self) -> str:
        """`第三党小组（2026年7月1日起）`."""
        first, last = (chinese_date(day) if day else "" for day in (self.since, self.until))
        days = f"{first}至{last}" if first and last else f"{first}起" if first else f"到{last}为止" if last else ""
        return f"{self.name}（{days}）" if days else self.name

    def touches(self, span: Span) -> bool:
        """Whether it was there on any day of the span."""
        return (self.since is None or self.since <= span.last) and (self.until is None or self.until >= span.first)

    def fills(self, span: Span) -> bool:
        """Whether it was there on all days of the span: then it has to be graded."""
        return (self.since is None or self.since <= span.first) and (self.until is None or self.until >= span.last)


class Ranked(Part):
    """排名: who grades, and whom; without it no place is ever worked out."""

    by: Line = Field(title="由谁考核", description="考核这些单位的组织，就是发布记录的支部或委员会。")
    units: tuple[Unit, ...] = Field(
        min_length=2, max_length=2000, title="参加排名的单位", description="全部写上，漏写的不能考核，缺一个就不排名。"
    )

    @property
    def words(self) -> str:
        """`支部委员会考核，按总分排名：第一党小组、第二党小组`; of very many only how many."""
        names = "、".join(unit.words for unit in self.units)
        return f"{self.by}考核，按总分排名：{names if len(self.units) <= NAMED else f'{len(self.units)} 个单位'}"


class Consequence(Part):
    """结果运用: what the document says follows; exactly one condition. It is shown, and decides nothing."""

    level: Line | None = Field(None, title="等次", description="评为哪一等次的。")
    average: Amount | None = Field(None, title="全年平均", description="全年四个季度平均达到几分的。")
    last: Count | None = Field(None, title="最后一名次数", description="一年内累计几次最后一名的。")
    text: Line = Field(title="按规定怎样", description="如 通报表彰、限期整顿、班子应当调整。")

    @property
    def conditions(self) -> tuple[str, ...]:
        """`评为“一级”的`; one, unless the scheme is wrong."""
        return tuple(self._conditions())

    def _conditions(self) -> Iterator[str]:
        if self.level is not None:
            yield f"评为“{self.level}”的"
        if self.average is not None:
            yield f"全年四个季度平均 {self.average} 分以上的"
        if self.last is not None:
            yield f"一年内累计 {self.last} 次最后一名的"

    @property
    def words(self) -> str:
        """`评为“一级”的，通报表彰`."""
        return f"{'、'.join(self.conditions)}，{self.text}"
