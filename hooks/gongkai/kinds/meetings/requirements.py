"""Votes and frequencies as data, each with its source and the grade of that source (domain reference §1.4, §1.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from gongkai.derive.majorities import ELECTION, HALF_OR_MORE, MORE_THAN_HALF, VoteRequirement
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
        quorum=HALF_OR_MORE,
        majority=MORE_THAN_HALF,
        of="应到",
        written_counts=False,
        secret=False,
        source="《中国共产党支部工作条例（试行）》第十一条",
        grade="B",
    ),
    "发展党员": VoteRequirement(
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
class Frequency:
    """How often a type of meeting is held."""

    type: MeetingType
    months: Literal[1, 3, 12]
    """Length of the span in which at least one is due."""
    needs: Literal["", "committee", "groups"]
    """What the branch must have for it to apply; for groups each group owes its own."""
    source: str
    grade: SourceGrade

    @property
    def words(self) -> str:
        return {1: "每月", 3: "每季度", 12: "每年"}[self.months] + "至少一次"


_RULES = "《中国共产党支部工作条例（试行）》"
FREQUENCIES: Final = (
    Frequency(type="支部党员大会", months=3, needs="", source=f"{_RULES}第十一条", grade="B"),
    Frequency(type="支部委员会", months=1, needs="committee", source=f"{_RULES}第十二条", grade="B"),
    Frequency(type="党小组会", months=1, needs="groups", source=f"{_RULES}第十三条", grade="B"),
    Frequency(type="主题党日", months=1, needs="", source=f"{_RULES}第十六条", grade="C"),
    Frequency(type="党课", months=3, needs="", source="各单位“三会一课”制度通例", grade="C"),
    Frequency(type="组织生活会", months=12, needs="", source=f"{_RULES}第十七条", grade="C"),
    Frequency(type="民主评议会", months=12, needs="", source="民主评议党员制度", grade="C"),
)
