"""What is aimed at and how far it came, written alike wherever something is counted: promises, targets of plans."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gongkai.load.fields import ADDRESS, ARRANGED, INDEX_NUMBER, Amount, Day, Flag, Line, Text, number
from gongkai.load.part import Part


def is_reference(evidence: str) -> bool:
    """Whether it names another record; if not, it names an attached file."""
    return bool(INDEX_NUMBER.fullmatch(evidence) or ADDRESS.fullmatch(evidence))


class Measure(Part):
    """What can be counted: a floor that must be reached, and a stretch value that one strives for."""

    floor: Amount = Field(title="目标值", description="要达到的数，只写数字。")
    stretch: Amount | None = Field(None, title="力争值", description="力争达到的更高的数；没有就不写。")
    unit: Line = Field(title="单位", description="如 次、户、万元、%。")
    keep: Literal["至少", "至多"] = Field(
        "至少", title="方向", description="至少 或 至多；至多（如事故不超过 0 起）到年底才能评定。"
    )

    def meets(self, value: str, wanted: str) -> bool:
        """Whether the value is at least, or at most, what is wanted."""
        over = number(value) - number(wanted)
        return over >= 0 if self.keep == "至少" else over <= 0

    @property
    def words(self) -> str:
        """`至少 4 次，力争 6 次`."""
        stretch = f"，力争 {self.stretch} {self.unit}" if self.stretch else ""
        return f"{self.keep} {self.floor} {self.unit}{stretch}"


class Progress(Part):
    """How far it had come on a day."""

    on: Day = Field(title="进展日期", description="哪天的进展。", json_schema_extra=ARRANGED)
    value: Amount | None = Field(None, title="累计数", description="从开始到这一天累计完成多少，只写数字。")
    done: Flag = Field(False, title="是否完成", description="没有数量指标的事项，完成时写 是。")
    note: Text | None = Field(None, title="进展说明", description="做了什么。")
    evidence: tuple[Line, ...] = Field(
        (), max_length=20, title="佐证", description="其他事项的索引号或“类别/年份/文件名”，或本事项附件的文件名。"
    )
