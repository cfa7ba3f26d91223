"""How long a notice must at least be public, as data: node, length, the rule it rests on and from when it applies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, Self

from gongkai.derive.limits import REVISED
from gongkai.derive.requirements import Requirement
from gongkai.load.branch import Branch
from gongkai.load.scheme import SourceGrade

Unit = Literal["工作日", "日"]
ANY: Final = "各类公示"
"""The node that is every notice."""


@dataclass(frozen=True, kw_only=True)
class Floor(Requirement):
    """The least length of a publicity period at one node 公示环节; a superior may only add to it."""

    SETTING = "floors"

    node: str
    """What is made public: 发展对象, 接收预备党员, 拟表彰; or ANY."""
    length: int
    unit: Unit = "工作日"

    @property
    def words(self) -> str:
        """`不少于 5 个工作日`."""
        return f"不少于 {length_words(self.length, self.unit)}"

    def own(self, branch: Branch) -> tuple[Self, ...]:
        written = (one for one in branch.floors if one.node == self.node)
        own = (replace(self.set_by(one.basis, one.since), length=one.length, unit=one.unit) for one in written)
        return tuple(sorted(own, key=lambda one: (one.since, one.length)))


def _local(node: str, length: int, unit: Unit, source: str, grade: SourceGrade) -> Floor:
    return Floor(
        name=f"{node.removesuffix('公示')}公示天数",
        node=node,
        length=length,
        unit=unit,
        since=date(2007, 1, 1),
        source=source,
        grade=grade,
        if_set=True,
    )


NATIONAL: Final = Floor(
    # The 2014 text fixed no number of days. The text of 2026 was read in two independent quotations that agree, not
    # on the official page; the other nodes rest on local rules, which a branch brings itself.
    name="发展对象公示天数",
    node="发展对象",
    length=5,
    since=REVISED,
    source="《中国共产党发展党员工作细则》（2026年修订）第十三条",
    grade="B",
)
_COLLEGES: Final = "有的高校和机关的发展党员公示办法：5 个工作日；也有 5 至 7 日、7 日的"
FLOORS: Final = (
    _local("入党申请人", 5, "工作日", _COLLEGES, "A"),
    _local("入党积极分子", 5, "工作日", _COLLEGES, "A"),
    NATIONAL,
    _local("接收预备党员", 5, "工作日", _COLLEGES, "A"),
    _local("预备党员转正", 5, "工作日", _COLLEGES, "A"),
    _local("推荐对象", 5, "日", "有的高校的评优通知：公示 5 日", "A"),
    _local("拟表彰", 5, "日", "有的高校的评优通知：公示 5 日", "A"),
    _local("党务预公开", 7, "日", "有的地方的党务预公开办法：单位内不少于 7 日，对外不少于半个月", "C"),
    _local(ANY, 3, "日", "有的社区的党务公开制度：公示一般不少于 3 日", "C"),
)


def floors_for(node: str, on: date, branch: Branch) -> tuple[Floor, ...]:
    """The floors of a period that begins on this day: the usual one, then the latest that the superior has set.

    Both bind: what a superior sets adds to a national floor and does not take its place.
    """
    found = []
    for usual in (one for one in FLOORS if one.node in (node, ANY)):
        own = [one for one in usual.own(branch) if one.since <= on]
        found += [usual] if usual.binds(branch, on) else []
        found += own[-1:]
    return tuple(found)


def length_words(length: int, unit: Unit) -> str:
    """`5 个工作日` or `7 日`."""
    return f"{length} 个工作日" if unit == "工作日" else f"{length} 日"
