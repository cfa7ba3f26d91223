"""Votes, frequencies and attendance as data, each with source, grade and day (domain reference §1.4, §1.5, §8.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from gongkai.derive.limits import ISSUED
from gongkai.derive.majorities import ELECTION, HALF_OR_MORE, MORE_THAN_HALF, VoteRequirement
from gongkai.derive.requirements import Figure, Requirement
from gongkai.kinds.meetings.model import AgendaItem, MeetingType, Topic, VoteRule
from gongkai.load.scheme import SourceGrade


def rule_for(item: AgendaItem, types: Collection[MeetingType]) -> VoteRule:
    """The rule under which a vote counts: what the topic or the meeting demands, else what is written."""
    written = item.vote.rule if item.vote else None
    return demanded(item, types) or written or "一般议题"


def demanded(item: AgendaItem, types: Collection[MeetingType]) -> VoteRule | None:
    """The rule that leaves no choice: the committee's own, or by its topic that of the members' meeting."""
    if "支部党员大会" in types:
        return _BY_TOPIC.get(item.topic)
    return "委员会" if "支部委员会" in types else None


_BY_TOPIC: Final[Mapping[Topic, VoteRule]] = {"发展党员": "发展党员", "换届选举": "选举"}


VOTES: Final[dict[VoteRule, VoteRequirement]] = {
    "一般议题": VoteRequirement(
        name="党员大会一般议题的表决",
        since=date(2018, 10, 28),
        quorum=HALF_OR_MORE,
        majority=MORE_THAN_HALF,
        of="应到",
        written_counts=False,
        secret=False,
        source="《中国共产党支部工作条例（试行）》第十一条",
        grade="B",
    ),
    "发展党员": VoteRequirement(
        name="发展党员的表决",
        since=ISSUED,
        quorum=MORE_THAN_HALF,
        majority=MORE_THAN_HALF,
        of="应到",
        written_counts=True,
        secret=True,
        source="《中国共产党发展党员工作细则》第十九条、第二十条（2026年）",
        grade="B",
    ),
    "选举": ELECTION,
    "委员会": VoteRequirement(
        name="支委会的表决",
        since=date(2018, 10, 28),
        quorum=HALF_OR_MORE,
        majority=MORE_THAN_HALF,
        of="应到",
        written_counts=False,
        secret=False,
        source="《中国共产党支部工作条例（试行）》第十二条",
        grade="B",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Frequency(Figure):
    """How often a type of meeting is held: at least once in a span of so many months, 1, 3, 6 or 12."""

    type: MeetingType
    topic: Topic | None = None
    """What at least one item of its agenda has to be about; None: anything."""
    needs: Literal["", "committee", "groups"] = ""
    """What the branch must have for it to apply; for groups each group owes its own."""

    @property
    def due(self) -> str:
        """`每季度至少一次`."""
        return {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}[self.whole] + "至少一次"

    @property
    def what(self) -> str:
        """`支部委员会`, `议程里有“学习教育”的支部委员会`."""
        return f"议程里有“{self.topic}”的{self.type}" if self.topic else self.type


def _every(months: int, type_: MeetingType, source: str, grade: SourceGrade) -> Frequency:
    return Frequency(
        name=f"{type_}间隔",
        value=Fraction(months),
        unit="个月",
        among=(1, 3, 6, 12),
        type=type_,
        since=date(2018, 10, 28),
        source=source,
        grade=grade,
    )


_RULES: Final = "《中国共产党支部工作条例（试行）》"
_LOCAL: Final = "有的企业和高校的"
FREQUENCIES: Final = (
    _every(3, "支部党员大会", f"{_RULES}第十一条", "B"),
    replace(_every(1, "支部委员会", f"{_RULES}第十二条", "B"), needs="committee"),
    replace(_every(1, "党小组会", f"{_RULES}第十三条", "B"), needs="groups"),
    _every(1, "主题党日", f"{_RULES}第十六条", "C"),
    # The article asks for lectures, but names no number for a branch.
    replace(_every(3, "党课", f"{_LOCAL}“三会一课”制度：每季度一次", "C"), if_set=True),
    _every(12, "组织生活会", f"{_RULES}第十七条", "C"),
    _every(12, "民主评议会", f"{_RULES}：民主评议党员一般每年一次", "C"),
    replace(_every(6, "民主生活会", "有的企业集团的党支部建设标准：每半年一次", "C"), if_set=True),
    replace(_every(1, "集中学习", "有的企业集团的党支部建设标准：党员每月学习一次", "C"), if_set=True),
    replace(
        _every(1, "支部委员会", "有的企业集团的党支部建设标准：支委会每月学习一次", "C"),
        name="支委会学习间隔",
        topic="学习教育",
        needs="committee",
        if_set=True,
    ),
    replace(
        _every(3, "支部党员大会", "有的企业集团的党支部建设标准：支委会每季度向党员大会报告工作", "C"),
        name="支委会报告工作间隔",
        topic="听取报告",
        needs="committee",
        if_set=True,
    ),
    replace(_every(1, "工作例会", "有的乡镇党委的工作计划：每月一次党建工作例会", "C"), if_set=True),
)
ATTENDANCE: Final = Figure(
    name="到会率",
    value=Fraction(90),
    unit="%",
    since=date(2018, 10, 28),
    source=f"{_LOCAL}“三会一课”制度：90% 或 80%；也有支部规定到会率只在内部掌握",
    grade="C",
    if_set=True,
)
MADE_UP: Final = Figure(
    name="补课期限",
    value=Fraction(30),
    unit="日",
    since=date(2018, 10, 28),
    source="有的企业的“三会一课”制度：缺席的及时补课，没有写几日",
    grade="推断",
    if_set=True,
)
REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    *FREQUENCIES,
    ATTENDANCE,
    MADE_UP,
    *(one for one in VOTES.values() if one is not ELECTION),
)
"""The vote in an election is listed with elections."""
