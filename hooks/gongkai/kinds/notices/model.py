"""其他公示: whom the branch helps, points, and what else is open to objection."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gongkai.load.fields import MEMBERS, Line
from gongkai.load.notice import MatterNotice, Named

Subject = Literal["帮扶对象", "积分", "党务预公开", "其他"]


class Concerned(Named):
    """Somebody whom the matter is about; why somebody needs help has no field (see decisions, page 13)."""

    post: Line | None = Field(None, title="岗位或身份", description="部门和岗位；学生写年级，村民写小组。")
    help: Line | None = Field(
        None,
        json_schema_extra=MEMBERS,
        title="帮扶措施",
        description="帮扶对象写：给什么帮助；不写病情、收入和原因。只向党员公开。",
    )


class PublicNotice(MatterNotice):
    """A notice of another matter."""

    subject: Subject = Field(title="公示事项", description="帮扶对象、积分、党务预公开 或 其他。")
    persons: tuple[Concerned, ...] = Field(
        (), max_length=500, title="公示人员", description="涉及到人的，每人一条；不涉及的不写。"
    )
