"""Votes and frequencies as data, each with its source and the grade of that source (domain reference §1.4, §1.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from gongkai.kinds.meetings.model import AgendaItem, MeetingType, Topic, VoteRule

Grade = Literal["A", "B", "C", "推断"]


@dataclass(frozen=True, kw_only=True)
class Majority:
    """A share of a number of people; `above`: more than the share, otherwise the share itself is enough."""

    share: Fraction
    above: bool
    words: str

    def need(self, people: int) -> int:
        """The least number that reaches it."""
        least = ceil(self.share * people)
        return least + 1 if self.above and least == self.share * people else least


@dataclass(frozen=True, kw_only=True)
class VoteRequirement:
    """When a meeting can decide and when a decision has passed."""

    quorum: Majority
    """Of those with a vote who should attend."""
    majority: Majority
    of: Literal["应到", "实到"]
    """Whether approvals are measured against voters expected or voters present."""
    written_counts: bool
    """Whether written opinions sent beforehand add to the voters present."""
    secret: bool
    source: str
    grade: Grade

    def votes_needed(self, base: int) -> str:
        """What approvals have to reach, of `base` voters, in words."""
        need = self.majority.need(base)
        return f"赞成票要{self.majority.words}，{self.of}会有表决权 {base} 人，至少 {need} 票"

    def voters_needed(self, expected: int) -> str:
        """How many with a vote have to come, in words."""
        return f"应到会有表决权 {expected} 人，{self.quorum.words}到会才能表决，至少 {self.quorum.need(expected)} 人"


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


_HALF = Fraction(1, 2)
_HALF_OR_MORE: Final = Majority(share=_HALF, above=False, words="半数以上（含半数）")
_MORE_THAN_HALF: Final = Majority(share=_HALF, above=True, words="超过半数")

VOTES: Final[dict[VoteRule, VoteRequirement]] = {
    "一般议题": VoteRequirement(
        quorum=_HALF_OR_MORE,
        majority=_MORE_THAN_HALF,
        of="应到",
        written_counts=False,
        secret=False,
        source="《中国共产党支部工作条例（试行）》第十一条",
        grade="B",
    ),
    "发展党员": VoteRequirement(
        quorum=_MORE_THAN_HALF,
        majority=_MORE_THAN_HALF,
        of="应到",
        written_counts=True,
        secret=True,
        source="《中国共产党发展党员工作细则》第十九条、第二十条（2026年）",
        grade="B",
    ),
    "选举": VoteRequirement(
        quorum=Majority(share=Fraction(4, 5), above=False, words="五分之四以上"),
        majority=_MORE_THAN_HALF,
        of="实到",
        written_counts=False,
        secret=True,
        source="《中国共产党基层组织选举工作条例》",
        grade="C",
    ),
    "委员会": VoteRequirement(
        quorum=_HALF_OR_MORE,
        majority=_MORE_THAN_HALF,
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
    grade: Grade

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
