"""How many must come and how many must agree, with source and grade: shared by meetings and elections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from gongkai.derive.requirements import Requirement


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
class VoteRequirement(Requirement):
    """When a meeting can decide and when a decision has passed."""

    quorum: Majority
    """Of those with a vote who should attend."""
    majority: Majority
    of: Literal["应到", "实到"]
    """Whether approvals are measured against voters expected or voters present."""
    written_counts: bool
    """Whether written opinions sent beforehand add to the voters present."""
    secret: bool
    right: Literal["表决权", "选举权"] = "表决权"
    """What those have who are counted."""

    @property
    def words(self) -> str:
        """`有表决权的半数以上（含半数）到会，赞成票超过半数（按应到会人数算），无记名投票`."""
        secret = "，无记名投票" if self.secret else ""
        majority = f"赞成票{self.majority.words}（按{self.of}会人数算）"
        return f"有{self.right}的{self.quorum.words}到会，{majority}{secret}"

    def votes_needed(self, base: int) -> str:
        """What approvals have to reach, of `base` voters, in words."""
        need = self.majority.need(base)
        return f"赞成票要{self.majority.words}，{self.of}会有{self.right} {base} 人，至少 {need} 票"

    def voters_needed(self, expected: int) -> str:
        """How many with a vote have to come, in words."""
        then, need = f"才能{self.right.removesuffix('权')}", self.quorum.need(expected)
        return f"应到会有{self.right} {expected} 人，{self.quorum.words}到会{then}，至少 {need} 人"


_HALF: Final = Fraction(1, 2)
HALF_OR_MORE: Final = Majority(share=_HALF, above=False, words="半数以上（含半数）")
MORE_THAN_HALF: Final = Majority(share=_HALF, above=True, words="超过半数")
ELECTION: Final = VoteRequirement(
    name="选举的表决",
    since=date(2020, 7, 13),
    quorum=Majority(share=Fraction(4, 5), above=False, words="五分之四以上"),
    majority=MORE_THAN_HALF,
    of="实到",
    written_counts=False,
    secret=True,
    source="《中国共产党基层组织选举工作条例》",
    grade="C",
    right="选举权",
)
