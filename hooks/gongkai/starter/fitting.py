"""The shipped branch and the examples are a company's: what stands in their place elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gongkai.load.branch import BranchType
from gongkai.load.catalogue import Standard
from gongkai.load.compose import document

_STANDARDS: Final[Mapping[BranchType, Standard]] = MappingProxyType(
    {"学校": "高校", "高校": "高校", "社区": "村", "村": "村"}
)
"""The catalogue that a branch of the type begins with; else 企业."""
_OTHERS: Final = {"公司": "单位"}
_BRANCH: Final[Mapping[BranchType, Mapping[str, str]]] = MappingProxyType(
    {
        "企业": {},
        "高校": {
            "中共某某公司支部委员会": "中共某某大学某某学院第一支部委员会",
            "中共某某公司委员会": "中共某某大学某某学院委员会",
            "某某公司支部": "某某学院第一支部",
            "办公楼": "教学楼",
        },
        "学校": {"公司": "学校", "办公楼": "教学楼"},
        "村": {
            "中共某某公司支部委员会": "中共某某县某某镇某某村支部委员会",
            "中共某某公司委员会": "中共某某镇委员会",
            "某某公司支部": "某某村支部",
            "某某市某某路 1 号办公楼 101 室": "某某县某某镇某某村村部一楼",
            "一楼公开栏": "村部公开栏",
            "办公楼一楼大厅": "村部门口",
            "until: 2028-03-09": "until: 2030-03-09",
        },
        "社区": {
            "中共某某公司支部委员会": "中共某某市某某街道某某社区支部委员会",
            "中共某某公司委员会": "中共某某街道工作委员会",
            "某某公司支部": "某某社区支部",
            "办公楼 101 室": "社区服务中心一楼",
            "一楼公开栏": "社区公开栏",
            "办公楼一楼大厅": "社区服务中心门口",
            "until: 2028-03-09": "until: 2030-03-09",
        },
    }
)
"""In a new branch's folder."""
_SCHOOL: Final = {
    "中共示例公司委员会": "中共示例学院委员会",
    "公司党校": "学校党校",
    "公司党费": "学校党费",
    "公司党委": "学院党委",
    "质量部检验员": "2024级硕士研究生",
    "质量部工艺员": "2023级本科生",
    "质量部": "2023级",
    "综合办公室主任": "辅导员",
    "综合办公室": "学院办公室",
    "生产部装配班班长": "2023级本科生",
    "带领班组全年无质量事故，提出改进建议": "全年给低年级讲题三十次，整理常见问题",
    "开展职工技能培训": "低年级领学课程",
    "量具使用培训": "程序设计领学",
    "为新员工讲": "为新生讲",
    "为新员工": "为新生",
    "质量检验课": "选课指导课",
    "全年生产任务": "教学科研",
    "为职工办实事": "为师生办实事",
    "请技术部看过": "请任课教师看过",
}
_VILLAGE: Final = {
    "中共示例公司委员会": "中共示例镇委员会",
    "公司党校": "镇党校",
    "公司党费": "镇党费",
    "公司党委": "镇党委",
    "办公楼三楼会议室": "村部会议室",
    "质量部检验员": "河东组村民",
    "质量部工艺员": "河西组村民",
    "质量部": "河西组",
    "综合办公室主任": "村委会委员",
    "综合办公室": "村委会",
    "生产部装配班班长": "新庄组村民",
    "带领班组全年无质量事故，提出改进建议": "春耕带头帮缺劳力的人家翻地，提出改进建议",
    "开展职工技能培训": "开展农机使用培训",
    "量具使用培训": "春耕前培训",
    "为新员工讲": "为村民讲",
    "为新员工": "为村民",
    "质量检验课": "农机保养课",
    "全年生产任务": "春耕秋收",
    "为职工办实事": "为村民办实事",
    "请技术部看过": "请镇农技站看过",
}
_EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"高校": _SCHOOL, "学校": _SCHOOL, "村": _VILLAGE, "社区": _VILLAGE}
)
"""In a new record, by the type of the branch. Longer words first; no word that a closed list has."""


def standard_of(type_: BranchType) -> Standard:
    """The catalogue that fits the type best."""
    return _STANDARDS.get(type_, "企业")


def begun(text: str, type_: BranchType, standard: Standard) -> str:
    """A file of the shipped folder as a branch of that type begins with it."""
    own = {"type: 企业": f"type: {type_}", "standard: 企业": f"standard: {standard}"}
    return replaced(text, {**_BRANCH.get(type_, _OTHERS), **own})


def replaced(text: str, words: Mapping[str, str]) -> str:
    """The text with each of the words in place of its own."""
    for one, other in words.items():
        text = text.replace(one, other)
    return text


def fitted(example: str, branch: str) -> str:
    """The example as a branch of that type would write it."""
    return replaced(example, _EXAMPLES.get(branch, {}))


def type_of(root: Path) -> str:
    """What branch.yaml says of its unit; nothing where it cannot be read, for a new record needs no sound branch."""
    file = root / "data" / "branch.yaml"
    read, _ = document(file.read_bytes(), "data/branch.yaml") if file.is_file() else (None, ())
    said = read.values.get("type") if read else None
    return said if isinstance(said, str) else ""
