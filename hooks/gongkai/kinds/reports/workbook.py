"""Reports in the year's handbook: training, reports and all other types each in their chapter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gongkai.derive.head import Facts
from gongkai.kinds import Section, chapters
from gongkai.kinds.reports.model import Report, ReportType


def _of(*types: ReportType) -> Callable[[Report, Facts], int]:
    return lambda record, facts: record.type in types


SECTIONS: Final = (
    Section(chapter=chapters.MEETINGS, title="主题活动", unit="次", times=_of("主题活动")),
    Section(chapter=chapters.EDUCATION, title="教育培训", times=_of("教育培训")),
    Section(chapter=chapters.SUMMARY, title="工作报告", times=_of("工作报告")),
    Section(
        title="制度、决策、岗位、检查和联系服务",
        times=_of("岗位和联系点", "制度文件", "重大事项决策", "检查反馈", "联系服务"),
    ),
)
